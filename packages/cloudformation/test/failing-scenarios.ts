import { type Scenario, scenario } from './scenario.ts';

/** A failing operation, and what a reader should conclude. */
interface FailingScenario extends Scenario {
  readonly name: string;
  readonly status: 'failed' | 'rolled-back';
  readonly cause: string;
  readonly nested: boolean;
  /** From the catalogue. */
  readonly kind: string;
}

interface Described {
  readonly lines: string;
  readonly cause: string;
  readonly kind: string;
  readonly status?: 'failed' | 'rolled-back';
  readonly nested?: boolean;
}

const handler = (message: string, code: string) =>
  `Resource handler returned message: "${message}" (RequestToken: 0a1b, HandlerErrorCode: ${code})`;

/** A creation of three resources where one fails with `reason`, and the rollback that follows. */
const create = (type: string, reason: string) => `
  0   *          CREATE_IN_PROGRESS  User Initiated
  2   Vpc:AWS::EC2::VPC  CREATE_IN_PROGRESS
  2   Broken:${type}  CREATE_IN_PROGRESS
  3   Topic:AWS::SNS::Topic  CREATE_IN_PROGRESS
  14  Vpc:AWS::EC2::VPC  CREATE_COMPLETE
  16  Broken:${type}  CREATE_FAILED  ${reason}
  16  Topic:AWS::SNS::Topic  CREATE_FAILED  Resource creation cancelled
  17  *          ROLLBACK_IN_PROGRESS  The following resource(s) failed to create: [Broken, Topic]. Rollback requested by user.
  19  Topic:AWS::SNS::Topic  DELETE_COMPLETE
  20  Broken:${type}  DELETE_COMPLETE
  22  Vpc:AWS::EC2::VPC  DELETE_COMPLETE
  23  *          ROLLBACK_COMPLETE
`;

/** An update where one resource fails and is changed back. */
const update = (type: string, reason: string) => `
  0   *          UPDATE_IN_PROGRESS  User Initiated
  2   Broken:${type}  UPDATE_IN_PROGRESS
  3   Other:AWS::Lambda::Function  UPDATE_IN_PROGRESS
  40  Broken:${type}  UPDATE_FAILED  ${reason}
  40  Other:AWS::Lambda::Function  UPDATE_FAILED  Resource update cancelled
  41  *          UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Broken, Other].
  43  Broken:${type}  UPDATE_IN_PROGRESS
  60  Broken:${type}  UPDATE_COMPLETE
  61  *          UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS
  62  *          UPDATE_ROLLBACK_COMPLETE
`;

