import type { Clock } from '@signalbox/runner/clock';
import { ReadError, type StackReader } from './reader.ts';

/**
 * The calls that all stacks watched by one monitor may make together. CloudFormation's limits are for the account and
 * region, so the user's own tool draws on them, too: who only looks gives way. One stack's throttle slows all down.
 */
export interface Limiter {
  /** Waits until a call may be made; not at all once `signal` is aborted. */
  turn(signal: AbortSignal): Promise<void>;
  throttled(): void;
  /** How much longer than usual to pause: above 1 for a while after throttling. */
  backpressure(): number;
}

/** A first look at several stacks, or at a long operation, may be made at once. */
const BURST = 10;
/** Far below the 5 to 8 reads a second at which accounts were seen to be throttled. */
const CALLS_PER_SECOND = 2;
const LARGEST_BACKPRESSURE = 4;
const BACKPRESSURE_HALVES_MS = 60_000;

export function openLimiter(clock: Clock): Limiter {
  let left = BURST;
  let filledAt = clock.now();
  let throttles = 0;
  let throttledAt = Number.NEGATIVE_INFINITY;

  const backpressure = () => {
    const halvings = Math.floor((clock.now() - throttledAt) / BACKPRESSURE_HALVES_MS);
    return Math.min(LARGEST_BACKPRESSURE, Math.max(1, 2 ** (throttles - halvings)));
  };
  const turn = async (signal: AbortSignal) => {
    const rate = CALLS_PER_SECOND / backpressure();
    left = Math.min(BURST, left + ((clock.now() - filledAt) / 1000) * rate);
    filledAt = clock.now();
    left--;
    if (left < 0 && !signal.aborted) await clock.sleep((-left / rate) * 1000, signal);
  };
  const throttled = () => {
    throttles = Math.min(Math.log2(LARGEST_BACKPRESSURE), Math.log2(backpressure()) + 1);
    throttledAt = clock.now();
    left = Math.min(left, 0);
    filledAt = clock.now();
  };
  return { turn, throttled, backpressure };
}

/** A reader that waits for its turn before each of its methods: the pages of a change set are one turn. */
export function rateLimited(reader: StackReader, limiter: Limiter, signal: AbortSignal): StackReader {
  const wait =
    <A extends readonly unknown[], T>(read: (...given: A) => Promise<T>) =>
    async (...given: A): Promise<T> => {
      await limiter.turn(signal);
      try {
        return await read(...given);
      } catch (error) {
        if (error instanceof ReadError && error.trouble === 'throttled') limiter.throttled();
        throw error;
      }
    };
  return {
    ...reader,
    describeStack: wait(reader.describeStack),
    events: wait(reader.events),
    changes: wait(reader.changes),
    template: wait(reader.template),
    resources: wait(reader.resources),
    failures: wait(reader.failures),
    hookFindings: wait(reader.hookFindings),
  };
}
