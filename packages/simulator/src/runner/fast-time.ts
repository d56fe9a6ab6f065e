import { join } from 'node:path';
import type { Clock } from '@signalbox/runner/clock';

/** Time that runs faster than ours, and the same in this process and in those of the steps. */
interface FastTime {
  /** For the simulators. */
  readonly clock: Clock;
  /** For `startJob`'s `env`. A process can have a clock that is wrong by `offsetMs`. */
  variables(offsetMs?: number): Readonly<Record<string, string>>;
}

const PRELOADED = join(import.meta.dirname, '../../fixtures/fast-time.mjs');

/**
 * Bundles run for simulated hours in seconds: `fixtures/fast-time.mjs` is preloaded into their processes and
 * replaces timers and clocks. What they compute takes `speed` times as long to them: keep it below 60.
 */
export function fastTime(speed: number): FastTime {
  const epoch = Date.now();
  const now = () => epoch + (Date.now() - epoch) * speed;
  return {
    clock: {
      now,
      timeout: (milliseconds) => AbortSignal.timeout(milliseconds),
      sleep: (milliseconds, signal) =>
        new Promise((resolve) => {
          if (signal?.aborted || milliseconds <= 0) return resolve();
          const done = () => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', done);
            resolve();
          };
          const timer = setTimeout(done, milliseconds / speed);
          signal?.addEventListener('abort', done, { once: true });
        }),
    },
    variables: (offsetMs = 0) => ({
      // In the address, since a detached process gets no variables but those that it needs.
      NODE_OPTIONS: `--import=file://${PRELOADED}?epoch=${epoch}&speed=${speed}&offsetMs=${offsetMs}`,
    }),
  };
}
