import type { Entry } from './catalogue.ts';

/** What single services say, in words that tell more than their error code. */
export const SERVICE_REASONS: readonly Entry[] = [
  {
    kind: 'ecs-circuit-breaker',
    reads: /deployment circuit ?breaker/i,
    advice: 'The new tasks did not stay up: read the stopped tasks’ reasons and the container’s log.',
  },
  {
    kind: 'iam-entity-in-use',
    reads: /Cannot delete (entity|a policy)|DeleteConflict|must (detach|delete|remove) .* first/i,
    advice:
      'Something was attached to the role, user or policy outside the stack: detach it, then deploy again.',
  },
  {
    kind: 'iam-policy-malformed',
    reads:
      /MalformedPolicyDocument|Invalid principal in policy|Invalid policy (document|syntax)|Policy statement must/i,
    advice: 'The policy is not valid: check its principals (they must exist) and its JSON.',
  },
  {
    kind: 'iam-policy-size',
    reads: /policy size of \d+ bytes exceeded/i,
    advice:
      'All policies written into the role are too long together, and no quota changes that: merge statements, or move some to managed policies.',
  },
  {
    kind: 'service-linked-role',
    reads: /service[- ]linked role (exists|does not exist)/i,
    advice:
      'The account lacks the service’s own role: create it once (`aws iam create-service-linked-role`), then deploy again.',
  },
  {
    kind: 'subnet-conflict',
    reads:
      /conflicts with another subnet|InvalidSubnet\.Conflict|overlap(s|ping)?\b.*(CIDR|subnet|network|address)|(CIDR|subnet|network|address).*\boverlap/i,
    advice: 'Two networks overlap: choose an address range that nothing else uses.',
  },
  {
    kind: 'subnet-range',
    reads: /InvalidSubnet\.Range|InvalidVpc\.Range|The CIDR .* is invalid/i,
    advice: 'The address range does not lie in its VPC, or is too small or too large: correct the CIDR.',
  },
  {
    kind: 'subnet-full',
    reads: /InsufficientFreeAddressesInSubnet|not (have )?enough free (addresses|IP)/i,
    advice: 'The subnet has no free addresses left: use a larger or another subnet.',
  },
  {
    kind: 'route-exists',
    reads: /RouteAlreadyExists|route identified by .* already exists/i,
    advice: 'The route table has such a route already: remove it, or leave this one out.',
  },
  {
    kind: 'security-group-vpc',
    reads:
      /security groups? .*(does not exist in (default )?VPC|not found in the default VPC)|InvalidGroup\.NotFound|different networks/i,
    advice:
      'Two resources that belong together are in different VPCs: refer to the security group (subnet, gateway) by its id, in the same VPC.',
  },
  {
    kind: 'private-dns-taken',
    reads: /conflicting DNS domain/i,
    advice:
      'Something in the VPC already answers for that name: use that endpoint, or turn private DNS off for this one.',
  },
  {
    kind: 'network-interface-in-use',
    reads:
      /has a dependent object|network interface .* (is )?currently in use|InvalidNetworkInterface\.InUse/i,
    advice:
      'A network interface, often a function’s, still uses it: wait (up to 40 minutes) or delete the interface, then deploy again.',
  },
  {
    kind: 'instance-type-unsupported',
    reads:
      /requested instance type .* is not supported|instance type .* not supported in|InstanceTypeNotSupported|Your requested instance type/i,
    advice: 'This zone does not have the instance type: choose another type or zone.',
  },
  {
    kind: 'ami-missing',
    reads: /InvalidAMI|image id '?\[?ami-|Not authorized for images/i,
    advice:
      'There is no such machine image for this account and region: correct its id (it differs by region), or have it shared.',
  },
  {
    kind: 'vcpu-limit',
    reads: /VcpuLimitExceeded|more vCPU capacity than your current vCPU limit/i,
    advice: 'The account’s vCPU quota is used up: raise it in Service Quotas, or use a smaller instance.',
  },
  {
    kind: 'key-pair-missing',
    reads: /InvalidKeyPair\.NotFound|key pair .* does not exist/i,
    advice: 'The key pair does not exist in this region: create it, or correct its name.',
  },
  {
    kind: 'account-not-ready',
    reads:
      /OptInRequired|PendingVerification|account (is (currently )?(blocked|being verified)|must be verified)|not subscribed/i,
    advice:
      'The account may not use the service yet: subscribe or opt in, or wait until AWS has verified it.',
  },
  {
    kind: 'queue-deleted-recently',
    reads: /QueueDeletedRecently|must wait 60 seconds after deleting/i,
    advice: 'A queue of this name was deleted a moment ago: deploy again after a minute.',
  },
  {
    kind: 'scheduled-for-deletion',
    reads: /scheduled for deletion|pending deletion|PendingDeletion/i,
    advice: 'One of this name still waits to be deleted: restore it or delete it at once, then deploy again.',
  },
  {
    kind: 'lambda-concurrency',
    reads: /UnreservedConcurrentExecution|ReservedConcurrentExecutions for function decreases/i,
    advice: 'The account’s concurrency is too low to reserve this much: reserve less, or raise the quota.',
  },
  {
    kind: 'lambda-code-size',
    reads:
      /Unzipped size must be smaller|ZipFile length|CodeStorageExceeded|code storage limit|Request must be smaller than/i,
    advice:
      'The function’s code is too large: leave out what it does not need, delete old versions, or use an image.',
  },
  {
    kind: 'lambda-code-missing',
    reads: /Error occurred while GetObject|S3 Error Code: (NoSuchKey|NoSuchBucket|PermanentRedirect)/i,
    advice:
      'The function’s package cannot be read from its bucket: upload it first, and keep it in the function’s region.',
  },
  {
    kind: 'lambda-runtime',
    reads: /runtime parameter of .* is no longer supported|Value .* at 'runtime' failed/i,
    advice: 'The runtime is no longer supported: choose a newer one.',
  },
  {
    kind: 'lambda-zip',
    reads: /must be a non-empty zip|Could not unzip uploaded file/i,
    advice: 'The package is empty or no zip: look at what the build put into it, and upload it again.',
  },
  {
    kind: 'lambda-version-exists',
    reads: /A version for this Lambda function exists/i,
    advice:
      'The function is as it was, so there is no new version to publish: change the function, or leave the version as it is.',
  },
  {
    kind: 'lambda-replicated',
    reads: /because it is a replicated function/i,
    advice:
      'CloudFront still holds copies of the function: wait some hours after the distribution lets go of it, then delete again.',
  },
  {
    kind: 'queue-visibility',
    reads: /visibility timeout: .* is less than Function timeout/i,
    advice:
      'The queue’s visibility timeout is shorter than the function’s timeout: make it longer (AWS advises six times).',
  },
  {
    kind: 'gsi-one-at-a-time',
    reads: /more than one GSI creation or deletion|one global secondary index/i,
    advice: 'A table takes one new or removed index an update: deploy one index after the other.',
  },
  {
    kind: 'table-subscriber-limit',
    reads: /Subscriber limit exceeded/i,
    advice: 'Too many tables or indexes are changed at once: let them depend on each other, or deploy again.',
  },
  {
    kind: 'certificate-region',
    reads:
      /certificate doesn.t exist, isn.t in us-east-1|InvalidViewerCertificate|certificate .*must be (issued )?in us-east-1/i,
    advice:
      'CloudFront takes certificates of us-east-1 only, issued and valid for the alias: create it there.',
  },
  {
    kind: 'alias-taken',
    reads: /CNAMEAlreadyExists|CNAMEs? you provided are already associated/i,
    advice: 'Another distribution or domain has this alias: remove it there first.',
  },
  {
    kind: 'certificate-not-validated',
    reads:
      /certificate .*(not (been )?(issued|validated)|pending validation|validation (timed out|failed)|must have a fully-qualified domain name)|UnsupportedCertificate/i,
    advice: 'The certificate was not validated: create the DNS records that ACM asks for.',
  },
  {
    kind: 'dns-record-exists',
    reads: /Tried to create resource record set .* but it already exists/i,
    advice: 'The record exists outside the stack: delete it, or leave it out of the template.',
  },
  {
    kind: 'dns-zone',
    reads: /RRSet .* not permitted in zone|HostedZoneNotEmpty|hosted zone .*(contains|not empty)/i,
    advice:
      'The record does not belong in this hosted zone, or the zone still has records of others: correct the name, or delete those first.',
  },
  {
    kind: 's3-destination',
    reads: /Unable to validate the following destination configurations/i,
    advice:
      'The bucket may not notify its destination yet: create the function’s, queue’s or topic’s permission before the bucket (`DependsOn`).',
  },
  {
    kind: 's3-public-access',
    reads:
      /BlockPublic(Acls|Policy|Access)|bucket does not allow ACLs|cannot have ACLs set|AccessControlListNotSupported|public policies are blocked/i,
    advice:
      'Public access or ACLs are blocked for the bucket: use a bucket policy, or set the ownership controls first.',
  },
  {
    kind: 'api-gateway-log-role',
    reads: /CloudWatch Logs role ARN must be set/i,
    advice:
      'API Gateway has no role for its logs in this region: set it once for the account (AWS::ApiGateway::Account).',
  },
  {
    kind: 'api-gateway-no-methods',
    reads: /REST API doesn.t contain any methods/i,
    advice: 'The deployment is made before the API’s methods: let it depend on them (`DependsOn`).',
  },
  {
    kind: 'api-gateway-path-taken',
    reads: /Another resource with the same parent already has this name/i,
    advice:
      'The API has this path already: one logical id for each path; when it was renamed, remove the old one in a deployment of its own.',
  },
  {
    kind: 'log-policy-limit',
    reads:
      /ResourcePolicy .*limit|Resource limit exceeded.*resource polic|resource policy .*(size|length|limit)/i,
    advice: 'The log groups’ resource policies are used up: merge or delete some.',
  },
  {
    kind: 'rds-combination',
    reads:
      /RDS does not support creating a DB instance|Service: AmazonRDS\b.*InvalidParameterCombination|Cannot find version .* for/i,
    advice:
      'This engine, version and instance class do not go together in this region: choose a combination that is offered.',
  },
  {
    kind: 'rds-upgrade',
    reads: /Cannot find upgrade target|Cannot (up|down)grade .* from|AllowMajorVersionUpgrade/i,
    advice:
      'There is no direct way between these versions: upgrade by a version between them, and allow major upgrades.',
  },
  {
    kind: 'rds-zones',
    reads: /DBSubnetGroupDoesNotCoverEnoughAZs|DB Subnet Group doesn.t meet/i,
    advice: 'The subnet group needs subnets in at least two zones: add one.',
  },
  {
    kind: 'rds-state',
    reads:
      /is not currently in the available state|InvalidDBInstanceState|InvalidDBClusterState|member of a cluster/i,
    advice:
      'The database cannot be changed now, or only through its cluster: wait until it is available, or change the cluster.',
  },
  {
    kind: 'kms-key',
    reads:
      /KMSKeyNotAccessible|KMS\.\w+Exception|KMS key .*(disabled|not accessible|cannot be used|is not authorized)|key policy/i,
    advice:
      'The KMS key is disabled, elsewhere, or its policy does not let the service use it: correct the key’s policy.',
  },
  {
    kind: 'ecs-no-instances',
    reads: /no container instance met all of its requirements|No Container Instances were found/i,
    advice: 'No instance of the cluster has room for a task: add capacity, or lower what the task reserves.',
  },
  {
    kind: 'eks-nodes',
    reads: /NodeCreationFailure|failed to join the kubernetes cluster/i,
    advice:
      'The nodes started and did not reach the cluster: look at their role, their way to its endpoint (subnets, NAT, security groups), the image and its user data.',
  },
  {
    kind: 'target-group-unattached',
    reads: /target group .*does not have an associated load balancer/i,
    advice: 'The service starts before its listener: let it depend on the listener (`DependsOn`).',
  },
  {
    kind: 'target-group-in-use',
    reads:
      /Target group .* is currently in use|ListenerNotFound|PriorityInUse|Priority '\d+' is currently in use/i,
    advice: 'A listener still uses the target group, or the rule’s priority is taken: change the rule first.',
  },
  {
    kind: 'physical-id-changed',
    reads: /Invalid PhysicalResourceId/i,
    advice:
      'The custom resource answered without a physical id, or with another one: let its handler return the id it was given.',
  },
  {
    kind: 'custom-resource-silent',
    reads:
      /did not receive a response from your Custom Resource|failed to stabilize in expected time.*custom/i,
    advice:
      'The function never answered: read its log; a role, a network or an unhandled error keeps it from answering.',
  },
];
