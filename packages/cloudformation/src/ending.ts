import { errorLine, UserError } from '@signalbox/runner/errors';
import { ReadError } from './reader.ts';
import type { MonitorStatus, RootCause } from './report.ts';

/** How a watch ended. */
export interface Ending {
  readonly status: MonitorStatus;
  readonly cause?: RootCause | undefined;
  /** Why nothing could be seen any more. */
  readonly lostSight?: string;
}

/** What it means that nothing could be read. */
export function blind(error: unknown, stack: string, cancelled: AbortSignal): Ending {
  if (!(error instanceof ReadError)) throw error;
  if (cancelled.aborted) return { status: 'cancelled' };
  if (error.trouble === 'denied' || error.trouble === 'other') {
    throw new UserError(`Stack "${stack}" cannot be read: ${errorLine(error)}`);
  }
  return { status: 'timed-out', lostSight: errorLine(error) };
}
