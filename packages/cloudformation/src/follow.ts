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
import { standing } from './standing.ts';
import { isRollback } from './status.ts';
import { openTeller, type Teller } from './teller.ts';
import { readTemplate } from './template.ts';
import { openTracker, type Tracker } from './tracker.ts';
import type { WatchOptions, WatchPorts } from './watch.ts';

/** Seconds after which a nested stack at work is looked into again. */
const NESTED_PATIENCE = { unknown: 30, known: 45 };
const HISTORY_PAGES = 10;
const ENOUGH_RUNS = 10;

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
    stack = await readPlan(attached, tracker, ports);
    ending = await toTheEnd({ attached, options, ports, tracker, nested, teller });
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
  readonly options: WatchOptions;
  readonly ports: FollowPorts;
  readonly tracker: Tracker;
  readonly nested: NestedStacks;
  readonly teller: Teller;
}

async function toTheEnd({ attached, options, ports, tracker, nested, teller }: Following): Promise<Ending> {
  const { clock, reader, sight, notice, cancelled } = ports;
  const deadline = clock.now() + options.timeoutSeconds * 1000;
  const evidence = openEvidence(tracker, ports);
  let pages = 0;
  for (;;) {
    const attempt = tracker.attempt();
    if (attempt?.decided !== undefined) await nested.finish();
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
    await rest(pause(outlook(tracker, ports), options.pollInterval, ports.random), tracker, ports);
    if (cancelled.aborted) return cancel(attached, options, ports);
    tracker.add(await sight.look(() => attached.feed.read()));
    if (tracker.attempt()?.decided !== undefined) continue;
    if (pages < HISTORY_PAGES && (tracker.forecast()?.sampleSize ?? 0) < ENOUGH_RUNS) {
      pages++;
      tracker.learnFrom(await sight.look(() => attached.feed.past()));
    }
    const patience = tracker.forecast() === undefined ? NESTED_PATIENCE.unknown : NESTED_PATIENCE.known;
    await nested.look(reader.now(), patience);
  }
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

/**
 * The totals: from the change set that was executed, and for a deletion from what stands. An update without a
 * change set tells nobody what it will touch; then the history and what has begun have to do. Where no earlier run
 * tells how long it takes in all, the template tells in which order.
 */
async function readPlan(
  { stack }: Attached,
  tracker: Tracker,
  { reader, sight, notice }: FollowPorts,
): Promise<Stack> {
  const attempt = tracker.attempt();
  if (attempt === undefined || attempt.decided !== undefined) return stack;
  const now = (await sight.look(() => reader.describeStack(stack.stackId))) ?? stack;
  if (now.deploymentMode === 'EXPRESS') notice({ kind: 'express' });
  const read = () => {
    if (attempt.operation === 'DELETE') return standing(reader, stack.stackId);
    const id = isRollback(attempt.operation) ? undefined : now.changeSetId;
    return id === undefined ? Promise.resolve([]) : reader.changes(id);
  };
  tracker.plan(await sight.look(read).catch(() => []));
  if (['CREATE', 'UPDATE', 'IMPORT'].includes(attempt.operation) && tracker.forecast() === undefined) {
    const template = await sight.look(() => reader.template(stack.stackId)).catch(() => undefined);
    tracker.order((await readTemplate(template ?? ''))?.resources ?? []);
  }
  return now;
}

function outlook(tracker: Tracker, { reader, limiter }: FollowPorts): Outlook {
  const progress = tracker.progress(reader.now());
  const forecast = tracker.forecast();
  const waits = tracker.paces(reader.now()).map(({ stallsIn }) => stallsIn);
  return {
    progress,
    ...(forecast === undefined ? {} : { forecast }),
    idle: progress.running.length === 0 && progress.done > 0 && progress.done === progress.total,
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
