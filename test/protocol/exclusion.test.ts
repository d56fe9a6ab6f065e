// The promise of the registry: never two holders. Checked on the steps that run, exhaustively and at random.
import { describe, expect, test } from '@jest/globals';
import { explore } from './explore.ts';
import { STEPS, type Steps } from './process.ts';
import { type Conditions, type Outcome, play } from './schedule.ts';

const MINUTES = 60_000;
/** Of one test: only a hang is to fail by time. */
const LIMIT = 20 * MINUTES;

/** `.ci/run` explores the large worlds, too, and plays all the schedules; otherwise every tenth of them. */
const WHOLE = process.env['EXCLUSION'] === 'whole';
const share = (schedules: number) => (WHOLE ? schedules : schedules / 10);
const SMALL_WORLDS = [
  { contenders: 2, comebacks: 0, lag: 2, settle: 2, liveness: true, obstacles: true, unannounced: true },
  { contenders: 2, comebacks: 1, lag: 1, settle: 1, obstacles: true },
];
const LARGE_WORLDS = [
  { contenders: 2, comebacks: 1, lag: 2, settle: 2, obstacles: true },
  { contenders: 3, comebacks: 0, lag: 1, settle: 1, liveness: true, obstacles: true },
  { contenders: 3, comebacks: 0, lag: 1, settle: 1, priorities: [0, 1, 1], obstacles: true },
];

describe('every interleaving of lagging reads, late ids, lost answers, crashes, cancellations and new attempts', () => {
  test.each(WHOLE ? [...SMALL_WORLDS, ...LARGE_WORLDS] : SMALL_WORLDS)(
    '$contenders contenders, $comebacks of them twice, lag $lag, settle $settle: never two holders',
    (world) => {
      const { states, transitions, ...found } = explore(world);
      process.stdout.write(`${JSON.stringify(world)}: ${states} states, ${transitions} transitions\n`);
      expect(found).toEqual({});
    },
    LIMIT,
  );

  test.each([
    { contenders: 2, comebacks: 0, lag: 1, settle: 0 },
    { contenders: 2, comebacks: 0, lag: 2, settle: 1 },
  ])('a settle of $settle below a lag of $lag is found out: the check can fail', (world) => {
    expect(explore(world).overlap?.at(-1)).toMatch(/holding.*holding/);
  });
});

describe('a contender with a defect is found out', () => {
  const DEFECTS: readonly (Partial<Steps> & {
    readonly name: string;
    readonly found: 'overlap' | 'stuck';
  })[] = [
    {
      name: 'holds without the second read',
      found: 'overlap',
      nextMove: (contender, observed, now, policy) =>
        contender.stage === 'due' && contender.claimed
          ? { kind: 'write', as: 'holding', why: 'hold' }
          : STEPS.nextMove(contender, observed, now, policy),
    },
    {
      name: 'lets no claim settle',
      found: 'overlap',
      nextMove: (...given) => {
        const move = STEPS.nextMove(...given);
        return move.kind === 'check' ? { kind: 'check', seconds: 0 } : move;
      },
    },
    {
      name: 'keeps its claim although another came first',
      found: 'stuck',
      nextMove: (...given) => {
        const move = STEPS.nextMove(...given);
        return move.kind === 'write' && move.why === 'overtaken'
          ? { kind: 'sleep', seconds: 2, jitter: 0, until: Number.POSITIVE_INFINITY }
          : move;
      },
    },
    {
      name: 'forgets that it took its claim back',
      found: 'overlap',
      applied: (contender, move, result) => {
        const after = STEPS.applied(contender, move, result);
        return move.kind === 'write' && move.as === 'waiting'
          ? { ...after, claimed: contender.claimed }
          : after;
      },
    },
  ];

  test.each(DEFECTS)('$name', ({ name, found, ...steps }) => {
    const world = { contenders: 2, comebacks: 0, lag: 2, settle: 2, liveness: true };
    const explored = explore(world, { ...STEPS, ...steps });
    process.stdout.write(`${name}: found after ${explored.states} states\n`);
    expect(explored[found]).toBeDefined();
  });
});

const CALM: Conditions = {
  ...{ contenders: 8, lag: 2, settle: 2, crash: 0.1, cancel: 0.1 },
  ...{ slowWrite: 0, foreignOnWaiting: 0, foreignOnActive: 0 },
};

function playMany(first: number, count: number, conditions: Conditions) {
  const sum: Record<keyof Outcome, number> = { grants: 0, overlaps: 0, unnoticed: 0, starved: 0, reads: 0 };
  for (let seed = first; seed < first + count; seed++) {
    const outcome = play(seed, conditions);
    for (const key of Object.keys(sum) as (keyof Outcome)[]) sum[key] += outcome[key];
  }
  process.stdout.write(`${count} schedules from ${first}: ${JSON.stringify(sum)}\n`);
  return sum;
}

describe('random schedules of 8 contenders with priorities', () => {
  test.each([
    { name: 'crashes and cancellations', first: 1, count: share(60_000), conditions: CALM },
    {
      name: 'a longer lag',
      first: 100_001,
      count: share(20_000),
      conditions: { ...CALM, lag: 5, settle: 5 },
    },
    {
      name: 'writes that land minutes after the read that led to them',
      first: 500_001,
      count: share(10_000),
      conditions: { ...CALM, slowWrite: 0.05, crash: 0.3, cancel: 0.2 },
    },
    {
      name: 'strangers who end and delete what waits',
      first: 200_001,
      count: share(20_000),
      conditions: { ...CALM, foreignOnWaiting: 0.4 },
    },
  ])(
    '$name: no overlap, nobody starves ($count schedules)',
    ({ first, count, conditions }) => {
      const { grants, overlaps, starved } = playMany(first, count, conditions);
      expect(grants).toBeGreaterThan(count * 5);
      expect({ overlaps, starved }).toEqual({ overlaps: 0, starved: 0 });
    },
    LIMIT,
  );

  test('strangers who end what claims or holds: every overlap has a victim who can see it', () => {
    const { overlaps, unnoticed } = playMany(300_001, share(5000), { ...CALM, foreignOnActive: 0.4 });
    expect(overlaps).toBeGreaterThan(0);
    expect(unnoticed).toBe(0);
  });

  test('a settle below the lag overlaps: the schedules can fail', () => {
    expect(playMany(400_001, share(10_000), { ...CALM, settle: 0.5 }).overlaps).toBeGreaterThan(0);
  });
});
