import type { Clock } from '@signalbox/runner/clock';

interface Setting {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Aborts `request` after `milliseconds`, or with the setting's own signal. */
export async function withTimeout<T>(
  { clock, signal }: Setting,
  milliseconds: number,
  request: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const timeout = new AbortController();
  void clock.sleep(milliseconds, over.signal).then(() => timeout.abort());
  try {
    return await request(AbortSignal.any([timeout.signal, signal]));
  } finally {
    over.abort();
  }
}
