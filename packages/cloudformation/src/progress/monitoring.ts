import type { Attempt } from '../model/attempt.ts';
import type { Span } from '../model/span.ts';

/** CloudFormation itself watches what was deployed: nothing is worked on, and the operation goes on. */
export interface Monitoring {
  /** When it is over, milliseconds since the epoch. */
  readonly until: number;
  /** ARNs of the alarms; none: it only waits. */
  readonly alarms: readonly string[];
}

/** With a plan it is known that nothing more comes; without, quiet for so long tells as much. Seconds. */
const QUIET = { planned: 4, unplanned: 15 };

interface Seen {
  readonly spans: readonly Span[];
  /** Whether anything is still to be worked on. */
  readonly waits: boolean;
  readonly planned: boolean;
}

/**
 * Seconds that CloudFormation still watches once all resources are done, at least: all of it while some are not. It does so
 * for creations and updates, before what an update replaced is cleaned up
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-rollback-triggers.html).
 */
export function remainingMonitoring(
  seconds: number,
  { spans, waits }: Omit<Seen, 'planned'>,
  now: number,
): number {
  if (waits || spans.length === 0 || spans.some(({ endedAt }) => endedAt === undefined)) return seconds;
  return Math.max(0, seconds - (now - lastEnd(spans)) / 1000);
}

/** What CloudFormation watches now; undefined while resources are worked on, and when the time is over. */
export function monitoringNow(
  configured: { readonly seconds: number; readonly alarms: readonly string[] } | undefined,
  { spans, waits, planned }: Seen,
  now: number,
): Monitoring | undefined {
  const { seconds = 0, alarms = [] } = configured ?? {};
  const goesOn = waits || spans.length === 0 || spans.some(({ endedAt }) => endedAt === undefined);
  if (seconds === 0 || goesOn) return undefined;
  const since = lastEnd(spans);
  const quiet = (now - since) / 1000;
  if (quiet < (planned ? QUIET.planned : QUIET.unplanned) || quiet > seconds) return undefined;
  return { until: since + seconds * 1000, alarms };
}

const lastEnd = (spans: readonly Span[]) =>
  spans.reduce((last, { startedAt, endedAt = startedAt }) => Math.max(last, endedAt), 0);

/** Deletions, imports and rollbacks are not watched. */
export const isMonitored = ({ operation, rollbackSince, decided }: Attempt): boolean =>
  (operation === 'CREATE' || operation === 'UPDATE') && rollbackSince === undefined && decided === undefined;
