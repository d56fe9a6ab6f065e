// What a scripted deployment is, and the stack operations that scripts are made of.
import type { Plan, PlannedResource } from '@signalbox/simulator/cloudformation/synthesize';
import type { SimulatedService } from '@signalbox/simulator/ecs/service';
import type { FaultRule } from '@signalbox/simulator/faults';
import { seededRandom } from '@signalbox/simulator/random';

export const KINDS = [
  'succeeds',
  'fails',
  'is rolled back',
  'is refused',
  'is cancelled',
  'is disturbed',
] as const;

export type Rollout = SimulatedService['rollout'];
/** What an address answers from when on, in seconds after a command began to change things. */
export type Health = readonly { readonly second: number; readonly status: number }[];

/** What one of the three commands does. */
export interface Command {
  /** Seconds of its own work before it changes anything. @default 1 */
  readonly seconds?: number;
  /** It begins the next operation of every stack. */
  readonly changes?: boolean;
  /** It waits for the end of what it began, and fails as that does. @default true */
  readonly waits?: boolean;
  /** The service's rollout that it begins. */
  readonly rollout?: Rollout;
  readonly health?: Health;
  readonly fails?: boolean;
}

export interface Script {
  readonly name: string;
  /** Why the two end otherwise, where they may. */
  readonly differs?: string;
  readonly kind: (typeof KINDS)[number];
  readonly inputs?: Readonly<Record<string, unknown>>;
  /** The operations of each stack in the order in which commands begin them. */
  readonly stacks?: readonly (readonly Plan[])[];
  /** The stack's rollback stops half-way: UPDATE_ROLLBACK_FAILED. */
  readonly stuck?: boolean;
  readonly deploy: Command;
  readonly smoke?: Command;
  readonly rollback?: Command;
  /** Deployments before. @default 6 */
  readonly past?: number;
  /** GitHub does not know the run that deployed what runs now. */
  readonly unconfirmed?: boolean;
  /** Somebody cancels, so many seconds after it registered or its deploy command began. */
  readonly cancelled?: { readonly after: 'registered' | 'begun'; readonly seconds: number };
  /** Another deployment holds the environment for so many seconds more. */
  readonly behind?: number;
  readonly faults?: readonly { readonly of: 'github' | 'aws' | 'slack'; readonly rule: FaultRule }[];
}

const STACK = 'AWS::CloudFormation::Stack';
const TYPES = [
  'AWS::DynamoDB::Table',
  'AWS::SQS::Queue',
  'AWS::Lambda::Function',
  'AWS::IAM::Role',
  'AWS::S3::Bucket',
];

/** Resources that change side by side; the longest takes `seconds`. */
export function resources(seed: number, seconds: number, count = 4): PlannedResource[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => ({
    id: `Part${index + 1}`,
    type: TYPES[(seed + index) % TYPES.length] ?? '',
    seconds: index === 0 ? seconds : Math.max(1, Math.round(seconds * random())),
  }));
}

export const failing = ([first, ...others]: readonly PlannedResource[], reason: string): PlannedResource[] =>
  first === undefined ? [] : [{ ...first, fails: reason }, ...others];

export const update = (changed: readonly PlannedResource[], stackName = 'shop'): Plan => ({
  name: `${stackName} ${changed.length} ${changed[0]?.seconds}`,
  ...{ stackName, operation: 'UPDATE', resources: changed },
});
export const create = (made: readonly PlannedResource[]): Plan => ({ ...update(made), operation: 'CREATE' });

export const nested = (seed: number, seconds: number, reason?: string): PlannedResource[] => [
  ...resources(seed, seconds / 2, 2),
  {
    ...{ id: 'Functions', type: STACK },
    nested:
      reason === undefined ? resources(seed + 1, seconds) : failing(resources(seed + 1, seconds), reason),
  },
];
