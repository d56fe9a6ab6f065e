import { timestamp } from '../../state/answer.ts';
import type { Attempt, Commit, Job, Repository, Run } from '../../state/state.ts';
import { nodeId, pageUrl, renderUser, repositoryUrl, type Urls } from './render.ts';
import { renderMinimalRepository } from './render-repository.ts';

export function renderRun(urls: Urls, repository: Repository, run: Run, attempt: Attempt) {
  const api = `${repositoryUrl(urls, repository)}/actions`;
  const url = `${api}/runs/${run.id}`;
  const suite = run.id * 2;
  const commit = repository.commits.get(run.headSha);
  return {
    id: run.id,
    name: run.workflow.name,
    node_id: nodeId('WFR', run.id),
    check_suite_id: suite,
    check_suite_node_id: nodeId('CS', suite),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.workflow.path,
    run_number: run.number,
    run_attempt: attempt.number,
    event: run.event,
    status: attempt.status,
    conclusion: attempt.conclusion,
    workflow_id: run.workflow.id,
    url,
    html_url: `${pageUrl(urls, repository)}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: timestamp(run.createdAt),
    updated_at: timestamp(attempt.updatedAt),
    run_started_at: timestamp(attempt.startedAt),
    actor: renderUser(urls, run.actor),
    triggering_actor: renderUser(urls, run.actor),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repositoryUrl(urls, repository)}/check-suites/${suite}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: attempt.number > 1 ? `${url}/attempts/${attempt.number - 1}` : null,
    workflow_url: `${api}/workflows/${run.workflow.id}`,
    head_commit: commit ? renderSimpleCommit(commit) : null,
    repository: renderMinimalRepository(urls, repository),
    head_repository: renderMinimalRepository(urls, repository),
    display_title: commit?.message.split('\n')[0] ?? run.workflow.name,
  };
}

function renderSimpleCommit(commit: Commit) {
  const person = { name: commit.author, email: `${commit.author}@users.noreply.github.com` };
  return {
    id: commit.sha,
    tree_id: commit.sha,
    message: commit.message,
    timestamp: timestamp(commit.date),
    author: person,
    committer: person,
  };
}

/** `sparse`: without what the schema calls nullable, the time of a job's end among it. */
export function renderJob(urls: Urls, repository: Repository, run: Run, job: Job, sparse = false) {
  const api = repositoryUrl(urls, repository);
  const runUrl = `${api}/actions/runs/${run.id}`;
  return {
    id: job.id,
    run_id: run.id,
    run_url: runUrl,
    run_attempt: job.attempt,
    node_id: nodeId('CR', job.id),
    head_sha: run.headSha,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: `${pageUrl(urls, repository)}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: sparse ? null : job.conclusion,
    created_at: timestamp(job.createdAt),
    started_at: timestamp(job.createdAt),
    completed_at: job.completedAt === null || sparse ? null : timestamp(job.completedAt),
    name: job.name,
    steps: [],
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: ['ubuntu-latest'],
    runner_id: job.runnerName === null ? null : 1,
    runner_name: job.runnerName,
    runner_group_id: job.runnerName === null ? null : 0,
    runner_group_name: job.runnerName === null ? null : 'GitHub Actions',
    workflow_name: run.workflow.name,
    head_branch: run.headBranch,
  };
}
