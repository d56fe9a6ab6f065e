import { expect, test } from '@jest/globals';
import { evaluate, holds, interpolate, type Scope } from './expressions.ts';

const scope = (status = 'success'): Scope => ({
  values: {
    inputs: { 'stack-name': 'shop', role: '', minutes: 60, off: false },
    steps: { deploy: { outcome: 'success', outputs: { 'waited-seconds': '301', status: 'succeeded' } } },
  },
  functions: { success: () => status === 'success', failure: () => status === 'failure' },
});

test.each<[string, unknown]>([
  ["inputs.role || 'default'", 'default'],
  ["inputs.stack-name != '' && 'yes' || ''", 'yes'],
  ["(inputs.stack-name || inputs.role) != ''", true],
  ['steps.deploy.outputs.waited-seconds > 300', true],
  ["steps.none.outcome == 'success'", false],
  ["steps.none.outcome == ''", true],
  ["steps.deploy.outcome == 'SUCCESS'", true],
  ['contains(fromJSON(\'["succeeded", "no-changes"]\'), steps.deploy.outputs.status)', true],
  ["!inputs.off && 'it''s'", "it's"],
])('%s is %j', (expression, value) => expect(evaluate(expression, scope())).toBe(value));

test.each(['inputs.', 'nothing.known', 'what()', "'open", '1 2', 'a ? b : c'])(
  '%s is refused',
  (expression) => expect(() => evaluate(expression, scope())).toThrow(),
);

test('a condition holds after success only, unless it asks for the status', () => {
  const conditions = [undefined, "inputs.stack-name == 'shop'", '${{ failure() && inputs.minutes == 60 }}'];
  expect(conditions.map((each) => holds(each, scope()))).toEqual([true, true, false]);
  expect(conditions.map((each) => holds(each, scope('failure')))).toEqual([false, false, true]);
  expect(conditions.map((each) => holds(each, scope('cancelled')))).toEqual([false, false, false]);
});

test('what is nothing is shown as nothing', () => {
  expect(interpolate('${{ inputs.minutes }}m ${{ steps.none.outputs.x }}${{ inputs.off }}', scope())).toBe(
    '60m false',
  );
});
