import { errorLine } from '@signalbox/runner/errors';
import { compact } from '@signalbox/runner/values';
import { attempts } from '../model/attempt.ts';
import { operationUrl } from '../model/console.ts';
import type { StackReport } from '../model/report.ts';
import type { Stack } from '../model/stack.ts';
import { isUnderWay, operationOf } from '../model/status.ts';
import { LATE_RISK, lateRisk, type PollContext, pause } from '../progress/schedule.ts';
import { isWellKnown } from '../progress/stall.ts';
import {
  endsWithinOf,
  isForecast,
  isKnown,
  progressOf,
  undoSeconds,
  withShown,
} from '../progress/tracked-progress.ts';
import { timedSpans } from '../progress/tracked-timing.ts';
import {
  forecastOf,
  isRollingBack,
  learned,
  monitored,
  newTracker,
  observed,
  readUntil,
  type Tracker,
} from '../progress/tracker.ts';
import type { Attachment } from './attach.ts';
import type { Ending } from './ending.ts';
import { outOfSight } from './ending.ts';
import { openEvidence } from './evidence.ts';
import { followNested, type NestedStacks } from './nested.ts';
import { type Notices, openNotices } from './notices.ts';
import type { FollowPorts, Watched, WatchOptions } from './ports.ts';
import { reportOf } from './stack-report.ts';
import { followTotals } from './totals.ts';

/** Seconds after which a nested stack at work is polled again. */
const NESTED_MAX_AGE = { unknown: 90, known: 120 };
const HISTORY_PAGES = 10;
/** An operation that is over soon has no use for a page of the past; what the first page has of it is there anyway. */
const SECONDS_A_PAGE = 30;
/** So many tell how long the whole takes; where a resource is slow, more tell whether it has stalled (stall.ts). */
const ENOUGH_RUNS = { usually: 2, slow: 10 };
/** Of a large stack one run fills more: to read enough of them costs more calls than they save. */
const PAGES_A_RUN = 2;

export type Attached = Extract<Attachment, { kind: 'attempt' }>;

/** Follows an attempt to its end. */
export async function follow(
  attached: Attached,
  options: WatchOptions,
  ports: FollowPorts,
): Promise<StackReport> {
  const { reader, resilient, notice } = ports;
  const { stackId } = attached.stack;
  const watched: Watched = { tracker: begun(attached, options) };
  const { attempt } = watched.tracker;
  const url = operationUrl(stackId, attempt?.operationIds.at(-1));
  if (attempt) notice({ kind: 'attached', operation: attempt.operation, stackId, ...(url && { url }) });
  const nested = followNested(watched, ports);
  const notices = openNotices(stackId, watched, ports);
  let stack = attached.stack;
  let ending: Ending;
  try {
    stack = await current(attached, watched.tracker, ports);
    watched.tracker = monitored(watched.tracker, stack.monitoring);
    ending = await toTheEnd({ attached, stack, options, ports, watched, nested, notices });
  } catch (error) {
    ending = outOfSight(error, ports.cancelled);
    if (ending.status === 'cancelled') ending = await cancel(attached, options, ports);
    // Whatever comes of a rollback, what was deployed has failed.
    else if (isRollingBack(watched.tracker)) ending = { status: 'failed', cause: await notices.cause() };
  }
  return reportOf({ stack, tracker: watched.tracker, ending, resilient, now: reader.now() });
}

const begun = ({ stack, older, events }: Attached, { stallAfter, runs = [] }: WatchOptions): Tracker => {
  const before = attempts(older).at(-1)?.stackStatus ?? '';
  const tracker = newTracker({ rootId: stack.stackId, stallAfter, runs, before });
  return observed(learned(tracker, older), events);
};

interface Following {
  readonly attached: Attached;
  readonly stack: Stack;
  readonly options: WatchOptions;
  readonly ports: FollowPorts;
  readonly watched: Watched;
  readonly nested: NestedStacks;
  readonly notices: Notices;
}