const DESCRIBED: Readonly<Record<string, Described>> = {
  'role not allowed': {
    lines: create(
      'AWS::S3::Bucket',
      handler(
        'User: arn:aws:sts::1:assumed-role/x is not authorized to perform: s3:CreateBucket',
        'AccessDenied',
      ),
    ),
    ...{ cause: 'Broken', kind: 'permission' },
  },
  'legacy permission error': {
    lines: create(
      'AWS::EC2::Instance',
      'API: ec2:RunInstances You are not authorized to perform this operation. Encoded authorization failure message: abc',
    ),
    ...{ cause: 'Broken', kind: 'permission' },
  },
  'bucket exists': {
    lines: create(
      'AWS::S3::Bucket',
      'shop-assets already exists in stack arn:aws:cloudformation:eu-west-1:1:stack/old/1',
    ),
    ...{ cause: 'Broken', kind: 'already-exists' },
  },
  'table exists': {
    lines: create(
      'AWS::DynamoDB::Table',
      handler(
        "Resource of type 'AWS::DynamoDB::Table' with identifier 'orders' already exists.",
        'AlreadyExists',
      ),
    ),
    ...{ cause: 'Broken', kind: 'already-exists' },
  },
  'quota used up': {
    lines: create(
      'AWS::EC2::EIP',
      handler('The maximum number of addresses has been reached.', 'ServiceLimitExceeded'),
    ),
    ...{ cause: 'Broken', kind: 'limit' },
  },
  'no capacity': {
    lines: create(
      'AWS::EC2::Instance',
      'We currently do not have sufficient t3.large capacity in the Availability Zone you requested (InsufficientInstanceCapacity)',
    ),
    ...{ cause: 'Broken', kind: 'capacity' },
  },
  'throttled service': {
    lines: create(
      'AWS::ApiGateway::Stage',
      handler('Too Many Requests (Service: ApiGateway, Status Code: 429)', 'Throttling'),
    ),
    ...{ cause: 'Broken', kind: 'throttled' },
  },
  'property not valid': {
    lines: create(
      'AWS::SQS::Queue',
      'Properties validation failed for resource Broken with message: #: extraneous key [Nme] is not permitted',
    ),
    ...{ cause: 'Broken', kind: 'validation' },
  },
  'image missing': {
    lines: create(
      'AWS::Lambda::Function',
      handler(
        'Source image 1.dkr.ecr.eu-west-1.amazonaws.com/shop:v9 does not exist. Provide a valid source image.',
        'InvalidRequest',
      ),
    ),
    ...{ cause: 'Broken', kind: 'image' },
  },
  'never stabilised': {
    lines: create(
      'AWS::ECS::Service',
      handler("Exceeded attempts to wait: 'AWS::ECS::Service' did not stabilize.", 'NotStabilized'),
    ),
    ...{ cause: 'Broken', kind: 'timeout' },
  },
  'circuit breaker': {
    lines: update(
      'AWS::ECS::Service',
      handler(
        "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.",
        'GeneralServiceException',
      ),
    ),
    ...{ cause: 'Broken', kind: 'ecs-circuit-breaker' },
  },
  'wait condition': {
    lines: create(
      'AWS::CloudFormation::WaitCondition',
      'WaitCondition timed out. Received 0 conditions when expecting 1',
    ),
    ...{ cause: 'Broken', kind: 'wait-condition' },
  },
  'instances never signal': {
    lines: update(
      'AWS::AutoScaling::AutoScalingGroup',
      'Failed to receive 2 resource signal(s) within the specified duration',
    ),
    ...{ cause: 'Broken', kind: 'wait-condition' },
  },
  'custom resource failed': {
    lines: create(
      'Custom::Seed',
      'Received response status [FAILED] from custom resource. Message returned: See the details in CloudWatch Log Stream: 2026/01/05/[$LATEST]0a1b',
    ),
    ...{ cause: 'Broken', kind: 'custom-resource' },
  },
  'custom resource silent': {
    lines: create(
      'Custom::Seed',
      'CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [0a1b].',
    ),
    ...{ cause: 'Broken', kind: 'custom-resource-silent' },
  },
  'fixed name replaced': {
    lines: update(
      'AWS::ElasticLoadBalancingV2::TargetGroup',
      'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename shop-tg and update the stack again.',
    ),
    ...{ cause: 'Broken', kind: 'replacement' },
  },
  'group in use': {
    lines: update(
      'AWS::EC2::SecurityGroup',
      handler('resource sg-1 has a dependent object (Service: Ec2, Status Code: 400)', 'InvalidRequest'),
    ),
    ...{ cause: 'Broken', kind: 'network-interface-in-use' },
  },
  'certificate missing': {
    lines: create(
      'AWS::ElasticLoadBalancingV2::Listener',
      handler("Certificate ARN 'arn:aws:acm:eu-west-1:1:certificate/x' could not be found", 'NotFound'),
    ),
    ...{ cause: 'Broken', kind: 'not-found' },
  },
  'service error': {
    lines: create(
      'AWS::CloudFront::Distribution',
      handler('Internal error reported from downstream service during operation', 'ServiceInternalError'),
    ),
    ...{ cause: 'Broken', kind: 'service' },
  },
  'words nobody knows': {
    lines: create('Acme::Thing::Widget', 'The widget was purple'),
    ...{ cause: 'Broken', kind: 'unknown' },
  },
  'cancellation told first': {
    lines: `
      0  *       CREATE_IN_PROGRESS  User Initiated
      1  First   CREATE_IN_PROGRESS
      1  Second  CREATE_IN_PROGRESS
      9  First   CREATE_FAILED  Resource creation cancelled
      9  Second  CREATE_FAILED  ${handler('Access Denied', 'AccessDenied')}
      10 *       ROLLBACK_IN_PROGRESS  The following resource(s) failed to create: [Second, First].
      20 *       ROLLBACK_COMPLETE`,
    ...{ cause: 'Second', kind: 'permission' },
  },
  'two failures at once': {
    lines: `
      0  *       CREATE_IN_PROGRESS  User Initiated
      1  First   CREATE_IN_PROGRESS
      1  Second  CREATE_IN_PROGRESS
      8  First   CREATE_FAILED  ${handler('quota exceeded', 'ServiceLimitExceeded')}
      9  Second  CREATE_FAILED  ${handler('Access Denied', 'AccessDenied')}
      10 *       ROLLBACK_IN_PROGRESS  The following resource(s) failed to create: [First, Second].
      20 *       ROLLBACK_COMPLETE`,
    ...{ cause: 'First', kind: 'limit' },
  },
  'nested create': {
    lines: `
      0  *          CREATE_IN_PROGRESS  User Initiated
      1  Api        CREATE_IN_PROGRESS
      2  Api/*      CREATE_IN_PROGRESS  User Initiated
      3  Api/Rest   CREATE_IN_PROGRESS
      9  Api/Rest   CREATE_FAILED  ${handler('Invalid mapping expression', 'InvalidRequest')}
      10 Api/*      ROLLBACK_IN_PROGRESS  The following resource(s) failed to create: [Rest].
      12 Api        CREATE_FAILED  Embedded stack arn:aws:cloudformation:x was not successfully created: The following resource(s) failed to create: [Rest].
      13 *          ROLLBACK_IN_PROGRESS  The following resource(s) failed to create: [Api].
      15 Api/*      DELETE_COMPLETE
      16 Api        DELETE_COMPLETE
      17 *          ROLLBACK_COMPLETE`,
    ...{ cause: 'Rest', kind: 'invalid', nested: true },
  },
  'nested twice': {
    lines: `
      0  *            UPDATE_IN_PROGRESS  User Initiated
      1  Api          UPDATE_IN_PROGRESS
      2  Api/*        UPDATE_IN_PROGRESS  User Initiated
      3  Api/Db       UPDATE_IN_PROGRESS
      4  Api/Db/*     UPDATE_IN_PROGRESS  User Initiated
      5  Api/Db/Node  UPDATE_IN_PROGRESS
      30 Api/Db/Node  UPDATE_FAILED  ${handler('DB snapshot not found', 'NotFound')}
      31 Api/Db/*     UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Node].
      33 Api/Db       UPDATE_FAILED  Embedded stack arn:aws:cloudformation:y was not successfully updated: The following resource(s) failed to update: [Node].
      34 Api/*        UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Db].
      36 Api          UPDATE_FAILED  Embedded stack arn:aws:cloudformation:z was not successfully updated: The following resource(s) failed to update: [Db].
      37 *            UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Api].
      50 *            UPDATE_ROLLBACK_COMPLETE`,
    ...{ cause: 'Node', kind: 'not-found', nested: true },
  },
  'sibling of a nested stack': {
    lines: `
      0  *          CREATE_IN_PROGRESS  User Initiated
      1  Api        CREATE_IN_PROGRESS
      1  Queue      CREATE_IN_PROGRESS
      2  Api/*      CREATE_IN_PROGRESS  User Initiated
      3  Api/Rest   CREATE_IN_PROGRESS
      9  Queue      CREATE_FAILED  ${handler('Access Denied', 'AccessDenied')}
      10 Api/Rest   CREATE_FAILED  Resource creation cancelled
      11 Api        CREATE_FAILED  Resource creation cancelled
      12 *          ROLLBACK_IN_PROGRESS  The following resource(s) failed to create: [Queue, Api].
      20 *          ROLLBACK_COMPLETE`,
    ...{ cause: 'Queue', kind: 'permission' },
  },
  'hook refuses': {
    lines: `
      0  *       CREATE_IN_PROGRESS  User Initiated
      1  Bucket:AWS::S3::Bucket  CREATE_IN_PROGRESS
      2  Bucket:AWS::S3::Bucket  hook=HOOK_IN_PROGRESS
      4  Bucket:AWS::S3::Bucket  hook=HOOK_COMPLETE_FAILED  Bucket is not encrypted
      5  Bucket:AWS::S3::Bucket  CREATE_FAILED  The following hook(s) failed: [Acme::Security::Encrypted]
      6  *       ROLLBACK_IN_PROGRESS  The following resource(s) failed to create: [Bucket].
      9  *       ROLLBACK_COMPLETE`,
    ...{ cause: 'Bucket', kind: 'hook' },
  },
  'rollback disabled': {
    lines: `
      0  *      CREATE_IN_PROGRESS  User Initiated
      1  Queue  CREATE_IN_PROGRESS
      9  Queue  CREATE_FAILED  ${handler('Access Denied', 'AccessDenied')}
      10 *      CREATE_FAILED  The following resource(s) failed to create: [Queue].`,
    ...{ cause: 'Queue', kind: 'permission', status: 'failed' },
  },
  'update, rollback disabled': {
    lines: `
      0  *      UPDATE_IN_PROGRESS  User Initiated
      1  Queue  UPDATE_IN_PROGRESS
      9  Queue  UPDATE_FAILED  ${handler('Invalid attribute', 'InvalidRequest')}
      10 *      UPDATE_FAILED  The following resource(s) failed to update: [Queue].`,
    ...{ cause: 'Queue', kind: 'invalid', status: 'failed' },
  },
  'rollback fails, too': {
    lines: `
      0  *      UPDATE_IN_PROGRESS  User Initiated
      1  Queue  UPDATE_IN_PROGRESS
      1  Table:AWS::DynamoDB::Table  UPDATE_IN_PROGRESS
      8  Table:AWS::DynamoDB::Table  UPDATE_COMPLETE
      9  Queue  UPDATE_FAILED  ${handler('Invalid attribute', 'InvalidRequest')}
      10 *      UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Queue].
      12 Table:AWS::DynamoDB::Table  UPDATE_IN_PROGRESS
      15 Table:AWS::DynamoDB::Table  UPDATE_FAILED  ${handler('Subscriber limit exceeded', 'LimitExceeded')}
      16 *      UPDATE_ROLLBACK_FAILED  The following resource(s) failed to update: [Table].`,
    ...{ cause: 'Queue', kind: 'invalid', status: 'failed' },
  },
  'creation’s rollback fails': {
    lines: `
      0  *      CREATE_IN_PROGRESS  User Initiated
      1  Bucket:AWS::S3::Bucket  CREATE_IN_PROGRESS
      5  Bucket:AWS::S3::Bucket  CREATE_COMPLETE
      6  Queue  CREATE_IN_PROGRESS
      9  Queue  CREATE_FAILED  ${handler('Access Denied', 'AccessDenied')}
      10 *      ROLLBACK_IN_PROGRESS  The following resource(s) failed to create: [Queue].
      12 Bucket:AWS::S3::Bucket  DELETE_FAILED  The bucket you tried to delete is not empty
      13 *      ROLLBACK_FAILED  The following resource(s) failed to delete: [Bucket].`,
    ...{ cause: 'Queue', kind: 'permission', status: 'failed' },
  },
  'deletion fails': {
    lines: `
      0  *      DELETE_IN_PROGRESS  User Initiated
      1  Bucket:AWS::S3::Bucket  DELETE_IN_PROGRESS
      5  Bucket:AWS::S3::Bucket  DELETE_FAILED  The bucket you tried to delete is not empty (Service: S3, Status Code: 409)
      6  *      DELETE_FAILED  The following resource(s) failed to delete: [Bucket].`,
    ...{ cause: 'Bucket', kind: 'not-empty', status: 'failed' },
  },
  'import rolls back': {
    lines: `
      0  *      IMPORT_IN_PROGRESS  User Initiated
      1  Queue  IMPORT_IN_PROGRESS
      5  Queue  IMPORT_FAILED  ${handler("Resource of type 'AWS::SQS::Queue' with identifier 'q' was not found.", 'NotFound')}
      6  *      IMPORT_ROLLBACK_IN_PROGRESS  The following resource(s) failed to import: [Queue].
      9  *      IMPORT_ROLLBACK_COMPLETE`,
    ...{ cause: 'Queue', kind: 'not-found' },
  },
  'deleted after a failed creation': {
    lines: `
      0  *      CREATE_IN_PROGRESS  User Initiated
      1  Queue  CREATE_IN_PROGRESS
      9  Queue  CREATE_FAILED  ${handler('Access Denied', 'AccessDenied')}
      10 *      CREATE_FAILED  The following resource(s) failed to create: [Queue].
      11 *      DELETE_IN_PROGRESS
      15 Queue  DELETE_COMPLETE
      16 *      DELETE_COMPLETE`,
    ...{ cause: 'Queue', kind: 'permission', status: 'failed' },
  },
  'export in use': {
    lines: `
      0  *      UPDATE_IN_PROGRESS  User Initiated
      1  *      UPDATE_ROLLBACK_IN_PROGRESS  Export shop-vpc cannot be deleted as it is in use by other-stack
      5  *      UPDATE_ROLLBACK_FAILED  Export shop-vpc cannot be deleted as it is in use by other-stack`,
    ...{ cause: 'shop', kind: 'export-in-use', status: 'failed' },
  },
  'export in use, rolled back': {
    lines: `
      0  *      UPDATE_IN_PROGRESS  User Initiated
      1  *      UPDATE_ROLLBACK_IN_PROGRESS  Export shop-vpc cannot be updated as it is in use by other-stack
      5  *      UPDATE_ROLLBACK_COMPLETE`,
    ...{ cause: 'shop', kind: 'export-in-use' },
  },
  'update cancelled by a person': {
    lines: `
      0  *      UPDATE_IN_PROGRESS  User Initiated
      1  Queue  UPDATE_IN_PROGRESS
      5  *      UPDATE_ROLLBACK_IN_PROGRESS  User Initiated
      6  Queue  UPDATE_FAILED  Resource update cancelled
      7  Queue  UPDATE_COMPLETE
      9  *      UPDATE_ROLLBACK_COMPLETE`,
    ...{ cause: 'shop', kind: 'cancelled-update' },
  },
  'continued rollback fails again': {
    lines: `
      0  *      UPDATE_ROLLBACK_IN_PROGRESS  User Initiated
      2  Table:AWS::DynamoDB::Table  UPDATE_IN_PROGRESS
      5  Table:AWS::DynamoDB::Table  UPDATE_FAILED  ${handler('Table is being updated', 'ResourceConflict')}
      6  *      UPDATE_ROLLBACK_FAILED  The following resource(s) failed to update: [Table].`,
    ...{ cause: 'Table', kind: 'busy', status: 'failed' },
  },
  'failure after a cleanup skip in the rollback': {
    lines: `
      0  *      UPDATE_IN_PROGRESS  User Initiated
      1  Queue  UPDATE_IN_PROGRESS
      1  New:AWS::S3::Bucket  CREATE_IN_PROGRESS
      5  New:AWS::S3::Bucket  CREATE_COMPLETE
      9  Queue  UPDATE_FAILED  ${handler('Invalid attribute', 'InvalidRequest')}
      10 *      UPDATE_ROLLBACK_IN_PROGRESS  The following resource(s) failed to update: [Queue].
      12 *      UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS
      13 New:AWS::S3::Bucket  DELETE_FAILED  The bucket you tried to delete is not empty
      14 New:AWS::S3::Bucket  DELETE_SKIPPED
      15 *      UPDATE_ROLLBACK_COMPLETE`,
    ...{ cause: 'Queue', kind: 'invalid' },
  },
};

/** Failures of all kinds that CloudFormation knows. */
export const FAILING_SCENARIOS: readonly FailingScenario[] = Object.entries(DESCRIBED).map(
  ([name, described]) => ({
    name,
    ...scenario(described.lines, { token: 'deploy-1' }),
    status: described.status ?? 'rolled-back',
    cause: described.cause,
    nested: described.nested ?? false,
    kind: described.kind,
  }),
);
