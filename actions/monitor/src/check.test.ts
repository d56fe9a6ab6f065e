import { expect, test } from '@jest/globals';
import { inputVariable, parseInputs } from '@signalbox/runner/inputs';
import { checkWatched } from './check.ts';
import { inputs } from './inputs.ts';

const checked = (given: Readonly<Record<string, string>>) => {
  const variables = Object.entries({ 'health-url': 'https://shop.example/', ...given }).map(
    ([name, value]) => [inputVariable(name), value],
  );
  checkWatched(parseInputs(inputs, Object.fromEntries(variables)), {});
};

test.each([
  ['health-timeout', { 'health-timeout': '3s', 'health-successes': '3' }],
  ['timeout', { 'health-timeout': '10m', 'health-successes': '100', timeout: '197s' }],
  ['health-status', { 'health-status': '301-303,308', 'health-follow-redirects': 'true' }],
] as const)('what no address could fulfil names %s: %j', (input, given) =>
  expect(() => checked(given)).toThrow(`Input "${input}"`),
);

test.each([
  { 'health-timeout': '4s', 'health-successes': '3' },
  { 'health-timeout': '10m', 'health-successes': '100', timeout: '198s' },
  { 'health-status': '301-304', 'health-follow-redirects': 'true' },
])('what one could fulfil is accepted: %j', (given) => expect(() => checked(given)).not.toThrow());