async function toTheEnd(following: Following): Promise<Ending> {
  const { attached, stack, options, ports, watched, nested, notices } = following;
  const { clock, reader, cancelled } = ports;
  const deadline = attached.seenAt + options.timeoutSeconds * 1000;
  const evidence = openEvidence(watched, ports);
  const totals = followTotals(stack, watched, ports);
  const past = openPast(attached, watched, ports);
  let remainingRisk = LATE_RISK;
  for (;;) {
    if (watched.tracker.attempt?.decided !== undefined) await nested.finish();
    else await totals.fetch();
    notices.events();
    showProgress(watched, ports);
    notices.monitoring();
    await notices.failure();
    const ended = await decidedEnding(following);
    if (ended !== undefined) return ended;
    evidence.inspectNext(reader.now());
    const stalled = notices.delays();
    if (stalled && options.endOnStall) return { status: 'stalled', cause: await notices.cause() };
    if (cancelled.aborted) return cancel(attached, options, ports);
    if (clock.now() >= deadline) return { status: 'timed-out', cause: await notices.cause() };
    const context = { ...pollContext(stack, watched.tracker, ports), remainingRisk };
    const seconds = pause(context, options.pollInterval, ports.random);
    remainingRisk = Math.max(0, remainingRisk - lateRisk(context, seconds));
    await rest(seconds, watched, ports);
    if (cancelled.aborted) return cancel(attached, options, ports);
    await poll(following, past);
  }
}

/** How the attempt ended; undefined while that is open. */
async function decidedEnding({ watched, notices, ports }: Following): Promise<Ending | undefined> {
  const { attempt } = watched.tracker;
  if (attempt?.decided === undefined) return undefined;
  const { operation, stackStatus, decided } = attempt;
  ports.notice({ kind: 'decided', operation, outcome: decided.outcome, stackStatus });
  // A resource may fail to be deleted at first, and the stack's deletion succeed.
  if (decided.outcome === 'succeeded') return { status: decided.outcome };
  return { status: decided.outcome, cause: await notices.cause() };
}

/** Reads what is new: of a nested stack in place of the root where that tells as much, else of the root and what pays. */
async function poll(following: Following, past: ReturnType<typeof openPast>): Promise<void> {
  const { attached, stack, ports, watched, nested } = following;
  const { reader, resilient } = ports;
  if (!endsAtFailure(stack, watched.tracker) && (await nested.pollStandIn(reader.now()))) return;
  const asked = reader.now();
  const events = await resilient.read(() => attached.feed.read());
  watched.tracker = readUntil(observed(watched.tracker, events), attached.stack.stackId, asked);
  if (watched.tracker.attempt?.decided !== undefined) return;
  await past.fetch();
  const hasForecast = forecastOf(watched.tracker) !== undefined;
  await nested.poll(reader.now(), hasForecast ? NESTED_MAX_AGE.known : NESTED_MAX_AGE.unknown);
}

/** The stack's older events, which teach how long work usually takes: a page at a time, where that can pay. */
function openPast({ feed }: Attached, watched: Watched, { reader, resilient }: FollowPorts) {
  let pages = 0;
  const pays = (): boolean => {
    const { tracker } = watched;
    const { attempt } = tracker;
    // How long a rollback takes no earlier operation tells, and nothing is deleted twice.
    if (attempt === undefined || isRollingBack(tracker) || attempt.operation === 'DELETE') return false;
    const elapsedSeconds = (reader.now() - attempt.startedAt) / 1000;
    if (pages >= Math.min(HISTORY_PAGES, Math.floor(elapsedSeconds / SECONDS_A_PAGE))) return false;
    const isSlow = timedSpans(tracker, reader.now()).some(
      ({ span, timing, elapsedSeconds }) =>
        timing !== 'normal' &&
        elapsedSeconds >= SECONDS_A_PAGE &&
        !isWellKnown(tracker.history.baseline(span)),
    );
    const runs = forecastOf(tracker)?.sampleSize ?? 0;
    if (isSlow) return runs < ENOUGH_RUNS.slow;
    if (isForecast(tracker) && isKnown(tracker)) return false;
    return runs < ENOUGH_RUNS.usually && pages < PAGES_A_RUN * (runs + 1);
  };
  const fetch = async () => {
    if (!pays()) return;
    pages++;
    const events = await resilient.read(() => feed.past());
    watched.tracker = learned(watched.tracker, events);
  };
  return { fetch };
}

