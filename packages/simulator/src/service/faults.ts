import type { Clock } from '@signalbox/runner/clock';
import type { Incoming, Reply } from './http.ts';
import { seededRandom } from './random.ts';

/** What goes wrong with one request. */
export type Fault =
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Answered with an error; with `done` the request had its effect all the same. */
  | { readonly kind: 'status'; readonly status: number; readonly done?: boolean }
  /** `secondary` is GitHub's 403 for too many writes; else 429. */
  | { readonly kind: 'rate-limit'; readonly retryAfterSeconds: number; readonly secondary?: boolean }
  /** The connection is cut before the request has an effect. */
  | { readonly kind: 'reset-before' }
  /** The request has its effect, then the connection is cut. */
  | { readonly kind: 'reset-after' }
  /** The request has its effect; the answer has the right status and no body. */
  | { readonly kind: 'empty-body' }
  /** No answer for `milliseconds` (default: an hour), then the connection is cut. No effect. */
  | { readonly kind: 'hang'; readonly milliseconds?: number };

export interface FaultRule {
  /** Tested on `METHOD /path?query`, or asked. Absent: every request. */
  readonly match?: RegExp | ((request: Incoming) => boolean);
  readonly fault: Fault;
  /** Of each matching request. @default 1 */
  readonly probability?: number;
  /** So many matching requests pass first: 2 means "from the third on". @default 0 */
  readonly skip?: number;
  /** Strikes at most so often. @default without end */
  readonly times?: number;
}

export interface Faults {
  /** Rules are tried in the order added; the first that strikes wins. Returns how to remove it. */
  add(rule: FaultRule): () => void;
  clear(): void;
  /** Starts the random numbers again. The same seed, rules and requests give the same faults. */
  reseed(seed: number): void;
  /** The fault for this request, if any; counts it. */
  next(request: Incoming): Fault | undefined;
}

/** How a service words its errors. */
export interface FaultAnswers {
  error(status: number, request: Incoming): Reply;
  rateLimit(fault: Extract<Fault, { kind: 'rate-limit' }>, request: Incoming): Reply;
}

export function seededFaults(seed: number): Faults {
  let random = seededRandom(seed);
  const active: { readonly rule: FaultRule; seen: number; struck: number }[] = [];
  return {
    add: (rule) => {
      const entry = { rule, seen: 0, struck: 0 };
      active.push(entry);
      return () => {
        const index = active.indexOf(entry);
        if (index >= 0) active.splice(index, 1);
      };
    },
    clear: () => {
      active.length = 0;
    },
    reseed: (next) => {
      random = seededRandom(next);
    },
    next: (request) => {
      for (const entry of active) {
        const { rule } = entry;
        if (!matches(rule.match, request)) continue;
        if (++entry.seen <= (rule.skip ?? 0) || entry.struck >= (rule.times ?? Number.POSITIVE_INFINITY))
          continue;
        if ((rule.probability ?? 1) < 1 && random() >= (rule.probability ?? 1)) continue;
        entry.struck++;
        return rule.fault;
      }
      return undefined;
    },
  };
}

function matches(match: FaultRule['match'], request: Incoming): boolean {
  if (match === undefined) return true;
  if (typeof match === 'function') return match(request);
  const query = request.query.toString();
  return match.test(`${request.method} ${request.path}${query && `?${query}`}`);
}

/** The caller's connection is cut without an answer. */
export class ConnectionCut extends Error {
  override readonly name = 'ConnectionCut';
}

const HOUR_MS = 3_600_000;

/** Answers a request with a fault in the way. @throws ConnectionCut when the caller is to see a reset */
export async function withFault(
  fault: Fault | undefined,
  handle: () => Reply | Promise<Reply>,
  context: { readonly answers: FaultAnswers; readonly clock: Clock; readonly request: Incoming },
): Promise<Reply> {
  const { answers, clock, request } = context;
  switch (fault?.kind) {
    case undefined:
      return handle();
    case 'delay':
      await clock.sleep(fault.milliseconds, request.signal);
      return handle();
    case 'status':
      if (fault.done) await handle();
      return answers.error(fault.status, request);
    case 'rate-limit':
      return answers.rateLimit(fault, request);
    case 'reset-before':
      throw new ConnectionCut();
    case 'reset-after':
      await handle();
      throw new ConnectionCut();
    case 'empty-body':
      return { ...(await handle()), body: '' };
    case 'hang':
      await clock.sleep(fault.milliseconds ?? HOUR_MS, request.signal);
      throw new ConnectionCut();
  }
}
