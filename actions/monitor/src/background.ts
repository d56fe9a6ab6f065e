import { join as joinPath } from 'node:path';
import type { MonitorReport } from '@signalbox/cloudformation/report';
import { addressNames } from '@signalbox/readiness/address';
import { type Detached, join, startDetached, stop } from '@signalbox/runner/background';
import { UserError } from '@signalbox/runner/errors';
import { inputVariable } from '@signalbox/runner/inputs';
import type { Step } from '@signalbox/runner/step';
import { handOnUnknown } from '@signalbox/runner/unknown';
import { keepBakeBaseline, reportOfUnfinished, savedUnderWay } from './bake.ts';
import { keepBaseline } from './baseline.ts';
import { inputs as fields, type MonitorInputs } from './inputs.ts';
import { sayEnd } from './outputs.ts';
import type { Ports } from './ports.ts';
import { summaryOf } from './reporting/summary.ts';
import { failureLine, seenAndLost } from './verdict.ts';

const STATE = 'detached';
/** The job's own budget for everything after a cancellation is 5 min. */
const STOP_SECONDS = 10;

/** Starts this bundle again, detached and in the foreground mode; the post step joins it. */
export async function startBackground(
  inputs: MonitorInputs,
  step: Step,
  { bundle, connect, fetch }: Pick<Ports, 'bundle' | 'connect' | 'fetch'>,
): Promise<void> {
  const directory = joinPath(step.job.tempDir, 'signalbox', `monitor-${process.pid}-${step.clock.now()}`);
  const services = inputs['ecs-service'];
  if (services.length > 0 || inputs.bake > 0) {
    const connection = await connect(inputs, step, '');
    await keepBaseline(services, directory, step, connection);
    await keepBakeBaseline(inputs, directory, step, { connection, fetch });
  }
  const detached = startIn(directory, step, bundle);
  step.saveState(STATE, JSON.stringify(detached));
  step.log.info(
    `Watching ${watchedBy(inputs).join(', ')} in the background; the post step shows what was seen`,
  );
}

const watchedBy = (inputs: MonitorInputs) => [
  ...inputs['stack-name'],
  ...inputs['ecs-service'],
  ...addressNames(inputs['health-url']),
];

const startIn = (directory: string, step: Step, bundle: string): Detached =>
  startWatch(directory, step, { bundle, names: Object.keys(fields) });

interface StartOptions {
  /** The monitor's own. */
  readonly bundle: string;
  /** Inputs of this step that the monitor has, too. */
  readonly names: readonly string[];
  /** What they do not contain. */
  readonly given?: Readonly<Record<string, string | undefined>>;
  /** Variables for it alone. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Starts the monitor detached, in its directory: there it goes on with what one before it began. @throws when it cannot be started */
export function startWatch(
  directory: string,
  step: Step,
  { bundle, names, given, variables }: StartOptions,
): Detached {
  const own = Object.fromEntries(names.map((name) => [name, step.env[inputVariable(name)]]));
  const inputs = Object.entries({ ...own, ...given, mode: 'foreground' });
  return startDetached({
    ...{ bundle, directory, now: step.clock.now() },
    inputs: Object.fromEntries(inputs.filter((entry): entry is [string, string] => Boolean(entry[1]))),
    env: { ...step.env, ...variables },
  });
}

/** What a watch saw. */
export interface Seen {
  /** Absent when nothing was to be watched, or nobody knows what became of it. */
  readonly report?: MonitorReport;
  /** Why it could see nothing at all: missing credentials, a permission. For the user to correct. */
  readonly refused?: string;
  /** Why there is no report although something was to be watched. */
  readonly unknown?: string;
  /** Its section of the job summary. */
  readonly summary: string;
}

interface Joining {
  readonly limitSeconds: number;
  /** Starts it again, should it have been killed. */
  readonly resume: () => Detached;
  /** Asks it to end, and ends it, when the limit is over. */
  readonly stops?: boolean;
}

/** Signals to the detached monitor that the job's own steps are over, and waits for what it saw; shows its log. */
export async function joinWatch(
  detached: Detached,
  { clock, log, cancelled: signal }: Step,
  { limitSeconds, resume, stops = false }: Joining,
): Promise<Seen> {
  const joined = await join(detached, { clock, log, limitSeconds, signal, resume });
  const last =
    joined.ended || !stops ? joined : await stop(detached, { clock, log, limitSeconds: STOP_SECONDS });
  const { summary, result, failure, ended } = last;
  if (result !== undefined) return { report: JSON.parse(result) as MonitorReport, summary };
  if (failure !== undefined) return { refused: failure, summary };
  const unknown = ended
    ? 'the monitor ended without a report'
    : 'the monitor still watches while this job ends';
  const baking = savedUnderWay(detached.directory);
  if (baking !== undefined) {
    const report = reportOfUnfinished(baking, unknown);
    sayEnd(report, log);
    return { report, summary: summaryOf(report) };
  }
  log.warning(`What became of the deployment is not known: ${unknown}. Look at it.`, 'Lost sight');
  return { summary, unknown };
}

/** The post step: goes on with a watch that was killed, shows what was seen, and fails as the monitor would have. */
export async function joinBackground(inputs: MonitorInputs, step: Step, bundle: string): Promise<void> {
  const saved = step.state(STATE);
  if (saved === '') return;
  const detached = JSON.parse(saved) as Detached;
  const resume = () => startIn(detached.directory, step, bundle);
  const seen = await joinWatch(detached, step, { limitSeconds: inputs.timeout, resume, stops: true });
  await step.summary(seen.summary);
  // As the foreground would have: credentials that are missing, a stack that may not be read.
  if (seen.refused !== undefined) throw new UserError(seen.refused);
  if (seen.report === undefined) {
    handOnUnknown(step, Object.fromEntries(watchedBy(inputs).map((name) => [name, seen.unknown ?? ''])), []);
    return;
  }
  const { lost, seen: seenByName } = seenAndLost(seen.report);
  handOnUnknown(step, lost, seenByName);
  const failure = failureLine(seen.report, inputs['fail-on']);
  if (failure !== undefined) throw new UserError(failure);
}
