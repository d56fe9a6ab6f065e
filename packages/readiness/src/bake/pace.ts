// How often a bake polls, and what of it asks AWS.
import { keyOf, type Subject } from './subject.ts';

/** Seconds between two polls: a poll and one that confirms it take 45 s at most in 95 of 100, with time left to begin a rollback. */
export const POLL_SECONDS = 28;
/** A poll that is bad is confirmed sooner: with a second one 28 s later, a breach would be reported after up to 56 s. */
export const CONFIRM_SECONDS = 13;
/** AWS may be asked so often a minute, for all that is watched together. */
const CALLS_A_MINUTE = 2.5;
/** What AWS is asked for at once: a hundred alarms of a region, or a query with what it is counted by. */
export interface Ask {
  readonly id: string;
  /** Requests that it takes. */
  readonly cost: number;
  readonly keys: readonly string[];
}

export function asksOf(subjects: readonly Subject[]): readonly Ask[] {
  const asks = new Map<string, Ask>();
  for (const subject of subjects) {
    const { request } = subject;
    if (request === undefined) continue;
    const keys = [...(asks.get(request.id)?.keys ?? []), keyOf(subject)];
    asks.set(request.id, { ...request, keys });
  }
  return [...asks.values()];
}

/** Requests that a poll at these takes. */
export const costOf = (asks: readonly Ask[], keys: readonly string[]): number =>
  asks.reduce((sum, ask) => sum + (ask.keys.some((key) => keys.includes(key)) ? ask.cost : 0), 0);

/** Requests that a poll at all takes. */
export const totalCost = (asks: readonly Ask[]): number => asks.reduce((sum, { cost }) => sum + cost, 0);

/** Requests that the history of these alarms takes: one for each kind in each region. */
export const historyCost = (subjects: readonly Subject[]): number =>
  new Set(subjects.flatMap(({ group }) => group ?? [])).size;

/** Requests to AWS that a bake may make in all: enough to ask for all of it once, however short it is. */
export const mostCalls = (asks: readonly Ask[], subjects: readonly Subject[], seconds: number): number =>
  Math.max(Math.floor((CALLS_A_MINUTE * seconds) / 60), totalCost(asks) + historyCost(subjects));

/** Seconds that each request to AWS pays for: subjects take turns, one after the other, up to the end. */
export function secondsACall(subjects: readonly Subject[], seconds: number): number {
  const asks = asksOf(subjects);
  const polls = mostCalls(asks, subjects, seconds) - historyCost(subjects);
  return Math.min(
    Math.max(POLL_SECONDS, seconds / Math.max(1, polls)),
    seconds / Math.max(1, totalCost(asks)),
  );
}
