// `operate.yml`: what it offers, and with which rights each part of it runs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { OPERATIONS } from '../actions/coordinate/src/inputs.ts';

interface Step {
  readonly uses: string;
  readonly if?: string;
  readonly with: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly if: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

const read = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8');
const workflow = parse(read('.github/workflows/operate.yml'));
const jobs: Readonly<Record<string, Job>> = workflow.jobs;
const example = parse(read('examples/operate/.github/workflows/operate.yml'));

/** They take the job's turn, or are steps of a job that deploys. */
const OF_DEPLOYING_JOBS = ['acquire', 'register', 'wait'];

test('each operation that is not of a deploying job can be chosen, there and in the example', () => {
  const offered: readonly string[] = workflow.on.workflow_dispatch.inputs.operation.options;
  const known = OPERATIONS.filter((name) => !OF_DEPLOYING_JOBS.includes(name));
  expect([...offered].sort()).toEqual([...known, 'report'].sort());
  expect(example.on.workflow_dispatch.inputs.operation.options).toEqual(offered);
  const said = workflow.on.workflow_call.inputs.operation.description;
  for (const name of offered) expect(said).toContain(name);
});

describe('rights', () => {
  test('each job has its own, and those that may need more have what their caller grants', () => {
    expect(workflow).not.toHaveProperty('permissions');
    expect(jobs['operate']?.permissions).toEqual({ actions: 'read', contents: 'read', deployments: 'write' });
    expect(jobs['report']?.permissions).toEqual({
      ...{ actions: 'read', contents: 'read', deployments: 'read' },
    });
    expect(jobs['with-role']).not.toHaveProperty('permissions');
    expect(jobs['review']).not.toHaveProperty('permissions');
    expect(Object.keys(jobs)).toEqual(['operate', 'with-role', 'report', 'review']);
  });

  test('who grants what the first version asked for can still call it', () => {
    const granted: Readonly<Record<string, string>> = {
      actions: 'read',
      contents: 'read',
      deployments: 'write',
    };
    for (const { permissions = {} } of Object.values(jobs))
      for (const [name, access] of Object.entries(permissions))
        expect([access, 'write']).toContain(granted[name]);
  });

  test('the example grants what review and a look with a role need', () => {
    expect(example.jobs.operate.permissions).toMatchObject({ issues: 'write', 'id-token': 'write' });
  });
});

/** What a job's condition is for these inputs: its operators are JavaScript's. */
function runs(job: Job, inputs: Readonly<Record<string, string>>): boolean {
  const condition = job.if.replaceAll(/inputs\.([\w-]+)/g, "(inputs['$1'] ?? '')");
  const names = { inputs, contains: (list: readonly string[], one: string) => list.includes(one) };
  const scope = { ...names, fromJSON: JSON.parse };
  const judge = new Function(...Object.keys(scope), `return Boolean(${condition});`);
  return judge(...Object.values(scope));
}

test.each(workflow.on.workflow_dispatch.inputs.operation.options as readonly string[])(
  'exactly one job runs for %s, with a role and without',
  (operation) => {
    const looks = ['check', 'health'].includes(operation);
    for (const role of ['', 'arn:aws:iam::123456789012:role/deploy']) {
      const found = Object.entries(jobs).filter(([, job]) =>
        runs(job, { operation, 'role-to-assume': role }),
      );
      const own = ['report', 'review'].includes(operation) ? operation : 'operate';
      expect(found.map(([name]) => name)).toEqual([looks && role !== '' ? 'with-role' : own]);
    }
  },
);

test('a look has every input that it can be asked for, with a role and without', () => {
  const asked = Object.keys(workflow.on.workflow_call.inputs).filter((name) =>
    workflow.on.workflow_call.inputs[name].description.startsWith('check, health'),
  );
  const given = jobs['with-role']?.steps[0]?.with ?? {};
  for (const name of asked) expect(given).toHaveProperty([name], `\${{ inputs.${name} }}`);
  const known = parse(read('actions/coordinate/action.yml')).inputs;
  for (const name of Object.keys(given)) expect(known).toHaveProperty([name]);
});

test('a review has the alarms and the role with which they are read, and keeps the rights of its caller', () => {
  const asked = Object.keys(workflow.on.workflow_call.inputs).filter((name) =>
    /^check, health, review:|; review:/.test(workflow.on.workflow_call.inputs[name].description),
  );
  expect(asked).toEqual(['role-to-assume', 'aws-region', 'bake-alarms']);
  const given = jobs['review']?.steps[0]?.with ?? {};
  for (const name of asked) expect(given).toHaveProperty([name], `\${{ inputs.${name} }}`);
  const known = parse(read('actions/coordinate/action.yml')).inputs;
  for (const name of Object.keys(given)) expect(known).toHaveProperty([name]);
  // The role is assumed through OIDC, whose right only the caller can give, and the example does.
  expect(jobs['review']).not.toHaveProperty('permissions');
  for (const name of ['role-to-assume', 'aws-region', 'bake-alarms'])
    expect(example.jobs.operate.with).toHaveProperty([name]);
});

test('a wrong address of telemetry keeps nobody from closing an environment', () => {
  const [step] = jobs['operate']?.steps ?? [];
  expect(step?.with).not.toHaveProperty('otlp-endpoint');
  expect(step?.env).toEqual({
    OTEL_EXPORTER_OTLP_ENDPOINT: `\${{ inputs.otlp-endpoint }}`,
    OTEL_EXPORTER_OTLP_HEADERS: `\${{ secrets.otlp_headers }}`,
  });
});

test('GitHub takes at most 25 inputs by hand', () => {
  expect(Object.keys(workflow.on.workflow_dispatch.inputs).length).toBeLessThanOrEqual(25);
});

test('the page is an artifact of its own that is not zipped, by a commit that cannot move', () => {
  const uploads = Object.values(jobs).flatMap(({ steps }) =>
    steps.filter(({ uses }) => uses.startsWith('actions/upload-artifact')),
  );
  for (const { uses } of uploads) expect(uses).toMatch(/@[0-9a-f]{40}$/);
  expect(jobs['report']?.steps[1]?.with).toMatchObject({
    path: `\${{ steps.report.outputs.report-path }}`,
    archive: false,
  });
});

test('a scheduled report is a workflow of at most 20 lines', () => {
  expect(read('examples/report/.github/workflows/report.yml').trim().split('\n').length).toBeLessThanOrEqual(
    20,
  );
});
