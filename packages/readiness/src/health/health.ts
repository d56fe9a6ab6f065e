import type { CheckReport } from '@signalbox/cloudformation/report';
import { withTimeout } from '@signalbox/runner/clock';
import { errorLine } from '@signalbox/runner/errors';
import type { CheckPorts } from '../ports.ts';
import { isWithin, REDIRECTS, type StatusRange, shownAddress } from './address.ts';

export interface HealthOptions {
  readonly statuses: readonly StatusRange[];
  /** In a row. */
  readonly successes: number;
  readonly timeoutSeconds: number;
  /** Moment (of `clock`) at which the whole watch ends. */
  readonly deadline: number;
  /** Asks where a redirect leads; else it is the answer itself. */
  readonly followRedirects: boolean;
  /** What the address is called where it is shown. */
  readonly name: string;
}

interface HealthPorts extends CheckPorts {
  readonly fetch: typeof fetch;
}

/** Between two answers. */
export const PAUSE_SECONDS = 2;
const REQUEST_TIMEOUT_MS = 10_000;

/** Asks an address until it has answered well `successes` times in a row, or the time is up. */
export async function awaitHealth(
  url: string,
  options: HealthOptions,
  ports: HealthPorts,
): Promise<CheckReport> {
  const { clock, signal, say } = ports;
  const { name, successes, timeoutSeconds, deadline } = options;
  const start = clock.now();
  let row = 0;
  const report = (status: CheckReport['status'], reason: string): CheckReport => {
    const end = clock.now();
    return {
      ...{ kind: 'health-url', subject: name, ok: status === 'succeeded', status, reason },
      seconds: Math.round((end - start) / 1000),
      progress: status === 'succeeded' ? 100 : Math.min(99, Math.round((100 * row) / successes)),
      ...{ startedAt: new Date(start).toISOString(), endedAt: new Date(end).toISOString() },
    };
  };
  let reported = '';
  for (;;) {
    const { ok, words } = await askHealth(url, options, ports);
    row = ok ? row + 1 : 0;
    if (row >= successes)
      return report('succeeded', `${words}, ${row === 1 ? 'once' : `${row} times in a row`}`);
    if (words !== reported) say(`${name}: ${words}`, 'info');
    reported = words;
    if (signal.aborted) return report('cancelled', words);
    const why = ok ? `${words}, but only ${row} of ${successes} times in a row` : words;
    if (clock.now() - start >= timeoutSeconds * 1000) return report('failed', `not healthy: ${why}`);
    if (clock.now() >= deadline) return report('timed-out', `not healthy when the time was up: ${why}`);
    await clock.sleep(PAUSE_SECONDS * 1000, signal);
  }
}

/** Asks once. */
export async function askHealth(
  url: string,
  { statuses, followRedirects }: Pick<HealthOptions, 'statuses' | 'followRedirects'>,
  { fetch, clock, signal }: Pick<HealthPorts, 'fetch' | 'clock' | 'signal'>,
): Promise<{ readonly ok: boolean; readonly words: string }> {
  try {
    const limit = withTimeout(REQUEST_TIMEOUT_MS, clock, signal);
    // Following would ask another address than the one named: a login page answers 200, too.
    const redirect = followRedirects ? 'follow' : 'manual';
    const answer = await fetch(url, { signal: limit, redirect, headers: { 'user-agent': 'signalbox' } });
    await answer.body?.cancel();
    const ok = isWithin(answer.status, statuses);
    return { ok, words: `HTTP ${answer.status}${ok ? '' : whereTo(answer, url)}` };
  } catch (error) {
    return { ok: false, words: troubleWords(error) };
  }
}

function whereTo({ status, headers }: Response, url: string): string {
  const location = headers.get('location');
  if (!REDIRECTS.includes(status) || location === null || !URL.canParse(location, url)) return '';
  const target = shownAddress(new URL(location, url).href);
  return ` to ${target}, which is not asked (health-status: ${status} accepts it, health-follow-redirects: true follows it)`;
}

/** Why there was no answer; never the address, whose query may hold a token. */
function troubleWords(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: unknown };
  if (name === 'TimeoutError') return `no answer within ${REQUEST_TIMEOUT_MS / 1000} s`;
  return errorLine(cause ?? error).replaceAll(/https?:\/\/\S+/gi, (address) => shownAddress(address));
}
