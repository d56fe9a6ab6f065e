import type { DeploymentEvent } from '../message/event.ts';
import { isOver, isPast, type Story, tell, toldWith } from '../message/state.ts';
import type { Entry } from '../ports.ts';
import { renderReply } from '../render/reply.ts';
import type { Place } from './context.ts';
import { actorOf, type Thread } from './state.ts';

/** Whom a reply calls, and whether it shows in the channel, too. */
export function loudness(
  thread: Thread,
  { event, at }: Entry,
  told: { readonly story: Story; readonly place: Place },
) {
  const { story, place } = told;
  // Nobody is woken for what was overtaken.
  if (isPast(thread.story, event, at)) return { broadcast: false, called: [] };
  const severity = place.severity(event, story);
  const actor = actorOf(thread, story);
  const called = severity === 'critical' ? [...place.onDuty, ...(actor === undefined ? [] : [actor])] : [];
  return {
    broadcast: severity !== 'info',
    called: severity === 'warning' && actor !== undefined ? [actor] : called,
  };
}

/** Whether an event gets a reply of its own, told after `before`. */
export const isReply = (before: Story | undefined, entry: Entry): boolean =>
  isNews(before, entry) && renderReply(entry.event, toldWith(before, entry.event, entry.at)) !== undefined;

/** False for what was announced before, and for what comes after the ending although it was before it. */
export function isNews(before: Story | undefined, { event, at }: Entry): boolean {
  if (event.kind === 'concurrent') return true;
  if (isPast(before, event, at)) return isOver(toldWith(before, event, at));
  const story = tell(before, event, at);
  const announces = isOver(story) || story.state === 'stalled';
  if (announces && story.announced.includes(story.state)) return false;
  return before === undefined || !isStale(before, event);
}

/** A word from before the ending that arrives after it. */
const isStale = (before: Story, { kind }: DeploymentEvent): boolean =>
  isOver(before) && (kind === 'stalled' || kind === 'queued' || kind === 'progress');

/** The story once the reply to `event` is out. */
export function announced(story: Story): Story {
  const news = isOver(story) || story.state === 'stalled';
  return news && !story.announced.includes(story.state)
    ? { ...story, announced: [...story.announced, story.state] }
    : story;
}
