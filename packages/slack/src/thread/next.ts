import { pauseOf } from '../client/backoff.ts';
import { type DeploymentState, isOver, stateForEvent } from '../message/state.ts';
import type { Moment, Pause } from '../outbox/service.ts';
import type { Entry } from '../ports.ts';
import { isReply } from './announce.ts';
import { headId, replyId, type ThreadContext } from './context.ts';
import { methodOf, type Op } from './op.ts';
import { reminderDue } from './reminder.ts';
import { actorOf, isBehind, isDirty, stateSoFar, type Thread } from './state.ts';

/** We assume that a request whose answer was lost is carried out within this time, if at all; then a read shows it. */
const SETTLE_MS = 3000;
/** The final reconciliation waits a little longer. */
const RECONCILE_MS = 5000;
/** Slack asks for no more than an update each three seconds (docs.slack.dev/reference/methods/chat.update). */
const SPACING_MS = 3000;

interface Now extends Moment {
  readonly context: ThreadContext;
}

/**
 * What to do next for a thread; `waiting` are the entries not yet delivered, oldest first.
 *   request in flight -> find or post the head -> replies in order -> head -> reminder -> reconciliation
 * Slack limits each method by itself, so a method that has to wait holds up no other: one of them shows the outcome.
 */
export function next(thread: Thread, waiting: readonly Entry[], at: Now): Op | Pause {
  const { now } = at;
  if (thread.pausedUntil > now) return { do: 'wait', until: thread.pausedUntil };
  const deployment = stateSoFar(thread, waiting);
  if (deployment === undefined) return REST;
  const lost = resolve(thread, waiting, at);
  if (lost !== undefined) return isOp(lost) ? lost : meanwhile(lost, thread, deployment, at);
  return (
    findHead(thread, deployment, at) ??
    recall(thread, waiting, at) ??
    inOrder(thread, waiting, at) ??
    show(thread, deployment, at) ??
    whenIdle(thread, deployment, at)
  );
}

const REST: Pause = { do: 'rest' };
const isOp = (step: Op | Pause): step is Op => step.do !== 'rest' && step.do !== 'wait';

/** The op, unless its method has to wait, or was refused in this delivery. */
function allowed<O extends Op>(op: O, thread: Thread, { now, context, refused }: Now): O | Pause {
  if (refused.has(op.do)) return REST;
  const until = pauseOf(thread, methodOf(op, thread, context));
  return until > now ? { do: 'wait', until } : op;
}

/** Not in this delivery. */
const isHopeless = (step: Op | Pause, { deadline }: Now): boolean =>
  step.do === 'rest' || (step.do === 'wait' && step.until > deadline);

/** While everything else waits for `pause`, the head can still be updated. */
function meanwhile(pause: Pause, thread: Thread, deployment: DeploymentState, at: Now): Op | Pause {
  const shown = isBehind(thread, deployment) ? show(thread, deployment, at) : undefined;
  if (shown === undefined || shown.do === 'rest') return pause;
  if (shown.do !== 'wait' || pause.do === 'rest') return shown;
  return shown.until < pause.until ? shown : pause;
}

/** Looks up whether the request in flight was carried out. */
function resolve(thread: Thread, waiting: readonly Entry[], at: Now): Op | Pause | undefined {
  const { inFlight } = thread;
  if (inFlight === undefined) return undefined;
  const entry = waiting.find(
    (each, index) => idOf(thread, waiting.slice(0, index), each, at.context) === inFlight.id,
  );
  const assume = { do: 'assume', entry } as const;
  if (thread.cannotRead) return assume;
  const settled = inFlight.at + SETTLE_MS;
  if (settled > at.now) return { do: 'wait', until: settled };
  const readBack = allowed({ do: 'read-back', entry }, thread, at);
  // Nothing is held up for a reminder.
  return inFlight.op === 'remind' && !isOp(readBack) ? assume : readBack;
}

function findHead(thread: Thread, deployment: DeploymentState, at: Now): Op | Pause | undefined {
  // A head that takes no replies may still be updated, and show the outcome.
  const last = thread.head?.lost ? show(thread, deployment, at) : undefined;
  if (last !== undefined && !isHopeless(last, at)) return last;
  // Where the head is gone, another job's may have won a race: that one is searched for. One that an earlier run left
  // behind may show more by now.
  if (!thread.searched && !thread.cannotRead) {
    const search = allowed({ do: 'find-head' }, thread, at);
    // Better a second head, which a later search takes away, than none.
    if (!isHopeless(search, at)) return search;
  }
  if (thread.head === undefined || thread.head.lost) {
    const { email } = deployment.facts;
    const unknown = actorOf(thread, deployment) === undefined && thread.actor === undefined;
    const identify = email && unknown ? allowed({ do: 'identify', deployment }, thread, at) : undefined;
    if (identify !== undefined && isOp(identify)) return identify;
    return allowed({ do: 'head', id: headId(at.context), deployment }, thread, at);
  }
  if (thread.head.confirmed || thread.cannotRead) return undefined;
  const confirm = allowed({ do: 'confirm' }, thread, at);
  return isOp(confirm) ? confirm : undefined;
}

