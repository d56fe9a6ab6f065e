import type { Clock } from '@signalbox/runner/clock';
import { type RetryDecision, retry } from '@signalbox/runner/retry';
import { ReadError, type Trouble } from './reader.ts';

/**
 * Reads of a deployment that outlast throttling, outages and expired credentials: the deployment goes on meanwhile, so
 * these are waited out and said, never taken for its failure.
 */
export interface ResilientRead {
  /** Repeats `read` until it works. @throws ReadError when repeating cannot help, or when cancelled */
  read<T>(read: () => Promise<T>): Promise<T>;
  /** How long nothing was seen, in all. */
  lostSeconds(): number;
}

interface ResilientReadOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Moment (of `clock`) after which nothing is repeated. */
  readonly deadline: number;
  readonly lost: (message: string) => void;
  readonly regained: (seconds: number) => void;
  /** Gets new credentials. False: it cannot. */
  readonly renew: () => Promise<boolean>;
}

const PAUSES = { firstDelayMs: 2000, maxDelayMs: 60_000 };
const LONGEST_RENEWALS = 3;

export function openResilientRead(options: ResilientReadOptions): ResilientRead {
  const { clock, random, signal } = options;
  let lostMs = 0;
  const read = async <T>(once: () => Promise<T>): Promise<T> => {
    const began = clock.now();
    let failures = 0;
    const classify = async (error: unknown, tries: number): Promise<RetryDecision> => {
      if (!(error instanceof ReadError)) return { retry: false };
      failures = tries;
      if (tries === 1) options.lost(error.message);
      return { retry: await worthRepeating(error.trouble, tries, options) };
    };
    try {
      const found = await retry(once, {
        ...PAUSES,
        ...{ clock, random, signal, classify, attempts: Number.POSITIVE_INFINITY },
        get deadline() {
          return options.deadline;
        },
      });
      if (failures > 0) {
        lostMs += clock.now() - began;
        options.regained((clock.now() - began) / 1000);
      }
      return found;
    } catch (error) {
      if (error instanceof ReadError && !signal.aborted) lostMs += clock.now() - began;
      throw error;
    }
  };
  return { read, lostSeconds: () => lostMs / 1000 };
}

async function worthRepeating(
  trouble: Trouble,
  tries: number,
  { renew }: ResilientReadOptions,
): Promise<boolean> {
  if (trouble === 'expired') return tries <= LONGEST_RENEWALS && (await renew());
  return trouble === 'throttled' || trouble === 'unavailable';
}
