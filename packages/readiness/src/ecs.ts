import type { Suspicion } from '@signalbox/cloudformation/evidence';
import type { CheckReport } from '@signalbox/cloudformation/report';
import type { Clock } from '@signalbox/runner/clock';
import { errorLine } from '@signalbox/runner/errors';
import { oneLine } from '@signalbox/runner/untrusted';
import {
  failureWords,
  isBygone,
  judgeRollout,
  judgeService,
  type Rollout,
  type ServiceState,
  troubleIn,
  type Verdict,
} from './rollout.ts';

export interface ServiceName {
  readonly cluster: string;
  readonly service: string;
}

/** ECS as the checks need it. */
export interface EcsReader {
  /** The newest deployment of the service; undefined when there is none or they may not be read. */
  rollout(name: ServiceName): Promise<Rollout | undefined>;
  /** Undefined when there is no such service. */
  service(name: ServiceName): Promise<ServiceState | undefined>;
  /** Why the newest stopped tasks stopped, a line each, then the last log lines of the newest; gone an hour after. */
  stoppedTasks(name: ServiceName): Promise<readonly string[]>;
}

export interface CheckPorts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly say: (line: string, level: 'info' | 'warning') => void;
}

export interface EcsPorts extends CheckPorts {
  readonly reader: EcsReader;
  /** When the deployment began, by AWS's clock: what failed before is not its failure. */
  readonly since: number;
}

const PAUSE_SECONDS = 8;

export const parseService = (name: string): ServiceName => {
  const [cluster = '', service = ''] = name.split('/');
  return { cluster, service };
};

/** `cluster/service` of a service's ARN, or undefined: one of the old short form does not name its cluster. */
export function serviceOfArn(arn: string): ServiceName | undefined {
  const match = /^arn:[\w-]+:ecs:[\w-]+:\d+:service\/([\w-]+)\/([\w-]+)$/.exec(arn);
  return match?.[1] && match[2] ? { cluster: match[1], service: match[2] } : undefined;
}

/** Waits until a service's newest rollout has settled; warns as soon as tasks fail, long before the breaker trips. */
export async function awaitService(
  subject: string,
  timeoutSeconds: number,
  ports: EcsPorts,
): Promise<CheckReport> {
  const { clock, random, signal, say } = ports;
  const name = parseService(subject);
  const start = clock.now();
  const look = openLook(name, ports);
  let warned = 0;
  const report = (status: CheckReport['status'], reason: string): CheckReport => {
    const seconds = Math.round((clock.now() - start) / 1000);
    return { kind: 'ecs-service', subject, ok: status === 'succeeded', status, reason, seconds };
  };
  for (;;) {
    const { verdict, failures } = await look();
    if (verdict.settled) {
      const tasks = verdict.status === 'succeeded' ? [] : await stopped(name, ports);
      for (const task of tasks) say(`${subject}: ${task}`, 'info');
      return report(verdict.status, inBrief(verdict.reason, tasks));
    }
    if (failures !== undefined && failures.count > warned) {
      warned = failures.count;
      const tasks = await stopped(name, ports);
      say(`${subject}: ${inBrief(failureWords(failures), tasks)}`, 'warning');
    } else say(`${subject}: ${verdict.activity}`, 'info');
    if (signal.aborted) return report('cancelled', verdict.activity);
    if (clock.now() - start >= timeoutSeconds * 1000) return report('timed-out', verdict.activity);
    await clock.sleep(PAUSE_SECONDS * 1000 * (0.85 + 0.3 * random()), signal);
  }
}

interface Seen {
  readonly verdict: Verdict;
  readonly failures?: Rollout['failures'];
}

function openLook(name: ServiceName, { reader, since }: EcsPorts): () => Promise<Seen> {
  let firstPrimary: string | undefined;
  return async () => {
    try {
      const rollout = await reader.rollout(name);
      if (rollout !== undefined && !isBygone(rollout, since)) {
        return { verdict: judgeRollout(rollout), failures: rollout.failures };
      }
      const state = await reader.service(name);
      if (state === undefined) {
        return { verdict: { settled: true, status: 'not-found', reason: 'there is no such service' } };
      }
      firstPrimary ??= state.primary?.id;
      return { verdict: judgeService(state, firstPrimary) };
    } catch (error) {
      return { verdict: blind(error) };
    }
  };
}

/** Whoever may not look will not see it later either: no reason to wait for the time-out. */
const blind = (error: unknown): Verdict =>
  /AccessDenied/.test((error as Error).name)
    ? {
        settled: true,
        status: 'failed',
        reason: 'its rollout may not be read: the credentials need ecs:DescribeServices',
      }
    : { settled: false, activity: `lost sight: ${errorLine(error)}` };

/** Of a task or a line of its log, where many share a line. */
const BRIEF_LENGTH = 200;

/** In one line that nobody has to cut: why the newest task stopped, and where its log ends. */
const inBrief = (words: string, tasks: readonly string[]): string =>
  [words, ...new Set([...tasks.slice(0, 1), ...tasks.slice(-3)])]
    .map((each) => oneLine(each, BRIEF_LENGTH))
    .join('; ');

const stopped = (name: ServiceName, { reader }: Pick<EcsPorts, 'reader'>) =>
  reader.stoppedTasks(name).catch(() => []);

/** What can be found out about a failed service before a rollback removes its tasks. */
export async function investigateService(arn: string, reader: EcsReader): Promise<readonly string[]> {
  const name = serviceOfArn(arn);
  if (name === undefined) return [];
  const [rollout, tasks] = await Promise.all([
    reader.rollout(name).catch(() => undefined),
    reader.stoppedTasks(name).catch(() => []),
  ]);
  const breaker = rollout?.failures && rollout.failures.count > 0 ? [failureWords(rollout.failures)] : [];
  return [...breaker, ...(rollout?.reason ? [rollout.reason] : []), ...tasks];
}

/** What a service under deployment shows of trouble: tasks that die, with the reason the newest ones give. */
export async function inspectService(arn: string, reader: EcsReader): Promise<Suspicion | undefined> {
  const name = serviceOfArn(arn);
  if (name === undefined) return undefined;
  const rollout = await reader.rollout(name);
  const state = rollout?.failures === undefined ? await reader.service(name) : undefined;
  const trouble = troubleIn(rollout, state);
  if (trouble === undefined) return undefined;
  const tasks = await stopped(name, { reader });
  return { ...trouble, words: inBrief(trouble.words, tasks) };
}
