import type { FinishedRun } from '@signalbox/estimate/forecast';
import type { Clock } from '@signalbox/runner/clock';
import { errorLine, UserError } from '@signalbox/runner/errors';
import { type Attachment, attach } from './attach.ts';
import { operationUrl } from './console.ts';
import { explain, type Investigate } from './explain.ts';
import { followNested } from './nested.ts';
import type { Notice } from './notice.ts';
import { ReadError, type StackReader } from './reader.ts';
import type { MonitorStatus, RootCause, StackReport } from './report.ts';
import { type Outlook, pause } from './schedule.ts';
import { openSight, type Sight } from './sight.ts';
import { spanKey } from './span.ts';
import type { StackEvent } from './stack-event.ts';
import { reportOf, reportOfNone } from './stack-report.ts';
import { stallHint } from './stall.ts';
import { openTracker, type Paced, type Tracker } from './tracker.ts';

export interface WatchOptions {
  /** Name or ARN. */
  readonly stack: string;
  /** An operation that is over counts as ours when it began at this moment (AWS's clock) or later. */
  readonly since: number;
  readonly startTimeoutSeconds: number;
  readonly timeoutSeconds: number;
  readonly pollInterval: number | 'auto';
  readonly stallAfter: number | 'auto';
  /** A stall ends the watch. */
  readonly endOnStall: boolean;
  readonly onCancel: 'leave' | 'cancel-update';
  /** Finished runs of this deployment, known from elsewhere. */
  readonly runs?: readonly FinishedRun[];
}

export interface WatchPorts {
  readonly reader: StackReader;
  readonly clock: Clock;
  readonly random: () => number;
  readonly cancelled: AbortSignal;
  readonly notice: (notice: Notice) => void;
  /** Gets new credentials. False: it cannot. */
  readonly renew?: () => Promise<boolean>;
  readonly investigate?: Investigate;
  /** True once nothing more will start an operation. */
  readonly stepsEnded?: () => boolean;
}

/** How a watch ended. */
export interface Ending {
  readonly status: MonitorStatus;
  readonly cause?: RootCause | undefined;
  /** Why nothing could be seen any more. */
  readonly lostSight?: string;
}

/**
 * Watches one operation of one stack to its end. Never ends because it cannot see: that is waited out and
 * said. @throws UserError when the stack may not be read at all
 */
export async function watch(options: WatchOptions, ports: WatchPorts): Promise<StackReport> {
  const { clock, notice } = ports;
  const sight = openSight({
    clock,
    random: ports.random,
    signal: ports.cancelled,
    deadline: clock.now() + options.timeoutSeconds * 1000,
    lost: (trouble, message) => notice({ kind: 'lost-sight', trouble, message }),
    regained: (seconds) => notice({ kind: 'regained', seconds }),
    renew: ports.renew ?? (async () => false),
  });
  let attachment: Attachment;
  try {
    attachment = await attach(options, ports, sight);
  } catch (error) {
    return reportOfNone(options.stack, blind(error, options.stack, ports.cancelled), sight);
  }
  if (attachment.kind === 'none') return reportOfNone(options.stack, attachment, sight);
  return follow(attachment, options, { ...ports, sight });
}

/** What it means that nothing could be read. */
function blind(error: unknown, stack: string, cancelled: AbortSignal): Ending {
  if (!(error instanceof ReadError)) throw error;
  if (cancelled.aborted) return { status: 'cancelled' };
  if (error.trouble === 'denied' || error.trouble === 'other') {
    throw new UserError(`Stack "${stack}" cannot be read: ${errorLine(error)}`);
  }
  return { status: 'timed-out', lostSight: errorLine(error) };
}

/** Seconds after which a nested stack at work is looked into again. */
const NESTED_PATIENCE = { unknown: 30, known: 60 };
const HISTORY_PAGES = 10;
const ENOUGH_RUNS = 10;

type Attached = Extract<Attachment, { kind: 'attempt' }>;
type FollowPorts = WatchPorts & { readonly sight: Sight };

async function follow(attached: Attached, options: WatchOptions, ports: FollowPorts): Promise<StackReport> {
  const { reader, sight, notice } = ports;
  const { stackId } = attached.stack;
  const tracker = openTracker({ rootId: stackId, stallAfter: options.stallAfter, runs: options.runs ?? [] });
  tracker.learnFrom(attached.older);
  tracker.add(attached.events);
  const attempt = tracker.attempt();
  const url = operationUrl(stackId, attempt?.operationIds.at(-1));
  if (attempt) notice({ kind: 'attached', operation: attempt.operation, stackId, ...(url && { url }) });
  const nested = followNested(reader, sight, tracker);
  const teller = openTeller(tracker, ports);
  let ending: Ending;
  try {
    ending = await toTheEnd({ attached, options, ports, tracker, nested, teller });
  } catch (error) {
    ending = blind(error, attached.stack.name, ports.cancelled);
  }
  return reportOf({ stack: attached.stack, tracker, ending, sight, now: reader.now() });
}

interface Following {
  readonly attached: Attached;
  readonly options: WatchOptions;
  readonly ports: FollowPorts;
  readonly tracker: Tracker;
  readonly nested: ReturnType<typeof followNested>;
  readonly teller: ReturnType<typeof openTeller>;
}

