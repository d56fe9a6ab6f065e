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

/** The time, and who waits for it. */
interface Time {
  now: number;
  /** Whether the next sleeper is woken when the microtask queue has run dry. */
  scheduled: boolean;
  /** How many works keep time from moving. */
  stops: number;
  /** Of `sleepers`, those that time jumps to. */
  waking: number;
  /** Who wakes next is last: thousands sleep at once in a fleet. */
  readonly sleepers: Sleeper[];
}

/**
 * A clock that jumps to the next sleeper whenever everybody sleeps, so hours pass in milliseconds.
 * Only for code whose every wait goes through the clock (no sockets): "everybody sleeps" is seen
 * as "the microtask queue ran dry". Time limits of requests are real, unless `timeouts` says that what answers
 * them sleeps on this clock, too.
 */
export function virtualClock(
  start = Date.UTC(2026, 0, 1),
  { timeouts = 'real' }: { readonly timeouts?: 'real' | 'virtual' } = {},
): VirtualClock {
  const time: Time = { now: start, scheduled: false, stops: 0, waking: 0, sleepers: [] };
  return {
    now: () => time.now,
    sleeping: () => time.waking,
    stopped: (work) => stopped(time, work),
    timeout: (milliseconds) =>
      timeouts === 'real' ? AbortSignal.timeout(milliseconds) : limit(time, milliseconds),
    sleep: (milliseconds, signal) => sleep(time, milliseconds, signal),
  };
}

async function stopped<T>(time: Time, work: Promise<T>): Promise<T> {
  time.stops += 1;
  try {
    return await work;
  } finally {
    time.stops -= 1;
    schedule(time);
  }
}

function limit(time: Time, milliseconds: number): AbortSignal {
  const controller = new AbortController();
  const wake = () => controller.abort(new DOMException('The time limit was reached', 'TimeoutError'));
  add(time, { at: time.now + milliseconds, wake, isTimeout: true });
  return controller.signal;
}

function sleep(time: Time, milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted || milliseconds <= 0) return resolve();
    const wake = () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    };
    const sleeper: Sleeper = { at: time.now + milliseconds, wake };
    const abort = () => {
      remove(time, sleeper);
      wake();
    };
    add(time, sleeper);
    signal?.addEventListener('abort', abort, { once: true });
    schedule(time);
  });
}

/** Of two that wake at the same moment, the one that was added later wakes later. */
function add(time: Time, sleeper: Sleeper): void {
  const { sleepers } = time;
  let [low, high] = [0, sleepers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sleepers[middle]?.at ?? 0) > sleeper.at) low = middle + 1;
    else high = middle;
  }
  sleepers.splice(low, 0, sleeper);
  if (!sleeper.isTimeout) time.waking += 1;
}

function remove(time: Time, sleeper: Sleeper): void {
  const index = time.sleepers.lastIndexOf(sleeper);
  if (index < 0) return;
  time.sleepers.splice(index, 1);
  if (!sleeper.isTimeout) time.waking -= 1;
}

function schedule(time: Time): void {
  if (time.scheduled || time.stops > 0 || time.waking === 0) return;
  time.scheduled = true;
  setImmediate(wakeNext, time);
}

function wakeNext(time: Time): void {
  time.scheduled = false;
  if (time.stops > 0 || time.waking === 0) return;
  const next = time.sleepers.at(-1);
  if (next === undefined) return;
  remove(time, next);
  time.now = Math.max(time.now, next.at);
  next.wake();
  schedule(time);
}
