import type { Clock } from '@signalbox/runner/clock';

interface Sleeper {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
  /** Fires when time passes it, but is nothing that time jumps to. */
  readonly isTimeout?: true;
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
): Clock & { readonly sleeping: () => number } {
  let now = start;
  let order = 0;
  let scheduled = false;
  const sleepers: Sleeper[] = [];

  const isIdle = () => sleepers.every(({ isTimeout }) => isTimeout);
  const wakeNext = () => {
    scheduled = false;
    if (isIdle()) return;
    sleepers.sort((a, b) => a.at - b.at || a.order - b.order);
    const next = sleepers.shift();
    if (next === undefined) return;
    now = Math.max(now, next.at);
    next.wake();
    schedule();
  };
  const schedule = () => {
    if (scheduled || isIdle()) return;
    scheduled = true;
    setImmediate(wakeNext);
  };

  return {
    now: () => now,
    sleeping: () => sleepers.filter(({ isTimeout }) => !isTimeout).length,
    timeout: (milliseconds) => {
      if (timeouts === 'real') return AbortSignal.timeout(milliseconds);
      const limit = new AbortController();
      const wake = () => limit.abort(new DOMException('The time limit was reached', 'TimeoutError'));
      sleepers.push({ at: now + milliseconds, order: order++, wake, isTimeout: true });
      return limit.signal;
    },
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted || milliseconds <= 0) return resolve();
        const wake = () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        };
        const sleeper: Sleeper = { at: now + milliseconds, order: order++, wake };
        const abort = () => {
          const index = sleepers.indexOf(sleeper);
          if (index >= 0) sleepers.splice(index, 1);
          wake();
        };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', abort, { once: true });
        schedule();
      }),
  };
}
