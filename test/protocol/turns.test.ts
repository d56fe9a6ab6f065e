// No free environment while somebody living waits, and nobody before its turn: the waiting loop as it really runs.
import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '@signalbox/simulator/random';
import { type Played, playTurns, type Schedule, type Wish } from './turns.ts';

const MINUTES = 60_000;
const LEAST_CLAIM_TIMEOUT = 30;

/** Short, failing and long holds; priorities, deaths, freezes and misleading histories in some. */
function schedule(seed: number): Schedule {
  const random = seededRandom(seed);
  const among = <T>(...choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;
  const chance = (probability: number) => random() < probability;
  const spread = among(1, 60, 400);
  const mortal = chance(0.3) ? among(0.15, 0.5, 0.8) : 0;
  const wishes = Array.from({ length: 8 }, (): Wish => {
    const hold = among(
      () => random() * 5,
      () => 10 + random() * 50,
      () => 60 + random() * 120,
    )();
    const priority = chance(0.2) ? among(-1, 1) : 0;
    return { at: random() * spread, hold, priority, ...(chance(mortal) ? { dies: random() * 300 } : {}) };
  });
  const from = random() * 200;
  return {
    ...{ seed, wishes, claimTimeoutSeconds: among(LEAST_CLAIM_TIMEOUT, 60, 300) },
    nature: { lagMs: among(0, 0, 1500), latencyMs: among(50, 300) },
    history: chance(0.15) ? Array.from({ length: 6 }, () => among(30, 1800, 7200)) : [],
    ...(chance(0.1) ? { frozen: { from, until: from + random() * 300 } } : {}),
  };
}

function quantile(values: readonly number[], level: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(level * sorted.length))] ?? 0;
}

async function playMany(first: number, count: number) {
  const gaps: number[] = [];
  const wrong: string[] = [];
  const sum = { grants: 0, looks: 0, glimpses: 0 };
  for (let seed = first; seed < first + count; seed++) {
    const played = await playTurns(schedule(seed));
    wrong.push(...faults(played).map((fault) => `seed ${seed}: ${fault}`));
    gaps.push(...played.gaps);
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += played[key];
  }
  const figures = { p50: quantile(gaps, 0.5), p95: quantile(gaps, 0.95), longest: Math.max(...gaps) };
  process.stdout.write(`${count} schedules from ${first}: ${JSON.stringify({ ...sum, ...figures })}\n`);
  return { wrong, ...figures, ...sum };
}

const faults = ({ gaps, overlaps, overtakings, starved, passedOver }: Played): string[] => [
  ...(overlaps > 0 ? [`${overlaps} overlaps`] : []),
  ...overtakings.map((who) => `overtaken: ${who}`),
  ...starved.map((index) => `${index} starved`),
  ...(passedOver > 0 ? ['a living waiter was passed over'] : []),
  ...gaps.filter((gap) => gap > 60).map((gap) => `free for ${gap} s while somebody waited`),
];

/** `.ci/run` plays 10,000 of them. */
const SCHEDULES = Number(process.env['SCHEDULES'] ?? 200);

test(
  'random schedules of 8: no gap above a minute, order kept, nobody passed over, no two at once',
  async () => {
    const { wrong, p95, grants } = await playMany(1, SCHEDULES);
    expect(wrong).toEqual([]);
    expect(p95).toBeLessThanOrEqual(30);
    expect(grants).toBeGreaterThan(6 * SCHEDULES);
  },
  30 * MINUTES,
);

const CALM = { nature: { lagMs: 0, latencyMs: 100 }, claimTimeoutSeconds: 300 };

describe('what used to leave the environment free for minutes', () => {
  test.each([
    { name: 'six runs of 60 s without history', holds: [60, 60, 60, 60, 60, 60], history: [] },
    {
      name: 'usual time 30 min, each run fails after 30 s',
      holds: Array(6).fill(30),
      history: Array(10).fill(1800),
    },
    { name: 'twenty that fail at once', holds: Array(20).fill(1), history: Array(10).fill(1800) },
    { name: 'a long one, then short ones', holds: [1500, 5, 5, 5, 5], history: [] },
  ])('$name', async ({ name, holds, history }) => {
    const wishes = holds.map((hold: number, index: number) => ({ at: index, hold }));
    const played = await playTurns({ seed: 7, wishes, history, ...CALM });
    process.stdout.write(`${name}: gaps ${played.gaps.map((gap) => gap.toFixed(0)).join(' ')} s\n`);
    expect(faults(played)).toEqual([]);
    expect(quantile(played.gaps, 0.95)).toBeLessThanOrEqual(30);
  });

  test('all in front die at once: the last one has its turn within a minute', async () => {
    const lost = Array.from({ length: 7 }, (_, index) => ({ at: index, hold: 600, dies: 100 - index }));
    const played = await playTurns({ seed: 8, wishes: [...lost, { at: 20, hold: 10 }], ...CALM });
    expect(faults(played)).toEqual([]);
    expect(played.grants).toBe(2);
  });
});
