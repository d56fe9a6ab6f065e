/** A kind of mistake, how its reason reads, and the next step to take. */
export interface Entry {
  readonly kind: string;
  readonly reads: RegExp;
  readonly advice: string;
}

/**
 * What any service may say, in the words of its error codes, the more specific first.
 * (Handler error codes: docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html.)
 */
export const GENERAL_REASONS: readonly Entry[] = [
  {
    kind: 'image',
    reads:
      /CannotPullContainer|ImageNotFound|manifest unknown|pull access denied|Source image .* does not exist|InvalidAMI/i,
    advice: 'The image cannot be pulled: check that it was pushed, its tag, and the permission to pull it.',
  },
  {
    kind: 'hook',
    reads: /hook\(s\) failed|HandlerErrorCode: NonCompliant|\bhook\b.*\bfailed/i,
    advice: 'A hook refused the resource: mend what it found, or ask the owner of the hook.',
  },
  {
    kind: 'validation',
    reads:
      /Properties validation failed|extraneous key|required key|failed validation constraint|template validation/i,
    advice:
      'The template sets a property wrongly: correct it; `cfn-lint` finds such mistakes before deploying.',
  },
  {
    kind: 'permission',
    reads: /execution role does not have permissions?/i,
    advice: 'Allow the named action to the execution role that the resource uses.',
  },
  {
    kind: 'permission',
    reads:
      /not authorized to perform|AccessDenied|Access Denied|UnauthorizedOperation|UnauthorizedTaggingOperation|explicit deny|InvalidCredentials/i,
    advice: 'Allow the named action to the role that deploys (or to the stack’s service role).',
  },
  {
    kind: 'pass-role',
    reads: /iam:PassRole|cannot be assumed|unable to assume|is not authorized to assume/i,
    advice: 'Let the service assume the role (trust policy), and the deploying role pass it (iam:PassRole).',
  },
  {
    kind: 'already-exists',
    reads: /already exists|AlreadyExists|BucketAlreadyOwnedByYou|already in use|DuplicateName/i,
    advice:
      'A resource of this name exists outside the stack: import it, delete it, or let CloudFormation name it.',
  },
  {
    kind: 'limit',
    reads:
      /LimitExceeded|limit exceeded|ServiceQuota|quota|maximum number of|TooMany(?!Requests)|AddressLimit/i,
    advice: 'A quota is used up: free some of it, or raise it in Service Quotas.',
  },
  {
    kind: 'capacity',
    reads: /InsufficientInstanceCapacity|insufficient capacity|Unable to place|did not have enough/i,
    advice: 'AWS has no such capacity there now: try another instance type or zone, or later.',
  },
  {
    kind: 'throttled',
    reads: /Throttl|Rate exceeded|TooManyRequests|SlowDown/i,
    advice: 'The service throttled the deployment: deploy again, or fewer things at once.',
  },
  {
    kind: 'not-empty',
    reads:
      /not empty|BucketNotEmpty|contains? (one or more )?(objects|images)|has dependencies|DependencyViolation|in use by|still in use|is being used|dependent object|ResourceInUse|ResourceConflict/i,
    advice: 'Something still uses or fills the resource: detach or empty it, then deploy again.',
  },
  {
    kind: 'protected',
    reads: /TerminationProtection|deletion protection|DeletionProtection|stack policy/i,
    advice: 'The resource is protected: lift the protection first, if it really is to go.',
  },
  {
    kind: 'replacement',
    reads: /custom-named resource|requires replacing|NotUpdatable|Replacement/i,
    advice: 'The change replaces a resource with a fixed name: give it another name.',
  },
  {
    kind: 'wait-condition',
    reads: /WaitCondition|success signal|Failed to receive \d+ resource signal|resource signal/i,
    advice: 'The instance never signalled: read its cloud-init and cfn-init logs.',
  },
  {
    kind: 'custom-resource',
    reads:
      /custom resource|CustomResource|See the details in CloudWatch Log Stream|Lambda.*(timed out|\berror\b)/i,
    advice: 'The custom resource’s function failed or never answered: read its log in CloudWatch.',
  },
  {
    kind: 'timeout',
    reads: /did not stabilize|NotStabilized|timed out|exceeded .*timeout|time-?out|Timeout/i,
    advice:
      'The resource never became ready: look at it in its own console, then at its limits and health checks.',
  },
  {
    kind: 'not-found',
    reads: /not found|NotFound|does not exist|NoSuch|could not be found|doesn't exist/i,
    advice: 'Something the resource refers to is missing: check the name, account and region.',
  },
  {
    kind: 'invalid',
    reads:
      /InvalidRequest|Invalid request|InvalidParameter|ValidationException|Validation|Invalid|malformed|must be|not verified|not supported/i,
    advice: 'The service refused a value: correct the property that the reason names.',
  },
  {
    kind: 'service',
    reads:
      /ServiceInternalError|Internal ?Failure|Internal (Server )?Error|ServiceUnavailable|NetworkFailure/i,
    advice: 'The service had an error of its own: deploy again.',
  },
];
