import type { Clock } from '@signalbox/runner/clock';
import { ReadError, type Trouble } from './reader.ts';

/**
 * Our sight of the deployment. Throttling, outages and expired credentials take it away for a while;
 * the deployment goes on meanwhile, so they are waited out and said, never taken for its failure.
 */
export interface Sight {
  /** Repeats `read` until it works. @throws ReadError when repeating cannot help, or when cancelled */
  look<T>(read: () => Promise<T>): Promise<T>;
  /** How long nothing was seen, in all. */
  lostSeconds(): number;
}

export interface SightOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Moment (of `clock`) after which nothing is repeated. */
  readonly deadline: number;
  readonly lost: (trouble: Trouble, message: string) => void;
  readonly regained: (seconds: number) => void;
  /** Gets new credentials. False: it cannot. */
  readonly renew: () => Promise<boolean>;
}

const FIRST_PAUSE_MS = 2000;
const LONGEST_PAUSE_MS = 60_000;

export function openSight(options: SightOptions): Sight {
  const { clock, random, signal } = options;
  let lostMs = 0;
  const look = async <T>(read: () => Promise<T>): Promise<T> => {
    const began = clock.now();
    for (let tries = 1; ; tries++) {
      try {
        const seen = await read();
        if (tries > 1) {
          lostMs += clock.now() - began;
          options.regained((clock.now() - began) / 1000);
        }
        return seen;
      } catch (error) {
        if (!(error instanceof ReadError) || signal.aborted) throw error;
        if (tries === 1) options.lost(error.trouble, error.message);
        const repeat = await worthRepeating(error.trouble, tries, options);
        const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1)) * (0.5 + random() / 2);
        if (!repeat || clock.now() + pause > options.deadline) {
          lostMs += clock.now() - began;
          throw error;
        }
        await clock.sleep(pause, signal);
      }
    }
  };
  return { look, lostSeconds: () => lostMs / 1000 };
}

const LONGEST_RENEWALS = 3;

async function worthRepeating(trouble: Trouble, tries: number, { renew }: SightOptions): Promise<boolean> {
  if (trouble === 'expired') return tries <= LONGEST_RENEWALS && (await renew());
  return trouble === 'throttled' || trouble === 'unavailable';
}
