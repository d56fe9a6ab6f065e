/** A kind of mistake, how its reason reads, and the next step to take. */
export interface Entry {
  readonly kind: string;
  readonly reads: RegExp;
  readonly advice: string;
}

const BUSY = 'Something else is changing the resource just now: wait until that is over, then deploy again.';

/**
 * What any service may say, in the words of its error codes, the more specific first.
 * (Handler error codes: docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html.)
 */
export const GENERAL_REASONS: readonly Entry[] = [
  {
    kind: 'image',
    reads:
      /CannotPullContainer|ImageNotFound|manifest unknown|pull access denied|Source image .* does not exist/i,
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
    reads: /execution role does not have permissions?|ensure the role can perform/i,
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
    reads: /already exists?\b|AlreadyExists|BucketAlreadyOwnedByYou|already in use|DuplicateName/i,
    advice:
      'A resource of this name exists outside the stack: import it, delete it, or let CloudFormation name it.',
  },
  {
    kind: 'limit',
    reads:
      /(?<!(request|rate) ?)limit ?exceeded|ServiceQuota|(?<![-\w])quotas?(?![-\w])|maximum number of|TooMany(?!Requests)|AddressLimit|current instance limit/i,
    advice: 'A quota is used up: free some of it, or raise it in Service Quotas.',
  },
  {
    kind: 'capacity',
    reads:
      /InsufficientInstanceCapacity|insufficient capacity|have sufficient (\S+ )?capacity|Unable to place|did not have enough/i,
    advice: 'AWS has no such capacity there now: try another instance type or zone, or later.',
  },
  {
    kind: 'throttled',
    reads: /(?<!\/)Throttl|Rate exceeded|TooManyRequests|SlowDown|(request|rate) ?limit ?exceeded/i,
    advice: 'The service throttled the deployment: deploy again, or fewer things at once.',
  },
  {
    kind: 'busy',
    reads:
      /OperationAborted|conflicting (conditional )?operation|(update|operation|change) is (currently |already )?in progress|concurrent (modification|update)|is being (created|updated|modified|deleted)/i,
    advice: BUSY,
  },
  {
    kind: 'not-empty',
    reads:
      /not empty|BucketNotEmpty|contains? (one or more )?(objects|images)|has dependencies|DependencyViolation|in use by|still in use|is being used|dependent object|ResourceInUse|ClusterContains/i,
    advice: 'Something still uses or fills the resource: detach or empty it, then deploy again.',
  },
  {
    kind: 'busy',
    // The code alone: handlers give it to what is in use, too.
    reads: /ResourceConflict/,
    advice: BUSY,
  },
  {
    kind: 'protected',
    reads: /TerminationProtection|deletion protection|DeletionProtection|disableApiTermination|stack policy/i,
    advice: 'The resource is protected: lift the protection first, if it really is to go.',
  },
  {
    kind: 'not-updatable',
    reads: /NotUpdatable/,
    advice:
      'This property cannot be changed in place: let the change replace the resource (another logical id, and another name if it has one).',
  },
  {
    kind: 'replacement',
    reads: /custom-named resource|requires? (replacing|replacement)/i,
    advice: 'The change replaces a resource with a fixed name: give it another name.',
  },
  {
    kind: 'wait-condition',
    reads: /WaitCondition|(success|failure) signal|resource signal/i,
    advice: 'The instance never signalled success: read its cloud-init and cfn-init logs.',
  },
  {
    kind: 'custom-resource',
    reads: /custom resource|CustomResource|See the details in CloudWatch Log Stream/i,
    advice: 'The custom resource’s function failed or never answered: read its log in CloudWatch.',
  },
  {
    kind: 'timeout',
    reads:
      /did not stabilize|NotStabilized|timed[- ]?out|exceeded .*time-?out|time-?out (while|waiting|exceeded|expired)|(connect\w*|gateway|request|operation) time-?out|TimeoutE(rror|xception)/i,
    advice:
      'The resource never became ready: look at it in its own console, then at its limits and health checks.',
  },
  {
    kind: 'not-found',
    reads:
      /not found|NotFound|does not exist|NoSuch|could not be found|doesn't exist|No hosted zones? .*found/i,
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
  {
    kind: 'nested-stack',
    reads: /Embedded stack .* was not successfully/i,
    advice:
      'A nested stack failed, and what failed in it could not be read: look at its own events (the console shows deleted stacks, too).',
  },
];
