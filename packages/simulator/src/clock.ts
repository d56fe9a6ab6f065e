import type { Clock } from '@signalbox/runner/clock';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export interface VirtualClock extends Clock {
  readonly sleeping: () => number;
  /** Time stands still until `work` is done that does not go through the clock: loading a module takes node many turns. */
  readonly stopped: <T>(work: Promise<T>) => Promise<T>;
}

/**
 * A clock that jumps to the next sleeper whenever everybody sleeps, so hours pass in milliseconds.
 * Only for code whose every wait goes through the clock (no sockets): "everybody sleeps" is seen
 * as "the microtask queue ran dry".
 */
export function virtualClock(start = Date.UTC(2026, 0, 1)): VirtualClock {
  let now = start;
  let scheduled = false;
  let stops = 0;
  /** Who wakes next is last: thousands sleep at once in a fleet. */
  const sleepers: Sleeper[] = [];

  /** Whoever lies down later wakes later, if at the same moment. */
  const add = (sleeper: Sleeper) => {
    let [low, high] = [0, sleepers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sleepers[middle]?.at ?? 0) > sleeper.at) low = middle + 1;
      else high = middle;
    }
    sleepers.splice(low, 0, sleeper);
  };
  const wakeNext = () => {
    scheduled = false;
    const next = stops === 0 ? sleepers.pop() : undefined;
    if (next === undefined) return;
    now = Math.max(now, next.at);
    next.wake();
    schedule();
  };
  const schedule = () => {
    if (scheduled || stops > 0 || sleepers.length === 0) return;
    scheduled = true;
    setImmediate(wakeNext);
  };

  return {
    now: () => now,
    sleeping: () => sleepers.length,
    timeout: (milliseconds) => AbortSignal.timeout(milliseconds),
    stopped: async (work) => {
      stops += 1;
      try {
        return await work;
      } finally {
        stops -= 1;
        schedule();
      }
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted || milliseconds <= 0) return resolve();
        const wake = () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        };
        const sleeper: Sleeper = { at: now + milliseconds, wake };
        const abort = () => {
          const index = sleepers.indexOf(sleeper);
          if (index >= 0) sleepers.splice(index, 1);
          wake();
        };
        add(sleeper);
        signal?.addEventListener('abort', abort, { once: true });
        schedule();
      }),
  };
}
