import {
  type Attempt,
  type Conclusion,
  type GitHubState,
  type Job,
  nextId,
  type Repository,
  type Run,
  type RunStatus,
  type Workflow,
} from '../state/state.ts';

export function addWorkflow(
  state: GitHubState,
  repository: Repository,
  given: Partial<Omit<Workflow, 'id'>> = {},
): Workflow {
  const workflow: Workflow = {
    id: nextId(state, 'workflow'),
    name: given.name ?? 'deploy',
    path: given.path ?? '.github/workflows/deploy.yml',
    dispatchable: given.dispatchable ?? true,
  };
  repository.workflows.push(workflow);
  return workflow;
}

/** A run with one attempt in progress and no jobs yet. */
export function addRun(
  state: GitHubState,
  repository: Repository,
  given: Partial<Omit<Run, 'attempts' | 'number' | 'reviews'>> & { readonly status?: RunStatus } = {},
): Run {
  const headBranch = given.headBranch ?? repository.defaultBranch;
  const run: Run = {
    id: given.id ?? nextId(state, 'run'),
    workflow: given.workflow ?? repository.workflows[0] ?? addWorkflow(state, repository),
    number: repository.runs.size + 1,
    event: given.event ?? 'push',
    headBranch,
    headSha: given.headSha ?? repository.refs.get(`refs/heads/${headBranch}`) ?? '0'.repeat(40),
    actor: given.actor ?? 'mona',
    createdAt: given.createdAt ?? state.clock.now(),
    attempts: [],
    reviews: [],
  };
  repository.runs.set(run.id, run);
  addAttempt(state, run, given.status);
  return run;
}

export function addAttempt(state: GitHubState, run: Run, status: RunStatus = 'in_progress'): Attempt {
  const now = state.clock.now();
  const attempt: Attempt = {
    number: run.attempts.length + 1,
    startedAt: now,
    status,
    conclusion: null,
    updatedAt: now,
  };
  run.attempts.push(attempt);
  return attempt;
}

/** A job of the run's last attempt, unless told otherwise. */
export function addJob(
  state: GitHubState,
  repository: Repository,
  run: Run,
  given: Partial<Omit<Job, 'runId' | 'completedAt' | 'conclusion'>> = {},
): Job {
  const job: Job = {
    id: given.id ?? nextId(state, 'job'),
    runId: run.id,
    attempt: given.attempt ?? run.attempts.length,
    name: given.name ?? 'deploy',
    createdAt: given.createdAt ?? state.clock.now(),
    runnerName: given.runnerName ?? 'GitHub Actions 1',
    status: given.status ?? 'in_progress',
    conclusion: null,
    completedAt: null,
    log: given.log ?? null,
  };
  repository.jobs.set(job.id, job);
  return job;
}

export function finishJob(state: GitHubState, job: Job, conclusion: Conclusion = 'success'): void {
  job.status = 'completed';
  job.conclusion = conclusion;
  job.completedAt = state.clock.now();
}

/** Ends the last attempt. Its jobs are left alone: on GitHub, too, the two can disagree for days. */
export function finishRun(state: GitHubState, run: Run, conclusion: Conclusion = 'success'): void {
  const attempt = run.attempts.at(-1);
  if (!attempt) return;
  attempt.status = 'completed';
  attempt.conclusion = conclusion;
  attempt.updatedAt = state.clock.now();
}
