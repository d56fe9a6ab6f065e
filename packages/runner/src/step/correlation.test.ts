import { expect, test } from '@jest/globals';
import { recordedStep } from '@signalbox/simulator/step';
import fc from 'fast-check';
import { CORRELATION_ID, CORRELATION_VARIABLE, correlate, correlationId } from './correlation.ts';
import { readJob } from './job.ts';

const job = readJob({ GITHUB_REPOSITORY: 'octo/shop', GITHUB_RUN_ID: '7001' });

test.each([
  ['the input wins', 'mine', { DEPLOYMENT_CORRELATION_ID: 'theirs' }, 'production', 'mine'],
  ['then the job’s environment', undefined, { DEPLOYMENT_CORRELATION_ID: 'theirs' }, 'production', 'theirs'],
  ['then run and environment', undefined, {}, 'Production-EU', '7001-production-eu'],
  [
    'a malformed inherited id is not handed on',
    undefined,
    { DEPLOYMENT_CORRELATION_ID: 'a\nb' },
    'qa',
    '7001-qa',
  ],
])('%s', (_, input, env, environment, id) => {
  expect(correlationId(input, env, job, environment)).toBe(id);
  expect(id).toMatch(CORRELATION_ID);
});

test('made ids are one for each environment of a run, matched without case', () => {
  const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 255 });
  const made = (environment: string) => correlationId(undefined, {}, job, environment);
  fc.assert(
    fc.property(names, names, (a, b) => {
      expect(made(a)).toMatch(CORRELATION_ID);
      expect(made(a) === made(b)).toBe(a.toLowerCase() === b.toLowerCase());
    }),
  );
});

test.each([
  ['生产', '测试'],
  ['eu/west', 'eu-west'],
  ['Production EU', 'production_eu!'],
  ['-qa', 'qa'],
  [`${'x'.repeat(200)}1`, `${'x'.repeat(200)}2`],
  ['eu/west', correlationId(undefined, {}, job, 'eu/west').replace('7001-', '')],
])('%s and %s have ids of their own', (a, b) => {
  const [one, other] = [a, b].map((name) => correlationId(undefined, {}, job, name));
  expect(one).not.toBe(other);
});

test('the first step says the id and hands it on; a later one that has it keeps quiet', () => {
  const first = recordedStep();
  expect(correlate(first, undefined, 'qa')).toBe('7001-qa');
  expect(first.exported).toEqual({ [CORRELATION_VARIABLE]: '7001-qa' });
  expect(first.lines).toEqual(['Correlation id: 7001-qa']);
  const later = recordedStep({ env: first.exported });
  expect(correlate(later, undefined, 'production')).toBe('7001-qa');
  expect(later.lines).toEqual([]);
});
