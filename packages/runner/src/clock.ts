/** Time as the code sees it. Tests inject one that runs six hours in a millisecond. */
export interface Clock {
  /** Milliseconds since the epoch; never runs backwards. */
  now(): number;
  /** Resolves after `milliseconds`, or at once when `signal` aborts. Never rejects. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Aborts after `milliseconds`; keeps no process alive. For requests: a clock of a test that jumps lets them take real time. */
  timeout(milliseconds: number): AbortSignal;
}

/** Ends a request by its own time limit, or with `signal`. */
export function withTimeout(milliseconds: number, clock: Clock, signal?: AbortSignal): AbortSignal {
  // Node takes whole milliseconds only.
  const limit = clock.timeout(Math.max(0, Math.round(milliseconds)));
  return signal === undefined ? limit : AbortSignal.any([signal, limit]);
}

/** Node's timers overflow above 2^31-1 ms and then fire at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Wall time at the start plus monotonic time since: a clock set back during a run does no harm. */
export const systemClock: Clock = {
  now: () => Math.round(performance.timeOrigin + performance.now()),
  sleep: async (milliseconds, signal) => {
    const end = performance.now() + milliseconds;
    for (
      let remaining = milliseconds;
      remaining > 0 && !signal?.aborted;
      remaining = end - performance.now()
    ) {
      await timer(Math.min(remaining, LONGEST_TIMER), signal);
    }
  },
  timeout: (milliseconds) => {
    const limit = AbortSignal.timeout(milliseconds);
    // Node collects a timeout that only a signal of AbortSignal.any follows, and then it never fires: a request that hangs is
    // waited for five minutes (nodejs/node issue 57736). It keeps one that has a listener.
    limit.addEventListener('abort', () => {}, { once: true });
    return limit;
  },
};

function timer(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(handle);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const handle = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
  });
}
