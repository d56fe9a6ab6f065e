import type { Plan, PlannedResource } from './synthesize.ts';

// A small shop: network, database, queue, service and a nested stack of functions.
// Durations are medians of real recordings.

const many = (count: number, make: (index: number) => PlannedResource) =>
  Array.from({ length: count }, (_, index) => make(index + 1));

const NETWORK: readonly PlannedResource[] = [
  { id: 'Vpc', type: 'AWS::EC2::VPC', seconds: 14 },
  { id: 'InternetGateway', type: 'AWS::EC2::InternetGateway', seconds: 16 },
  {
    id: 'GatewayAttachment',
    type: 'AWS::EC2::VPCGatewayAttachment',
    seconds: 4,
    after: ['Vpc', 'InternetGateway'],
  },
  ...many(4, (n) => ({ id: `Subnet${n}`, type: 'AWS::EC2::Subnet', seconds: 4, after: ['Vpc'] })),
  ...many(2, (n) => ({
    ...{ id: `Nat${n}`, type: 'AWS::EC2::NatGateway', seconds: 96 },
    after: [`Subnet${n}`, 'GatewayAttachment'],
  })),
  ...many(3, (n) => ({
    id: `SecurityGroup${n}`,
    type: 'AWS::EC2::SecurityGroup',
    seconds: 8,
    after: ['Vpc'],
  })),
];

const STORAGE: readonly PlannedResource[] = [
  { id: 'Orders', type: 'AWS::DynamoDB::Table', seconds: 18 },
  { id: 'Carts', type: 'AWS::DynamoDB::Table', seconds: 20 },
  { id: 'Events', type: 'AWS::SQS::Queue', seconds: 45 },
  { id: 'Assets', type: 'AWS::S3::Bucket', seconds: 15 },
  { id: 'ServiceLogs', type: 'AWS::Logs::LogGroup', seconds: 10 },
];

const SERVICE: readonly PlannedResource[] = [
  { id: 'Cluster', type: 'AWS::ECS::Cluster', seconds: 6 },
  ...many(2, (n) => ({ id: `Role${n}`, type: 'AWS::IAM::Role', seconds: 17 })),
  {
    ...{ id: 'LoadBalancer', type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', seconds: 130 },
    after: ['Subnet1', 'Subnet2', 'SecurityGroup1', 'GatewayAttachment'],
  },
  { id: 'TargetGroup', type: 'AWS::ElasticLoadBalancingV2::TargetGroup', seconds: 3, after: ['Vpc'] },
  {
    ...{ id: 'Listener', type: 'AWS::ElasticLoadBalancingV2::Listener', seconds: 2 },
    after: ['LoadBalancer', 'TargetGroup'],
  },
  { id: 'TaskDefinition', type: 'AWS::ECS::TaskDefinition', seconds: 3, after: ['Role1', 'ServiceLogs'] },
  {
    ...{ id: 'Service', type: 'AWS::ECS::Service', seconds: 160 },
    after: ['Cluster', 'TaskDefinition', 'Listener', 'Nat1', 'Nat2'],
  },
];

const FUNCTIONS: readonly PlannedResource[] = [
  { id: 'Role', type: 'AWS::IAM::Role', seconds: 17 },
  ...many(3, (n) => ({ id: `Handler${n}`, type: 'AWS::Lambda::Function', seconds: 8, after: ['Role'] })),
  { id: 'Trigger', type: 'AWS::Lambda::EventSourceMapping', seconds: 22, after: ['Handler1'] },
];

const functions = (nested: readonly PlannedResource[] = FUNCTIONS): PlannedResource => ({
  ...{ id: 'Functions', type: 'AWS::CloudFormation::Stack', after: ['Events', 'Orders'], nested },
});

const SHOP: readonly PlannedResource[] = [...NETWORK, ...STORAGE, ...SERVICE, functions()];

/** Only what changed is touched; dependencies on untouched resources are met already. */
const only = (ids: readonly string[], resources: readonly PlannedResource[]) =>
  resources
    .filter(({ id }) => ids.includes(id))
    .map(({ after = [], ...rest }) => ({ ...rest, after: after.filter((id) => ids.includes(id)) }));

const failing = (id: string, reason: string, resources: readonly PlannedResource[]) =>
  resources.map((resource) => (resource.id === id ? { ...resource, fails: reason } : resource));

const UPDATED = ['Role1', 'TaskDefinition', 'Service', 'Orders', 'Events', 'Functions'];
const UPDATE = only(UPDATED, SHOP);

const DENIED =
  'Resource handler returned message: "The provided execution role does not have permissions to call ReceiveMessage on SQS (Service: Lambda, Status Code: 400, Request ID: 6f0c)" (HandlerErrorCode: InvalidRequest)';

/** The timelines that the project synthesizes itself; `fixtures/timelines` holds them as files. */
export const PLANS: readonly Plan[] = [
  { name: 'create-ok', stackName: 'shop', operation: 'CREATE', resources: SHOP },
  {
    ...{ name: 'update-ok', stackName: 'shop', operation: 'UPDATE' },
    resources: [
      ...UPDATE,
      { id: 'Metrics', type: 'AWS::Logs::MetricFilter', seconds: 4, change: 'CREATE' },
      { id: 'OldQueue', type: 'AWS::SQS::Queue', seconds: 32, change: 'DELETE' },
    ],
  },
  {
    ...{ name: 'update-failed-nested', stackName: 'shop', operation: 'UPDATE' },
    resources: [
      ...UPDATE.map((one) =>
        one.id === 'Functions' ? functions(failing('Trigger', DENIED, FUNCTIONS)) : one,
      ).map(({ after = [], ...rest }) => ({ ...rest, after: after.filter((id) => UPDATED.includes(id)) })),
      { id: 'Metrics', type: 'AWS::Logs::MetricFilter', seconds: 4, change: 'CREATE' },
    ],
  },
  {
    ...{ name: 'create-failed', stackName: 'shop', operation: 'CREATE' },
    resources: failing(
      'LoadBalancer',
      'Resource handler returned message: "You have reached the maximum number of load balancers (50)" (HandlerErrorCode: ServiceLimitExceeded)',
      SHOP,
    ),
  },
  {
    ...{ name: 'delete-ok', stackName: 'shop', operation: 'DELETE' },
    resources: only(['Service', 'LoadBalancer', 'Orders', 'Events', 'Role1'], SHOP).map(
      ({ after: _, ...rest }) => rest,
    ),
  },
];
