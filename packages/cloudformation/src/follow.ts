import { errorLine } from '@signalbox/runner/errors';
import type { Attachment } from './attach.ts';
import { attempts } from './attempt.ts';
import { operationUrl } from './console.ts';
import type { Ending } from './ending.ts';
import { outOfSight } from './ending.ts';
import { openEvidence } from './evidence.ts';
import type { Limiter } from './limiter.ts';
import { followNested, type NestedStacks } from './nested.ts';
import type { StackReport } from './report.ts';
import { type Outlook, pause } from './schedule.ts';
import type { Sight } from './sight.ts';
import type { Stack } from './stack.ts';
import { reportOf } from './stack-report.ts';
import { isCleanup, isInProgress, operationOf } from './status.ts';
import { openTeller, type Teller } from './teller.ts';
import { followTotals } from './totals.ts';
import { openTracker, type Tracker } from './tracker.ts';
import type { WatchOptions, WatchPorts } from './watch.ts';

/** Seconds after which a nested stack at work is looked into again. */
const NESTED_PATIENCE = { unknown: 60, known: 90 };
const HISTORY_PAGES = 10;
/** An operation that is over soon has no use for a page of the past; what the first page has of it is there anyway. */
const SECONDS_A_PAGE = 30;
/** So many tell how long the whole takes; where a resource is slow, more tell whether it has stalled (stall.ts). */
const ENOUGH_RUNS = { usually: 3, slow: 10 };
/** Of a large stack one run fills more: to read enough of them costs more calls than they save. */
const PAGES_A_RUN = 2;

export type Attached = Extract<Attachment, { kind: 'attempt' }>;
type FollowPorts = WatchPorts & { readonly sight: Sight; readonly limiter: Limiter };

/** Follows an attempt to its end. */
export async function follow(
  attached: Attached,
  options: WatchOptions,
  ports: FollowPorts,
): Promise<StackReport> {
  const { reader, sight, notice } = ports;
  const { stackId } = attached.stack;
  const tracker = openTracker({
    rootId: stackId,
    stallAfter: options.stallAfter,
    runs: options.runs ?? [],
    before: attempts(attached.older).at(-1)?.stackStatus ?? '',
  });
  tracker.learnFrom(attached.older);
  tracker.add(attached.events);
  const attempt = tracker.attempt();
  const url = operationUrl(stackId, attempt?.operationIds.at(-1));
  if (attempt) notice({ kind: 'attached', operation: attempt.operation, stackId, ...(url && { url }) });
  const nested = followNested(reader, sight, tracker);
  const teller = openTeller(stackId, tracker, ports);
  let stack = attached.stack;
  let ending: Ending;
  try {
    stack = await current(attached, tracker, ports);
    ending = await toTheEnd({ attached, stack, options, ports, tracker, nested, teller });
  } catch (error) {
    ending = outOfSight(error, ports.cancelled);
    if (ending.status === 'cancelled') ending = await cancel(attached, options, ports);
    // Whatever comes of a rollback, what was deployed has failed.
    else if (tracker.attempt()?.rollbackSince !== undefined)
      ending = { status: 'failed', cause: await teller.cause() };
  }
  return reportOf({ stack, tracker, ending, sight, now: reader.now() });
}

interface Following {
  readonly attached: Attached;
  readonly stack: Stack;
  readonly options: WatchOptions;
  readonly ports: FollowPorts;
  readonly tracker: Tracker;
  readonly nested: NestedStacks;
  readonly teller: Teller;
}

async function toTheEnd(following: Following): Promise<Ending> {
  const { attached, stack, options, ports, tracker, nested, teller } = following;
  const { clock, reader, sight, notice, cancelled } = ports;
  const deadline = clock.now() + options.timeoutSeconds * 1000;
  const evidence = openEvidence(tracker, ports);
  const totals = followTotals(stack, tracker, ports);
  const past = openPast(attached, tracker, ports);
  for (;;) {
    const attempt = tracker.attempt();
    if (attempt?.decided !== undefined) await nested.finish();
    else await totals.look();
    teller.events();
    const progress = tracker.progress(reader.now());
    notice({ kind: 'progress', progress, rollingBack: attempt?.rollbackSince !== undefined });
    await teller.failure();
    if (attempt?.decided !== undefined) {
      const { outcome } = attempt.decided;
      notice({ kind: 'decided', operation: attempt.operation, outcome, stackStatus: attempt.stackStatus });
      // A resource may fail to be deleted at first, and the stack's deletion succeed.
      return outcome === 'succeeded' ? { status: outcome } : { status: outcome, cause: await teller.cause() };
    }
    evidence.look(reader.now());
    const stalled = teller.delays();
    if (stalled && options.endOnStall) return { status: 'stalled', cause: await teller.cause() };
    if (cancelled.aborted) return cancel(attached, options, ports);
    if (clock.now() >= deadline) return { status: 'timed-out', cause: await teller.cause() };
    await rest(pause(outlook(stack, tracker, ports), options.pollInterval, ports.random), tracker, ports);
    if (cancelled.aborted) return cancel(attached, options, ports);
    if (!endsAtFailure(stack, tracker) && (await nested.witness(reader.now()))) continue;
    const asked = reader.now();
    tracker.add(await sight.look(() => attached.feed.read()));
    tracker.seen(attached.stack.stackId, asked);
    if (tracker.attempt()?.decided !== undefined) continue;
    await past.look();
    const patience = tracker.forecast() === undefined ? NESTED_PATIENCE.unknown : NESTED_PATIENCE.known;
    await nested.look(reader.now(), patience);
  }
}

