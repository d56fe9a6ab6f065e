// The native concurrency group of deploy.yml: the free waiting room for all by default, and nobody's on request.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

const { jobs, on } = parse(
  readFileSync(join(import.meta.dirname, '../.github/workflows/deploy.yml'), 'utf8'),
);

/** The group's expression for one call: `a && b || c` and `format`, as GitHub reads them. */
function groupOf(inputs: { 'concurrency-group': boolean; environment: string }, run: string): string {
  const { group } = jobs.deploy.concurrency;
  const [, own, none] =
    /^\$\{\{ inputs\.concurrency-group && format\('([^']+)', inputs\.environment\) \|\| format\('([^']+)', inputs\.environment, github\.run_id, github\.run_attempt\) \}\}$/.exec(
      group,
    ) ?? [];
  const chosen = inputs['concurrency-group'] ? own : none;
  return (chosen ?? '').replace('{0}', inputs.environment).replace('{1}', run).replace('{2}', '1');
}

test('everybody waits in one group for an environment, and nobody is thrown out of it', () => {
  expect(on.workflow_call.inputs['concurrency-group'].default).toBe(true);
  const given = { 'concurrency-group': true, environment: 'production' };
  expect(groupOf(given, '7')).toBe('signalbox-production');
  expect(groupOf(given, '8')).toBe('signalbox-production');
  expect(jobs.deploy.concurrency).toMatchObject({ 'cancel-in-progress': false, queue: 'max' });
});

test('without it no two runs share a group: nobody waits there, and the registry decides alone', () => {
  const given = { 'concurrency-group': false, environment: 'production' };
  expect(groupOf(given, '7')).toBe('signalbox-production-7-1');
  expect(groupOf(given, '8')).toBe('signalbox-production-8-1');
  expect(jobs.deploy.steps.find(({ id }: { id?: string }) => id === 'turn').with).not.toHaveProperty(
    'require-concurrency-group',
  );
});
