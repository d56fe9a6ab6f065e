import { experts } from './experts.ts';
import { at, type Mixture, type Point } from './mixture.ts';
import type { Observation } from './sample.ts';

/** Levels whose coverage is watched and corrected. */
export const LEVELS = [0.5, 0.8, 0.95] as const;

/** What the history says of the next run. */
export interface Pool {
  readonly sampleSize: number;
  /** The share of runs that take longer than exp(`x`) seconds. */
  survival(x: number): number;
  /** For each of LEVELS, the level of the pool that covered that share of the runs seen. */
  readonly calibrated: readonly number[];
}

/** Trust in an expert forgets with each run, and never dies: it may be right again after a change. */
const DISCOUNT = 0.93;
const FIXED_SHARE = 0.02;
/** Step of adaptive conformal inference (Gibbs and Candes 2021). */
const RATE = 0.01;
/** A run may also stall, anywhere beyond the usual: this makes the time left grow with the time gone. */
const STALL_SHIFT = 0.8;
const STALL_WIDTH = 0.7;

/** Replays the history as it happened: every run is predicted from those before it, then learnt from. */
export function replay(history: readonly Observation[]): Pool {
  const values: number[] = [];
  let levels: readonly number[] = LEVELS;
  let trust: readonly number[] = [];
  let stalls = 0;
  for (const seen of history) {
    if (values.length > 0) {
      const mixtures = withStalls(experts(values), values.length, stalls);
      if (trust.length === 0) trust = mixtures.experts.map(() => 1 / mixtures.experts.length);
      if (seen === 'stall') levels = adapt(levels, 1);
      else {
        levels = adapt(levels, 1 - survival(mixtures, trust, seen.logSeconds));
        trust = learn(
          trust,
          mixtures.experts.map((expert) => at(expert, seen.logSeconds)),
        );
      }
    }
    if (seen === 'stall') stalls++;
    else values.push(seen.logSeconds);
  }
  const mixtures = withStalls(experts(values), values.length, stalls);
  if (trust.length === 0) trust = mixtures.experts.map(() => 1 / mixtures.experts.length);
  return { sampleSize: values.length, calibrated: levels, survival: (x) => survival(mixtures, trust, x) };
}

interface Mixtures {
  readonly experts: readonly Mixture[];
  readonly stall: Mixture;
  readonly stallShare: number;
}

function withStalls(mixtures: readonly Mixture[], runs: number, stalls: number): Mixtures {
  const centre =
    mixtures.reduce((sum, { centres, weights }) => sum + mean(centres, weights), 0) / mixtures.length;
  return {
    experts: mixtures,
    stall: { centres: [centre + STALL_SHIFT], weights: [1], bandwidth: STALL_WIDTH },
    stallShare: (0.6 + stalls) / (30 + runs + stalls),
  };
}

const mean = (values: readonly number[], weights: readonly number[]) =>
  values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0);

function survival({ experts, stall, stallShare }: Mixtures, trust: readonly number[], x: number): number {
  const usual = experts.reduce((sum, expert, i) => sum + (trust[i] ?? 0) * at(expert, x).survival, 0);
  return (1 - stallShare) * usual + stallShare * at(stall, x).survival;
}

/** Moves each level up after a miss and down after a hit, so that in the long run it covers what it says. */
const adapt = (levels: readonly number[], seen: number) =>
  LEVELS.map((level, i) => {
    const current = levels[i] ?? level;
    return Math.min(current + RATE * (level - (seen <= current ? 1 : 0)), level + (1 - level) / 2);
  });

function learn(trust: readonly number[], points: readonly Point[]): number[] {
  const raw = trust.map((weight, i) => weight ** DISCOUNT * Math.max(points[i]?.density ?? 0, 1e-9));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return raw.map((weight) => ((1 - FIXED_SHARE) * weight) / total + FIXED_SHARE / raw.length);
}