async function toTheEnd({ attached, options, ports, tracker, nested, teller }: Following): Promise<Ending> {
  const { clock, reader, sight, notice, cancelled } = ports;
  const deadline = clock.now() + options.timeoutSeconds * 1000;
  await readPlan(attached, tracker, ports);
  let pages = 0;
  for (;;) {
    teller.events();
    await teller.failure();
    const progress = tracker.progress(reader.now());
    const attempt = tracker.attempt();
    notice({ kind: 'progress', progress, rollingBack: attempt?.rollbackSince !== undefined });
    if (attempt?.decided !== undefined) {
      await nested.finish();
      teller.events();
      notice({ kind: 'decided', outcome: attempt.decided.outcome, stackStatus: attempt.stackStatus });
      return { status: attempt.decided.outcome, cause: await teller.cause() };
    }
    const stalled = teller.delays();
    if (stalled && options.endOnStall) return { status: 'stalled', cause: await teller.cause() };
    if (cancelled.aborted) return cancel(attached, options, ports);
    if (clock.now() >= deadline) return { status: 'timed-out', cause: await teller.cause() };
    await rest(pause(outlook(tracker, ports), options.pollInterval, ports.random), tracker, ports);
    if (cancelled.aborted) return cancel(attached, options, ports);
    tracker.add(await sight.look(() => attached.feed.read()));
    if (pages < HISTORY_PAGES && (tracker.forecast()?.sampleSize ?? 0) < ENOUGH_RUNS) {
      pages++;
      tracker.learnFrom(await sight.look(() => attached.feed.past()));
    }
    const patience = tracker.forecast() === undefined ? NESTED_PATIENCE.unknown : NESTED_PATIENCE.known;
    await nested.look(reader.now(), patience);
  }
}

/** Time goes on between looks, and so does the progress shown. */
const TICK_SECONDS = 2;

async function rest(seconds: number, tracker: Tracker, { clock, reader, notice, cancelled }: WatchPorts) {
  const until = clock.now() + seconds * 1000;
  const rollingBack = tracker.attempt()?.rollbackSince !== undefined;
  for (let left = until - clock.now(); left > 0 && !cancelled.aborted; left = until - clock.now()) {
    await clock.sleep(Math.min(left, TICK_SECONDS * 1000), cancelled);
    if (clock.now() < until)
      notice({ kind: 'progress', progress: tracker.progress(reader.now()), rollingBack });
  }
}

/** The totals: from the change set that was executed. A stack updated without one has no plan to read. */
async function readPlan(
  { stack }: Attached,
  tracker: Tracker,
  { reader, sight }: FollowPorts,
): Promise<void> {
  const attempt = tracker.attempt();
  if (attempt === undefined || attempt.decided !== undefined) return;
  if (!['CREATE', 'UPDATE', 'IMPORT'].includes(attempt.operation)) return;
  const now = await sight.look(() => reader.describeStack(stack.stackId));
  const id = now?.changeSetId;
  if (id !== undefined) tracker.plan(await sight.look(() => reader.changes(id)).catch(() => []));
}

function outlook(tracker: Tracker, { reader, sight }: FollowPorts): Outlook {
  const progress = tracker.progress(reader.now());
  const forecast = tracker.forecast();
  const waits = tracker.paces(reader.now()).map(({ stallsIn }) => stallsIn);
  return {
    progress,
    ...(forecast === undefined ? {} : { forecast }),
    idle: progress.running.length === 0 && progress.done > 0 && progress.done === progress.total,
    nextStall: Math.min(Number.POSITIVE_INFINITY, ...waits.filter((seconds) => seconds > 0)),
    strain: sight.strain(),
  };
}

async function cancel({ stack }: Attached, options: WatchOptions, ports: FollowPorts): Promise<Ending> {
  if (options.onCancel === 'cancel-update') await ports.reader.cancelUpdate(stack.stackId).catch(() => {});
  return { status: 'cancelled' };
}

/** Tells each thing once. */
function openTeller(tracker: Tracker, ports: FollowPorts) {
  const { reader, notice } = ports;
  const told = new Map<string, Paced['pace']>();
  let next = 0;
  let first: RootCause | undefined;

  const events = () => {
    const fresh = tracker.events().slice(next);
    next += fresh.length;
    const progress = tracker.progress(reader.now());
    for (const event of fresh.sort((a, b) => a.time - b.time)) {
      notice({ kind: 'event', event, progress, path: tracker.pathOf(event.stackId).join('/') });
    }
  };
  const cause = () => {
    const operationIds = tracker.attempt()?.operationIds ?? [];
    const rootId = rootOf(tracker.events());
    const { investigate } = ports;
    return explain({ rootId, events: tracker.events(), operationIds, reader, investigate, earlier: first });
  };
  const failure = async () => {
    if (first !== undefined || !tracker.spans().some(({ status }) => status.endsWith('_FAILED'))) return;
    const found = await cause();
    if (found === undefined) return;
    first = found;
    notice({ kind: 'failing', cause: found });
  };
  /** Whether something has stalled. */
  const delays = (): boolean => {
    const paces = tracker.paces(reader.now());
    for (const each of paces) {
      const key = spanKey(each.span);
      if (each.pace === 'normal' || told.get(key) === each.pace || told.get(key) === 'stalled') continue;
      told.set(key, each.pace);
      const { span, elapsedSeconds, usualSeconds } = each;
      notice({ kind: each.pace, delay: { span, elapsedSeconds, usualSeconds, hint: stallHint(span.type) } });
    }
    return paces.some((each) => each.pace === 'stalled');
  };
  return { events, cause, failure, delays };
}

const rootOf = (events: readonly StackEvent[]) => events[0]?.stackId ?? '';
