import { withTimeout } from '@signalbox/runner/clock';
import { runCorrelationId } from '@signalbox/runner/correlation';
import { errorLine } from '@signalbox/runner/errors';
import { SlackError } from '../client/error.ts';
import { openNotifier } from '../destinations/notifier.ts';
import type { NotifierOptions } from '../destinations/options.ts';
import type { DeploymentEvent, Kind } from '../message/event.ts';
import { parseState } from '../message/metadata.ts';
import { type DeploymentState, isOver } from '../message/state.ts';
import { findHead } from '../thread/find.ts';
import { removeReminders } from '../thread/reminder.ts';
import { addDeployment } from './carry-over.ts';

/** A deployment whose job is over and never reported how it ended. */
export interface LostDeployment {
  readonly correlationId: string;
  readonly environment: string;
  /** The run, as the registration names it. */
  readonly repository: string;
  readonly runId: number;
  readonly runAttempt: number;
  /** The job's check run, where the registration names it. */
  readonly jobId?: number;
  /** Whether it was under way, rather than waiting for its turn. */
  readonly began: boolean;
  /** How GitHub says the job ended; absent when that is not known. */
  readonly conclusion?: string;
}

const REQUEST_MS = 10_000;

/**
 * Ends the threads of lost deployments by what GitHub knows and removes their reminders.
 * A thread that is not found is not begun, and one that was ended is left alone. Never throws because of Slack.
 */
export async function endLost(lost: readonly LostDeployment[], options: NotifierOptions): Promise<void> {
  for (const each of lost) if (each.correlationId !== '') await endOne(each, options);
}

async function endOne(lost: LostDeployment, options: NotifierOptions): Promise<void> {
  const updates: string[] = [];
  for (const channel of options.channels.updates) {
    if (await isOpen(channel, lost, options)) updates.push(channel);
  }
  if (updates.length === 0 && options.webhookUrl === undefined) return;
  const { threadTs, inherit, ...shared } = options;
  const { environment } = lost;
  // Where no thread can be read, nothing shows whose the id is that the registration names: it gets one of its own run.
  const correlationId = updates.length > 0 ? lost.correlationId : runCorrelationId(lost.runId, environment);
  addDeployment(correlationId, options.outboxDirectory);
  const theirs = { ...shared, correlationId, environment, channels: { updates }, contested: true };
  await openNotifier(theirs).send(endOf(lost));
}

/** Whether the channel has a head of the deployment that shows no ending. Trouble is logged, for this channel alone. */
async function isOpen(channel: string, lost: LostDeployment, options: NotifierOptions): Promise<boolean> {
  const { correlationId, environment } = lost;
  const { slack, clock, log, signal = new AbortController().signal } = options;
  if (slack === undefined) return false;
  try {
    const head = await findHead({ ...options, slack, channel, correlationId, environment, signal });
    const deployment = parseState(head?.metadata?.deployment);
    if (deployment === undefined || !isOf(deployment, lost)) return false;
    if (!isOver(deployment)) return true;
    const limit = withTimeout(REQUEST_MS, clock, signal);
    await removeReminders({ slack, channel, correlationId, signal: limit });
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const where = `The thread of ${correlationId} in ${channel}`;
    log.warning(`${where}, whose runner was lost, was not ended: ${errorLine(error)}`, 'Slack');
  }
  return false;
}

/**
 * Whoever may write a registration may put anybody's correlation id into it. So the thread itself must be of the
 * environment, the run and the job that were lost, by what its own head says.
 */
function isOf(
  { facts }: DeploymentState,
  { environment, repository, runId, runAttempt, jobId }: LostDeployment,
): boolean {
  const run = `/${repository}/actions/runs/${runId}`.toLowerCase();
  const path =
    facts.runUrl === undefined || !URL.canParse(facts.runUrl) ? '' : new URL(facts.runUrl).pathname;
  const ofRun = [run, `${run}/attempts/${runAttempt}`].some((each) => path.toLowerCase().endsWith(each));
  // Where the runner names no job (GitHub Enterprise Server), the registration of our own job names none either.
  return facts.environment?.toLowerCase() === environment.toLowerCase() && ofRun && facts.jobId === jobId;
}

const KINDS: Readonly<Record<string, Kind>> = {
  timed_out: 'timed-out',
  cancelled: 'cancelled',
  skipped: 'skipped',
};

/** By GitHub's own conclusion: the job could no longer report one. */
function endOf({ environment, conclusion, began }: LostDeployment): DeploymentEvent {
  const how = conclusion === undefined ? 'gave no sign of life' : `ended (${conclusion}) without a word`;
  const advice = began ? 'Look at the deployment itself.' : 'Nothing was deployed.';
  const reason = `The runner was lost: its job ${how}. ${advice}`;
  return {
    kind: began ? (KINDS[conclusion ?? ''] ?? 'failed') : 'cancelled',
    facts: { environment, reason },
  };
}
