import type { FinishedRun } from '@signalbox/estimate/forecast';
import { type Attempt, attempts } from './attempt.ts';
import { type Action, type Span, secondsOf, spanKey, spans } from './span.ts';
import type { StackEvent } from './stack-event.ts';
import type { Operation } from './status.ts';
import { learnt, ofType, type Usual } from './usual.ts';

type Work = { readonly [K in 'stackId' | 'logicalId' | 'type']: string } & { readonly action: Action };

/** What earlier operations of the same stacks teach. */
export interface History {
  /** Its own earlier times, else those of its type in these stacks, else those of the type anywhere. */
  usual(work: Work): Usual;
  /** Finished operations of a stack, of one kind. */
  runs(stackId: string, operation: Operation): readonly FinishedRun[];
  /** What the latest successful one of them worked on, nested stacks included. */
  lastWork(stackId: string, operation: Operation): readonly Span[];
}

/** Learns from stacks' older events (of each stack, oldest first), which CloudFormation keeps. */
export function learn(stacks: ReadonlyMap<string, readonly StackEvent[]>): History {
  const work = [...stacks.values()].flatMap((events) => spans(events)).filter(wentWell);
  const own = new Map<string, number[]>();
  const types = new Map<string, number[]>();
  for (const span of work) {
    const seconds = secondsOf(span, span.startedAt);
    remember(own, ownKey(span), seconds);
    remember(types, typeKey(span), seconds);
  }
  const cache = new Map<string, Usual>();
  const usual = (work: Work): Usual => {
    const made = cache.get(ownKey(work)) ?? usualOf(work, own, types);
    cache.set(ownKey(work), made);
    return made;
  };
  const finished = (stackId: string, operation: Operation) =>
    attempts(stacks.get(stackId) ?? []).filter(
      (attempt) => attempt.decided !== undefined && attempt.operation === operation,
    );
  return {
    usual,
    runs: (stackId, operation) =>
      finished(stackId, operation).flatMap((attempt) => finishedRun(attempt) ?? []),
    lastWork: (stackId, operation) => {
      const last = finished(stackId, operation).findLast(({ decided }) => decided?.outcome === 'succeeded');
      return last === undefined ? [] : during(last, work);
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

function usualOf(work: Work, own: Map<string, number[]>, types: Map<string, number[]>): Usual {
  const mine = own.get(ownKey(work));
  if (mine !== undefined) return learnt(mine, 'own');
  const alike = types.get(typeKey(work));
  return alike === undefined ? ofType(work.type, work.action) : learnt(alike, 'type');
}

function remember(map: Map<string, number[]>, key: string, seconds: number): void {
  const samples = map.get(key);
  if (samples === undefined) map.set(key, [seconds]);
  else samples.push(seconds);
}

function finishedRun({ startedAt, decided }: Attempt): FinishedRun | undefined {
  if (decided === undefined) return undefined;
  return {
    endedAt: decided.at,
    seconds: (decided.at - startedAt) / 1000,
    outcome: decided.outcome === 'succeeded' ? 'success' : 'failure',
  };
}
