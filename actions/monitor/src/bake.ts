import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BakeReport, MonitorReport } from '@signalbox/cloudformation/report';
import { addressNames } from '@signalbox/readiness/address';
import { bake, skipped, unfinished } from '@signalbox/readiness/bake';
import { type BakeBaseline, bakeBaseline } from '@signalbox/readiness/bake-baseline';
import type { BakePorts } from '@signalbox/readiness/bake-ports';
import { askHealth } from '@signalbox/readiness/health';
import { prometheusReader } from '@signalbox/readiness/prometheus';
import { errorLine } from '@signalbox/runner/errors';
import { logOnce } from '@signalbox/runner/log';
import { PRIVATE_FILE, PRIVATE_FOLDER, replaceFile } from '@signalbox/runner/platform';
import { redact } from '@signalbox/runner/secrets';
import type { Step } from '@signalbox/runner/step';
import type { WatchInputs } from './inputs.ts';
import type { Connection } from './ports.ts';
import type { Announcement } from './reporting/broadcaster.ts';
import { bakingWords } from './reporting/lines.ts';
import { withBake } from './verdict.ts';

type Baking = Extract<Announcement, { kind: 'baking' }>;

/** Inputs that a bake takes. */
type BakeWatch = Pick<
  WatchInputs,
  | 'bake'
  | 'bake-alarms'
  | 'bake-query'
  | 'bake-query-url'
  | 'bake-query-token'
  | 'health-url'
  | 'health-status'
  | 'health-follow-redirects'
>;

interface World {
  readonly connection: Pick<Connection, 'region' | 'cloudwatch' | 'calls' | 'reader'>;
  readonly fetch: typeof fetch;
}

/**
 * Reads alarms and queries before anything is deployed, and logs what people should know of them. `since` is when the
 * deployment began at the earliest (milliseconds since the epoch): what went off later is not taken for older than it.
 * @throws UserError for an alarm that is not there, a query that cannot be asked, a permission that is missing
 */
export async function readBakeBaseline(
  inputs: BakeWatch,
  step: Step,
  world: World,
  since: number,
): Promise<BakeBaseline> {
  const baseline = await bakeBaseline(inputs, since, portsOf(inputs, step, world));
  for (const note of baseline.notes) step.log.warning(note, 'Bake');
  return baseline;
}

const FILE = 'bake.json';

/** The same, kept where the detached monitor finds it. */
export async function keepBakeBaseline(
  inputs: BakeWatch,
  directory: string,
  step: Step,
  world: World,
): Promise<void> {
  if (inputs.bake <= 0) return;
  const found = await readBakeBaseline(inputs, step, world, step.clock.now());
  mkdirSync(directory, PRIVATE_FOLDER);
  writeFileSync(join(directory, FILE), JSON.stringify(found), PRIVATE_FILE);
}

/** What the starter of a detached process kept; undefined: it did not. */
export function savedBakeBaseline(directory: string): BakeBaseline | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, FILE), 'utf8')) as BakeBaseline;
  } catch {
    return undefined;
  }
}

/** A bake under way, for the process that goes on with it or reports it, should this one be killed. Plain JSON. */
export interface BakeUnderWay {
  /** What had been seen to be deployed. */
  readonly seen: MonitorReport;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly seconds: number;
}

const UNDER_WAY_FILE = 'baking.json';

export function keepUnderWay(directory: string, baking: BakeUnderWay): void {
  const path = join(directory, UNDER_WAY_FILE);
  mkdirSync(directory, PRIVATE_FOLDER);
  writeFileSync(`${path}.part`, redact(JSON.stringify(baking)), PRIVATE_FILE);
  replaceFile(`${path}.part`, path);
}

/** Undefined: none had begun. */
export function savedUnderWay(directory: string): BakeUnderWay | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, UNDER_WAY_FILE), 'utf8')) as BakeUnderWay;
  } catch {
    return undefined;
  }
}

/** What is reported of it when no process goes on. `how`: in words, how that came. */
export const reportOfUnfinished = ({ seen, seconds }: BakeUnderWay, how: string): MonitorReport =>
  withBake(seen, unfinished(seconds, how), { onBreach: 'fail' });

interface BakeOptions {
  readonly baseline: BakeBaseline;
  /** @default now */
  readonly startedAt?: number | undefined;
  /** Moment (of the step's clock) at which the whole watch ends. */
  readonly deadline: number;
  /** Receives how far it is. */
  readonly notify?: (announcement: Baking) => void;
}

/**
 * Bakes what was seen to be deployed, and adds what that came to. What was not deployed, or is not known to be, is not baked.
 * Sets no output. @throws UserError where nothing was read before, and what is to be watched cannot be
 */
