import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { addJob, addRepository, addRun, addToken, finishJob } from '../builders.ts';
import { octokitFor, refusal } from '../octokit.ts';
import { type GitHubSimulator, startGitHub } from '../server.ts';
import type { Job } from '../state/state.ts';

const ROUTE = 'GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs';

let github: GitHubSimulator;
let job: Job;

beforeEach(async () => {
  github = await startGitHub();
  const shop = addRepository(github.state, 'octo/shop');
  job = addJob(github.state, shop, addRun(github.state, shop), { log: 'one\ntwo\n' });
});
afterEach(() => github.close());

function ask(permissions: { readonly actions?: 'read' }) {
  const token = addToken(github.state, ['octo/shop'], { permissions });
  const octokit = octokitFor(github, token, { sockets: true });
  return octokit.request(ROUTE, { owner: 'octo', repo: 'shop', job_id: job.id });
}

test('the log of a job that is over is a text file behind a redirect', async () => {
  finishJob(github.state, job, 'failure');
  expect((await ask({ actions: 'read' })).data).toBe('one\ntwo\n');
  expect(github.log.map(({ status }) => status)).toEqual([302, 200]);
});

test('it is not there while the job runs, nor after its retention', async () => {
  expect(await refusal(ask({ actions: 'read' }))).toMatchObject({ status: 404 });
  finishJob(github.state, job, 'failure');
  job.log = null;
  expect(await refusal(ask({ actions: 'read' }))).toMatchObject({ status: 404 });
});

test('it needs the permission for actions, in a public repository too', async () => {
  finishJob(github.state, job, 'failure');
  expect(await refusal(ask({}))).toMatchObject({ status: 403 });
});
