import type { CheckReport } from '@signalbox/cloudformation/report';
import { errorLine } from '@signalbox/runner/errors';
import type { CheckPorts } from './ecs.ts';

export interface HealthOptions {
  readonly status: { readonly low: number; readonly high: number };
  /** In a row. */
  readonly successes: number;
  readonly timeoutSeconds: number;
}

export interface HealthPorts extends CheckPorts {
  readonly fetch: typeof fetch;
}

const PAUSE_MS = 2000;
const REQUEST_TIMEOUT_MS = 10_000;

/** Asks an address until it answered well so often in a row, or the time is up. */
export async function awaitHealth(
  url: string,
  options: HealthOptions,
  ports: HealthPorts,
): Promise<CheckReport> {
  const { clock, signal, say } = ports;
  const start = clock.now();
  const report = (status: CheckReport['status'], reason: string): CheckReport => {
    const seconds = Math.round((clock.now() - start) / 1000);
    return { kind: 'health-url', subject: url, ok: status === 'succeeded', status, reason, seconds };
  };
  let told = '';
  for (let row = 0; ; ) {
    const { ok, words } = await ask(url, options, ports);
    row = ok ? row + 1 : 0;
    if (row >= options.successes) return report('succeeded', `${words}, ${row} times in a row`);
    if (words !== told) say(`${url}: ${words}`, 'info');
    told = words;
    if (signal.aborted) return report('cancelled', words);
    if (clock.now() - start >= options.timeoutSeconds * 1000)
      return report('failed', `not healthy: ${words}`);
    await clock.sleep(PAUSE_MS, signal);
  }
}

async function ask(url: string, { status }: HealthOptions, { fetch, signal }: HealthPorts) {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
    const answer = await fetch(url, { signal: limit, headers: { 'user-agent': 'signalbox' } });
    await answer.body?.cancel();
    return {
      ok: answer.status >= status.low && answer.status <= status.high,
      words: `HTTP ${answer.status}`,
    };
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    return { ok: false, words: cause === undefined ? errorLine(error) : errorLine(cause) };
  }
}
