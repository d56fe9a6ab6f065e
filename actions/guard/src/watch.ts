import { dirname, join } from 'node:path';
import { checkBake } from '@signalbox/readiness/bake-inputs';
import { forgetEnd, stop } from '@signalbox/runner/background';
import { errorLine } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { slackInputs } from '@signalbox/slack/inputs';
import { joinWatch, type Seen, startWatch } from '../../monitor/src/background.ts';
import { keepBakeBaseline, readBakeBaseline } from '../../monitor/src/bake.ts';
import { keepBaseline as keep } from '../../monitor/src/baseline.ts';
import { connect } from '../../monitor/src/connections.ts';
import { OUTCOME_TOLD_ELSEWHERE } from '../../monitor/src/reporting/slack-thread.ts';
import { type GuardInputs, monitorInputs } from './inputs.ts';
import type { Monitor, Records, Saved } from './record.ts';

/**
 * After a cancellation the runner gives all post steps of the job five minutes together. The watch may have
 * this much of it; the release and Slack need at most two minutes more, even when neither answers.
 */
export const CANCELLED_LIMIT_SECONDS = 90;
const STOP_SECONDS = 10;

/** Process ids come round again (soon on Windows): what another one left would be taken for the end of this one. */
export const watchDirectory = (step: Pick<Step, 'job' | 'clock'>): string =>
  join(step.job.tempDir, 'signalbox', `guard-${process.pid}-${step.clock.now()}`);

/** Whether the inputs name anything to watch. */
export const watches = (inputs: GuardInputs): boolean =>
  inputs['stack-name'].length + inputs['ecs-service'].length + inputs['health-url'].length > 0 ||
  inputs.bake > 0;

/**
 * Keeps what the services run before anything is deployed: in the main step, since the monitor may start too late.
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

/** The `monitor` action, on its own bundle, in parallel with the user's steps. Without it the deployment still goes on. */
export function startMonitor(directory: string, step: Step, records: Records, given: Monitor['given']): void {
  try {
    const monitor = { detached: startIn(directory, step, given), given: withoutToken(given) };
    records.update({ monitor });
  } catch (error) {
    const why = `the monitor could not be started: ${errorLine(error)}`;
    records.update({ notStarted: why });
    step.log.warning(`The deployment is not watched, since ${why}`, 'Lost sight');
  }
}

/** The post step has the token as an input of its own; state is no place for it. */
const withoutToken = ({ 'github-token': _, ...given }: Monitor['given']): Monitor['given'] => given;

const startIn = (directory: string, step: Step, given: Monitor['given']) =>
  startWatch(directory, step, {
    bundle: join(dirname(process.argv[1] ?? ''), '../monitor/index.js'),
    names: [...Object.keys({ ...monitorInputs, ...slackInputs }), 'github-token'],
    given,
    variables: { [OUTCOME_TOLD_ELSEWHERE]: 'true' },
  });

interface Limits {
  readonly jobStatus: string;
  readonly timeoutSeconds: number;
  readonly onCancel: 'leave' | 'cancel-update';
  /** After a cancellation a bake is ended: it would go on for long, and what was deployed is known. */
  readonly bakes: boolean;
}

/** What the monitor saw, by another one where the first was killed; shows its log. */
export async function joinMonitor(
  step: Step,
  { monitor, notStarted }: Saved,
  { jobStatus, timeoutSeconds, onCancel, bakes }: Limits,
): Promise<Seen> {
  if (monitor === undefined) return { summary: '', ...(notStarted && { unknown: notStarted }) };
  const { detached, given } = monitor;
  const { clock, log, cancelled: signal } = step;
  const cancelled = jobStatus === 'cancelled';
  // Whatever is to be cancelled has been by then: one that goes on only watches.
  const resume = () => startIn(detached.directory, step, { ...given, ...(cancelled ? LEAVE : {}) });
  let watching = detached;
  if (cancelled && onCancel === 'cancel-update') {
    await stop(detached, { clock, log, limitSeconds: STOP_SECONDS, signal });
    forgetEnd(detached);
    watching = resume();
  }
  return joinWatch(watching, step, {
    limitSeconds: cancelled ? CANCELLED_LIMIT_SECONDS : timeoutSeconds,
    resume,
    stops: cancelled && bakes,
  });
}

const LEAVE = { 'on-cancel': 'leave' };
