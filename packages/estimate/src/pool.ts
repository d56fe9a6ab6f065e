import { EXPERTS, emptyPast, opinions, type Past, remember } from './experts.ts';
import { at, LOGISTIC_SLOPE, logisticSurvival, type Mixture } from './mixture.ts';
import type { Observation } from './sample.ts';

/** The levels whose coverage is watched and corrected. */
export const LEVELS = [0.5, 0.8, 0.95] as const;

/** What the history says of the next run. */
export interface Pool {
  readonly sampleSize: number;
  /** The share of runs that take longer than exp(`x`) seconds. */
  survival(x: number): number;
  /** From 1 down to 0, between them for each of LEVELS: the survival at the level that covered that share of the runs seen. */
  readonly survivals: readonly number[];
}

/** Trust forgets with each run, and a share of it is redistributed: who was wrong may be right after a change. */
const DISCOUNT = 0.93;
const FIXED_SHARE = 0.05;
/** Step of adaptive conformal inference (Gibbs and Candes 2021), and how far towards certainty it may go. */
const RATE = 0.01;
const FARTHEST = 0.33;
/** Any run may stall: with this much belief in advance, around 2.2 times the usual, give or take a lot. */
const STALLS_SUPPOSED = 2;
const RUNS_SUPPOSED = 30;
const STALL_SHIFT = 0.8;
const STALL_WIDTH = 0.7;
/** Densities are cut here, so that one impossible run does not silence an expert for good. */
const SMALLEST_DENSITY = 1e-9;

/** Replays the history as it happened: every run is predicted from those before it, then learnt from. */
export function replay(history: readonly Observation[]): Pool {
  const past = emptyPast();
  let trust: readonly number[] = new Array<number>(EXPERTS).fill(1 / EXPERTS);
  let levels: readonly number[] = LEVELS;
  let stalls = 0;
  for (const seen of history) {
    if (past.runs.count > 0) {
      if (seen === 'stall') levels = adapt(levels, 1);
      else {
        const { survival, densities } = judge(believe(past, trust, stalls, false), seen);
        levels = adapt(levels, 1 - survival);
        trust = learn(trust, densities);
      }
    }
    if (seen === 'stall') stalls++;
    else remember(past, seen);
  }
  const belief = believe(past, trust, stalls, true);
  return {
    sampleSize: past.runs.count,
    survival: (x) => judge(belief, x).survival,
    survivals: [1, ...[...levels].sort((a, b) => a - b).map((level) => 1 - level), 0],
  };
}

interface Judged {
  readonly survival: number;
  /** One an expert. */
  readonly densities: readonly number[];
}

/** The experts pooled by trust, and the chance of a stall, which makes the remaining time grow with the elapsed time. */
interface Belief {
  readonly mixtures: readonly Mixture[];
  readonly trust: readonly number[];
  /** ln(seconds) at the middle. */
  readonly typical: number;
  readonly stallShare: number;
}

function believe(past: Past, trust: readonly number[], stalls: number, exact: boolean): Belief {
  const mixtures = opinions(past, exact);
  const typical = mixtures.reduce((sum, { middle, shift }, i) => sum + (trust[i] ?? 0) * (middle + shift), 0);
  const stallShare = (STALLS_SUPPOSED + stalls) / (RUNS_SUPPOSED + past.runs.count + stalls);
  return { mixtures, trust, typical, stallShare };
}

function judge({ mixtures, trust, typical, stallShare }: Belief, x: number): Judged {
  const densities: number[] = [];
  let pooled = 0;
  for (const mixture of mixtures) {
    const { survival, density } = at(mixture, x);
    pooled += (trust[densities.length] ?? 0) * survival;
    densities.push(density);
  }
  const stalled = logisticSurvival(((x - typical - STALL_SHIFT) * LOGISTIC_SLOPE) / STALL_WIDTH);
  return { survival: (1 - stallShare) * pooled + stallShare * stalled, densities };
}

/** Moves each level up after a miss and down after a hit. */
const adapt = (levels: readonly number[], seen: number): number[] =>
  LEVELS.map((level, i) => {
    const current = levels[i] ?? level;
    const moved = current + RATE * (level - (seen <= current ? 1 : 0));
    return Math.min(Math.max(moved, level / 2), level + (1 - level) * FARTHEST);
  });

function learn(trust: readonly number[], densities: readonly number[]): number[] {
  const raw = trust.map((weight, i) => weight ** DISCOUNT * Math.max(densities[i] ?? 0, SMALLEST_DENSITY));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return raw.map((weight) => ((1 - FIXED_SHARE) * weight) / total + FIXED_SHARE / raw.length);
}
