import { expect, test } from '@jest/globals';
import { condition, evaluate } from './expressions.ts';
import { parsePairs } from './file-commands.ts';

const context = { github: { token: 't', run_id: 7 }, job: { check_run_id: undefined } };

test.each([
  ['plain', 'plain'],
  ['${{ github.token }}', 't'],
  ['a ${{github.run_id}} b ${{ github.token }}', 'a 7 b t'],
  ['${{ job.check_run_id }}', ''],
])('%s is %j', (text, value) => expect(evaluate(text, context)).toBe(value));

test.each(['${{ github.nothing }}', '${{ secrets.X }}', "${{ github.token || 'x' }}", '${{ github }}'])(
  '%s is an error',
  (text) => expect(() => evaluate(text, context)).toThrow('the simulated runner'),
);

test.each([
  ['always()', 'cancelled', true],
  ['success()', 'failure', false],
  ['${{ failure() }}', 'failure', true],
  ['!cancelled()', 'cancelled', false],
] as const)('post-if %s after %s: %s', (expression, status, runs) => {
  expect(condition(expression, status)).toBe(runs);
});

test('file commands take both forms, and a value may look like the other form', () => {
  expect(parsePairs('a=1<<2\nb<<X\nl1\nc=3\n\nX\n\nd=\n')).toEqual({ a: '1<<2', b: 'l1\nc=3\n', d: '' });
  for (const bad of ['nonsense', 'a<<X\nnever ends']) expect(() => parsePairs(bad)).toThrow();
});
