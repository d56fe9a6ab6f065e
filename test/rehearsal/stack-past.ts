import type { SimulatedStack } from '@signalbox/simulator/cloudformation/stack';
import type { Timeline } from '@signalbox/simulator/cloudformation/timeline';
import { placeOf } from './operation.ts';

/**
 * Lets the stack's earlier updates have taken as long as the coming one will: against a past of split seconds,
 * everything would seem slow.
 */
export function lengthenPast(stack: SimulatedStack, timeline: Timeline, speed: number): void {
  const lasted = durations(timeline);
  const begun = new Map<string, number>();
  const now = Date.now();
  stack.events = stack.events
    .map((event) => {
      const place = placeOf(event);
      if (event.status.endsWith('_IN_PROGRESS')) begun.set(place, event.at);
      const since = begun.get(place);
      if (event.at > now || since === undefined || !event.status.endsWith('_COMPLETE')) return event;
      return { ...event, at: Math.max(event.at, since + (lasted.get(place) ?? 0) / speed) };
    })
    .toSorted((a, b) => a.at - b.at);
}

/** Milliseconds from the first event of each thing to its first end. */
function durations({ events }: Timeline): ReadonlyMap<string, number> {
  const begun = new Map<string, number>();
  const lasted = new Map<string, number>();
  for (const event of events) {
    const [place, at] = [placeOf(event), Date.parse(event.ts)];
    if (!begun.has(place)) begun.set(place, at);
    if (!lasted.has(place) && !event.status.endsWith('_IN_PROGRESS'))
      lasted.set(place, at - (begun.get(place) ?? at));
  }
  return lasted;
}
