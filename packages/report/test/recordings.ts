// The recorded durations next to the checkout, and noise like theirs that needs no recording.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../../../shared/durations');

export const haveRecordings = existsSync(FOLDER);

/** Logarithms of the ratios of successful runs to the median of the 31 around them, by series. */
export function recordedNoise(): ReadonlyMap<string, readonly number[]> {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.csv'));
  return new Map(
    files.map((name) => [name.replace('.csv', ''), noiseOf(readFileSync(join(FOLDER, name), 'utf8'))]),
  );
}

function noiseOf(csv: string): number[] {
  const rows = csv
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.split(','));
  const seconds = rows.filter(([, , , outcome]) => outcome === 'success').map(([, , value]) => Number(value));
  return seconds.map((value, index) => {
    const around = seconds.slice(Math.max(0, index - 15), index + 16).sort((a, b) => a - b);
    return Math.log(value / (around[Math.floor(around.length / 2)] ?? value));
  });
}

/** The middle half of the values lies within this distance of each other. */
export function spreadOf(noise: readonly number[]): number {
  const sorted = noise.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return at(0.75) - at(0.25);
}

/** Mulberry32: a seed gives the same numbers everywhere. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Durations of some 300 s with this noise; from index `shift` on, 25 % longer. */
export function historyOf(draw: () => number, length: number, shift = Number.POSITIVE_INFINITY): number[] {
  return Array.from({ length }, (_, index) => 300 * Math.exp(draw()) * (index >= shift ? 1.25 : 1));
}

/** Values drawn from those given. */
export const drawing = (noise: readonly number[], random: () => number) => () =>
  noise[Math.floor(random() * noise.length)] ?? 0;

/** As many values as they followed each other, then others from another place: their order stays (Künsch, Annals of Statistics 17, 1989). */
export function drawingRuns(noise: readonly number[], length: number, random: () => number): () => number {
  let [at, left] = [0, 0];
  return () => {
    if (left === 0) [at, left] = [Math.floor(random() * noise.length), length];
    left -= 1;
    return noise[at++ % noise.length] ?? 0;
  };
}

export const normalNoise = (spread: number, random: () => number) => () =>
  spread * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Normal with this spread, and every twentieth run up to three times as long: a retry, a cold cache. */
export const synthetic = (spread: number, random: () => number) => {
  const normal = normalNoise(spread, random);
  return () => {
    const value = normal();
    return random() < 0.05 ? random() * Math.log(3) : value;
  };
};
