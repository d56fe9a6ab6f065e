// deploy.yml watches as the one step does: no input of the watch is left out, and what it does not know is not deployed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

const read = (path: string) => parse(readFileSync(join(import.meta.dirname, '..', path), 'utf8'));
const { jobs, on } = read('.github/workflows/deploy.yml');
const called = on.workflow_call.inputs;
const { inputs: monitor } = read('actions/monitor/action.yml');
const { inputs: root } = read('action.yml');

interface WorkflowStep {
  readonly id?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, string>>;
}
const steps: readonly WorkflowStep[] = jobs.deploy.steps;
const step = (id: string) => steps.find((each) => each.id === id);

const WATCH = Object.keys(monitor).filter((name) =>
  /^(health-|ecs-service|stack-name|aws-region|role-to-assume|timeout|stall-after|fail-on)/.test(name),
);

test.each(['ready', 'watch'])(
  'the watch of step %s has every input that says what and how to watch',
  (id) => {
    const given = step(id)?.with ?? {};
    expect(WATCH.length).toBeGreaterThan(10);
    for (const name of WATCH) expect(given).toHaveProperty(name, `\${{ inputs.${name} }}`);
  },
);

test('what the workflow takes over from the root action has its default, and the guard gets it', () => {
  const same = Object.keys(called).filter((name) => name in root && 'default' in called[name]);
  expect(same.length).toBeGreaterThan(8);
  for (const name of same)
    expect([name, String(called[name].default)]).toEqual([name, String(root[name].default)]);
  for (const name of ['timeout', 'fail-on', 'stall-after', 'on-cancel', 'severity'])
    expect(step('turn')?.with).toHaveProperty(name, `\${{ inputs.${name} }}`);
});

test.each([
  ['deployed', 'ready'],
  ['rolled-back', 'watch'],
])('%s is said only when the step %s saw it', (said, watched) => {
  expect(step(said)?.if).toContain(
    `(steps.${watched}.outcome == 'skipped' || contains(fromJSON('["succeeded", "no-changes"]'), steps.${watched}.outputs.status))`,
  );
});
