import { refusedChangeSet } from '../cause/validation.ts';
import { type Attempt, attempts } from '../model/attempt.ts';
import { stackArn } from '../model/names.ts';
import type { RootCause } from '../model/report.ts';
import type { Stack, StackSummary } from '../model/stack.ts';
import type { StackEvent } from '../model/stack-event.ts';
import { beginsOperation, isUnderWay } from '../model/status.ts';
import { untilEvents } from '../progress/schedule.ts';
import { type Feed, openFeed } from '../reader/feed.ts';
import { ReadError } from '../reader/reader.ts';
import type { ResilientRead } from '../reader/resilient-read.ts';
import { nearNames } from './near.ts';
import type { Notice } from './notice.ts';
import type { WatchOptions, WatchPorts } from './ports.ts';

/** The operation to watch, or why there is none. */
export type Attachment =
  | {
      readonly kind: 'attempt';
      readonly stack: Stack;
      readonly feed: Feed;
      /** From the attempt's first event on, oldest first. */
      readonly events: readonly StackEvent[];
      readonly older: readonly StackEvent[];
      /** When it was first seen to be under way, by `clock`. */
      readonly seenAt: number;
    }
  | {
      readonly kind: 'none';
      readonly status: 'no-changes' | 'not-found' | 'failed' | 'cancelled';
      readonly stack?: Stack;
      readonly cause?: RootCause;
      /** One sentence for people. */
      readonly note?: string;
    };

/** The operation that was watched before: only a later one counts. */
interface Previous {
  readonly stackId: string;
  readonly startedAt: number;
}

const FIRST_PAUSE_SECONDS = 3;
const LONGEST_PAUSE_SECONDS = 10;
/** Nothing is expected any more, but the job's own steps still run. */
const IDLE_PAUSE_SECONDS = 30;
/** The deploying steps are over: what they started must show within this time; a further operation sooner. */
const AFTER_STEPS_SECONDS = { first: 10, further: 3 };

/**
 * Finds the operation to watch: one under way, whoever started it; else one that began since `since`, even
 * if it is over; else the next one to begin. It is waited for until the start time-out, and beside deploying steps
 * until these are over, however long they take.
 */
export async function attach(
  options: WatchOptions,
  ports: WatchPorts,
  resilient: ResilientRead,
  previous?: Previous,
): Promise<Attachment> {
  const { clock, reader, notice, cancelled } = ports;
  const seen: StackEvent[] = [];
  let deadline = clock.now() + options.startTimeoutSeconds * 1000;
  let wasDeploying = true;
  let feed: Feed | undefined;
  let stack: Stack | undefined;
  let told = false;
  const tell = () => {
    if (!told) notice(waiting(options, stack, previous));
    told = true;
  };
  let seenAt: number | undefined;
  const since = () => byAws(options.since, ports);
  for (let pause = FIRST_PAUSE_SECONDS; ; pause *= 1.4) {
    // Asked before the look: what the last step began is seen by a look after its end.
    const deploying = ports.stepsEnded?.() === false;
    if (stack === undefined) {
      stack = await resilient.read(() => reader.describeStack(options.stack));
      // Steps that go on may make another change set, which is not refused.
      const cause =
        stack && !deploying
          ? await resilient.read(() => refusedChangeSet(reader, stack as Stack, since()))
          : undefined;
      if (cause !== undefined) return none('failed', stack, { cause });
      if (stack !== undefined && !told && previous === undefined && isUnderWay(stack.status)) {
        tell();
        seenAt = clock.now();
        await sleepUntil(seenAt + 1000 * untilEvents(options.pollInterval, ports.random), ports);
      }
    }
    if (stack !== undefined) {
      feed ??= openFeed(reader, stack.stackId);
      const source = feed;
      seen.push(...(await resilient.read(() => source.read(beginsOperation))));
      const underWayAt = seenAt && byAws(seenAt, ports);
      const attempt = toWatch(attempts(seen), { since: since(), underWayAt });
      if (attempt !== undefined && isLater(attempt, stack, previous)) {
        return { kind: 'attempt', stack, feed, ...parted(seen, attempt), seenAt: seenAt ?? clock.now() };
      }
      // Of what was under way nothing shows: a later operation is another one.
      seenAt = undefined;
    }
    if (cancelled.aborted) return none('cancelled', stack);
    if (wasDeploying && ports.stepsEnded?.()) {
      wasDeploying = false;
      deadline = clock.now() + 1000 * Math.min(options.startTimeoutSeconds, graceSeconds(previous));
    }
    const late = clock.now() >= deadline;
    if (late && !deploying) return nothingBegan(options, ports, resilient, previous);
    tell();
    const longest =
      deploying && (late || previous !== undefined) ? IDLE_PAUSE_SECONDS : LONGEST_PAUSE_SECONDS;
    const until = clock.now() + Math.min(pause, longest) * 1000;
    await sleepUntil(deploying ? until : Math.min(until, deadline), ports);
  }
}

const graceSeconds = (previous: Previous | undefined) =>
  AFTER_STEPS_SECONDS[previous === undefined ? 'first' : 'further'];

/** Ends early when the deploying steps do. */
async function sleepUntil(moment: number, { clock, cancelled, stepsEnded }: WatchPorts): Promise<void> {
  const before = stepsEnded?.();
  for (let left = moment - clock.now(); left > 0 && !cancelled.aborted; left = moment - clock.now()) {
    if (stepsEnded?.() !== before) return;
    await clock.sleep(before === false ? Math.min(left, 1000) : left, cancelled);
  }
}

