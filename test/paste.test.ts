// What the documents give to paste loses no deployment: nobody is thrown out of a queue, killed in the middle of a
// deployment by the job's own limit, or deployed when it was not the turn.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parseDuration } from '@signalbox/runner/duration';
import { parse } from 'yaml';
import { repository, root, snippets } from './documents.ts';

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly uses?: string;
  readonly steps?: readonly Step[];
  readonly concurrency?: unknown;
  readonly 'timeout-minutes'?: number;
  readonly environment?: { readonly deployment?: boolean };
  readonly permissions?: Readonly<Record<string, string>>;
}

/** How long the step may wait for its turn, in minutes; 0 when it does not wait. */
function longestWait({ uses = '', with: given = {} }: Step): number {
  const action = uses.replace(/@.*/, '').slice(repository.length + 1);
  if (!uses.startsWith(repository) || !['', 'actions/coordinate'].includes(action)) return 0;
  const operation = given['operation'] ?? 'acquire';
  if (!['acquire', 'wait'].includes(String(operation)) || (given['on-busy'] ?? 'wait') !== 'wait') return 0;
  const { inputs } = parse(readFileSync(join(root, action, 'action.yml'), 'utf8'));
  const wait = String(given['wait-timeout'] ?? inputs['wait-timeout'].default);
  return (parseDuration(wait) ?? Number.NaN) / 60;
}

/** GitHub's default for a job. https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idtimeout-minutes */
const DEFAULT_LIMIT = 360;
/** What a deployment is given after the longest wait, in minutes. */
const LEAST_DEPLOYMENT = 30;

/** A role that trusts the jobs of a GitHub environment (examples/aws) is given to no other job. */
function faultsOfRole(job: Job): string[] {
  const steps = job.steps ?? [];
  const assumes = steps.some(({ with: given = {} }) => given['role-to-assume'] !== undefined);
  if (!assumes) return [];
  const { environment, permissions } = job;
  return [
    ...(permissions?.['id-token'] === 'write' ? [] : ['a role is assumed without `id-token: write`']),
    ...(environment?.deployment === false ? [] : ['a role is assumed outside its GitHub environment']),
  ];
}

function faultsOfJob(job: Job): string[] {
  const steps = job.steps ?? [];
  const limit = job['timeout-minutes'] ?? DEFAULT_LIMIT;
  const wait = steps.reduce((sum, step) => sum + longestWait(step), 0);
  const tooShort =
    wait > 0 && !(limit >= wait + LEAST_DEPLOYMENT)
      ? [`timeout-minutes ${limit} beside a wait of ${wait} min`]
      : [];
  const skipping = steps.findIndex(({ with: given = {} }) =>
    ['on-busy', 'on-outdated'].some((name) => given[name] === 'skip'),
  );
  if (skipping < 0) return tooShort;
  const { id } = steps[skipping] ?? {};
  const unasked = steps
    .slice(skipping + 1)
    .filter((step) => !new RegExp(`steps\\.${id}\\.outputs\\.(acquired|can-deploy)`).test(step.if ?? ''));
  return [...tooShort, ...unasked.map(() => 'a step after `skip` runs whether or not it is the turn')];
}

/** A group waits without losing anybody only as a queue that nobody is cancelled in. https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency */
function faultsOfGroup(concurrency: unknown): string[] {
  if (concurrency === undefined) return [];
  if (typeof concurrency !== 'object' || concurrency === null)
    return ['a concurrency group without `queue: max`'];
  const { queue, 'cancel-in-progress': cancel = false } = concurrency as Record<string, unknown>;
  return [
    ...(queue === 'max' ? [] : ['a concurrency group without `queue: max`']),
    ...(cancel === false ? [] : ['a concurrency group that cancels a deployment']),
  ];
}

/** What may be lost by it, a line each. A snippet may be a workflow, a job or only steps. */
function faults(yaml: string): string[] {
  const found: unknown = parse(yaml);
  if (Array.isArray(found)) return faultsOfJob({ steps: found });
  const { jobs, steps, concurrency } = found as {
    jobs?: Record<string, Job>;
    steps?: Step[];
    concurrency?: unknown;
  };
  const all = jobs === undefined ? [{ steps: steps ?? [] } as Job] : Object.values(jobs);
  return (
    [concurrency, ...all.map((job) => job.concurrency)]
      .flatMap(faultsOfGroup)
      .concat(all.flatMap(faultsOfJob))
      // Steps alone do not say what job they are in.
      .concat(jobs === undefined ? [] : all.flatMap(faultsOfRole))
  );
}

test.each(snippets)('$file loses no deployment', ({ yaml }) => expect(faults(yaml)).toEqual([]));

const uses = `uses: ${repository}@v1`;
test.each([
  ['concurrency: production\njobs: {}', 'queue: max'],
  ['concurrency: { group: production }\njobs: {}', 'queue: max'],
  ['concurrency: { group: a, queue: max, cancel-in-progress: true }\njobs: {}', 'cancels'],
  ['jobs: { a: { concurrency: a, steps: [] } }', 'queue: max'],
  [`jobs: { a: { timeout-minutes: 60, steps: [{ ${uses} }] } }`, 'wait of 60 min'],
  [
    `jobs: { a: { timeout-minutes: 90, steps: [{ ${uses}, with: { wait-timeout: 2h } }] } }`,
    'wait of 120 min',
  ],
  [`jobs: { a: { steps: [{ ${uses}, with: { wait-timeout: 6h } }] } }`, 'timeout-minutes 360'],
  [`- ${uses}\n  id: a\n  with: { on-busy: skip }\n- run: ./deploy.sh`, 'after `skip`'],
  [
    `steps:\n- ${uses}\n  id: a\n  with: { on-outdated: skip }\n- if: success()\n  run: ./deploy.sh`,
    'after `skip`',
  ],
  [
    'jobs: { a: { permissions: { id-token: write }, steps: [{ uses: x, with: { role-to-assume: r } }] } }',
    'outside',
  ],
  [
    'jobs: { a: { environment: { deployment: false }, steps: [{ uses: x, with: { role-to-assume: r } }] } }',
    'id-token',
  ],
])('and what does is found: %s', (yaml, fault) => {
  expect(faults(yaml)).toEqual([expect.stringContaining(fault)]);
});
