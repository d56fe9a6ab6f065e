import { explain } from '../cause/explain.ts';
import type { RootCause } from '../model/report.ts';
import { spanKey } from '../model/span.ts';
import { isFailed } from '../model/status.ts';
import { openPercentHistory } from '../progress/percent-history.ts';
import { stallHint } from '../progress/stall.ts';
import { progressOf, withShown } from '../progress/tracked-progress.ts';
import { type TimedSpan, timedSpans } from '../progress/tracked-timing.ts';
import { pathOf } from '../progress/tracker.ts';
import type { Watched, WatchPorts } from './ports.ts';

/** Tells each thing once. */
export interface Notices {
  /** The events that are new. */
  events(): void;
  /** The first failure, as soon as there is one, while what failed can still be looked at. */
  failure(): Promise<void>;
  /** That CloudFormation itself watches what was deployed. */
  monitoring(): void;
  /** What has become slow or stalled. @returns whether something has stalled */
  delays(): boolean;
  /** The root cause, by all that is known now. */
  cause(): Promise<RootCause | undefined>;
}

export function openNotices(rootId: string, watched: Watched, ports: WatchPorts): Notices {
  const { reader, notice } = ports;
  const reported = new Map<string, TimedSpan['timing']>();
  const percents = openPercentHistory(watched.tracker.attempt?.startedAt ?? reader.now());
  let next = 0;
  let first: RootCause | undefined;

  const events = () => {
    const progress = progressOf(watched.tracker, reader.now());
    watched.tracker = withShown(watched.tracker, progress);
    const { tracker } = watched;
    const fresh = tracker.events.slice(next);
    next += fresh.length;
    const { attempt } = tracker;
    const since = attempt?.startedAt ?? 0;
    percents.mark(attempt?.decided?.at ?? reader.now(), progress.percent);
    for (const event of fresh.sort((a, b) => a.time - b.time)) {
      const elapsedSeconds = (event.time - since) / 1000;
      notice({
        kind: 'event',
        event,
        elapsedSeconds,
        percent: percents.at(event.time),
        rollingBack: event.time >= (attempt?.rollbackSince ?? Number.POSITIVE_INFINITY),
        path: pathOf(tracker, event.stackId).join('/'),
      });
    }
  };
  const cause = () => {
    const { attempt, events } = watched.tracker;
    const { investigate } = ports;
    const operationIds = attempt?.operationIds ?? [];
    const alarms = watched.tracker.monitoring?.alarms ?? [];
    return explain({ rootId, events, operationIds, reader, investigate, alarms, earlier: first });
  };
  const failure = async () => {
    if (first !== undefined || !watched.tracker.record.spans.some(({ status }) => isFailed(status))) return;
    // A deletion is tried again, and may then succeed.
    const { operation, decided } = watched.tracker.attempt ?? {};
    if (operation === 'DELETE' && decided?.outcome !== 'failed') return;
    const found = await cause();
    if (found === undefined) return;
    first = found;
    notice({ kind: 'failing', cause: found });
  };
  let monitoredUntil = 0;
  const monitoring = () => {
    const now = progressOf(watched.tracker, reader.now()).monitoring;
    if (now === undefined || now.until === monitoredUntil) return;
    monitoredUntil = now.until;
    notice({ kind: 'monitoring', monitoring: now });
  };
  const delays = (): boolean => {
    const timed = timedSpans(watched.tracker, reader.now());
    for (const each of timed) {
      const key = spanKey(each.span);
      if (each.timing === 'normal' || reported.get(key) === each.timing || reported.get(key) === 'stalled')
        continue;
      reported.set(key, each.timing);
      const { timing, stallsIn: _, ...delay } = each;
      notice({ kind: timing, delay: { ...delay, hint: stallHint(each.span.type) } });
    }
    return timed.some((each) => each.timing === 'stalled');
  };
  return { events, cause, failure, monitoring, delays };
}
