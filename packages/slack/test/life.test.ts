import { expect, test } from '@jest/globals';
import { virtualClock } from '@signalbox/simulator/clock';
import { seededRandom } from '@signalbox/simulator/random';
import { live } from './life.ts';

// The same at scale: npm run bench -- notify
test.each([
  { trouble: 0, crash: 0, runs: 20 },
  { trouble: 0.25, crash: 0, runs: 50 },
  { trouble: 0, crash: 0.02, runs: 50 },
  { trouble: 0.2, crash: 0.02, runs: 80 },
])(
  'the thread is right at the end with trouble $trouble and crashes $crash',
  async ({ runs, ...chances }) => {
    for (let seed = 1; seed <= runs; seed++) {
      const world = {
        clock: virtualClock(undefined, { timeouts: 'virtual' }),
        random: seededRandom(seed),
        minutes: 3,
        budgetSeconds: 60,
      };
      const { wrongs, overBudgetMs } = await live({ ...world, ...chances });
      expect({ seed, wrongs }).toEqual({ seed, wrongs: [] });
      expect(overBudgetMs).toBeLessThanOrEqual(0);
    }
  },
  60_000,
);
