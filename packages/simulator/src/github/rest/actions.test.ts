import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { virtualClock } from '../../clock.ts';
import {
  addAttempt,
  addJob,
  addRepository,
  addRun,
  addToken,
  addWorkflow,
  finishJob,
  finishRun,
  joinConcurrencyGroup,
  leaveConcurrencyGroup,
} from '../builders.ts';
import { type Octokit, octokitFor, refusal } from '../octokit.ts';
import { type GitHubSimulator, startGitHub } from '../server.ts';
import type { Repository } from '../state/state.ts';

const REPO = { owner: 'octo', repo: 'shop' };
const permissions = { actions: 'write', contents: 'write' } as const;

let github: GitHubSimulator;
let repository: Repository;
let octokit: Octokit;
const clock = virtualClock();

beforeEach(async () => {
  github = await startGitHub({ clock, sockets: false });
  repository = addRepository(github.state, 'octo/shop');
  octokit = octokitFor(github, addToken(github.state, [repository], { permissions }));
});
afterEach(() => github.close());

describe('runs, attempts and jobs', () => {
  test('a run shows its last attempt; earlier ones stay readable', async () => {
    const run = addRun(github.state, repository);
    const first = addJob(github.state, repository, run);
    finishJob(github.state, first, 'failure');
    finishRun(github.state, run, 'failure');
    await clock.sleep(60_000);
    addAttempt(github.state, run);
    const second = addJob(github.state, repository, run);

    const { data } = await octokit.rest.actions.getWorkflowRun({ ...REPO, run_id: run.id });
    expect(data).toMatchObject({ run_attempt: 2, status: 'in_progress', conclusion: null });
    const old = { ...REPO, run_id: run.id, attempt_number: 1 };
    expect((await octokit.rest.actions.getWorkflowRunAttempt(old)).data).toMatchObject({
      run_attempt: 1,
      status: 'completed',
      conclusion: 'failure',
    });
    expect((await octokit.rest.actions.listJobsForWorkflowRunAttempt(old)).data.jobs).toMatchObject([
      { id: first.id, run_attempt: 1, status: 'completed', conclusion: 'failure' },
    ]);
    const jobs = async (filter: 'latest' | 'all') =>
      (await octokit.rest.actions.listJobsForWorkflowRun({ ...REPO, run_id: run.id, filter })).data.jobs;
    expect((await jobs('latest')).map(({ id }) => id)).toEqual([second.id]);
    expect((await jobs('all')).map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  test('a job is found by its check run id and may be over while its run goes on', async () => {
    const run = addRun(github.state, repository);
    const job = addJob(github.state, repository, run, { name: 'deploy / production' });
    const get = async () =>
      (await octokit.rest.actions.getJobForWorkflowRun({ ...REPO, job_id: job.id })).data;
    expect(await get()).toMatchObject({ status: 'in_progress', conclusion: null, completed_at: null });
    await clock.sleep(5000);
    finishJob(github.state, job, 'cancelled');
    expect(await get()).toMatchObject({ status: 'completed', conclusion: 'cancelled', run_id: run.id });
    expect((await get()).check_run_url).toContain(`/check-runs/${job.id}`);
    expect((await octokit.rest.actions.getWorkflowRun({ ...REPO, run_id: run.id })).data.status).toBe(
      'in_progress',
    );
  });

  test('what does not exist is 404', async () => {
    const run = addRun(github.state, repository);
    const asks = [
      octokit.rest.actions.getWorkflowRun({ ...REPO, run_id: 1 }),
      octokit.rest.actions.getJobForWorkflowRun({ ...REPO, job_id: 1 }),
      octokit.rest.actions.getWorkflowRunAttempt({ ...REPO, run_id: run.id, attempt_number: 2 }),
    ];
    for (const ask of asks) expect(await refusal(ask)).toMatchObject({ status: 404 });
  });

  test('re-running failed jobs makes a new attempt with new jobs for those only', async () => {
    const run = addRun(github.state, repository);
    const rerun = () => octokit.rest.actions.reRunWorkflowFailedJobs({ ...REPO, run_id: run.id });
    expect(await refusal(rerun())).toMatchObject({ status: 403 });
    finishJob(github.state, addJob(github.state, repository, run, { name: 'build' }));
    const failed = addJob(github.state, repository, run, { name: 'deploy' });
    finishJob(github.state, failed, 'failure');
    finishRun(github.state, run, 'failure');
    expect((await rerun()).status).toBe(201);
    const query = { ...REPO, run_id: run.id, attempt_number: 2 };
    const { jobs } = (await octokit.rest.actions.listJobsForWorkflowRunAttempt(query)).data;
    expect(jobs).toMatchObject([{ name: 'deploy', status: 'queued', run_attempt: 2 }]);
    expect(jobs[0]?.id).not.toBe(failed.id);
  });
});

describe('concurrency groups', () => {
  const groups = '/repos/octo/shop/actions/concurrency_groups';
  const ask = async (path: string) => (await octokit.request(`GET ${path}`)).data;

  test('show the holder and the queue, by name without case, and nothing when idle', async () => {
    const [holder, next, last] = [0, 1, 2].map(() => addRun(github.state, repository));
    if (!holder || !next || !last) throw new Error('unreachable');
    for (const run of [holder, next, last]) {
      joinConcurrencyGroup(github.state, repository, 'deploy production', { run });
    }
    const url = `${groups}/DEPLOY%20production`;
    expect(await ask(url)).toMatchObject({
      group_name: 'deploy production',
      group_members: [
        { run_id: holder.id, status: 'in_progress' },
        { run_id: next.id, status: 'pending' },
        { run_id: last.id, status: 'pending' },
      ],
    });
    expect((await ask(`${url}?ahead_of_run=${last.id}`)).total_count).toBe(2);
    expect(await ask(groups)).toMatchObject({ total_count: 1 });
    expect(await ask(`/repos/octo/shop/actions/runs/${last.id}/concurrency_groups`)).toMatchObject({
      concurrency_groups: [{ group_members: [{ run_id: last.id, position: 2, status: 'pending' }] }],
    });

    leaveConcurrencyGroup(github.state, repository, 'deploy production', holder);
    expect(await ask(url)).toMatchObject({ group_members: [{ run_id: next.id, status: 'in_progress' }, {}] });
    for (const run of [next, last]) {
      leaveConcurrencyGroup(github.state, repository, 'deploy production', run);
    }
    expect(await refusal(ask(url))).toMatchObject({ status: 404 });
    expect(await ask(groups)).toMatchObject({ total_count: 0, concurrency_groups: [] });
  });

  test('job-level groups name the job', async () => {
    const run = addRun(github.state, repository);
    const job = addJob(github.state, repository, run, { name: 'deploy' });
    joinConcurrencyGroup(github.state, repository, 'prod', { run, job });
    expect(await ask(`${groups}/prod`)).toMatchObject({
      group_members: [{ run_id: run.id, job_id: job.id, job_name: 'deploy' }],
    });
  });

  test('GitHub Enterprise Server has none, and its API is below /api/v3', async () => {
    const server = await startGitHub({ clock, sockets: false, enterpriseServer: true });
    const own = addRepository(server.state, 'octo/shop');
    joinConcurrencyGroup(server.state, own, 'prod', { run: addRun(server.state, own) });
    const client = octokitFor(server, addToken(server.state, [own]));
    expect(server.url).toMatch(/\/api\/v3$/);
    expect(server.graphqlUrl).toMatch(/\/api\/graphql$/);
    expect(await refusal(client.request(`GET ${groups}`))).toMatchObject({ status: 404 });
    expect((await client.rest.repos.listDeployments(REPO)).status).toBe(200);
    await server.close();
  });
});

describe('dispatches', () => {
  const dispatch = (options: object = {}) =>
    octokit.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
      ...REPO,
      workflow_id: 'deploy.yml',
      ref: 'main',
      ...options,
    });

  test('of a workflow start a run, by file name or id, with details when asked', async () => {
    const workflow = addWorkflow(github.state, repository);
    expect((await dispatch()).status).toBe(204);
    const answer = await dispatch({ workflow_id: workflow.id, return_run_details: true });
    const runs = [...repository.runs.values()];
    expect(runs).toMatchObject([{ event: 'workflow_dispatch' }, { event: 'workflow_dispatch' }]);
    expect(answer).toMatchObject({ status: 200, data: { workflow_run_id: runs[1]?.id } });
  });

  test('refuse an unknown workflow, one without the trigger, and an unknown ref', async () => {
    addWorkflow(github.state, repository, { path: '.github/workflows/ci.yml', dispatchable: false });
    addWorkflow(github.state, repository);
    expect(await refusal(dispatch({ workflow_id: 'none.yml' }))).toMatchObject({ status: 404 });
    expect(await refusal(dispatch({ workflow_id: 'ci.yml' }))).toMatchObject({ status: 422 });
    expect(await refusal(dispatch({ ref: 'nowhere' }))).toMatchObject({ status: 422 });
  });

  test('of a repository are kept, within the limits of their payload', async () => {
    const send = (options: object) =>
      octokit.rest.repos.createDispatchEvent({ ...REPO, event_type: 'turn', ...options });
    expect((await send({ client_payload: { a: 1 } })).status).toBe(204);
    expect(repository.dispatches).toEqual([{ eventType: 'turn', clientPayload: { a: 1 } }]);
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`key${index}`, index]));
    expect(await refusal(send({ client_payload: many }))).toMatchObject({ status: 422 });
    expect(await refusal(send({ event_type: 'x'.repeat(101) }))).toMatchObject({ status: 422 });
  });
});
