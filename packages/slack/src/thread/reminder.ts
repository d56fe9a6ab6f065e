import { SlackError } from '../client/error.ts';
import { mrkdwn } from '../message/escape.ts';
import { type DeploymentState, isOver } from '../message/state.ts';
import { pageLinks } from '../render/rich.ts';
import type { RequestContext } from './context.ts';
import type { Op } from './op.ts';
import type { Thread } from './state.ts';

// A dead man's switch that needs no server: Slack posts that there has been no news, unless we move the reminder in time.

const MINUTE = 60_000;
/** Silence allowed to a deployment of unknown duration. */
const UNKNOWN = 2 * 60 * MINUTE;
/** Slack refuses to delete what it posts within a minute, so the reminder is moved well before. */
const MARGIN = 5 * MINUTE;

type Whose = Pick<RequestContext, 'slack' | 'channel' | 'correlationId' | 'signal'>;

/** When silence is to be reported: after twice the expected time, and at least a quarter of an hour more than it. */
export function reminderAt(deployment: DeploymentState): number {
  const { finish } = deployment.facts;
  if (finish === undefined) return deployment.asOf + UNKNOWN;
  const due = finish.latest ?? finish.expected;
  const expected =
    deployment.startedAt +
    Math.max(2 * (due - deployment.startedAt), due - deployment.startedAt + 15 * MINUTE);
  return Math.max(expected, deployment.asOf + 15 * MINUTE);
}

export function reminderDue(thread: Thread, deployment: DeploymentState, now: number): Op | undefined {
  const { reminder, head } = thread;
  const watched = (deployment.state === 'running' || deployment.state === 'stalled') && head !== undefined;
  if (isOver(deployment) || !watched)
    return reminder === undefined || reminder.id === '' ? undefined : { do: 'unremind' };
  if (reminder === undefined) return { do: 'remind', at: reminderAt(deployment), deployment };
  const close = reminder.id !== '' && reminder.at - now < MARGIN && reminderAt(deployment) > reminder.at;
  return close ? { do: 'unremind' } : undefined;
}

/** No metadata may be given to a scheduled message (Slack then never sends it), so the text has the id. */
export function reminderText(deployment: DeploymentState, correlationId: string): string {
  const name = mrkdwn(deployment.facts.environment ?? 'This deployment', 80);
  const last = `<!date^${Math.round(deployment.asOf / 1000)}^{time}|${new Date(deployment.asOf).toISOString()}>`;
  const links = pageLinks(deployment.facts).slice(0, 2).join(' · ');
  return `:warning: ${name}: no news since ${last}. The runner may have died: look at the deployment itself. ${links} (${correlationId})`;
}

export async function remind(
  thread: Thread,
  op: Extract<Op, { do: 'remind' }>,
  context: RequestContext,
): Promise<Thread> {
  const { inFlight, ...cleared } = thread;
  const { head } = thread;
  if (head === undefined) return cleared;
  const at = Math.ceil(op.at / 1000);
  const text = reminderText(op.deployment, context.correlationId);
  const id = await context.slack.schedule(
    { channel: head.channel, thread: thread.root ?? head.ts, at, text },
    context.signal,
  );
  return { ...cleared, reminder: { id, at: op.at } };
}

export async function unremind(thread: Thread, context: RequestContext): Promise<Thread> {
  const { reminder, ...rest } = thread;
  if (reminder !== undefined) await unschedule(reminder.id, context);
  return rest;
}

/** A reminder that Slack already sent is answered by the ending, which follows it in the thread. */
async function unschedule(id: string, { slack, channel, signal }: Whose): Promise<void> {
  try {
    await slack.unschedule(channel, id, signal);
  } catch (error) {
    if (!(error instanceof SlackError) || error.fault !== 'late') throw error;
  }
}

/** Reminders have no metadata, but our id in their text. */
const ours = async ({ slack, channel, correlationId, signal }: Whose) =>
  (await slack.scheduled(channel, signal)).filter(({ text }) => text.endsWith(`(${correlationId})`));

export async function foundReminder(thread: Thread, context: RequestContext): Promise<Thread> {
  const [found] = await ours(context);
  return found === undefined ? thread : { ...thread, reminder: { id: found.id, at: found.at * 1000 } };
}

export async function removeReminders(context: Whose): Promise<void> {
  for (const { id } of await ours(context)) await unschedule(id, context);
}
