import type { Pause } from '../deliver.ts';
import type { Entry } from '../outbox.ts';
import { isOver, type Story, toldWith } from '../story.ts';
import { isReply } from './announce.ts';
import { headId, type Place, replyId } from './place.ts';
import { reminderDue } from './reminder.ts';
import { actorOf, isBehind, isDirty, storySoFar, type Thread } from './state.ts';

/** One request to Slack, or one step of bookkeeping. */
export type Op =
  | { readonly do: 'read-back' | 'assume'; readonly entry: Entry | undefined }
  | { readonly do: 'look' }
  | { readonly do: 'identify'; readonly story: Story }
  | { readonly do: 'head' | 'update'; readonly id: string; readonly story: Story }
  | { readonly do: 'confirm' }
  | { readonly do: 'reply'; readonly id: string; readonly entry: Entry }
  | { readonly do: 'absorb'; readonly entries: readonly Entry[] }
  | { readonly do: 'remind'; readonly at: number; readonly story: Story }
  | { readonly do: 'unremind' }
  | { readonly do: 'permalink' }
  | { readonly do: 'verify' };

/** A lost request is carried out within this time, or so we hope; then a read shows it. */
const SETTLE_MS = 3000;
/** And a last look waits a little longer. */
const VERIFY_MS = 5000;
/** Slack asks for no more than an update each three seconds (docs.slack.dev/reference/methods/chat.update). */
const SPACING_MS = 3000;

export interface Now {
  readonly place: Place;
  readonly now: number;
}

/**
 * What to do next for a thread; `waiting` are the entries not yet delivered, oldest first.
 *   lost request -> find or make the head -> replies in order -> head -> reminder -> a last look
 */
export function next(thread: Thread, waiting: readonly Entry[], at: Now): Op | Pause {
  const { now } = at;
  if (thread.pausedUntil > now) return { do: 'wait', until: thread.pausedUntil };
  const story = storySoFar(thread, waiting);
  if (story === undefined) return { do: 'rest' };
  return (
    resolve(thread, waiting, at) ??
    findHead(thread, story, at) ??
    inOrder(thread, waiting, at) ??
    showStory(thread, story, at) ??
    atLeisure(thread, story, now)
  );
}

/** An update is simply repeated; anything else may have been carried out already. */
function resolve(thread: Thread, waiting: readonly Entry[], { place, now }: Now): Op | Pause | undefined {
  const { flight } = thread;
  if (flight === undefined || flight.op === 'update') return undefined;
  const entry = waiting.find(
    (each, index) => idOf(thread, waiting.slice(0, index), each, place) === flight.id,
  );
  if (thread.blind) return { do: 'assume', entry };
  const settled = flight.at + SETTLE_MS;
  return settled > now ? { do: 'wait', until: settled } : { do: 'read-back', entry };
}

function findHead(thread: Thread, story: Story, { place }: Now): Op | undefined {
  // A head that is gone may have been another job's loser in a race: the winner is looked for. One that came with what
  // an earlier run left may show more by now.
  if (!thread.looked && !thread.blind) return { do: 'look' };
  if (
    thread.head === undefined &&
    actorOf(thread, story) === undefined &&
    thread.actor === undefined &&
    story.facts.email
  ) {
    return { do: 'identify', story };
  }
  if (thread.head === undefined) return { do: 'head', id: headId(place), story };
  return thread.head.confirmed || thread.blind ? undefined : { do: 'confirm' };
}

function idOf(thread: Thread, before: readonly Entry[], entry: Entry, place: Place): string {
  return replyId(place, entry, toldWith(storySoFar(thread, before), entry.event, entry.at));
}

/** Replies keep their order; events that need none are absorbed in one go. */
function inOrder(thread: Thread, waiting: readonly Entry[], at: Now): Op | Pause | undefined {
  const { place } = at;
  const firstReply = waiting.findIndex((entry, index) =>
    isReply(storySoFar(thread, waiting.slice(0, index)), entry),
  );
  const entry = waiting[0];
  if (firstReply === 0 && entry !== undefined)
    return headFirst(thread, waiting, at) ?? { do: 'reply', id: idOf(thread, [], entry, place), entry };
  const silent = firstReply < 0 ? waiting : waiting.slice(0, firstReply);
  return silent.length === 0 ? undefined : { do: 'absorb', entries: silent };
}

/** A quiet ending is to show in the head before it is told: only then is it known whether the reply has to be loud instead. */
function headFirst(thread: Thread, waiting: readonly Entry[], at: Now): Op | Pause | undefined {
  const story = storySoFar(thread, waiting);
  const [entry] = waiting;
  const quiet =
    entry !== undefined &&
    story !== undefined &&
    isOver(story) &&
    at.place.severity(entry.event, story) === 'info';
  return quiet ? showStory(thread, story, at) : undefined;
}

function showStory(thread: Thread, story: Story, { place, now }: Now): Op | Pause | undefined {
  const { head } = thread;
  if (head === undefined || !isDirty(thread, story)) return undefined;
  const update = { do: 'update', id: headId(place), story } as const;
  if (!isBehind(thread, story)) return head.at + updateGap(thread, story) > now ? undefined : update;
  const due = head.at + SPACING_MS;
  return due > now ? { do: 'wait', until: due } : update;
}

/** After so many failures in a row, what is only convenient is left. */
const PATIENCE = 3;

function atLeisure(thread: Thread, story: Story, now: number): Op | Pause {
  const { head, doubted } = thread;
  const reminder = reminderDue(thread, story, now);
  const patient = thread.failures < PATIENCE;
  // A reminder left behind would raise a false alarm; all else is only convenient.
  if (reminder !== undefined && (patient || reminder.do === 'unremind')) return reminder;
  if (patient && head?.permalink === undefined) return { do: 'permalink' };
  if (doubted === undefined || thread.blind || !isOver(story)) return { do: 'rest' };
  const settled = doubted.at + VERIFY_MS;
  return settled > now ? { do: 'wait', until: settled } : { do: 'verify' };
}

/** Milliseconds between two updates that only show progress: about seven in a deployment. */
export function updateGap(thread: Thread, story: Story): number {
  const { finish } = story.facts;
  const expected = finish === undefined ? 4 * 60_000 : finish.expected - story.startedAt;
  const gap = Math.min(120_000, Math.max(15_000, expected / 7));
  return gap * 2 ** Math.min(thread.limited, 2);
}
