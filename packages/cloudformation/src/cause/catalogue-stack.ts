import type { Entry } from './catalogue.ts';

/** What CloudFormation itself says of stacks, templates, parameters and hooks. */
export const STACK_REASONS: readonly Entry[] = [
  // Before all else: what follows is in the words of a stranger's function.
  {
    kind: 'custom-resource',
    reads: /Received response status \[?FAILED\]? from custom resource/,
    advice: 'The custom resource’s function failed: read its log in CloudWatch.',
  },
  {
    kind: 'custom-resource-answer',
    reads: /Vendor response doesn.t contain|Invalid Response object|Response object is too long/,
    advice:
      'The function’s answer lacks what the template reads, or has not the form that CloudFormation takes (Status, PhysicalResourceId, Data; 4 KB): correct it.',
  },
  {
    kind: 'cancelled-update',
    reads: /^User Initiated\b/,
    advice: 'Somebody cancelled the update: ask who, or deploy again.',
  },
  {
    kind: 'export-missing',
    reads: /No export named .* found/i,
    advice:
      'No stack of this region exports that name: deploy the exporting stack first, or correct the name.',
  },
  {
    kind: 'export-in-use',
    reads: /Export .*(cannot be (deleted|updated)|in use)|cannot (delete|update) export/i,
    advice: 'Another stack imports this export: change that stack first.',
  },
  {
    kind: 'export-name-taken',
    reads: /Export with name .* is already exported/i,
    advice: 'Another stack exports this name: export names are unique in a region, so choose another one.',
  },
  {
    kind: 'parameter-not-fetched',
    reads: /Unable to fetch parameters|Parameters?:? \[ssm(-secure)?:.*cannot be found|ParameterNotFound/i,
    advice:
      'The parameter is not in Parameter Store of this account and region, or the role may not read it: create it, or allow ssm:GetParameters.',
  },
  {
    kind: 'secret-not-resolved',
    reads:
      /Could not parse SecretString JSON|Secrets Manager can.t find the specified (secret|resource)|resolve:secretsmanager/i,
    advice: 'A dynamic reference names no such secret or key: check the secret’s name, region and JSON key.',
  },
  {
    kind: 'parameter-invalid',
    reads:
      /Parameter validation failed|Parameters: \[.*\] must have values|must be one of the allowed values|Parameter '.*' must/i,
    advice: 'A stack parameter has no value, or none that is allowed: correct it in the deploy command.',
  },
  {
    kind: 'circular-dependency',
    reads: /Circular dependency between resources/i,
    advice:
      'Resources refer to each other in a circle: move one reference into a resource of its own, such as a policy or a rule.',
  },
  {
    kind: 'unresolved-reference',
    reads:
      /Unresolved resource dependencies|Requested attribute .* (does not exist|must be)|Attribute .* does not exist/i,
    advice:
      'The template refers to a resource, parameter or attribute that is not there (or whose condition is false): correct the name.',
  },
  {
    kind: 'transform-refused',
    reads: /Transform AWS::[\w:-]+ failed/,
    advice:
      'AWS’s own transform does not accept the template: correct what the reason names; `sam validate --lint` and `cfn-lint` find such mistakes before deploying.',
  },
  {
    kind: 'transform-failed',
    reads: /Failed to execute transform|Transform .* failed|No transform named|FAILED\. Reason: .*macro/i,
    advice:
      'A macro or transform failed: read the log of its function, and check that it exists in this account and region.',
  },
  {
    kind: 'capability-missing',
    reads: /Requires capabilities ?:|InsufficientCapabilities/i,
    advice: 'Deploy with the capability that the reason names (`--capabilities`).',
  },
  {
    kind: 'unknown-type',
    reads:
      /Unrecognized resource types?|Unsupported resource type|Resource type .* is not supported|TypeNotFound/i,
    advice:
      'This region does not know the resource type: check its spelling, activate the extension, or choose another region.',
  },
  {
    kind: 'import-unsupported',
    reads: /not supported for resource import/i,
    advice:
      'These types cannot be imported: leave them out of the import, and add them to the stack in an update of its own.',
  },
  {
    kind: 'nested-template',
    reads: /TemplateURL must be|S3 error: |Template file .* (not found|could not)/i,
    advice:
      'The nested stack’s template cannot be read: check that it was uploaded, its address, and the role’s s3:GetObject.',
  },
  {
    kind: 'template-format',
    reads: /Template (format|validation) error|Template error|not well-formed/i,
    advice: 'The template is not valid: `cfn-lint` finds such mistakes before deploying.',
  },
  {
    kind: 'stack-state',
    reads: /is in .* state and can ?not be updated|not in the state stack\w+Complete/i,
    advice:
      'The (nested) stack is in a state that allows no update: bring it to rest first (continue its rollback, or delete it).',
  },
  {
    kind: 'service-role',
    reads: /Role .* is invalid or cannot be assumed/i,
    advice:
      'CloudFormation cannot assume the stack’s service role: create it again, or deploy with another one (`--role-arn`).',
  },
  {
    kind: 'stack-policy',
    reads: /denied by stack policy/i,
    advice: 'The stack’s policy protects this resource: lift it for this update, if the change is meant.',
  },
  {
    kind: 'early-validation',
    reads: /EarlyValidation|NAME_CONFLICT_VALIDATION|BUCKET_EMPTINESS_VALIDATION/,
    advice:
      'CloudFormation refused the change set before it changed anything: correct what the validation names.',
  },
];
