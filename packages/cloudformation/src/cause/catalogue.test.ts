import { expect, test } from '@jest/globals';
import { diagnose, KINDS } from './diagnose.ts';

/** Reasons as they were met, each under the place where it was reported or is documented. */
const REPORTED: readonly (readonly [kind: string, reason: string])[] = [
  // No page was found that holds this reason of a cancelled update; an operation that somebody begins has it, too.
  ['cancelled-update', 'User Initiated'],
  // github.com/aws-cloudformation/aws-cloudformation-templates/issues/263
  ['export-missing', 'No export named production:ECSTaskExecutionRole found. Rollback requested by user.'],
  // github.com/aws/aws-cdk/issues/604
  ['export-in-use', 'Export vpc-demo:Subnet cannot be deleted as it is in use by cdk-vpc-demo and elb-demo'],
  // github.com/linz/geostore/issues/630
  ['export-in-use', 'Export geo:Table cannot be updated as it is in use by geo-api'],
  // github.com/aws-amplify/amplify-js/issues/5811
  [
    'export-name-taken',
    'Export with name shop-vpc is already exported by stack shop-old. Rollback requested by user.',
  ],
  // github.com/aws-samples/amazon-deequ-glue/issues/4
  [
    'parameter-not-fetched',
    'Unable to fetch parameters [/DataQuality/S3/ArtifactsBucket] from parameter store for this account.',
  ],
  // github.com/aws-samples/data-mesh-datazone-cdk-cloudformation/issues/19
  ['parameter-not-fetched', 'Parameters: [ssm:/xxxx/blueprintId] cannot be found.'],
  // github.com/lgallard/terraform-aws-secrets-manager/issues/24
  [
    'secret-not-resolved',
    "Secrets Manager can't find the specified secret. (Service: AWSSecretsManager; Status Code: 400; Error Code: ResourceNotFoundException)",
  ],
  // github.com/aws-samples/aws-workshop-for-kubernetes/issues/134
  ['parameter-invalid', 'Parameters: [KeyName, NetworkProvider] must have values'],
  // github.com/aws/serverless-application-model/issues/646
  ['circular-dependency', 'Circular dependency between resources: [A, B]'],
  // github.com/serverless/serverless/issues/4745
  [
    'unresolved-reference',
    'Template format error: Unresolved resource dependencies [VpcID] in the Resources block of the template',
  ],
  // github.com/aws-cloudformation/aws-cloudformation-templates/pull/336
  [
    'transform-failed',
    'Transform 123456789012::S3Objects failed with: You must specify exactly one of: Body, Base64Body, Source',
  ],
  // github.com/envato/stack_master/issues/138
  ['capability-missing', 'Requires capabilities : [CAPABILITY_NAMED_IAM]'],
  // github.com/aws/aws-cli/issues/8032
  ['unknown-type', 'Template format error: Unrecognized resource types: [AWS::OSIS::Pipeline]'],
  // github.com/pbudzon/aws-maintenance/issues/16
  [
    'import-unsupported',
    'The following resource types are not supported for resource import: AWS::Lambda::Permission,AWS::RDS::EventSubscription',
  ],
  // github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1212
  ['nested-template', 'TemplateURL must be a supported URL.'],
  // github.com/localstack/localstack/pull/11013
  [
    'template-format',
    'Template format error: [/Resources/Table] Every Resources object must contain a Type member.',
  ],
  // github.com/aws-amplify/amplify-cli/issues/82
  ['stack-state', 'Resource is not in the state stackUpdateComplete'],
  // github.com/apex/up/issues/501
  ['stack-state', 'Stack:arn:aws:cloudformation:x is in CREATE_FAILED state and can not be updated.'],
  // github.com/aws/aws-cdk/issues/10116
  ['service-role', 'Role arn:aws:iam::1:role/deploy is invalid or cannot be assumed'],
  // github.com/localstack/localstack: tests/aws/services/cloudformation/api/test_stack_policies.py, recorded from AWS
  [
    'stack-policy',
    'Action denied by stack policy: Statement [#1] does not allow [Update:*] for resource [Db];',
  ],
  // github.com/aws-cloudformation/rain/pull/744
  [
    'early-validation',
    'The following hook(s)/validation failed: [AWS::EarlyValidation::ResourceExistenceCheck].',
  ],
  // github.com/aws-cloudformation/rain/issues/458
  ['ecs-circuit-breaker', "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'."],
  // github.com/aws-cloudformation/rain/issues/462
  [
    'iam-entity-in-use',
    'Cannot delete entity, must detach all policies first. (Service: Iam, Status Code: 409)',
  ],
  // github.com/convox/rack/issues/2672
  ['iam-entity-in-use', 'Cannot delete entity, must delete policies first'],
  // github.com/aws-cloudformation/rain/pull/93
  ['iam-policy-malformed', 'Invalid principal in policy (Service: S3, Status Code: 400)'],
  // github.com/waterbear-cloud/paco/issues/40
  [
    'subnet-conflict',
    "The CIDR '10.4.3.0/24' conflicts with another subnet (Service: AmazonEC2; Error Code: InvalidSubnet.Conflict)",
  ],
  // docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
  [
    'subnet-conflict',
    'You cannot create a VPC peering connection between VPCs that have matching or overlapping IPv4 CIDR blocks.',
  ],
  // github.com/pulumi/pulumi-awsx/issues/111
  ['subnet-range', "InvalidSubnet.Range: The CIDR '10.10.1.0/24' is invalid."],
  // github.com/aws/amazon-vpc-cni-k8s/pull/1773
  [
    'subnet-full',
    'InsufficientFreeAddressesInSubnet: The specified subnet does not have enough free addresses to satisfy the request.',
  ],
  // github.com/terraform-aws-modules/terraform-aws-vpc/issues/108
  ['route-exists', 'RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists.'],
  // github.com/aws/aws-sdk/issues/402
  ['security-group-vpc', "The security group 'sg-1' does not exist in default VPC 'vpc-1'"],
  // github.com/binxio/cfn-postgresql-user-provider/issues/9
  [
    'network-interface-in-use',
    'resource sg-0b8b2fcf05a0509b6 has a dependent object (Error Code: DependencyViolation)',
  ],
  // github.com/ned1313/Getting-Started-Terraform/issues/44
  [
    'instance-type-unsupported',
    'Your requested instance type (t3.micro) is not supported in your requested Availability Zone (us-east-1e).',
  ],
  // github.com/bentoml/bentoctl/issues/202
  [
    'vcpu-limit',
    'VcpuLimitExceeded: You have requested more vCPU capacity than your current vCPU limit of 32 allows for the instance bucket',
  ],
  // github.com/hashicorp/vault-guides/issues/260
  ['key-pair-missing', "InvalidKeyPair.NotFound: The key pair 'learn-vault-key' does not exist"],
  // github.com/galaxyproject/cloudlaunch/issues/150
  ['account-not-ready', 'Your account is currently being verified. (PendingVerification)'],
  // github.com/hashicorp/terraform/issues/15139
  [
    'queue-deleted-recently',
    'You must wait 60 seconds after deleting a queue before you can create another with the same name. (QueueDeletedRecently)',
  ],
  // github.com/udondan/cdk-ec2-key-pair/issues/2
  [
    'scheduled-for-deletion',
    "You can't create this secret because a secret with this name is already scheduled for deletion.",
  ],
  // github.com/awslabs/amazon-neptune-tools/issues/324
  [
    'lambda-concurrency',
    "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [50].",
  ],
  // github.com/aws-samples/serverless-pdf-chat/issues/51
  [
    'lambda-code-size',
    'Unzipped size must be smaller than 255174947 bytes (Service: Lambda, Status Code: 400)',
  ],
  // github.com/convox/rack/issues/2403
  [
    'lambda-code-size',
    'ZipFile length cannot exceed 4096 characters. For larger source use S3Bucket/S3Key properties instead.',
  ],
  // github.com/aws-cloudformation/rain/issues/176
  [
    'lambda-code-missing',
    'Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not exist',
  ],
  // github.com/pgarbe/cdk-ecr-sync/issues/715
  [
    'lambda-runtime',
    'The runtime parameter of nodejs12.x is no longer supported for creating or updating AWS Lambda functions.',
  ],
  // github.com/aws/aws-cdk/issues/14920
  ['gsi-one-at-a-time', 'Cannot perform more than one GSI creation or deletion in a single update'],
  // github.com/serverless/serverless/issues/2622
  [
    'table-subscriber-limit',
    'Subscriber limit exceeded: Only 10 tables can be created, updated, or deleted simultaneously',
  ],
  // github.com/aws/aws-cdk/issues/3464
  [
    'certificate-region',
    "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.",
  ],
  // github.com/jogold/cloudstructs/issues/169
  [
    'alias-taken',
    'Invalid request provided: One or more of the CNAMEs you provided are already associated with a different resource. (Service: CloudFront, Status Code: 409)',
  ],
  // github.com/medplum/medplum/issues/5804
  [
    'certificate-not-validated',
    "The certificate 'arn:aws:acm:x' must have a fully-qualified domain name, a supported signature, and a supported key size.",
  ],
  // github.com/apex/up/issues/501
  [
    'dns-record-exists',
    "Tried to create resource record set [name='lk-staging.browserinabox.com.', type='A'] but it already exists",
  ],
  // github.com/aws-samples/amazon-cloudfront-secure-static-site/issues/76
  ['dns-zone', '[RRSet with DNS name _1.test.example.com. is not permitted in zone example.com.]'],
  // github.com/serverless/serverless/issues/10247
  [
    's3-destination',
    'Unable to validate the following destination configurations (Service: Amazon S3; Error Code: InvalidArgument)',
  ],
  // github.com/awslabs/sandbox-accounts-for-events/issues/29
  [
    's3-public-access',
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting (Error Code: InvalidBucketAclWithObjectOwnership)",
  ],
  // github.com/aws-solutions/virtual-waiting-room-on-aws/issues/74
  ['api-gateway-log-role', 'CloudWatch Logs role ARN must be set in account settings to enable logging'],
  // github.com/aws-solutions-library-samples/guidance-for-media-extraction-and-dynamic-content-policy-framework-on-aws/issues/4
  [
    'log-policy-limit',
    'Invalid Logging Configuration: The CloudWatch Logs Resource Policy size was exceeded.',
  ],
  // github.com/aws-samples/cfn101-workshop/issues/265
  [
    'rds-combination',
    'RDS does not support creating a DB instance with the following combination: DBInstanceClass=db.t2.micro, Engine=mysql',
  ],
  // github.com/aws-samples/aws-refarch-wordpress/issues/97
  [
    'rds-combination',
    'Cannot find version 5.7.mysql_aurora.2.10.1 for aurora-mysql (Service: Rds, Status Code: 400)',
  ],
  // github.com/hashicorp/terraform-provider-aws/issues/31686
  ['rds-upgrade', 'Cannot find upgrade target from 14.6 with requested version 16.1'],
  // github.com/aws/aws-cdk/issues/8279
  [
    'rds-zones',
    "DB Subnet Group doesn't meet availability zone coverage requirement. (Error Code: DBSubnetGroupDoesNotCoverEnoughAZs)",
  ],
  // github.com/aws/aws-cdk/issues/21899
  [
    'rds-state',
    'The specified DB Instance is a member of a cluster. Modify the DB engine version for the DB Cluster',
  ],
  // github.com/hashicorp/terraform-provider-aws/issues/16362
  [
    'kms-key',
    'KMSKeyNotAccessibleFault: The specified KMS key [arn:aws:kms:x] does not exist, is not enabled or you do not have permissions to access it.',
  ],
  // github.com/aws/containers-roadmap/issues/331
  [
    'ecs-no-instances',
    '(service shop) was unable to place a task because no container instance met all of its requirements.',
  ],
  // github.com/aws/aws-cdk/issues/1160
  [
    'target-group-unattached',
    'The target group with targetGroupArn arn:aws:x does not have an associated load balancer.',
  ],
  // github.com/cloudposse/terraform-aws-alb-ingress/issues/24
  [
    'target-group-in-use',
    "Target group 'arn:aws:x' is currently in use by a listener or a rule (ResourceInUse)",
  ],
  // github.com/aws/aws-lambda-go/issues/77
  ['physical-id-changed', 'Invalid PhysicalResourceId'],
  // github.com/aws-samples/aws-security-reference-architecture-examples/issues/162
  [
    'custom-resource-silent',
    'CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [1].',
  ],
  // github.com/awslabs/amazon-eks-irsa-cfn/issues/8
  [
    'custom-resource',
    'Received response status [FAILED] from custom resource. Message returned: no (RequestId: 1)',
  ],
  // github.com/aws-solutions-library-samples/live-streaming-on-aws/issues/8
  [
    'custom-resource-answer',
    "CustomResource attribute error: Vendor response doesn't contain Id key in object arn:aws:cloudformation:x in S3 bucket cloudformation-custom-resource-storage-useast1",
  ],
  // github.com/PaloAltoNetworks/aws-elb-autoscaling/issues/23
  ['custom-resource-answer', "Invalid Response object: 'FAILURE' is not a valid ResponseStatus"],
  // github.com/binxio/cfn-mysql-user-provider/pull/1
  ['custom-resource-answer', 'Response object is too long.'],
  // github.com/benishak/lamp-aws-cloudformation/issues/1
  [
    'ami-missing',
    "AMI ami-327f5352 is invalid: The image id '[ami-327f5352]' does not exist (Service: AmazonAutoScaling; Status Code: 400; Error Code: ValidationError; Request ID: x)",
  ],
  // github.com/scottctaylor12/Red-Lambda/issues/1
  [
    'ami-missing',
    "The image id '[ami-0c02fb55956c7d316]' does not exist (Service: AmazonEC2; Status Code: 400; Error Code: InvalidAMIID.NotFound; Request ID: x; Proxy: null)",
  ],
  // github.com/aws-samples/amazon-s3-datalake-handson/issues/10
  [
    'ami-missing',
    'Not authorized for images: [ami-08c23a10b77e0835b] (Service: Ec2, Status Code: 400, Request ID: x)',
  ],
  // github.com/aws-samples/amazon-textract-a2i-pdf/issues/5
  [
    'lambda-zip',
    'Uploaded file must be a non-empty zip (Service: AWSLambdaInternal; Status Code: 400; Error Code: InvalidParameterValueException; Request ID: x; Proxy: null)',
  ],
  // github.com/aws-samples/aws-rds-snapshot-management/issues/4
  [
    'lambda-zip',
    'Could not unzip uploaded file. Please check your file, then try to upload again. (Service: AWSLambdaInternal; Status Code: 400; Error Code: InvalidParameterValueException; Request ID: x)',
  ],
  // github.com/aws/aws-cdk/issues/10274
  [
    'lambda-version-exists',
    'A version for this Lambda function exists ( 6 ). Modify the function to create a new version.',
  ],
  // github.com/mongodb/docs-worker-pool/pull/878
  [
    'queue-visibility',
    'Invalid request provided: Queue visibility timeout: 30 seconds is less than Function timeout: 120 seconds (Service: Lambda, Status Code: 400, Request ID: x)',
  ],
  // github.com/aws-samples/aws-marketplace-serverless-saas-integration/issues/13
  [
    'lambda-replicated',
    'Lambda was unable to delete arn:aws:lambda:us-east-1:1:function:edge:1 because it is a replicated function. Please see our documentation for Deleting Lambda@Edge Functions and Replicas. (Service: Lambda, Status Code: 400)',
  ],
  // github.com/aws/aws-cdk/issues/17556
  [
    'eks-nodes',
    'Nodegroup default failed to stabilize: [{Code: NodeCreationFailure,Message: Instances failed to join the kubernetes cluster,ResourceIds: [i-1]}]',
  ],
  // github.com/fortinet/fortigate-autoscale-aws/issues/43
  [
    'private-dns-taken',
    'private-dns-enabled cannot be set because there is already a conflicting DNS domain for *.execute-api.us-east-1.amazonaws.com in the VPC',
  ],
  // github.com/aws/aws-cdk/issues/4465
  [
    'iam-policy-size',
    'Maximum policy size of 10240 bytes exceeded for role deploy (Service: AmazonIdentityManagement; Status Code: 409; Error Code: LimitExceeded; Request ID: )',
  ],
  // github.com/nathanpeck/aws-cloudformation-fargate/issues/3
  [
    'service-linked-role',
    'Unable to assume the service linked role. Please verify that the ECS service linked role exists. (Service: AmazonECS; Status Code: 400; Error Code: InvalidParameterException)',
  ],
  // github.com/aws-samples/aws-scalable-big-blue-button-example/issues/29
  [
    'service-linked-role',
    'Invalid request provided: CreateCapacityProvider error: ECS Service Linked Role does not exist. Please create a Service linked role for ECS and try again. (Service: AmazonECS; Status Code: 400; Error Code: ClientException)',
  ],
  // github.com/cloudtools/troposphere/issues/496
  ['api-gateway-no-methods', "The REST API doesn't contain any methods"],
  // github.com/serverless/serverless/issues/2730
  ['api-gateway-path-taken', 'Another resource with the same parent already has this name: {email}'],
  // github.com/aws/serverless-application-model/issues/2185
  [
    'transform-refused',
    "Transform AWS::Serverless-2016-10-31 failed with: Invalid Serverless Application Specification document. Number of errors found: 1. Resource with id [Api] is invalid. RestApiId must be a valid reference to an 'AWS::Serverless::Api' resource in same template.",
  ],
  // github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/2239
  ['transform-refused', 'Transform AWS::LanguageExtensions failed with: Could not find a collection'],
  // github.com/aws-quickstart/quickstart-bitnami-wordpress/issues/49
  [
    'nested-stack',
    'Embedded stack arn:aws:cloudformation:eu-central-1:1:stack/web/1 was not successfully created: The following resource(s) failed to create: [WebserverStack].',
  ],
  // docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html
  [
    'not-updatable',
    'Resource update is not possible: a create-only property was changed (HandlerErrorCode: NotUpdatable)',
  ],
  // github.com/FINRAOS/herd-mdl/issues/87
  [
    'busy',
    'A conflicting conditional operation is currently in progress against this resource. Please try again. (Service: Amazon S3; Status Code: 409; Error Code: OperationAborted)',
  ],
  // github.com/aws-amplify/amplify-backend/pull/2510
  [
    'busy',
    'ResourceConflictException: The operation cannot be performed at this time. An update is in progress for resource: arn:aws:lambda:x',
  ],
  // docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html: "temporarily unavailable"
  [
    'busy',
    "Resource of type 'AWS::SSM::Association' with identifier 'x' (HandlerErrorCode: ResourceConflict)",
  ],
  // The same code on what is in use: the words decide.
  ['not-empty', 'The certificate is still in use by a load balancer (HandlerErrorCode: ResourceConflict)'],
  // github.com/aws/aws-cdk/issues/21674
  ['hook', 'The following hook(s) failed: [Acme::S3::Encrypted]'],
  // github.com/aws/aws-cdk/issues/28984
  [
    'validation',
    'Properties validation failed for resource myKeyPair53D5213E with message: #: extraneous key [KeyFormat] is not permitted',
  ],
  // docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html
  [
    'permission',
    'User: arn:aws:sts::1:assumed-role/x is not authorized to perform: s3:CreateBucket (HandlerErrorCode: AccessDenied)',
  ],
  // github.com/aws-samples/cross-account-amazon-dynamodb-replication/issues/11
  [
    'permission',
    'Invalid request provided: Cannot access stream arn:aws:kinesis:eu-west-1:1:stream/x. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, ListShards, and ListStreams Actions on your stream in IAM. (Service: Lambda, Status Code: 400)',
  ],
  // github.com/aws-samples/aws-ct-vpc-flowlogs/issues/1
  ['pass-role', 'The role defined for the function cannot be assumed by Lambda.'],
  // docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html
  [
    'already-exists',
    "Resource of type 'AWS::S3::Bucket' with identifier 'shop' already exists. (HandlerErrorCode: AlreadyExists)",
  ],
  // github.com/cloudbees-oss/terraform-aws-cloudbees-ci-eks-addon/issues/66
  [
    'already-exists',
    'AlreadyExistsException: An alias with the name arn:aws:kms:us-east-1:1:alias/eks/cbci already exists',
  ],
  // github.com/hashicorp/terraform/issues/15929
  [
    'already-exists',
    'ResourceConflictException: Function already exist: _airflow_request status code: 409, request id: x',
  ],
  // github.com/widdix/aws-s3-virusscan/issues/55
  [
    'limit',
    'You have requested more instances (1) than your current instance limit of 0 allows for the specified instance type. Launching EC2 instance failed.',
  ],
  // docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html
  ['limit', 'The maximum number of addresses has been reached. (HandlerErrorCode: ServiceLimitExceeded)'],
  // github.com/aws/copilot-cli/issues/5743
  [
    'limit',
    'Resource limit exceeded. (Service: CloudWatchLogs, Status Code: 400) (HandlerErrorCode: ServiceLimitExceeded)',
  ],
  // github.com/eksctl-io/eksctl/issues/252
  [
    'capacity',
    "Cannot create cluster 'shop' because us-east-1e, the targeted availability zone, does not currently have sufficient capacity to support the cluster. Retry and choose from these availability zones: us-east-1a, us-east-1b (Service: AmazonEKS; Status Code: 400; Error Code: UnsupportedAvailabilityZoneException)",
  ],
  // github.com/hashicorp/terraform-provider-aws/issues/1496
  ['capacity', 'We currently do not have sufficient t3.large capacity (InsufficientInstanceCapacity)'],
  // docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html
  ['throttled', 'Rate exceeded (HandlerErrorCode: Throttling)'],
  // github.com/cloudfoundry/bosh-aws-cpi-release/issues/61
  [
    'throttled',
    'Request limit exceeded. (Service: AmazonEC2; Status Code: 503; Error Code: RequestLimitExceeded; Request ID: x)',
  ],
  // github.com/aws-samples/aws-scalable-big-blue-button-example/issues/79
  [
    'not-empty',
    "Error occurred during operation 'DeleteClusters SDK Error: The Cluster cannot be deleted while Container Instances are active or draining. (Service: AmazonECS; Status Code: 400; Error Code: ClusterContainsContainerInstancesException)'.",
  ],
  // github.com/F5Networks/f5-aws-cloudformation/issues/52
  ['not-empty', 'The bucket you tried to delete is not empty (Service: S3, Status Code: 409)'],
  // github.com/hashicorp/terraform-provider-aws/issues/26233
  ['protected', 'Cannot delete protected DB Instance, please disable deletion protection and try again.'],
  // github.com/rebuy-de/aws-nuke/issues/279
  [
    'protected',
    "OperationNotPermitted: The instance 'i-1' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.",
  ],
  // github.com/convox/rack/issues/2941
  ['replacement', 'CloudFormation cannot update a stack when a custom-named resource requires replacing.'],
  // github.com/aws/amazon-ecs-agent/issues/2137
  ['image', 'CannotPullContainerError: Error response from daemon: pull access denied for foo/app'],
  // github.com/aws-samples/immersive-media-refarch/issues/7
  ['wait-condition', 'WaitCondition timed out. Received 0 conditions when expecting 1'],
  // github.com/aws-quickstart/quickstart-linux-bastion/issues/144
  [
    'wait-condition',
    'Received 1 FAILURE signal(s) out of 1. Unable to satisfy 100% MinSuccessfulInstancesPercent requirement',
  ],
  // docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html
  ['timeout', 'Resource did not stabilize. (HandlerErrorCode: NotStabilized)'],
  // github.com/toshke/big-blue-button-cloudformation-cfhl/issues/15
  ['not-found', 'No hosted zones named example.com. found'],
  // docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html
  [
    'not-found',
    "Resource of type 'AWS::SQS::Queue' with identifier 'q' was not found. (HandlerErrorCode: NotFound)",
  ],
  // github.com/LinkedInLearning/learning-terraform-3087701/issues/345
  [
    'invalid',
    'InvalidParameterCombination: The specified instance type is not eligible for Free Tier. (Service: AmazonEC2)',
  ],
  // docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html
  ['invalid', 'Value is malformed (HandlerErrorCode: InvalidRequest)'],
  // github.com/awslabs/ec2-spot-workshops/issues/14
  ['service', 'Internal Failure'],
];