export async function bakeDeployment(
  seen: MonitorReport,
  inputs: BakeWatch & Pick<WatchInputs, 'bake-on-breach'>,
  step: Step,
  { baseline: kept, deadline, notify, startedAt, ...world }: World & Given,
): Promise<MonitorReport> {
  const { bake: seconds, 'bake-on-breach': onBreach } = inputs;
  if (seconds <= 0) return seen;
  if (!isToBake(seen)) {
    const why = seen.lostSight === undefined ? seen.status : 'not known to have succeeded';
    return { ...seen, bake: skipped(seconds, `nothing to bake: the deployment is ${why}`, kept?.notes) };
  }
  const baseline = kept ?? (await readBakeBaseline(inputs, step, world, step.clock.now()));
  const bake = await runBake(inputs, step, world, {
    baseline,
    deadline,
    startedAt,
    ...(notify ? { notify } : {}),
  });
  return withBake(seen, bake, {
    onBreach,
    endedAt: new Date(world.connection.reader.now()).toISOString(),
    apiCalls: world.connection.calls(),
  });
}

/** Seen to be deployed, or only the bake can show it. */
export const isToBake = ({ stacks, checks, status, lostSight }: MonitorReport): boolean =>
  stacks.length + checks.length === 0 || (status === 'succeeded' && lostSight === undefined);

type Given = Omit<BakeOptions, 'baseline'> & {
  /** @default read now */
  readonly baseline: BakeBaseline | undefined;
};

/** Bakes, the environment still held. */
async function runBake(
  inputs: BakeWatch,
  step: Step,
  world: World,
  { baseline, deadline, notify, startedAt = step.clock.now() }: BakeOptions,
): Promise<BakeReport> {
  const urls = inputs['health-url'];
  const names = addressNames(urls);
  const { bake: seconds } = inputs;
  return bake(
    {
      ...{ seconds, startedAt, baseline, deadline, queries: inputs['bake-query'] },
      queriesAskAws: inputs['bake-query-url']?.kind === 'cloudwatch',
      addresses: urls.map((url, index) => ({ url, name: names[index] ?? '' })),
    },
    {
      ...portsOf(inputs, step, world),
      progress: (passed) => {
        const announcement: Baking = {
          kind: 'baking',
          passedSeconds: passed,
          seconds,
          endsAt: startedAt + seconds * 1000,
        };
        step.log.info(`${bakingWords(announcement)}: ${watchedWords(baseline, inputs)}`);
        notify?.(announcement);
      },
    },
  );
}

function watchedWords({ alarms }: BakeBaseline, inputs: BakeWatch): string {
  const many = (count: number, one: string, more: string) =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : more}`];
  const words = [
    ...many(alarms.length, 'alarm', 'alarms'),
    ...many(inputs['bake-query'].length, 'query', 'queries'),
    ...many(inputs['health-url'].length, 'address', 'addresses'),
  ];
  return `${words.join(', ')} watched`;
}

function portsOf(inputs: BakeWatch, step: Step, { connection, fetch }: World): BakePorts {
  const { clock, random, cancelled: signal, log, env } = step;
  const once = logOnce(log);
  const target = inputs['bake-query-url'];
  const asked = {
    statuses: inputs['health-status'],
    followRedirects: inputs['health-follow-redirects'],
  };
  return {
    ...{ clock, random, signal, region: connection.region },
    say: (line, level, title) => once[level](line, title),
    alarms: connection.cloudwatch,
    queries: async () => {
      const token = inputs['bake-query-token'];
      if (target?.kind === 'prometheus')
        return prometheusReader({ url: target.url, fetch, clock, signal, token });
      const cloudwatch = await connection.cloudwatch(target?.region);
      return cloudwatch.queries({ env, fetch, signal });
    },
    health: (url) => askHealth(url, asked, { fetch, clock, signal }),
    calls: connection.calls,
  };
}

/** The names of the alarms of these ARNs that are in ALARM; empty where they may not be read. */
export async function alarmsGoneOff(
  arns: readonly string[],
  cloudwatch: Connection['cloudwatch'],
): Promise<readonly string[]> {
  try {
    const region = arns[0]?.split(':')[3];
    const names = arns.flatMap((arn) => arn.split(':alarm:')[1] ?? []);
    const found = names.length === 0 ? [] : await (await cloudwatch(region)).byName(names);
    return found
      .filter(({ arn, state }) => state === 'ALARM' && arns.includes(arn))
      .map(({ name, reason }) => `alarm ${name} is in ALARM: ${reason}`);
  } catch (error) {
    // Evidence is worth having, not worth failing for.
    return errorLine(error).includes('cloudwatch:DescribeAlarms')
      ? ['which of the alarms went off was not read: the credentials need cloudwatch:DescribeAlarms']
      : [];
  }
}
