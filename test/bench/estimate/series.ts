import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FinishedRun } from '@signalbox/estimate/forecast';
import { seededRandom } from '@signalbox/simulator/random';
import { finishedRun } from './answers.ts';

export interface Series {
  readonly name: string;
  /** By start. */
  readonly runs: readonly FinishedRun[];
}

export const RECORDED = join(import.meta.dirname, '../../../../shared/durations');

export const hasRecorded = (): boolean => existsSync(RECORDED);

export function recorded(): Series[] {
  return readdirSync(RECORDED)
    .filter((file) => file.endsWith('.csv'))
    .map((file) => ({
      name: file.replace(/\.csv$/, ''),
      runs: readFileSync(join(RECORDED, file), 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => {
          const [, started = '', seconds, outcome = ''] = line.split(',');
          return finishedRun(
            Date.parse(started),
            Number(seconds),
            outcome === 'stalled' ? 'timed_out' : outcome,
          );
        }),
    }));
}

/** Four kinds of history, each 400 runs a few hours apart: quiet, two modes, a change of regime, drifting with stalls. */
export function synthesized(): Series[] {
  const random = seededRandom(6);
  const noise = (spread: number) => Math.exp(spread * (random() + random() + random() - 1.5) * 2);
  const kinds: Record<string, (i: number) => number> = {
    quiet: () => 300 * noise(0.1),
    'two modes': () => (random() < 0.3 ? 90 : 420) * noise(0.15),
    'new regime': (i) => (i < 200 ? 200 : 520) * noise(0.2),
    'drift and stalls': (i) => (random() < 0.02 ? 9000 : 240 + i) * noise(0.3),
  };
  return Object.entries(kinds).map(([name, seconds]) => ({
    name,
    runs: Array.from({ length: 400 }, (_, i) =>
      finishedRun(Date.UTC(2026, 0, 1) + i * 10_800_000, Math.round(seconds(i)), 'success'),
    ),
  }));
}

/** Runs of which `share` take 3, 7, 13 or 20 times as long as the rest, 420 of each. */
export function twoModes(share: number): Series[] {
  return [3, 7, 13, 20].map((ratio) => {
    const random = seededRandom(1000 * share + ratio);
    const noise = () => Math.exp(0.2 * (random() + random() + random() - 1.5));
    return {
      name: `${100 * share} % take ${ratio} times as long`,
      runs: Array.from({ length: 420 }, (_, i) =>
        finishedRun(
          Date.UTC(2026, 0, 1) + i * 10_800_000,
          Math.round(60 * (random() < share ? ratio : 1) * noise()),
          'success',
        ),
      ),
    };
  });
}

/** Kinds of history that no constant was chosen by, 420 runs of each in each of four seeds. */
export function heldOut(): { readonly kind: string; readonly series: readonly Series[] }[] {
  const kinds: Record<string, (i: number, random: () => number) => number> = {
    'a new regime every 60 runs': (i) => 100 * (1 + ((Math.floor(i / 60) * 5) % 7)),
    'a trend up and down': (i) => 200 * (2 + Math.sin(i / 60)),
    // Pareto's tail: one in a hundred takes 4.6 times as long as the shortest, one in a thousand ten times.
    'heavy tails': (_, random) => 120 * (1 - random()) ** (-1 / 3),
    'lone outliers': (_, random) => (random() < 0.02 ? 300 * (2 + 10 * random()) : 300),
    'ties in time': () => 300,
  };
  return Object.entries(kinds).map(([kind, seconds]) => ({
    kind,
    series: [1, 2, 3, 4].map((seed) => ({
      name: `${kind}, seed ${seed}`,
      runs: seededRuns(seed, seconds, kind === 'ties in time' ? 8 : 1),
    })),
  }));
}

/** Runs a few hours apart, so many of them at a time. */
function seededRuns(seed: number, seconds: (i: number, random: () => number) => number, atATime: number) {
  const random = seededRandom(seed);
  const noise = () => Math.exp(0.3 * (random() + random() + random() - 1.5));
  return Array.from({ length: 420 }, (_, i) => {
    const took = Math.round(seconds(i, random) * noise());
    const ended = Date.UTC(2026, 0, 1) + Math.floor(i / atATime) * atATime * 10_800_000;
    return finishedRun(ended - took * 1000, took, 'success');
  });
}

/** Every n-th success with enough before it, and what was known when it started; at most `targets` of them. */
export function questions({ runs }: Series, targets: number) {
  const successes = runs.filter(({ outcome }) => outcome === 'success').slice(20);
  const stride = Math.max(1, Math.floor(successes.length / targets));
  return successes
    .filter((_, i) => i % stride === 0)
    .slice(0, targets)
    .map((run) => ({
      run,
      history: runs.filter(({ endedAt }) => endedAt <= run.endedAt - run.seconds * 1000),
    }));
}
