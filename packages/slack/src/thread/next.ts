import { pauseOf } from '../client/backoff.ts';
import { isOver, type Story, toldWith } from '../message/state.ts';
import type { Moment, Pause } from '../outbox/deliver.ts';
import type { Entry } from '../ports.ts';
import { isReply } from './announce.ts';
import { headId, type Place, replyId } from './context.ts';
import { methodOf, type Op } from './op.ts';
import { reminderDue } from './reminder.ts';
import { actorOf, isBehind, isDirty, storySoFar, type Thread } from './state.ts';

/** A lost request is carried out within this time, or so we hope; then a read shows it. */
const SETTLE_MS = 3000;
/** And a last look waits a little longer. */
const VERIFY_MS = 5000;
/** Slack asks for no more than an update each three seconds (docs.slack.dev/reference/methods/chat.update). */
const SPACING_MS = 3000;

interface Now extends Moment {
  readonly place: Place;
}

/**
 * What to do next for a thread; `waiting` are the entries not yet delivered, oldest first.
 *   lost request -> find or make the head -> replies in order -> head -> reminder -> a last look
 * What one method of Slack is kept from doing keeps no other from it: whatever can be seen tells the outcome.
 */
export function next(thread: Thread, waiting: readonly Entry[], at: Now): Op | Pause {
  const { now } = at;
  if (thread.pausedUntil > now) return { do: 'wait', until: thread.pausedUntil };
  const story = storySoFar(thread, waiting);
  if (story === undefined) return REST;
  const lost = resolve(thread, waiting, at);
  if (lost !== undefined) return isOp(lost) ? lost : meanwhile(lost, thread, story, at);
  return (
    findHead(thread, story, at) ??
    recall(thread, waiting, at) ??
    inOrder(thread, waiting, at) ??
    show(thread, story, at) ??
    atLeisure(thread, story, at)
  );
}

const REST: Pause = { do: 'rest' };
const isOp = (step: Op | Pause): step is Op => step.do !== 'rest' && step.do !== 'wait';

/** The op, unless its method has to rest, or was refused in this delivery. */
function allowed<O extends Op>(op: O, thread: Thread, { now, place, refused }: Now): O | Pause {
  if (refused.has(op.do)) return REST;
  const until = pauseOf(thread, methodOf(op, thread, place));
  return until > now ? { do: 'wait', until } : op;
}

/** Not in this delivery. */
const isHopeless = (step: Op | Pause, { deadline }: Now): boolean =>
  step.do === 'rest' || (step.do === 'wait' && step.until > deadline);

/** While `pause` keeps all else, the head can still be brought up to date. */
function meanwhile(pause: Pause, thread: Thread, story: Story, at: Now): Op | Pause {
  const shown = isBehind(thread, story) ? show(thread, story, at) : undefined;
  if (shown === undefined || shown.do === 'rest') return pause;
  if (shown.do !== 'wait' || pause.do === 'rest') return shown;
  return shown.until < pause.until ? shown : pause;
}

/** What may have been carried out already is looked up. */
function resolve(thread: Thread, waiting: readonly Entry[], at: Now): Op | Pause | undefined {
  const { flight } = thread;
  if (flight === undefined) return undefined;
  const entry = waiting.find(
    (each, index) => idOf(thread, waiting.slice(0, index), each, at.place) === flight.id,
  );
  const assume = { do: 'assume', entry } as const;
  if (thread.blind) return assume;
  const settled = flight.at + SETTLE_MS;
  if (settled > at.now) return { do: 'wait', until: settled };
  const look = allowed({ do: 'read-back', entry }, thread, at);
  // Nothing is held up for a reminder.
  return flight.op === 'remind' && !isOp(look) ? assume : look;
}

function findHead(thread: Thread, story: Story, at: Now): Op | Pause | undefined {
  // If it is only that nothing can be said below it, it can still tell.
  const last = thread.head?.lost ? show(thread, story, at) : undefined;
  if (last !== undefined && !isHopeless(last, at)) return last;
  // A head that is gone may have been another job's loser in a race: the winner is looked for. One that came with what
  // an earlier run left may show more by now.
  if (!thread.looked && !thread.blind) {
    const look = allowed({ do: 'look' }, thread, at);
    // Better a second head, which a later look takes away, than none.
    if (!isHopeless(look, at)) return look;
  }
  if (thread.head === undefined || thread.head.lost) {
    const { email } = story.facts;
    const unknown = actorOf(thread, story) === undefined && thread.actor === undefined;
    const identify = email && unknown ? allowed({ do: 'identify', story }, thread, at) : undefined;
    if (identify !== undefined && isOp(identify)) return identify;
    return allowed({ do: 'head', id: headId(at.place), story }, thread, at);
  }
  if (thread.head.confirmed || thread.blind) return undefined;
  const confirm = allowed({ do: 'confirm' }, thread, at);
  return isOp(confirm) ? confirm : undefined;
}

