import { join } from 'node:path';
import { synthesize } from '@signalbox/simulator/cloudformation/synthesize';
import { isOwn, readTimeline, STACK_TYPE, type Timeline } from '@signalbox/simulator/cloudformation/timeline';
import type { Options } from './options.ts';

/** Seconds that the first deployment's stack operation takes unless --speed says otherwise. */
const SHOWN_SECONDS = 10;
const FIXTURES = join(import.meta.dirname, '../../packages/simulator/fixtures/timelines');

export interface Operations {
  /** What the first deployment does. */
  readonly first: Timeline;
  /** What the second deployment does to the same stack. */
  readonly second: Timeline;
  readonly speed: number;
}

export function chooseOperations(options: Options): Operations {
  const synthesized = join(FIXTURES, options.failing ? 'update-failed-nested.json' : 'update-ok.json');
  const first = readTimeline(options.timeline ?? synthesized);
  return { first, second: followUp(first), speed: options.speed ?? Math.max(1, span(first) / SHOWN_SECONDS) };
}

/** Seconds from the first event to the last. */
export const span = ({ events }: Timeline) =>
  (Date.parse(events.at(-1)?.ts ?? '') - Date.parse(events[0]?.ts ?? '')) / 1000;

/** Whether it gives an ECS service new tasks, and keeps them. */
export const rollsOut = ({ events, expect }: Timeline) =>
  expect.status === 'succeeded' && events.some(({ type }) => type === 'AWS::ECS::Service');

/** A small change to the stack that the first operation leaves: a few of its resources, or a new stack. */
function followUp(first: Timeline): Timeline {
  const { name, arn, region } = first.stack;
  const types = new Map(
    first.events
      .filter((event) => event.stackId === arn && !isOwn(event) && event.type !== STACK_TYPE)
      .map((event) => [event.logicalId, event.type]),
  );
  const touched = [...types, ['Configuration', 'AWS::SSM::Parameter'] as const].slice(0, 4);
  const seconds = span(first) / 8;
  return synthesize({
    ...{ name: `${first.name}-then`, stackName: name, region, arn },
    operation: first.operation === 'DELETE' ? 'CREATE' : 'UPDATE',
    resources: touched.map(([id, type], index) => ({ id, type, seconds: seconds / (index + 1) })),
  });
}

/** Which resource of which stack an event is about, or which stack. */
export const placeOf = (event: Parameters<typeof isOwn>[0]) =>
  `${event.stackId} ${isOwn(event) ? '' : event.logicalId}`;
