// What happens in each deployment: plain data. The same happens to the workflow of before and to the one of now.
import {
  type Command,
  create,
  failing,
  type Health,
  KINDS,
  nested,
  type Rollout,
  resources,
  type Script,
  update,
} from './script.ts';

const LIMIT = 'Throughput exceeds the account limit';
const CHANGES: Command = { changes: true };
const WELL: Command = {};
const FAILS: Command = { fails: true };
/** Seconds of the rollout of a service. */
const rollsOut = (seconds: number): Rollout => [
  { second: 0, status: 'IN_PROGRESS' },
  { second: seconds, status: 'SUCCESSFUL' },
];
const CIRCUIT_BREAKER = 'the circuit breaker was triggered';
const BREAKS: Rollout = [
  { second: 0, status: 'IN_PROGRESS' },
  { second: 12, status: 'ROLLBACK_IN_PROGRESS', reason: CIRCUIT_BREAKER },
  { second: 18, status: 'ROLLBACK_SUCCESSFUL', reason: CIRCUIT_BREAKER },
];
const WITH_SERVICE = { 'ecs-service': 'shop/web' };
/** The address itself is the world's. */
const WITH_HEALTH = { 'health-url': 'HEALTH', 'health-timeout': '20s' };
const ONE_BAD: Health = [{ second: 0, status: 503 }];
const AT_ONCE: Health = [{ second: 0, status: 200 }];
const goodAfter = (second: number): Health => [
  { second: 0, status: 503 },
  { second, status: 200 },
];

const SUCCEEDS: readonly Omit<Script, 'kind'>[] = [
  { name: 'commands only', deploy: { seconds: 5 }, smoke: WELL },
  { name: 'one stack', stacks: [[update(resources(1, 15))]], deploy: CHANGES },
  {
    name: 'a command that does not wait',
    stacks: [[update(resources(4, 20))]],
    deploy: { changes: true, waits: false },
  },
  { name: 'nested stacks', stacks: [[update(nested(5, 20))]], deploy: CHANGES },
  {
    name: 'two stacks',
    stacks: [[update(resources(6, 12))], [update(resources(7, 30), 'shop-data')]],
    deploy: CHANGES,
  },
  { name: 'sixty resources', stacks: [[update(resources(8, 25, 60))]], deploy: CHANGES },
  { name: 'a new stack', stacks: [[create(resources(9, 20))]], deploy: CHANGES, past: 0 },
  {
    name: 'a build, then a long operation',
    stacks: [[update(resources(10, 180))]],
    deploy: { changes: true, seconds: 20 },
  },
  { name: 'no changes', stacks: [[update(resources(11, 15))]], deploy: WELL },
  { name: 'a service rolls out', inputs: WITH_SERVICE, deploy: { rollout: rollsOut(20) } },
  { name: 'an address becomes healthy', inputs: WITH_HEALTH, deploy: { health: goodAfter(8) } },
  {
    ...{ name: 'stack, service, address, smoke test', inputs: { ...WITH_SERVICE, ...WITH_HEALTH } },
    ...{ stacks: [[update(resources(15, 15))]], smoke: WELL },
    deploy: { changes: true, rollout: rollsOut(25), health: goodAfter(5) },
  },
];

const FAILED: readonly Omit<Script, 'kind'>[] = [
  { name: 'command fails before the stack', stacks: [[update(resources(16, 15))]], deploy: FAILS },
  { name: 'stack rolls itself back', stacks: [[update(failing(resources(17, 15), LIMIT))]], deploy: CHANGES },
  {
    name: 'stack of a command that does not wait',
    stacks: [[update(failing(resources(18, 20), LIMIT))]],
    deploy: { changes: true, waits: false },
  },
  { name: 'nested stack fails', stacks: [[update(nested(19, 20, LIMIT))]], deploy: CHANGES },
  {
    name: "the stack's rollback fails",
    stacks: [[update(failing(resources(21, 15), LIMIT))]],
    stuck: true,
    deploy: CHANGES,
  },
  { name: 'circuit breaker of the service', inputs: WITH_SERVICE, deploy: { rollout: BREAKS } },
  { name: 'address stays unhealthy', inputs: WITH_HEALTH, deploy: { health: ONE_BAD } },
  { name: 'smoke test fails', stacks: [[update(resources(24, 15))]], deploy: CHANGES, smoke: FAILS },
];

