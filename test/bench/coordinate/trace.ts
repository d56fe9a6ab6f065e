import { seededRandom } from '@signalbox/simulator/random';

/** A deployment that arrives and wants the environment for a while. Seconds. */
export interface Arrival {
  readonly at: number;
  readonly hold: number;
}

/** What a queue made of a trace. */
export interface Result {
  /** Pairs that deployed at the same time. */
  readonly overlaps: number;
  readonly deployed: number;
  /** Turned away, or gave up waiting. */
  readonly refused: number;
  /** REST requests that GitHub counts. */
  readonly rest: number;
  readonly graphqlPoints: number;
  /** Seconds from the end of one deployment to the beginning of the next, when somebody waited. */
  readonly handOvers: readonly number[];
}

export const HOUR = 3600;

/** Twenty deployments within two minutes, some of them in the same second. */
export function arrivals(count: number, hold: number, seed = 1): Arrival[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => ({ at: random() * 120, hold })).sort((a, b) => a.at - b.at);
}

export interface Span {
  readonly from: number;
  readonly until: number;
}

export const countOverlaps = (spans: readonly Span[]): number =>
  spans.reduce(
    (sum, a, index) =>
      sum + spans.slice(index + 1).filter((b) => a.from < b.until && b.from < a.until).length,
    0,
  );

/** From each end to the next beginning. Only where deployments follow each other without overlapping. */
export function handOvers(spans: readonly Span[]): number[] {
  const inOrder = [...spans].sort((a, b) => a.from - b.from);
  return inOrder.slice(1).flatMap((span, index) => {
    const previous = inOrder[index];
    return previous === undefined || span.from < previous.until ? [] : [span.from - previous.until];
  });
}

export function quantile(values: readonly number[], level: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(level * sorted.length))] ?? Number.NaN;
}
