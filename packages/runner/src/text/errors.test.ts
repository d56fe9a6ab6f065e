import { expect, test } from '@jest/globals';
import { errorLine } from './errors.ts';

test.each<[string, unknown, string]>([
  ['an error', new Error('no\nsuch host'), 'no such host'],
  ['one without words', new TypeError(), 'TypeError'],
  // As Node rejects when each address of a name refuses (net.connect with autoSelectFamily): it has no words of its own.
  [
    'several without words of their own',
    new AggregateError([new Error('connect ECONNREFUSED 192.0.2.1:443'), new Error('connect ETIMEDOUT')]),
    'connect ECONNREFUSED 192.0.2.1:443',
  ],
  [
    'several with words',
    new AggregateError([new Error('first')], 'all of them failed'),
    'all of them failed',
  ],
  ['none of several', new AggregateError([]), 'AggregateError'],
  ['a word', 'stop', 'stop'],
  ['what has no words', Object.create(null), 'an error without words'],
])('%s', (_, thrown, line) => expect(errorLine(thrown)).toBe(line));
