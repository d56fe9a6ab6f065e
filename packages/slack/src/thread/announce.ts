import type { DeploymentEvent } from '../message/event.ts';
import { applyEvent, type DeploymentState, isOver, isPast, stateForEvent } from '../message/state.ts';
import type { Entry } from '../ports.ts';
import { renderReply } from '../render/reply.ts';
import type { ThreadContext } from './context.ts';
import { actorOf, type Thread } from './state.ts';

/** Whom a reply mentions, and whether it shows in the channel, too. */
export function loudness(
  thread: Thread,
  { event, at }: Entry,
  subject: { readonly deployment: DeploymentState; readonly context: ThreadContext },
) {
  const { deployment, context } = subject;
  // Nobody is called for a deployment that has gone on since.
  if (isPast(thread.deployment, event, at)) return { broadcast: false, called: [] };
  const severity = context.severity(event, deployment);
  const actor = actorOf(thread, deployment);
  const called = severity === 'critical' ? [...context.onDuty, ...(actor === undefined ? [] : [actor])] : [];
  return {
    broadcast: severity !== 'info',
    called: severity === 'warning' && actor !== undefined ? [actor] : called,
  };
}

/** Whether an event gets a reply of its own, `before` being the state without it. */
export const isReply = (before: DeploymentState | undefined, entry: Entry): boolean =>
  isNews(before, entry) &&
  renderReply(entry.event, stateForEvent(before, entry.event, entry.at)) !== undefined;

/** False for what was announced already, and for an event from before the ending that arrives after it. */
export function isNews(before: DeploymentState | undefined, { event, at }: Entry): boolean {
  if (event.kind === 'concurrent') return true;
  if (isPast(before, event, at)) return isOver(stateForEvent(before, event, at));
  const deployment = applyEvent(before, event, at);
  const announces = isOver(deployment) || deployment.state === 'stalled';
  if (announces && deployment.announced.includes(deployment.state)) return false;
  return before === undefined || !isStale(before, event);
}

/** An event from before the ending that arrives after it. */
const isStale = (before: DeploymentState, { kind }: DeploymentEvent): boolean =>
  isOver(before) && (kind === 'stalled' || kind === 'queued' || kind === 'progress');

/** The state once the reply that announces it is posted. */
export function announced(deployment: DeploymentState): DeploymentState {
  const news = isOver(deployment) || deployment.state === 'stalled';
  return news && !deployment.announced.includes(deployment.state)
    ? { ...deployment, announced: [...deployment.announced, deployment.state] }
    : deployment;
}
