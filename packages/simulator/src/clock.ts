import type { Clock } from '@signalbox/runner/clock';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
  /** Fires when time passes it, but is nothing that time jumps to. */
  readonly isTimeout?: true;
}

interface VirtualClock extends Clock {
  readonly sleeping: () => number;
  /** Time stands still until `work` is done that does not go through the clock: loading a module takes node many turns. */
  readonly stopped: <T>(work: Promise<T>) => Promise<T>;
}

/**
 * A clock that jumps to the next sleeper whenever everybody sleeps, so hours pass in milliseconds.
 * Only for code whose every wait goes through the clock (no sockets): "everybody sleeps" is seen
 * as "the microtask queue ran dry". Time limits of requests are real, unless `timeouts` says that whoever answers
 * them sleeps on this clock, too.
 */
export function virtualClock(
  start = Date.UTC(2026, 0, 1),
  { timeouts = 'real' }: { readonly timeouts?: 'real' | 'virtual' } = {},
): VirtualClock {
  let now = start;
  let scheduled = false;
  let stops = 0;
  /** Of `sleepers`, those that time jumps to. */
  let waking = 0;
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
    if (!sleeper.isTimeout) waking += 1;
  };
  const remove = (sleeper: Sleeper) => {
    const index = sleepers.lastIndexOf(sleeper);
    if (index < 0) return;
    sleepers.splice(index, 1);
    if (!sleeper.isTimeout) waking -= 1;
  };
  const wakeNext = () => {
    scheduled = false;
    if (stops > 0 || waking === 0) return;
    const next = sleepers.at(-1);
    if (next === undefined) return;
    remove(next);
    now = Math.max(now, next.at);
    next.wake();
    schedule();
  };
  const schedule = () => {
    if (scheduled || stops > 0 || waking === 0) return;
    scheduled = true;
    setImmediate(wakeNext);
  };

  return {
    now: () => now,
    sleeping: () => waking,
    stopped: async (work) => {
      stops += 1;
      try {
        return await work;
      } finally {
        stops -= 1;
        schedule();
      }
    },
    timeout: (milliseconds) => {
      if (timeouts === 'real') return AbortSignal.timeout(milliseconds);
      const limit = new AbortController();
      const wake = () => limit.abort(new DOMException('The time limit was reached', 'TimeoutError'));
      add({ at: now + milliseconds, wake, isTimeout: true });
      return limit.signal;
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
          remove(sleeper);
          wake();
        };
        add(sleeper);
        signal?.addEventListener('abort', abort, { once: true });
        schedule();
      }),
  };
}
