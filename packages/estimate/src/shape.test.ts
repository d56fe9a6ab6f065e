import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { FinishedRun } from './forecast.ts';
import { alike, formatShape, NOTHING, parseShape, shapeOf, successes } from './shape.ts';

const change = fc.record({ type: fc.string(), action: fc.constantFrom('CREATE', 'UPDATE', 'DELETE') });

describe('the shape of a change', () => {
  test('does not depend on order or number, and is found again in a status', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1 }), (changes) => {
        const shape = shapeOf(changes) ?? '';
        expect(shape).toMatch(/^[0-9a-f]{8}$/);
        expect(shapeOf([...changes, ...changes].reverse())).toBe(shape);
        expect(parseShape(`shop: 40% of ${formatShape(shape)}, 2 min left`)).toBe(shape);
      }),
    );
  });

  test('tells apart what is done, and to what', () => {
    const shapes = [
      [{ type: 'AWS::SQS::Queue', action: 'CREATE' }],
      [{ type: 'AWS::SQS::Queue', action: 'UPDATE' }],
      [{ type: 'AWS::SNS::Topic', action: 'CREATE' }],
    ].map(shapeOf);
    expect(new Set(shapes).size).toBe(3);
  });

  test('of nothing there is none', () => expect(shapeOf([])).toBeUndefined());

  test.each(['', 'change', 'change 1234', 'exchange 12345678', 'change 1234567g', 'change 123456789'])(
    'is not read from %j',
    (text) => expect(parseShape(text)).toBeUndefined(),
  );
});

test('that nothing was changed is read at the end only', () => {
  expect(parseShape(`shop: ${formatShape(NOTHING)}`)).toBe(NOTHING);
  expect(parseShape(`deploying (: ${formatShape(NOTHING)} by mona)`)).toBeUndefined();
});

describe('runs alike', () => {
  const run = (shape: string | undefined, outcome: FinishedRun['outcome'] = 'success'): FinishedRun => ({
    endedAt: 1,
    seconds: 60,
    outcome,
    ...(shape === undefined ? {} : { shape }),
  });
  const [same, other] = [run('aaaaaaaa'), run('bbbbbbbb')];

  test('are preferred where there are three', () => {
    expect(alike([same, other, same, run(undefined), same], 'aaaaaaaa')).toEqual([same, same, same]);
  });

  test.each([
    ['two are too few', [same, same, other]],
    ['failures do not count', [same, same, run('aaaaaaaa', 'failure'), other]],
  ])('%s: then all count', (_, runs) => expect(alike(runs, 'aaaaaaaa')).toEqual(runs));

  test('of an unknown shape all count', () => expect(alike([same, other], undefined)).toEqual([same, other]));
});

test('the successes are in order of their ends, whatever stands between them', () => {
  const endedAt = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(Number.NaN));
  const seconds = fc.constantFrom(-1, 60, 1e300, Number.NaN);
  const outcome = fc.constantFrom('success' as const, 'failure' as const);
  fc.assert(
    fc.property(fc.array(fc.record({ endedAt, seconds, outcome })), (runs) => {
      const expected = runs.filter(
        (run) => run.outcome === 'success' && run.seconds === 60 && run.endedAt >= 0,
      );
      const ends = expected.map((run) => run.endedAt).sort((a, b) => a - b);
      expect(successes(runs).map((run) => run.endedAt)).toEqual(ends);
    }),
  );
});