/** What an earlier run kept may have been delivered by another since. Where that cannot be read, it is delivered. */
function recall(thread: Thread, waiting: readonly Entry[], at: Now): Op | undefined {
  if (!thread.inherited || thread.cannotRead) return undefined;
  const entries = waiting.map((entry, index) => ({
    entry,
    id: idOf(thread, waiting.slice(0, index), entry, at.context),
  }));
  const op = allowed({ do: 'recall', entries }, thread, at);
  return isOp(op) ? op : undefined;
}

function idOf(thread: Thread, before: readonly Entry[], entry: Entry, context: ThreadContext): string {
  return replyId(context, entry, stateForEvent(stateSoFar(thread, before), entry.event, entry.at));
}

/** Replies keep their order; events that need none are marked as delivered in one go. */
function inOrder(thread: Thread, waiting: readonly Entry[], at: Now): Op | Pause | undefined {
  const firstReply = waiting.findIndex((entry, index) =>
    isReply(stateSoFar(thread, waiting.slice(0, index)), entry),
  );
  const [entry] = waiting;
  if (firstReply === 0 && entry !== undefined) return reply(thread, waiting, entry, at);
  const silent = firstReply < 0 ? waiting : waiting.slice(0, firstReply);
  return silent.length === 0 ? undefined : { do: 'mark-delivered', entries: silent };
}

/**
 * An ending that calls nobody is shown in the head before its reply: only then is it known whether the reply must also
 * show in the channel instead. After a post that failed the head comes first, too: it may be all that can be seen.
 */
function reply(thread: Thread, waiting: readonly Entry[], entry: Entry, at: Now): Op | Pause {
  const deployment = stateSoFar(thread, waiting);
  const op = { do: 'reply', id: idOf(thread, [], entry, at.context), entry } as const;
  const answer = allowed(op, thread, at);
  if (deployment === undefined) return answer;
  if (answer.do !== 'reply') return meanwhile(answer, thread, deployment, at);
  const quiet = isOver(deployment) && at.context.severity(entry.event, deployment) === 'info';
  const postFailed = thread.failing === methodOf(op, thread, at.context) && isBehind(thread, deployment);
  const head = show(thread, deployment, at);
  if (cannotShow(thread, head, at)) return { ...answer, ...(isOver(deployment) ? { loud: true } : {}) };
  return head !== undefined && (quiet || (postFailed && isOp(head))) ? head : answer;
}

/** Whether the head cannot show it in this delivery; `shown` is what showing it takes. */
function cannotShow({ head, failing, failures }: Thread, shown: Op | Pause | undefined, at: Now): boolean {
  const stuck = at.last && failing === 'chat.update' && failures >= MOST_FAILURES;
  return head?.frozen === true || stuck || (shown !== undefined && isHopeless(shown, at));
}

/** Brings the head up to date; undefined when it is, or when its next update is not due yet. */
function show(thread: Thread, deployment: DeploymentState, at: Now): Op | Pause | undefined {
  const { head } = thread;
  if (head === undefined || !isDirty(thread, deployment)) return undefined;
  const update = allowed({ do: 'update', id: headId(at.context), deployment }, thread, at);
  const heldBack = !isBehind(thread, deployment) && !at.last;
  if (heldBack) return isOp(update) && head.at + updateGap(thread, deployment) <= at.now ? update : undefined;
  const due = head.at + SPACING_MS;
  return due > at.now && isOp(update) ? { do: 'wait', until: due } : update;
}

/** After so many failures in a row, what is only convenient is not tried. */
const MOST_FAILURES = 3;

function whenIdle(thread: Thread, deployment: DeploymentState, at: Now): Op | Pause {
  const { head, uncertain } = thread;
  const fewFailures = thread.failures < MOST_FAILURES;
  const due = reminderDue(thread, deployment, at.now);
  const reminder = due && allowed(due, thread, at);
  // A reminder that is not removed would raise a false alarm; everything else is only convenient.
  if (reminder !== undefined && due?.do === 'unremind' && reminder.do !== 'rest') return reminder;
  if (fewFailures && reminder !== undefined && isOp(reminder)) return reminder;
  const permalink =
    fewFailures && head?.permalink === undefined ? allowed({ do: 'permalink' }, thread, at) : REST;
  if (isOp(permalink)) return permalink;
  if (thread.cannotRead) return REST;
  const confirm = head === undefined || head.confirmed ? REST : allowed({ do: 'confirm' }, thread, at);
  if (!isHopeless(confirm, at)) return confirm;
  if (uncertain === undefined || !isOver(deployment)) return REST;
  const settled = uncertain.at + RECONCILE_MS;
  return settled > at.now ? { do: 'wait', until: settled } : allowed({ do: 'reconcile' }, thread, at);
}

/** Milliseconds between two updates that only show progress: about seven in a deployment. */
function updateGap(thread: Thread, deployment: DeploymentState): number {
  const { finish } = deployment.facts;
  const expected = finish === undefined ? 4 * 60_000 : finish.expected - deployment.startedAt;
  const gap = Math.min(120_000, Math.max(15_000, expected / 7));
  return gap * 2 ** Math.min(thread.limited, 2);
}
