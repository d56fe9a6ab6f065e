import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isNestedStack, secondsOf, spans } from '@signalbox/cloudformation/span';
import type { StackEvent } from '@signalbox/cloudformation/stack-event';
import { beginsOperation } from '@signalbox/cloudformation/status';
import { toEvent } from '@signalbox/cloudformation/test/replay-reader';
import { PLANS } from '@signalbox/simulator/cloudformation/plans';
import { type PlannedResource, synthesize } from '@signalbox/simulator/cloudformation/synthesize';
import { readTimeline, type Timeline } from '@signalbox/simulator/cloudformation/timeline';
import { seededRandom } from '@signalbox/simulator/random';

export interface Case {
  readonly timeline: Timeline;
  /** A run that went well, from which a history of earlier runs is made. */
  readonly healthy: Timeline | undefined;
}

const RECORDED = join(import.meta.dirname, '../../../../shared/timelines');

/** Recorded timelines where they are at hand, and those that the project synthesizes. */
export function cases(): Case[] {
  const recorded = existsSync(RECORDED) ? readdirSync(RECORDED).filter((file) => file.endsWith('.json')) : [];
  return [
    ...recorded.map((file) => {
      const timeline = fromFirstOperation(readTimeline(join(RECORDED, file)));
      return { timeline, healthy: timeline.expect.status === 'succeeded' ? timeline : undefined };
    }),
    ...PLANS.map((plan) => ({
      timeline: synthesize(plan),
      healthy: synthesize({ ...plan, resources: plan.resources.map(sound) }),
    })),
  ];
}

function sound({ fails: _, nested, ...rest }: PlannedResource): PlannedResource {
  return { ...rest, ...(nested ? { nested: nested.map(sound) } : {}) };
}

/** Without the change set's event: the operation begins at its own first event. */
function fromFirstOperation(timeline: Timeline): Timeline {
  const first = timeline.events.findIndex((event) => beginsOperation(toEvent(event)));
  return { ...timeline, events: timeline.events.slice(Math.max(0, first)) };
}

const DAY = 86_400_000;
const RUN_SPREAD = 0.05;
const GAP_SPREAD = 0.15;

/** So many earlier runs of a timeline, a day apart: every pause between events differs from run to run. */
export function earlierRuns(
  { events }: Timeline,
  runs: number,
  seed: number,
): (startAt: number) => StackEvent[] {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return (startAt) =>
    Array.from({ length: runs }, (_, run) => {
      const timing = Math.exp(RUN_SPREAD * normal());
      let at = startAt - (runs - run) * DAY;
      let last = Date.parse(events[0]?.ts ?? '');
      return events.map((event) => {
        at += (Date.parse(event.ts) - last) * timing * Math.exp(GAP_SPREAD * normal());
        last = Date.parse(event.ts);
        return { ...toEvent(event), id: `${event.id} ${run}`, time: at };
      });
    }).flat();
}

/** The same timeline with one resource that never ends, and so none of the stacks around it. */
export function stalledAt(timeline: Timeline, logicalId: string): Timeline {
  const { events } = timeline;
  const end = events.findIndex(
    (event) => event.logicalId === logicalId && /(?<!_CLEANUP)_COMPLETE$/.test(event.status),
  );
  const around = new Set<string>();
  for (let stackId = events[end]?.stackId; stackId !== undefined && !around.has(stackId); ) {
    around.add(stackId);
    const inside = stackId;
    stackId = events.find((event) => event.physicalId === inside && event.stackId !== inside)?.stackId;
  }
  const waits = (event: Timeline['events'][number]) =>
    event.logicalId === logicalId || around.has(event.physicalId);
  return { ...timeline, events: events.filter((event, index) => index < end || !waits(event)) };
}

/** The resource of a timeline that takes longest, and its seconds; nested stacks do not count. */
export function longestWork({ events }: Timeline): readonly [logicalId: string, seconds: number] {
  const [longest] = spans(events.map(toEvent))
    .filter((span) => !isNestedStack(span) && span.phase === 'forward' && span.endedAt !== undefined)
    .map((span) => [span.logicalId, secondsOf(span, 0)] as const)
    .toSorted(([, a], [, b]) => b - a);
  return longest ?? ['', 0];
}
