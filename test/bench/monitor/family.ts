// A family of made-up operations, as different as what people deploy: small updates, networks, nested stacks, long single
// resources, many quick ones; deletions, updates with cleanup, failures at any moment. Each comes out the same for its seed.

import { STACK_TYPE, type StackEvent } from '@signalbox/cloudformation/stack-event';
import { TABLE } from '@signalbox/cloudformation/table';
import type { Replayable } from '@signalbox/cloudformation/test/replay-reader';
import { seededRandom } from '@signalbox/simulator/random';
import { type Action, type Fault, type Part, play, type StackPlan } from './play.ts';

export interface Member {
  readonly name: string;
  readonly stack: Replayable['stack'];
  readonly events: readonly StackEvent[];
  readonly fails: boolean;
  /** Of those that succeed, as many as of those that fail: it must not foretell the failure. */
  readonly disableRollback: boolean;
  /** The same operation when nothing fails, and all takes a little more or less: an earlier run. */
  run(random: () => number): readonly StackEvent[];
  /** The same with its failure, where it has one. */
  again(random: () => number): readonly StackEvent[];
  /** What it is to do, and where it fails: known to the ideal schedule only. */
  readonly plan: { readonly root: StackPlan; readonly action: Action; readonly fault: Fault | undefined };
}

type Random = () => number;

const QUICK = [
  'AWS::Lambda::Function',
  'AWS::IAM::Role',
  'AWS::IAM::Policy',
  'AWS::Lambda::Permission',
  'AWS::SSM::Parameter',
  'AWS::AppSync::Resolver',
  'AWS::AppSync::DataSource',
  'AWS::Logs::LogGroup',
  'AWS::SNS::Topic',
  'AWS::S3::Bucket',
  'AWS::Events::Rule',
  'AWS::CloudWatch::Alarm',
  'AWS::ApiGateway::Method',
  'AWS::DynamoDB::Table',
  'Custom::Seed',
  'AWS::SQS::Queue',
];
const NETWORK = [
  'AWS::EC2::VPC',
  'AWS::EC2::Subnet',
  'AWS::EC2::RouteTable',
  'AWS::EC2::Route',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::EIP',
  'AWS::EC2::NatGateway',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::ElasticLoadBalancingV2::TargetGroup',
  'AWS::ECS::Cluster',
  'AWS::ECS::TaskDefinition',
];
const LONG = [
  'AWS::ECS::Service',
  'AWS::RDS::DBInstance',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::EC2::VPCEndpoint',
  'AWS::CloudFront::Distribution',
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::ECS::Service',
  'AWS::OpenSearchService::Domain',
];

const pick = <T>(from: readonly T[], random: Random): T => from[Math.floor(random() * from.length)] as T;
export const normal = (random: Random) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const whole = (random: Random, from: number, to: number) => Math.floor(from + (to - from + 1) * random());

/** Types take other times here than anywhere, and single resources other times than their type. */
function durations(random: Random) {
  const paces = new Map<string, number>();
  return (type: string, action: Action): number => {
    const timing = paces.get(type) ?? Math.exp(0.35 * normal(random));
    paces.set(type, timing);
    const typical = TABLE[type]?.[action] ?? { CREATE: 8, UPDATE: 6, DELETE: 6 }[action];
    const odd = random() < 0.04 ? 1 + 6 * random() : 1;
    return Math.max(0.8, typical * timing * Math.exp(0.25 * normal(random)) * odd);
  };
}

interface Making {
  readonly random: Random;
  readonly seconds: (type: string, action: Action) => number;
}

/** Parts of which each may wait for some of those before it. */
function parts(
  making: Making,
  types: readonly string[],
  count: number,
  action: () => Action,
  chained: number,
): Part[] {
  const { random, seconds } = making;
  const made: Part[] = [];
  for (let index = 0; index < count; index++) {
    const type = pick(types, random);
    const does = action();
    const before = made.filter((part) => part.action === does);
    const after = before.length > 0 && random() < chained ? [pick(before.slice(-8), random)] : [];
    const undo = does === 'CREATE' ? 'DELETE' : does === 'UPDATE' ? 'UPDATE' : 'CREATE';
    made.push({
      id: `R${index}`,
      type,
      action: does,
      seconds: seconds(type, does),
      undoSeconds: seconds(type, undo),
      after,
    });
  }
  return made;
}

const arnOf = (name: string) =>
  `arn:aws:cloudformation:eu-west-1:123456789012:stack/${name}/00000000-0000-4000-8000-000000000000`;

function nestedPart(
  making: Making,
  parent: string,
  index: number,
  action: Action,
  depth: number,
  before: readonly Part[],
): Part {
  const { random } = making;
  const name = `${parent}-Nested${index}`;
  const idle = action === 'UPDATE' && random() < 0.4;
  const inner = idle
    ? []
    : parts(making, random() < 0.8 ? QUICK : NETWORK, whole(random, 1, 14), () => action, 0.5);
  if (!idle && depth > 1 && random() < 0.5) {
    const deeper = whole(random, 1, 3);
    for (let each = 0; each < deeper; each++)
      inner.push(nestedPart(making, name, each, action, depth - 1, inner));
  }
  const after = before.length > 0 && random() < 0.5 ? [pick(before, random)] : [];
  return {
    id: `Nested${index}`,
    type: STACK_TYPE,
    action,
    seconds: 0,
    undoSeconds: 0,
    after,
    nested: { name, arn: arnOf(name), parts: inner },
  };
}