/** Time goes on between polls, and so does the progress shown: by about a percent at a time. */
const TICK_SHARE = 0.01;
const SHORTEST_TICK_SECONDS = 2;

async function rest(seconds: number, watched: Watched, ports: FollowPorts) {
  const { clock, reader, cancelled } = ports;
  const until = clock.now() + seconds * 1000;
  const { elapsedSeconds } = progressOf(watched.tracker, reader.now());
  const tick = Math.max(SHORTEST_TICK_SECONDS, TICK_SHARE * elapsedSeconds);
  for (let left = until - clock.now(); left > 0 && !cancelled.aborted; left = until - clock.now()) {
    await clock.sleep(Math.min(left, tick * 1000), cancelled);
    if (clock.now() < until) showProgress(watched, ports);
  }
}

function showProgress(watched: Watched, { reader, notice }: FollowPorts): void {
  const progress = progressOf(watched.tracker, reader.now());
  watched.tracker = withShown(watched.tracker, progress);
  notice({ kind: 'progress', progress, rollingBack: isRollingBack(watched.tracker) });
}

/** The stack as this attempt has it: its change set and its mode. A description made before it began tells of another. */
async function current({ stack }: Attached, tracker: Tracker, { reader, resilient, notice }: FollowPorts) {
  const { attempt } = tracker;
  if (attempt === undefined || attempt.decided !== undefined) return stack;
  const { status } = stack;
  const isCurrent = isUnderWay(status) && operationOf(status) === attempt.operation;
  const now = isCurrent
    ? stack
    : ((await resilient.read(() => reader.describeStack(stack.stackId))) ?? stack);
  if (now.deploymentMode === 'EXPRESS') notice({ kind: 'express' });
  return now;
}

/** Nothing is brought back: the first failure is the end, whatever else is still at work. */
const endsAtFailure = (stack: Stack, tracker: Tracker) =>
  stack.disableRollback === true || tracker.attempt?.operation === 'DELETE';

function pollContext(
  stack: Stack,
  tracker: Tracker,
  { reader, limiter }: FollowPorts,
): Omit<PollContext, 'remainingRisk'> {
  const now = reader.now();
  const progress = progressOf(tracker, now);
  const waits = timedSpans(tracker, now).map(({ stallsIn }) => stallsIn);
  return compact({
    endsWithin: endsWithinOf(tracker, now),
    known: isKnown(tracker),
    back: isRollingBack(tracker),
    remainingSeconds: progress.remaining.seconds,
    undoSeconds: undoSeconds(tracker, now),
    endsAtFailure: endsAtFailure(stack, tracker),
    elapsedSeconds: progress.elapsedSeconds,
    forecast: forecastOf(tracker),
    nextStall: Math.min(Number.POSITIVE_INFINITY, ...waits.filter((seconds) => seconds > 0)),
    backpressure: limiter.backpressure(),
  });
}

async function cancel({ stack }: Attached, options: WatchOptions, ports: FollowPorts): Promise<Ending> {
  if (options.onCancel === 'cancel-update') {
    const refused = (error: unknown) => ports.notice({ kind: 'not-cancelled', message: errorLine(error) });
    await ports.reader.cancelUpdate(stack.stackId).catch(refused);
  }
  return { status: 'cancelled' };
}
