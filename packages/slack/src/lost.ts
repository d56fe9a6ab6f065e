import { errorLine } from '@signalbox/runner/errors';
import { SlackError } from './error.ts';
import type { DeploymentEvent, Kind } from './event.ts';
import { adoptDeployment } from './handover/handover.ts';
import { type NotifierOptions, openNotifier } from './notifier.ts';
import { isOver } from './story.ts';
import { findHead } from './thread/find.ts';
import { knownStory } from './thread/public-story.ts';
import { removeReminders } from './thread/reminder.ts';
import { withTimeout } from './timeout.ts';

/** A deployment whose job is over without having told how it ended. */
export interface LostDeployment {
  readonly correlationId: string;
  readonly environment: string;
  /** Whether it was under way, rather than waiting for its turn. */
  readonly began: boolean;
  /** How GitHub says the job ended; absent when that is not known. */
  readonly conclusion?: string;
}

const REQUEST_MS = 10_000;

/**
 * Ends the threads of lost deployments truthfully and takes back their reminders.
 * A thread that is not found is not begun, and one that was ended is left alone. Never throws because of Slack.
 */
export async function endLost(lost: readonly LostDeployment[], options: NotifierOptions): Promise<void> {
  for (const each of lost) if (each.correlationId !== '') await endOne(each, options);
}

async function endOne(lost: LostDeployment, options: NotifierOptions): Promise<void> {
  const { correlationId } = lost;
  const updates: string[] = [];
  for (const channel of options.channels.updates) {
    if (await isOpen(channel, lost, options)) updates.push(channel);
  }
  if (updates.length === 0 && options.webhookUrl === undefined) return;
  const { threadTs, inherit, ...shared } = options;
  adoptDeployment(correlationId, options.outboxDirectory);
  await openNotifier({ ...shared, correlationId, channels: { updates }, contested: true }).send(endOf(lost));
}

/** Whether the channel has a head of the deployment that says nothing of its end. Trouble is said, for this channel alone. */
async function isOpen(
  channel: string,
  { correlationId }: LostDeployment,
  options: NotifierOptions,
): Promise<boolean> {
  const { slack, clock, log, signal = new AbortController().signal } = options;
  if (slack === undefined) return false;
  try {
    const head = await findHead({ ...options, slack, channel, correlationId, signal });
    if (head === undefined) return false;
    const story = knownStory(head.mark?.story);
    if (story === undefined || !isOver(story)) return true;
    await withTimeout({ clock, signal }, REQUEST_MS, (limit) =>
      removeReminders({ slack, channel, correlationId, signal: limit }),
    );
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const where = `The thread of ${correlationId} in ${channel}`;
    log.warning(`${where}, whose runner was lost, was not ended: ${errorLine(error)}`, 'Slack');
  }
  return false;
}

const KINDS: Readonly<Record<string, Kind>> = {
  timed_out: 'timed-out',
  cancelled: 'cancelled',
  skipped: 'skipped',
};

/** By GitHub's own word: the job could no longer say which it was. */
function endOf({ environment, conclusion, began }: LostDeployment): DeploymentEvent {
  const how = conclusion === undefined ? 'gave no sign of life' : `ended (${conclusion}) without a word`;
  const advice = began ? 'Look at the deployment itself.' : 'Nothing was deployed.';
  const reason = `The runner was lost: its job ${how}. ${advice}`;
  return {
    kind: began ? (KINDS[conclusion ?? ''] ?? 'failed') : 'cancelled',
    facts: { environment, reason },
  };
}