/** The stack's older events, which teach what is usual: a page at a time, where that can pay. */
function openPast({ feed }: Attached, tracker: Tracker, { reader, sight }: FollowPorts) {
  let pages = 0;
  const look = async () => {
    const attempt = tracker.attempt();
    // How long a rollback takes no earlier operation tells, and nothing is deleted twice.
    if (attempt === undefined || attempt.rollbackSince !== undefined || attempt.operation === 'DELETE')
      return;
    const elapsedSeconds = (reader.now() - attempt.startedAt) / 1000;
    if (pages >= Math.min(HISTORY_PAGES, Math.floor(elapsedSeconds / SECONDS_A_PAGE))) return;
    const isSlow = tracker
      .paces(reader.now())
      .some(({ pace, elapsedSeconds }) => pace !== 'normal' && elapsedSeconds >= SECONDS_A_PAGE);
    const enough = isSlow ? ENOUGH_RUNS.slow : ENOUGH_RUNS.usually;
    const runs = tracker.forecast()?.sampleSize ?? 0;
    if (runs >= enough || (!isSlow && tracker.isKnown()) || (!isSlow && pages >= PAGES_A_RUN * (runs + 1)))
      return;
    pages++;
    tracker.learnFrom(await sight.look(() => feed.past()));
  };
  return { look };
}

/** Time goes on between looks, and so does the progress shown: by about a percent at a time. */
const TICK_SHARE = 0.01;
const SHORTEST_TICK_SECONDS = 2;

async function rest(seconds: number, tracker: Tracker, { clock, reader, notice, cancelled }: WatchPorts) {
  const until = clock.now() + seconds * 1000;
  const tick = Math.max(SHORTEST_TICK_SECONDS, TICK_SHARE * tracker.progress(reader.now()).elapsedSeconds);
  const rollingBack = tracker.attempt()?.rollbackSince !== undefined;
  for (let left = until - clock.now(); left > 0 && !cancelled.aborted; left = until - clock.now()) {
    await clock.sleep(Math.min(left, tick * 1000), cancelled);
    if (clock.now() < until)
      notice({ kind: 'progress', progress: tracker.progress(reader.now()), rollingBack });
  }
}

/** The stack as this attempt has it: its change set and its mode. A description made before it began tells of another. */
async function current({ stack }: Attached, tracker: Tracker, { reader, sight, notice }: FollowPorts) {
  const attempt = tracker.attempt();
  if (attempt === undefined || attempt.decided !== undefined) return stack;
  const { status } = stack;
  const isCurrent = isInProgress(status) && !isCleanup(status) && operationOf(status) === attempt.operation;
  const now = isCurrent ? stack : ((await sight.look(() => reader.describeStack(stack.stackId))) ?? stack);
  if (now.deploymentMode === 'EXPRESS') notice({ kind: 'express' });
  return now;
}

/** Nothing is brought back: the first failure is the end, whatever else is still at work. */
const endsAtFailure = (stack: Stack, tracker: Tracker) =>
  stack.disableRollback === true || tracker.attempt()?.operation === 'DELETE';

function outlook(stack: Stack, tracker: Tracker, { reader, limiter }: FollowPorts): Outlook {
  const now = reader.now();
  const forecast = tracker.forecast();
  const waits = tracker.paces(now).map(({ stallsIn }) => stallsIn);
  return {
    endsWithin: tracker.endsWithin(now),
    known: tracker.isKnown(),
    undoSeconds: tracker.undoSeconds(now),
    endsAtFailure: endsAtFailure(stack, tracker),
    elapsedSeconds: tracker.progress(now).elapsedSeconds,
    ...(forecast === undefined ? {} : { forecast }),
    nextStall: Math.min(Number.POSITIVE_INFINITY, ...waits.filter((seconds) => seconds > 0)),
    strain: limiter.strain(),
  };
}

async function cancel({ stack }: Attached, options: WatchOptions, ports: FollowPorts): Promise<Ending> {
  if (options.onCancel === 'cancel-update') {
    const refused = (error: unknown) => ports.notice({ kind: 'not-cancelled', message: errorLine(error) });
    await ports.reader.cancelUpdate(stack.stackId).catch(refused);
  }
  return { status: 'cancelled' };
}