/** What an earlier run left may be a copy of what another one has told since. Where that cannot be read, it is told. */
function recall(thread: Thread, waiting: readonly Entry[], at: Now): Op | undefined {
  if (!thread.inherited || thread.blind) return undefined;
  const told = waiting.map((entry, index) => ({
    entry,
    id: idOf(thread, waiting.slice(0, index), entry, at.place),
  }));
  const op = allowed({ do: 'recall', told }, thread, at);
  return isOp(op) ? op : undefined;
}

function idOf(thread: Thread, before: readonly Entry[], entry: Entry, place: Place): string {
  return replyId(place, entry, toldWith(storySoFar(thread, before), entry.event, entry.at));
}

/** Replies keep their order; events that need none are absorbed in one go. */
function inOrder(thread: Thread, waiting: readonly Entry[], at: Now): Op | Pause | undefined {
  const firstReply = waiting.findIndex((entry, index) =>
    isReply(storySoFar(thread, waiting.slice(0, index)), entry),
  );
  const [entry] = waiting;
  if (firstReply === 0 && entry !== undefined) return reply(thread, waiting, entry, at);
  const silent = firstReply < 0 ? waiting : waiting.slice(0, firstReply);
  return silent.length === 0 ? undefined : { do: 'absorb', entries: silent };
}

/**
 * A quiet ending is to show in the head before it is told: only then is it known whether the reply has to be loud
 * instead. After a post that failed the head comes first, too: it may be all that can be seen.
 */
function reply(thread: Thread, waiting: readonly Entry[], entry: Entry, at: Now): Op | Pause {
  const story = storySoFar(thread, waiting);
  const op = { do: 'reply', id: idOf(thread, [], entry, at.place), entry } as const;
  const answer = allowed(op, thread, at);
  if (story === undefined) return answer;
  if (answer.do !== 'reply') return meanwhile(answer, thread, story, at);
  const quiet = isOver(story) && at.place.severity(entry.event, story) === 'info';
  const postFailed = thread.failing === methodOf(op, thread, at.place) && isBehind(thread, story);
  const head = show(thread, story, at);
  if (cannotShow(thread, head, at)) return { ...answer, ...(isOver(story) ? { loud: true } : {}) };
  return head !== undefined && (quiet || (postFailed && isOp(head))) ? head : answer;
}

/** The head cannot tell it in this delivery; `shown` is what it takes. */
function cannotShow({ head, failing, failures }: Thread, shown: Op | Pause | undefined, at: Now): boolean {
  const stuck = at.last && failing === 'chat.update' && failures >= PATIENCE;
  return head?.frozen === true || stuck || (shown !== undefined && isHopeless(shown, at));
}

/** Brings the head up to date; undefined when it is, or when its next update is not due yet. */
function show(thread: Thread, story: Story, at: Now): Op | Pause | undefined {
  const { head } = thread;
  if (head === undefined || !isDirty(thread, story)) return undefined;
  const update = allowed({ do: 'update', id: headId(at.place), story }, thread, at);
  const heldBack = !isBehind(thread, story) && !at.last;
  if (heldBack) return isOp(update) && head.at + updateGap(thread, story) <= at.now ? update : undefined;
  const due = head.at + SPACING_MS;
  return due > at.now && isOp(update) ? { do: 'wait', until: due } : update;
}

/** After so many failures in a row, what is only convenient is left. */
const PATIENCE = 3;

function atLeisure(thread: Thread, story: Story, at: Now): Op | Pause {
  const { head, doubted } = thread;
  const patient = thread.failures < PATIENCE;
  const due = reminderDue(thread, story, at.now);
  const reminder = due && allowed(due, thread, at);
  // A reminder left behind would raise a false alarm; all else is only convenient.
  if (reminder !== undefined && due?.do === 'unremind' && reminder.do !== 'rest') return reminder;
  if (patient && reminder !== undefined && isOp(reminder)) return reminder;
  const permalink =
    patient && head?.permalink === undefined ? allowed({ do: 'permalink' }, thread, at) : REST;
  if (isOp(permalink)) return permalink;
  if (thread.blind) return REST;
  const confirm = head === undefined || head.confirmed ? REST : allowed({ do: 'confirm' }, thread, at);
  if (!isHopeless(confirm, at)) return confirm;
  if (doubted === undefined || !isOver(story)) return REST;
  const settled = doubted.at + VERIFY_MS;
  return settled > at.now ? { do: 'wait', until: settled } : allowed({ do: 'verify' }, thread, at);
}

/** Milliseconds between two updates that only show progress: about seven in a deployment. */
function updateGap(thread: Thread, story: Story): number {
  const { finish } = story.facts;
  const expected = finish === undefined ? 4 * 60_000 : finish.expected - story.startedAt;
  const gap = Math.min(120_000, Math.max(15_000, expected / 7));
  return gap * 2 ** Math.min(thread.limited, 2);
}
