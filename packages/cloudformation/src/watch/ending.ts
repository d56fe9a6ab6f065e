import { errorLine, UserError } from '@signalbox/runner/errors';
import type { MonitorStatus, RootCause } from '../model/report.ts';
import { ReadError } from '../reader/reader.ts';

/** How a watch ended. */
export interface Ending {
  readonly status: MonitorStatus;
  readonly cause?: RootCause | undefined;
  /** Why nothing could be seen any more. */
  readonly lostSight?: string;
}

/** What it means that nothing can be read any more: nothing for the deployment. */
export function outOfSight(error: unknown, cancelled: AbortSignal): Ending {
  if (!(error instanceof ReadError)) throw error;
  if (cancelled.aborted) return { status: 'cancelled' };
  return { status: 'timed-out', lostSight: errorLine(error) };
}

/** The same before anything was seen: then a missing permission is the user's to mend. */
export function blind(error: unknown, stack: string, cancelled: AbortSignal): Ending {
  const mendable = error instanceof ReadError && (error.trouble === 'denied' || error.trouble === 'other');
  if (mendable && !cancelled.aborted) {
    throw new UserError(`Stack "${stack}" cannot be read: ${errorLine(error)}`);
  }
  return outOfSight(error, cancelled);
}