function waiting(
  { stack: name }: WatchOptions,
  stack: Stack | undefined,
  previous: Previous | undefined,
): Notice {
  return {
    kind: 'waiting',
    stack: name,
    further: previous !== undefined,
    ...(stack && { stackStatus: stack.status }),
  };
}

/** A moment by AWS's clock, as far as an answer has told it: events carry that clock's time. */
export const byAws = (moment: number, { clock, reader }: WatchPorts) => moment + reader.now() - clock.now();

/** An answer tells AWS's time in whole seconds. */
const ROUNDED_MS = 2000;

/** The one that was under way at the first look, though it may have ended meanwhile; else the latest, where it may be ours. */
function toWatch(
  all: readonly Attempt[],
  { since, underWayAt = Number.NEGATIVE_INFINITY }: { since: number; underWayAt: number | undefined },
): Attempt | undefined {
  const [from, until] = [underWayAt - ROUNDED_MS, underWayAt + ROUNDED_MS];
  const endsAfter = ({ decided }: Attempt, moment: number) => decided === undefined || decided.at >= moment;
  const first = all.findLast((attempt) => attempt.startedAt <= until && endsAfter(attempt, from));
  const latest = all.at(-1);
  const isOurs = latest !== undefined && (latest.decided === undefined || latest.startedAt >= since);
  return first ?? (isOurs ? latest : undefined);
}

const isLater = ({ startedAt }: Attempt, { stackId }: Stack, previous: Previous | undefined) =>
  previous?.stackId !== stackId || startedAt > previous.startedAt;

/** Events from an attempt's first on, and those before it. */
export function parted(seen: readonly StackEvent[], { startedAt }: Attempt) {
  return {
    events: seen.filter(({ time }) => time >= startedAt),
    older: seen.filter(({ time }) => time < startedAt),
  };
}

function none(
  status: 'no-changes' | 'not-found' | 'failed' | 'cancelled',
  stack?: Stack,
  more: { readonly cause?: RootCause; readonly note?: string } = {},
): Attachment {
  return { kind: 'none', status, ...(stack && { stack }), ...more };
}

/** A change set that was refused leaves no event at the stack; one without changes leaves nothing at all. */
async function nothingBegan(
  options: WatchOptions,
  ports: WatchPorts,
  resilient: ResilientRead,
  previous: Previous | undefined,
): Promise<Attachment> {
  const { reader } = ports;
  const stack = await resilient.read(() => reader.describeStack(options.stack));
  // An ARN names a stack that was deleted for 90 days, and not the one that has its name by now.
  if (stack === undefined || stack.status === 'DELETE_COMPLETE')
    return notThere(options, ports, resilient, { deleted: stack, previous });
  const cause = await resilient.read(() => refusedChangeSet(reader, stack, byAws(options.since, ports)));
  return cause === undefined
    ? none('no-changes', stack, { note: restNote(stack) })
    : none('failed', stack, { cause });
}

/** What to know of a stack that nothing was done to. */
function restNote({ name, status, statusReason }: Stack): string {
  if (status === 'REVIEW_IN_PROGRESS') {
    return `${name} is in REVIEW_IN_PROGRESS: a change set was made and never executed, so nothing of it is deployed. Execute the change set, or delete the stack`;
  }
  const why = statusReason === undefined ? '' : ` (${statusReason})`;
  return `no operation began: ${name} is ${status}${why}, as it was before`;
}

/**
 * A stack that was deleted by this job is not found by its name any more, but by its ARN. Any other is named wrongly, or
 * looked for in the wrong region.
 */
async function notThere(
  options: WatchOptions,
  ports: WatchPorts,
  resilient: ResilientRead,
  known: { readonly deleted: Stack | undefined; readonly previous: Previous | undefined },
): Promise<Attachment> {
  const name = stackArn(options.stack)?.name ?? options.stack;
  const all = await resilient.read(() => ports.reader.stacks()).catch(withoutList);
  const since = byAws(options.since, ports);
  const deleted = all.find((stack) => stack.name === name && (stack.deletedAt ?? 0) >= since);
  if (deleted !== undefined && deleted.stackId !== options.stack) {
    return attach(
      { ...options, stack: deleted.stackId, startTimeoutSeconds: 0 },
      ports,
      resilient,
      known.previous,
    );
  }
  const there = all.filter(({ status }) => status !== 'DELETE_COMPLETE');
  const namesake = there.find((stack) => stack.name === name);
  if (namesake !== undefined) {
    const gone = known.deleted === undefined ? 'is not there' : 'was deleted';
    const note = `the stack ${options.stack} ${gone}: the one that is called ${name} here is ${namesake.stackId}`;
    return none('not-found', undefined, { note });
  }
  const near = nearNames(
    name,
    there.map((stack) => stack.name),
  );
  const region = there[0] === undefined ? options.region : stackArn(there[0].stackId)?.region;
  const where = region === undefined ? '' : ` in ${region}`;
  const hidden =
    all.length === 0
      ? ' None is listed: one that was just deleted shows with cloudformation:ListStacks only'
      : '';
  const meant =
    near.length === 0 ? `is its name right, and its region?${hidden}` : `did you mean ${near.join(', ')}?`;
  const gone = known.deleted === undefined ? 'there is no stack' : 'there is no more stack';
  return none('not-found', undefined, { note: `${gone} ${name}${where}: ${meant}` });
}

/** The list only helps to say more. */
function withoutList(error: unknown): readonly StackSummary[] {
  if (error instanceof ReadError) return [];
  throw error;
}
