import { explain } from '../cause/explain.ts';
import type { RootCause } from '../model/report.ts';
import { spanKey } from '../model/span.ts';
import { isFailed } from '../model/status.ts';
import { openTrail } from '../progress/percent-history.ts';
import { stallHint } from '../progress/stall.ts';
import type { Paced, Tracker } from '../progress/tracker.ts';
import type { WatchPorts } from './ports.ts';

/** Tells each thing once. */
export interface Teller {
  /** The events that are new. */
  events(): void;
  /** The first failure, as soon as there is one, while what failed can still be looked at. */
  failure(): Promise<void>;
  /** What has become slow or stalled. @returns whether something has stalled */
  delays(): boolean;
  /** The root cause, by all that is known now. */
  cause(): Promise<RootCause | undefined>;
}

export function openTeller(rootId: string, tracker: Tracker, ports: WatchPorts): Teller {
  const { reader, notice } = ports;
  const told = new Map<string, Paced['pace']>();
  const trail = openTrail(tracker.attempt()?.startedAt ?? reader.now());
  let next = 0;
  let first: RootCause | undefined;

  const events = () => {
    const fresh = tracker.events().slice(next);
    next += fresh.length;
    const attempt = tracker.attempt();
    const since = attempt?.startedAt ?? 0;
    trail.mark(attempt?.decided?.at ?? reader.now(), tracker.progress(reader.now()).percent);
    for (const event of fresh.sort((a, b) => a.time - b.time)) {
      const elapsedSeconds = (event.time - since) / 1000;
      notice({
        kind: 'event',
        event,
        elapsedSeconds,
        percent: trail.at(event.time),
        path: tracker.pathOf(event.stackId).join('/'),
      });
    }
  };
  const cause = () => {
    const operationIds = tracker.attempt()?.operationIds ?? [];
    const { investigate } = ports;
    return explain({ rootId, events: tracker.events(), operationIds, reader, investigate, earlier: first });
  };
  const failure = async () => {
    if (first !== undefined || !tracker.spans().some(({ status }) => isFailed(status))) return;
    // A deletion is tried again, and may then succeed.
    const { operation, decided } = tracker.attempt() ?? {};
    if (operation === 'DELETE' && decided?.outcome !== 'failed') return;
    const found = await cause();
    if (found === undefined) return;
    first = found;
    notice({ kind: 'failing', cause: found });
  };
  const delays = (): boolean => {
    const paces = tracker.paces(reader.now());
    for (const each of paces) {
      const key = spanKey(each.span);
      if (each.pace === 'normal' || told.get(key) === each.pace || told.get(key) === 'stalled') continue;
      told.set(key, each.pace);
      const { pace, stallsIn: _, ...delay } = each;
      notice({ kind: pace, delay: { ...delay, hint: stallHint(each.span.type) } });
    }
    return paces.some((each) => each.pace === 'stalled');
  };
  return { events, cause, failure, delays };
}
