import type { FinishedRun } from '@signalbox/estimate/forecast';
import { alike, NOTHING, shapeOf } from '@signalbox/estimate/shape';
import { median } from '@signalbox/estimate/work';
import { type Attempt, attempts } from '../model/attempt.ts';
import { type Action, isNestedStack, type Span, secondsOf, spanKey, spans } from '../model/span.ts';
import type { StackEvent } from '../model/stack-event.ts';
import type { Operation } from '../model/status.ts';
import { type DurationBaseline, learnt, ofType } from './baseline.ts';
import { type Direction, type Landmarks, learnLandmarks, pastRuns, wentAlike } from './landmark.ts';

type Work = { readonly [K in 'stackId' | 'logicalId' | 'type']: string } & { readonly action: Action };

/** What earlier operations of the same stacks teach. */
export interface History {
  /** Its own earlier times, else those of its type in these stacks, else those of the type anywhere. */
  baseline(work: Work): DurationBaseline;
  /** Finished operations of a stack, of one kind. */
  runs(stackId: string, operation: Operation): readonly FinishedRun[];
  /** What the latest successful one of them worked on, nested stacks included. */
  lastWork(stackId: string, operation: Operation): readonly Span[];
  /** What of the end an event tells. @param shape of the changes, where it is known */
  landmarks(
    stackId: string,
    operation: Operation,
    given: { readonly direction: Direction; readonly shape: string | undefined },
  ): Landmarks;
}

/** Learns from stacks' older events (of each stack, oldest first), which CloudFormation keeps. */
export function learn(stacks: ReadonlyMap<string, readonly StackEvent[]>): History {
  const all = [...stacks.values()].flatMap((events) => spans(events));
  const work = all.filter(wentWell);
  const own = new Map<string, Span[]>();
  const types = new Map<string, Span[]>();
  for (const span of work) {
    remember(own, ownKey(span), span);
    remember(types, typeKey(span), span);
  }
  const cache = new Map<string, DurationBaseline>();
  const marks = new Map<string, Landmarks>();
  const baseline = (work: Work): DurationBaseline => {
    const made = cache.get(ownKey(work)) ?? baselineFrom(work, own, types);
    cache.set(ownKey(work), made);
    return made;
  };
  const finished = (stackId: string, operation: Operation) =>
    attempts(stacks.get(stackId) ?? []).filter(
      (attempt) => attempt.decided !== undefined && attempt.operation === operation,
    );
  return {
    baseline,
    runs: (stackId, operation) =>
      finished(stackId, operation).map((attempt) => ({
        ...asRun(attempt),
        ...shapeIn(attempt, stackId, { all, work, stacks }),
      })),
    lastWork: (stackId, operation) => {
      const last = finished(stackId, operation).findLast(({ decided }) => decided?.outcome === 'succeeded');
      return last === undefined ? [] : during(last, work);
    },
    landmarks: (stackId, operation, { direction, shape }) => {
      const key = `${stackId} ${operation} ${direction} ${shape}`;
      const known = marks.get(key);
      if (known !== undefined) return known;
      const found = wentAlike(pastRuns(stacks.get(stackId) ?? []), operation, direction).map((run) => ({
        ...run,
        ...asRun(run.attempt),
        ...shapeIn(run.attempt, stackId, { all, work, stacks }),
      }));
      const made = learnLandmarks([...stacks.values()].flat(), alike(found, shape), direction);
      marks.set(key, made);
      return made;
    },
  };
}

/** And was seen from its begin: the oldest page read may start in the middle. */
const wentWell = ({ phase, status, startedAt, endedAt = 0 }: Span) =>
  phase === 'forward' && status.endsWith('_COMPLETE') && endedAt > startedAt;

function during({ startedAt, decided }: Attempt, work: readonly Span[]): Span[] {
  const until = decided?.at ?? startedAt;
  return work.filter((span) => span.startedAt >= startedAt && span.startedAt <= until);
}

const ownKey = (work: Work) => `${spanKey(work)} ${work.action}`;
const typeKey = ({ type, action }: Work) => `${type} ${action}`;

function baselineFrom(work: Work, own: Map<string, Span[]>, types: Map<string, Span[]>): DurationBaseline {
  return (
    fromSpans(own.get(ownKey(work)), 'own') ??
    fromSpans(types.get(typeKey(work)), 'type') ??
    ofType(work.type, work.action)
  );
}

function fromSpans(spans: readonly Span[] = [], source: 'own' | 'type'): DurationBaseline | undefined {
  const baseline = learnt(
    spans.map((span) => secondsOf(span, span.startedAt)),
    source,
  );
  const shares = spans.map(({ startedAt, configuredAt, endedAt = 0 }) =>
    configuredAt === undefined ? 1 : (configuredAt - startedAt) / (endedAt - startedAt),
  );
  return baseline && { ...baseline, readyShare: median(shares) };
}

function remember(map: Map<string, Span[]>, key: string, span: Span): void {
  const earlier = map.get(key);
  if (earlier === undefined) map.set(key, [span]);
  else earlier.push(span);
}

function asRun({ startedAt, decided }: Attempt): FinishedRun {
  const at = decided?.at ?? startedAt;
  return {
    endedAt: at,
    seconds: (at - startedAt) / 1000,
    outcome: decided?.outcome === 'succeeded' ? 'success' : 'failure',
  };
}

interface Known {
  /** Of all stacks known. */
  readonly all: readonly Span[];
  readonly work: readonly Span[];
  readonly stacks: ReadonlyMap<string, readonly StackEvent[]>;
}

/** What an operation changed; an operation of tags or outputs only has no event of a resource. */
function shapeIn(
  attempt: Attempt,
  stackId: string,
  { all, work, stacks }: Known,
): { readonly shape?: string } {
  const next = attempts(stacks.get(stackId) ?? []).find(({ startedAt }) => startedAt > attempt.startedAt);
  const until = next?.startedAt ?? Number.POSITIVE_INFINITY;
  // A nested stack is updated together with its parent, and may change nothing: its own events tell, if they go back so far.
  const isKnown = (stack: string) => (stacks.get(stack)?.[0]?.time ?? until) <= attempt.startedAt;
  const changed = all.some(
    (span) =>
      span.startedAt >= attempt.startedAt &&
      span.startedAt < until &&
      !(isNestedStack(span) && isKnown(span.physicalId)),
  );
  const shape = changed ? shapeOf(during(attempt, work).filter((span) => !isNestedStack(span))) : NOTHING;
  return shape === undefined ? {} : { shape };
}
