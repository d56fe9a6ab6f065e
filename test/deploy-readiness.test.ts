// deploy.yml is approvals, checkout, credentials, one step and the release: that step gets every input there is for it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

const text = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8');
const read = (path: string) => parse(text(path));
const WORKFLOW = '.github/workflows/deploy.yml';
const { jobs, on } = read(WORKFLOW);
const called = on.workflow_call.inputs;
const { inputs: root } = read('action.yml');

interface WorkflowStep {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}
const steps: readonly WorkflowStep[] = jobs.deploy.steps;
const given = steps.find(({ id }) => id === 'turn')?.with ?? {};

/** Inputs of the workflow under another name than the step's, or of another job. */
const OTHERWISE: Readonly<Record<string, string>> = {
  ref: '${{ inputs.ref || github.sha }}',
};

test('it is short, and has no script of its own in the job that deploys', () => {
  expect(text(WORKFLOW).split('\n').length).toBeLessThanOrEqual(200);
  expect(steps.map(({ uses = '' }) => uses.split('@')[0])).toEqual([
    'actions/checkout',
    'aws-actions/configure-aws-credentials',
    '$/actions/guard',
  ]);
  expect(steps.filter(({ run }) => run !== undefined)).toEqual([]);
});

test('every input that the workflow has in common with the root action is handed on, and nothing else is', () => {
  const common = Object.keys(called).filter((name) => name in root);
  expect(common.length).toBeGreaterThan(25);
  for (const name of common)
    expect([name, given[name]]).toEqual([name, OTHERWISE[name] ?? `\${{ inputs.${name} }}`]);
  const own = Object.keys(given).filter((name) => !common.includes(name));
  expect(own.sort()).toEqual([
    'bake-query-token',
    'command-timeout',
    'otlp-headers',
    'pager-key',
    'shell',
    'slack-token',
  ]);
});

test('every input of the root action that says what and how to watch can be set', () => {
  const watching = Object.keys(root).filter((name) =>
    /^(health-|ecs-service|stack-name|aws-region|role-to-assume|timeout|stall-after|fail-on|on-cancel|bake)/.test(
      name,
    ),
  );
  expect(watching.length).toBeGreaterThan(10);
  // One of them is a secret.
  const asked = watching.filter((name) => name !== 'bake-query-token');
  for (const name of asked) expect(called).toHaveProperty(name);
});

test('what the workflow takes over from the root action has its default', () => {
  const same = Object.keys(called).filter((name) => name in root && 'default' in called[name]);
  expect(same.length).toBeGreaterThan(8);
  for (const name of same)
    expect([name, String(called[name].default)]).toEqual([name, String(root[name].default)]);
});

test.each([
  [
    'deployed',
    'contains(fromJSON(\'["succeeded", "no-changes"]\'), steps.turn.outputs.outcome) && contains(fromJSON(\'["succeeded", "no-changes", ""]\'), steps.turn.outputs.status)',
  ],
  ['rolled-back', "inputs.rollback-command != '' && steps.turn.outputs.outcome == 'rolled-back'"],
])('%s is said only of an outcome that is known to be that', (name, condition) => {
  expect(jobs.deploy.outputs[name]).toBe(`\${{ ${condition} && 'true' || '' }}`);
});
