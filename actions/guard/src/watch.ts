import { dirname, join } from 'node:path';
import type { MonitorReport } from '@signalbox/cloudformation/report';
import { checkBake } from '@signalbox/readiness/bake-inputs';
import {
  type Detached,
  forgetEnd,
  type Joined,
  join as joinDetached,
  startDetached,
  stop,
} from '@signalbox/runner/background';
import { errorLine } from '@signalbox/runner/errors';
import { inputVariable } from '@signalbox/runner/inputs';
import type { Step } from '@signalbox/runner/step';
import { slackInputs } from '@signalbox/slack/inputs';
import { keepBakeBaseline, readBakeBaseline } from '../../monitor/src/bake.ts';
import { keepBaseline as keep } from '../../monitor/src/baseline.ts';
import { connect } from '../../monitor/src/connections.ts';
import { OUTCOME_TOLD_ELSEWHERE } from '../../monitor/src/tell/slack-thread.ts';
import { type GuardInputs, monitorInputs } from './inputs.ts';

/** Where the main step keeps the monitor it started for the post step, or why there is none. */
const MONITOR = 'monitor';
const NOT_STARTED = 'monitor-not-started';

const LOST = 'Lost sight';

/**
 * After a cancellation the runner gives all post steps of the job five minutes together. The watch may have
 * this much of it; the release and Slack need at most two minutes more, even when neither answers.
 */
const CANCELLED_LIMIT_SECONDS = 90;
const STOP_SECONDS = 10;

type Given = Readonly<Record<string, string | undefined>>;

interface Saved {
  readonly detached: Detached;
  /** What the inputs of this step do not tell the monitor. */
  readonly given: Given;
}

/** Process ids come round again (soon on Windows): what another one left would be taken for the end of this one. */
export const watchDirectory = (step: Pick<Step, 'job' | 'clock'>): string =>
  join(step.job.tempDir, 'signalbox', `guard-${process.pid}-${step.clock.now()}`);

/**
 * Keeps what the services run before the job's own steps deploy: in the main step, since the monitor may look too late.
 * @throws UserError when a service may not be read at all
 */
export async function keepBaseline(
  inputs: GuardInputs,
  directory: string,
  step: Step,
  id: string,
): Promise<void> {
  if (inputs['ecs-service'].length === 0 && inputs.bake === 0) return;
  const connection = await connect(inputs, step, id);
  await keep(inputs['ecs-service'], directory, step, connection);
  await keepBakeBaseline(inputs, directory, step, { connection, fetch });
}

/**
 * Before anything is written anywhere: an alarm that is not there, or a query that cannot be asked.
 * @throws UserError
 */
export async function checkBakeable(inputs: GuardInputs, step: Step, id: string): Promise<void> {
  checkBake(inputs);
  if (inputs.bake === 0) return;
  const connection = await connect(inputs, step, id);
  const quiet = { ...step, log: { ...step.log, warning: () => {} } };
  await readBakeBaseline(inputs, quiet, { connection, fetch }, step.clock.now());
}

/** The `monitor` action, on its own bundle, beside the user's steps. Without it the deployment still goes on. */
export function startMonitor(directory: string, step: Step, given: Given): void {
  try {
    const saved: Saved = { detached: startIn(directory, step, given), given: withoutToken(given) };
    step.saveState(MONITOR, JSON.stringify(saved));
  } catch (error) {
    const why = `the monitor could not be started: ${errorLine(error)}`;
    step.saveState(NOT_STARTED, why);
    step.log.warning(`The deployment is not watched, since ${why}`, LOST);
  }
}

/** The post step has the token as an input of its own; state is no place for it. */
const withoutToken = ({ 'github-token': _, ...given }: Given): Given => given;

function startIn(directory: string, step: Step, given: Given): Detached {
  const names = [...Object.keys({ ...monitorInputs, ...slackInputs }), 'github-token'];
  const handedOn = names.map((name) => [name, step.env[inputVariable(name)]]);
  const inputs = Object.entries({ ...Object.fromEntries(handedOn), ...given, mode: 'foreground' });
  return startDetached({
    bundle: join(dirname(process.argv[1] ?? ''), '../monitor/index.js'),
    inputs: Object.fromEntries(inputs.filter((entry): entry is [string, string] => Boolean(entry[1]))),
    env: { ...step.env, [OUTCOME_TOLD_ELSEWHERE]: 'true' },
    directory,
    now: step.clock.now(),
  });
}

export interface Seen {
  /** Absent when nothing was to be watched, or nobody knows what became of it. */
  readonly report?: MonitorReport;
  /** Why the monitor could see nothing at all: missing credentials, a permission. For the user to mend. */
  readonly refused?: string;
  /** Why there is no report although something was to be watched. */
  readonly unknown?: string;
  /** The monitor's section of the job summary. */
  readonly summary: string;
}

export interface Limits {
  readonly jobStatus: string;
  readonly timeoutSeconds: number;
  readonly onCancel: 'leave' | 'cancel-update';
}

/** What the monitor saw, by another one where the first was killed; shows its log. */
export async function joinMonitor(step: Step, limits: Limits): Promise<Seen> {
  const saved = step.state(MONITOR);
  const missing = step.state(NOT_STARTED);
  if (saved === '') return { summary: '', ...(missing === '' ? {} : { unknown: missing }) };
  const { detached, given } = JSON.parse(saved) as Saved;
  const { clock, log, cancelled: signal } = step;
  const cancelled = limits.jobStatus === 'cancelled';
  // Whatever is to be cancelled has been by then: one that goes on only watches.
  const resume = () => startIn(detached.directory, step, { ...given, ...(cancelled ? LEAVE : {}) });
  let watching = detached;
  if (cancelled && limits.onCancel === 'cancel-update') {
    await stop(detached, { clock, log, limitSeconds: STOP_SECONDS, signal });
    forgetEnd(detached);
    watching = resume();
  }
  const limitSeconds = cancelled ? CANCELLED_LIMIT_SECONDS : limits.timeoutSeconds;
  const joined = await joinDetached(watching, { clock, limitSeconds, log, signal, resume });
  const { summary, failure } = joined;
  if (joined.result !== undefined) return { report: JSON.parse(joined.result) as MonitorReport, summary };
  if (failure !== undefined) return { summary, refused: failure };
  const unknown = problemOf(joined);
  log.warning(`What became of the deployment is not known: ${unknown}. Look at it.`, LOST);
  return { summary, unknown };
}

const LEAVE = { 'on-cancel': 'leave' };

const problemOf = ({ ended }: Joined) =>
  ended ? 'the monitor ended without a report' : 'the monitor still watches while this job ends';