const back = (seed: number, seconds = 15) => [
  update(resources(seed, seconds)),
  update(resources(seed, seconds)),
];
const ROLLED_BACK: readonly Omit<Script, 'kind'>[] = [
  { name: 'smoke test fails, commands only', deploy: WELL, smoke: FAILS, rollback: { seconds: 3 } },
  {
    name: 'smoke test fails after a stack',
    stacks: [back(26)],
    deploy: CHANGES,
    smoke: FAILS,
    rollback: CHANGES,
  },
  {
    ...{ name: 'address stays unhealthy, then', inputs: WITH_HEALTH, stacks: [back(27)] },
    ...{ deploy: { changes: true, health: ONE_BAD }, rollback: { changes: true, health: AT_ONCE } },
  },
  {
    ...{ name: 'circuit breaker, then', inputs: WITH_SERVICE },
    ...{ deploy: { rollout: BREAKS }, rollback: { rollout: rollsOut(10) } },
  },
  {
    name: 'stack had rolled itself back',
    stacks: [[update(failing(resources(29, 15), LIMIT))]],
    deploy: CHANGES,
    rollback: WELL,
  },
  {
    name: 'command ran out of time',
    inputs: { 'timeout-minutes': 1 },
    stacks: [[update(resources(30, 80)), update(resources(30, 15))]],
    deploy: CHANGES,
    rollback: CHANGES,
  },
  {
    name: 'the first deployment',
    stacks: [back(31)],
    deploy: CHANGES,
    smoke: FAILS,
    rollback: CHANGES,
    past: 0,
  },
  { name: 'rollback command fails', stacks: [back(32)], deploy: CHANGES, smoke: FAILS, rollback: FAILS },
  {
    ...{ name: "rollback's own stack operation fails", deploy: CHANGES, smoke: FAILS, rollback: CHANGES },
    stacks: [[update(resources(33, 15)), update(failing(resources(33, 15), LIMIT))]],
  },
  {
    name: 'the commit before is not confirmed',
    unconfirmed: true,
    deploy: WELL,
    smoke: FAILS,
    rollback: WELL,
  },
];

const REFUSED: readonly Omit<Script, 'kind'>[] = [
  { name: 'not promoted', inputs: { 'promoted-from': 'staging' }, deploy: WELL, rollback: WELL },
  {
    name: 'its turn does not come',
    inputs: { 'wait-timeout': '15s' },
    behind: 600,
    deploy: WELL,
    rollback: WELL,
  },
];

const CANCELLED: readonly Omit<Script, 'kind'>[] = [
  { name: 'while it waits', behind: 600, deploy: WELL, cancelled: { after: 'registered', seconds: 10 } },
  {
    name: 'while it deploys',
    differs:
      'what was cancelled was neither ready nor tried: its record is no success, whatever became of the stack',
    stacks: [[update(resources(38, 25))]],
    deploy: CHANGES,
    rollback: CHANGES,
    cancelled: { after: 'begun', seconds: 12 },
  },
];

const DISTURBED: readonly Omit<Script, 'kind'>[] = [
  {
    name: 'waits for another deployment',
    behind: 30,
    stacks: [[update(resources(39, 15))]],
    deploy: CHANGES,
  },
  {
    name: 'a resource stalls',
    inputs: { 'stall-after': '10s' },
    stacks: [[update(resources(36, 40))]],
    deploy: CHANGES,
  },
  {
    differs:
      'before, the job said "deployed" and failed only in its post step, which alone knew of the stall',
    ...{ name: 'a stall ends the watch', stacks: [[update(resources(37, 60))]], deploy: CHANGES },
    inputs: { 'stall-after': '10s', 'fail-on': 'failed,rolled-back,timed-out,not-found,stalled' },
  },
  {
    ...{ name: 'CloudFormation throttles', stacks: [[update(nested(38, 25))]], deploy: CHANGES },
    faults: [{ of: 'aws', rule: { fault: { kind: 'rate-limit', retryAfterSeconds: 1 }, probability: 0.3 } }],
  },
  {
    ...{
      name: 'GitHub answers every tenth request with 502',
      stacks: [[update(resources(39, 15))]],
      deploy: CHANGES,
    },
    faults: [{ of: 'github', rule: { fault: { kind: 'status', status: 502 }, probability: 0.1 } }],
  },
  {
    ...{ name: 'Slack limits', stacks: [[update(resources(40, 15))]], deploy: CHANGES },
    faults: [
      { of: 'slack', rule: { fault: { kind: 'rate-limit', retryAfterSeconds: 3 }, probability: 0.3 } },
    ],
  },
];

const kinds = [SUCCEEDS, FAILED, ROLLED_BACK, REFUSED, CANCELLED, DISTURBED];
export const SCRIPTS: readonly Script[] = kinds.flatMap((scripts, index) =>
  scripts.map((script) => ({ kind: KINDS[index] ?? 'succeeds', ...script })),
);
