// Scripted bakes, two of each kind, or as many as `BAKES` says: the verdict is right in all, within the requests that a bake may
// make. `.ci/run` plays 300.
import { describe, expect, test } from '@jest/globals';

import { type BakeRun, quantile, runBake } from './run.ts';
import { type BakeScript, IN_TURNS, KINDS, scriptOf } from './scripts.ts';

const SCRIPTS = Number(process.env['BAKES'] ?? 2 * KINDS.length);

/** What breaks is rolled back; what tells nothing leaves the deployment what it is. */
const outcomeOf = ({ expected, cancelledAt, rollbackCode }: BakeScript) => {
  if (expected === 'breached') return rollbackCode === 0 ? 'rolled-back' : 'rollback-failed';
  return cancelledAt === undefined ? 'succeeded' : 'cancelled';
};
const seeds = Array.from({ length: SCRIPTS }, (_, index) => index);
const runs: BakeRun[] = [];

describe('scripted bakes', () => {
  test.each(KINDS)('%s', async (kind) => {
    for (const seed of seeds.filter((each) => scriptOf(each).kind === kind)) {
      const run = await runBake(scriptOf(seed));
      runs.push(run);
      const { status, reason } = run.report;
      expect({ seed, status, outcome: run.outcome, reason, script: run.script }).toMatchObject({
        ...{ seed, status: run.script.expected, outcome: outcomeOf(run.script) },
      });
    }
  });

  test('what breaks ends the bake within 45 s in 95 of 100', () => {
    const once = runs.filter(({ script }) => !IN_TURNS.includes(script.kind));
    const told = once.flatMap(({ toldAfter }) => toldAfter ?? []);
    expect(told.length).toBeGreaterThan(SCRIPTS / 5);
    expect(quantile(told, 0.95)).toBeLessThanOrEqual(45);
  });

  test('AWS is asked at most 2.5 times a minute', () => {
    // What breaks early is confirmed by a look and a history that its minutes have not paid for yet.
    const allowed = ({ minutes, report }: BakeRun) => 2.5 * minutes + (report.status === 'breached' ? 3 : 0);
    const over = runs.filter((run) => run.calls > allowed(run));
    expect(over.map(({ script, calls, minutes }) => ({ ...script, calls, minutes }))).toEqual([]);
  });
});
