import { type Attempt, attempts } from './attempt.ts';
import { type Feed, openFeed } from './feed.ts';
import type { RootCause } from './report.ts';
import type { Sight } from './sight.ts';
import type { Stack } from './stack.ts';
import type { StackEvent } from './stack-event.ts';
import { beginsOperation } from './status.ts';
import { refusedChangeSet } from './validation.ts';
import type { WatchOptions, WatchPorts } from './watch.ts';

/** The operation to watch, or why there is none. */
export type Attachment =
  | {
      readonly kind: 'attempt';
      readonly stack: Stack;
      readonly feed: Feed;
      /** From the attempt's first event on, oldest first. */
      readonly events: readonly StackEvent[];
      readonly older: readonly StackEvent[];
    }
  | {
      readonly kind: 'none';
      readonly status: 'no-changes' | 'not-found' | 'failed' | 'cancelled';
      readonly stack?: Stack;
      readonly cause?: RootCause;
    };

const FIRST_PAUSE_SECONDS = 3;
const LONGEST_PAUSE_SECONDS = 10;
/** The deploy step is over: what it started must show by now. */
const AFTER_STEPS_SECONDS = 10;

/**
 * Finds the operation to watch: one under way, whoever started it; else one that began since `since`, even
 * if it is over; else the next one to begin before the start time-out.
 */
export async function attach(options: WatchOptions, ports: WatchPorts, sight: Sight): Promise<Attachment> {
  const { clock, reader, notice, cancelled } = ports;
  const seen: StackEvent[] = [];
  let deadline = clock.now() + options.startTimeoutSeconds * 1000;
  let feed: Feed | undefined;
  let stack: Stack | undefined;
  let told = false;
  const since = () => sinceByAws(options, ports);
  for (let pause = FIRST_PAUSE_SECONDS; ; pause = Math.min(LONGEST_PAUSE_SECONDS, pause * 1.4)) {
    if (stack === undefined) {
      stack = await sight.look(() => reader.describeStack(options.stack));
      const cause = stack && (await sight.look(() => refusedChangeSet(reader, stack as Stack, since())));
      if (cause !== undefined) return none('failed', stack, cause);
    }
    if (stack !== undefined) {
      feed ??= openFeed(reader, stack.stackId);
      const source = feed;
      seen.push(...(await sight.look(() => source.read(beginsOperation))));
      const attempt = attempts(seen).at(-1);
      if (attempt !== undefined && isOurs(attempt, since())) {
        return { kind: 'attempt', stack, feed, ...parted(seen, attempt) };
      }
    }
    if (cancelled.aborted) return none('cancelled', stack);
    if (ports.stepsEnded?.()) deadline = Math.min(deadline, clock.now() + AFTER_STEPS_SECONDS * 1000);
    if (clock.now() >= deadline) return nothingBegan(options, ports, sight);
    if (!told) notice({ kind: 'waiting', stack: options.stack, ...(stack && { stackStatus: stack.status }) });
    told = true;
    await clock.sleep(Math.min(pause * 1000, Math.max(0, deadline - clock.now())), cancelled);
  }
}

/** `since` by AWS's clock, as far as an answer has told it: events carry that clock's time. */
const sinceByAws = ({ since }: WatchOptions, { clock, reader }: WatchPorts) =>
  since + reader.now() - clock.now();

const isOurs = ({ decided, startedAt }: Attempt, since: number) =>
  decided === undefined || startedAt >= since;

function parted(seen: readonly StackEvent[], { startedAt }: Attempt) {
  return {
    events: seen.filter(({ time }) => time >= startedAt),
    older: seen.filter(({ time }) => time < startedAt),
  };
}

function none(
  status: 'no-changes' | 'not-found' | 'failed' | 'cancelled',
  stack?: Stack,
  cause?: RootCause,
): Attachment {
  return { kind: 'none', status, ...(stack && { stack }), ...(cause && { cause }) };
}

/** A change set that was refused leaves no event at the stack; one without changes leaves nothing at all. */
async function nothingBegan(options: WatchOptions, ports: WatchPorts, sight: Sight): Promise<Attachment> {
  const { reader } = ports;
  const stack = await sight.look(() => reader.describeStack(options.stack));
  if (stack === undefined) return none('not-found');
  const cause = await sight.look(() => refusedChangeSet(reader, stack, sinceByAws(options, ports)));
  return cause === undefined ? none('no-changes', stack) : none('failed', stack, cause);
}