type Kind = (making: Making, name: string) => { readonly action: Action; readonly parts: Part[] };

const mixed = (random: Random): Action => (random() < 0.7 ? 'UPDATE' : random() < 0.6 ? 'CREATE' : 'DELETE');

const nests = (making: Making, name: string, action: Action, most: number): Part[] => {
  const inner = parts(making, QUICK, whole(making.random, 0, 4), () => action, 0.3);
  const count = whole(making.random, 1, most);
  for (let index = 0; index < count; index++) inner.push(nestedPart(making, name, index, action, 2, inner));
  return inner;
};

const KINDS: Readonly<Record<string, Kind>> = {
  'small update': (making) => ({
    action: 'UPDATE',
    parts: parts(making, QUICK, whole(making.random, 1, 8), () => mixed(making.random), 0.4),
  }),
  'small create': (making) => ({
    action: 'CREATE',
    parts: parts(making, QUICK, whole(making.random, 1, 15), () => 'CREATE', 0.5),
  }),
  network: (making) => ({
    action: 'CREATE',
    parts: parts(making, NETWORK, whole(making.random, 5, 40), () => 'CREATE', 0.6),
  }),
  'nested create': (making, name) => ({ action: 'CREATE', parts: nests(making, name, 'CREATE', 10) }),
  'nested update': (making, name) => ({ action: 'UPDATE', parts: nests(making, name, 'UPDATE', 8) }),
  'nested update again': (making, name) => ({ action: 'UPDATE', parts: nests(making, name, 'UPDATE', 4) }),
  'long resource': (making) => {
    const action: Action = making.random() < 0.6 ? 'UPDATE' : 'CREATE';
    const before = parts(making, [...QUICK, ...NETWORK], whole(making.random, 0, 25), () => action, 0.5);
    return {
      action,
      parts: [
        ...before,
        ...parts(making, LONG, 1, () => action, 0).map((part) => ({
          ...part,
          id: 'Long',
          after: before.slice(-2),
        })),
      ],
    };
  },
  many: (making) => ({ action: making.random() < 0.5 ? 'CREATE' : 'UPDATE', parts: [] }),
  deletion: (making, name) => ({
    action: 'DELETE',
    parts:
      making.random() < 0.4
        ? nests(making, name, 'DELETE', 5)
        : parts(
            making,
            [...QUICK, ...NETWORK, ...LONG.slice(0, 4)],
            whole(making.random, 1, 25),
            () => 'DELETE',
            0.4,
          ),
  }),
};

/** How often an operation fails; many of the recordings do. */
export const FAILING = 0.45;
const UNDOABLE = 0.92;

export function member(seed: number): Member {
  const random = seededRandom(seed * 7919 + 13);
  for (let skipped = 0; skipped < 5; skipped++) random();
  const making: Making = { random, seconds: durations(random) };
  const kind = pick(Object.keys(KINDS), random);
  const name = `made-${seed}`;
  const { action, parts: planned } = (KINDS[kind] as Kind)(making, name);
  const all = kind === 'many' ? parts(making, QUICK, whole(random, 40, 500), () => action, 0.7) : planned;
  const root: StackPlan = { name, arn: arnOf(name), parts: all };
  const fault: Fault | undefined =
    random() < FAILING
      ? { place: random(), share: 0.2 + 0.8 * random(), rollback: random() < UNDOABLE }
      : undefined;
  const stack = { name, arn: root.arn, region: 'eu-west-1' };
  return {
    ...{ name: `${seed} ${kind}`, stack, fails: fault !== undefined },
    disableRollback: action !== 'DELETE' && !(fault?.rollback ?? seededRandom(seed + 5)() < UNDOABLE),
    events: play(root, action, seededRandom(seed), fault),
    run: (noise) => play(varied(root, noise), action, noise),
    again: (noise) => play(varied(root, noise), action, noise, fault),
    plan: { root, action, fault },
  };
}

export const RUN_SPREAD = 0.05;
export const PART_SPREAD = 0.15;

/** The same stack on another day. */
function varied(root: StackPlan, random: Random): StackPlan {
  const timing = Math.exp(RUN_SPREAD * normal(random));
  return withTimes(root, ({ seconds, undoSeconds }) => ({
    seconds: seconds * timing * Math.exp(PART_SPREAD * normal(random)),
    undoSeconds,
  }));
}

/** The same stack when its parts take other times. */
export function withTimes(
  root: StackPlan,
  times: (part: Part, stack: StackPlan) => Pick<Part, 'seconds' | 'undoSeconds'>,
): StackPlan {
  const again = (stack: StackPlan): StackPlan => {
    const twins = new Map<Part, Part>();
    for (const part of stack.parts) {
      const after = part.after.flatMap((earlier) => twins.get(earlier) ?? []);
      const now = { ...part, ...times(part, stack), after };
      twins.set(part, { ...now, ...(part.nested && { nested: again(part.nested) }) });
    }
    return { ...stack, parts: [...twins.values()] };
  };
  return again(root);
}