// Every handler's reason ends in "HandlerErrorCode": that word tells nothing.
const HANDLED: typeof REPORTED = [
  [
    'permission',
    'Resource handler returned message: "The provided execution role does not have permissions to call ReceiveMessage on SQS (Service: Lambda, Status Code: 400, Request ID: 6f0c)" (HandlerErrorCode: InvalidRequest)',
  ],
  ['custom-resource', 'Received response status [FAILED] from custom resource. Lambda function error'],
];

// The name of a resource or a property, and what a custom resource's function says, may hold any word.
const NAMED: typeof REPORTED = [
  ['already-exists', 'Table already exists: ShopCircuitBreaker (Service: AmazonDynamoDBv2)'],
  ['not-found', 'Requested resource not found: Table: quota-usage not found'],
  ['not-found', 'The secret session-timeout does not exist'],
  ['invalid', 'Invalid method setting path: /orders/GET/throttling/burstLimit'],
  ['invalid', 'Invalid value 901 for Timeout'],
  ['invalid', 'Ownership of the domain must be verified'],
  ...[
    'Circuit breaker open',
    'Parameter validation failed: Unknown parameter in input',
    'Role arn:aws:iam::1:role/x is invalid or cannot be assumed',
    'No export named prices found',
    'certificate pending validation',
  ].map(
    (said) =>
      [
        'custom-resource',
        `Received response status [FAILED] from custom resource. Message returned: ${said}`,
      ] as const,
  ),
];

test.each([...REPORTED, ...HANDLED, ...NAMED])('%s: %s', (kind, reason) => {
  expect(diagnose(reason)).toMatchObject({ kind, advice: expect.stringMatching(/\.$/) });
  // As a handler hands it on, and as a nested stack repeats it.
  const handed = `Resource handler returned message: "${reason}" (RequestToken: 0a1b, HandlerErrorCode: GeneralServiceException)`;
  if (kind !== 'cancelled-update') expect(diagnose(handed).kind).toBe(kind);
});

test('there are 60 kinds at least, and each was met somewhere', () => {
  expect(KINDS.length).toBeGreaterThanOrEqual(60);
  expect(KINDS.filter((kind) => !REPORTED.some(([reported]) => reported === kind))).toEqual([]);
});

test('what nobody knows has an advice, too', () => {
  expect(diagnose('The widget is sad.')).toEqual({
    kind: 'unknown',
    advice: 'Look at the resource’s events in the console.',
  });
});
