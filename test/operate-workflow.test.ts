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
  test('each job has its own, and review what its caller grants: none but that one may ask for more', () => {
    expect(workflow).not.toHaveProperty('permissions');
    expect(jobs['operate']?.permissions).toEqual({ actions: 'read', contents: 'read', deployments: 'write' });
    expect(jobs['report']?.permissions).toEqual({ contents: 'read', deployments: 'read' });
    expect(jobs['review']).not.toHaveProperty('permissions');
    expect(Object.keys(jobs)).toEqual(['operate', 'report', 'review']);
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

  test('the example grants what review needs', () => {
    expect(example.jobs.operate.permissions).toMatchObject({ issues: 'write' });
  });
});

test('exactly one job runs for each operation', () => {
  const runs = (operation: string, job: Job): boolean =>
    job.if
      .split('&&')
      .every(
        (part) =>
          /inputs\.operation != '(\w+)'/.exec(part)?.[1] !== operation &&
          (!/==/.test(part) || part.includes(`'${operation}'`)),
      );
  for (const operation of ['status', 'health', 'mark', 'report', 'review'])
    expect(Object.values(jobs).filter((job) => runs(operation, job))).toHaveLength(1);
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
