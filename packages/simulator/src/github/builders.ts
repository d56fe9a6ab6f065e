import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@signalbox/runner/clock';
import { seededRandom } from '../random.ts';
import { PLAIN, spelled } from './quirks.ts';
import {
  type Attempt,
  type Commit,
  type Conclusion,
  type Deployment,
  type DeploymentStatus,
  FIRST_IDS,
  fullName,
  type GitHubState,
  type Issue,
  type Job,
  nextId,
  type Repository,
  type Run,
  type RunStatus,
  type StatusState,
  type Token,
  type Workflow,
} from './state.ts';

export function emptyState(clock: Clock, seed: number): GitHubState {
  return {
    clock,
    random: seededRandom(seed),
    repositories: new Map(),
    moved: new Map(),
    repositoryOf: new Map(),
    quirks: { ...PLAIN },
    tokens: new Map(),
    lastIds: { ...FIRST_IDS },
  };
}

/** A repository with one commit on its default branch. */
export function addRepository(
  state: GitHubState,
  name: string,
  options: { readonly private?: boolean; readonly defaultBranch?: string } = {},
): Repository {
  const [owner = '', short = ''] = name.split('/');
  const repository: Repository = {
    id: nextId(state, 'repository'),
    owner,
    name: short,
    private: options.private ?? false,
    defaultBranch: options.defaultBranch ?? 'main',
    createdAt: state.clock.now(),
    commits: new Map(),
    refs: new Map(),
    conflicting: new Set(),
    deployments: [],
    index: { byId: new Map(), byEnvironment: new Map() },
    environments: new Map(),
    workflows: [],
    runs: new Map(),
    jobs: new Map(),
    concurrencyGroups: new Map(),
    issues: [],
    hasIssues: true,
    dispatches: [],
  };
  state.repositories.set(name.toLowerCase(), repository);
  state.moved.delete(name.toLowerCase());
  addCommit(state, repository);
  return repository;
}

/** Renames or transfers a repository: requests to the old name are redirected, its tokens are good for the new one. */
export function renameRepository(state: GitHubState, repository: Repository, name: string): void {
  const before = fullName(repository);
  state.repositories.delete(before.toLowerCase());
  const [owner = '', short = ''] = name.split('/');
  Object.assign(repository, { owner, name: short });
  state.repositories.set(name.toLowerCase(), repository);
  state.moved.delete(name.toLowerCase());
  state.moved.set(before.toLowerCase(), repository);
  for (const [secret, token] of state.tokens) {
    const repositories = token.repositories.map((one) => (one === before ? name : one));
    state.tokens.set(secret, { ...token, repositories });
  }
}

/**
 * An installation token as GITHUB_TOKEN has been one since 2026: `ghs_APPID_JWT`, about 520 characters with two dots
 * (https://github.blog/changelog/2026-05-15-github-app-installation-tokens-per-request-override-header/).
 */
function statelessToken(length = 520): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `ghs_15368_${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iss: 'github', jti: randomBytes(9).toString('hex') })}.`;
  return (
    head +
    randomBytes(length)
      .toString('base64url')
      .slice(0, length - head.length)
  );
}

/** Registers a token and returns its secret. By default: what a deploy job's GITHUB_TOKEN may do. */
export function addToken(
  state: GitHubState,
  repositories: readonly (Repository | string)[],
  options: Partial<Omit<Token, 'repositories'>> & { readonly secret?: string } = {},
): string {
  const { secret = statelessToken(), ...rest } = options;
  const names = repositories.map((one) => (typeof one === 'string' ? one : fullName(one)));
  state.tokens.set(secret, {
    login: 'github-actions[bot]',
    permissions: { metadata: 'read', deployments: 'write', actions: 'read', contents: 'read' },
    budget: names.join(' '),
    ...rest,
    repositories: names,
  });
  return secret;
}

/** One commit on top of `branch` (made from the default branch when new), or with the given parents. */
export function addCommit(
  state: GitHubState,
  repository: Repository,
  options: Partial<Pick<Commit, 'message' | 'author' | 'parents'>> & { readonly branch?: string } = {},
): Commit {
  const ref = `refs/heads/${options.branch ?? repository.defaultBranch}`;
  const tip = repository.refs.get(ref) ?? repository.refs.get(`refs/heads/${repository.defaultBranch}`);
  const number = repository.commits.size + 1;
  const commit: Commit = {
    sha: createHash('sha1')
      .update(`${fullName(repository)} ${tip ?? ''} ${number}`)
      .digest('hex'),
    parents: options.parents ?? (tip === undefined ? [] : [tip]),
    message: options.message ?? `Commit ${number}`,
    author: options.author ?? 'mona',
    date: state.clock.now(),
    checks: new Map(),
  };
  repository.commits.set(commit.sha, commit);
  repository.refs.set(ref, commit.sha);
  return commit;
}

/** A chain of commits on one branch, oldest first. */
export function addCommits(
  state: GitHubState,
  repository: Repository,
  options: { readonly count: number; readonly branch?: string },
): Commit[] {
  const { count, ...rest } = options;
  return Array.from({ length: count }, () => addCommit(state, repository, rest));
}

export interface NewDeployment {
  readonly environment?: string;
  readonly sha?: string;
  readonly ref?: string;
  readonly task?: string;
  readonly payload?: Readonly<Record<string, unknown>> | string;
  readonly description?: string | null;
  readonly creator?: string;
  readonly createdAt?: number;
  readonly committedAt?: number;
  readonly id?: number;
  readonly transient?: boolean;
  readonly production?: boolean;
  /** Oldest first; each `at` a time of the state's clock. */
  readonly statuses?: readonly NewStatus[];
}

/** @throws when the repository has no commit and no sha is given */
export function addDeployment(
  state: GitHubState,
  repository: Repository,
  given: NewDeployment = {},
): Deployment {
  const { environment = 'production' } = given;
  const sha = given.sha ?? repository.refs.get(`refs/heads/${repository.defaultBranch}`);
  if (sha === undefined) throw new Error('addDeployment: no commit to deploy');
  const createdAt = given.createdAt ?? given.statuses?.[0]?.at ?? state.clock.now();
  const deployment: Deployment = {
    id: given.id ?? nextId(state, 'deployment'),
    sha,
    ref: given.ref ?? sha,
    task: given.task ?? 'deploy',
    payload: given.payload ?? {},
    originalEnvironment: spelled(repository, environment, state.quirks),
    description: given.description ?? null,
    creator: given.creator ?? 'github-actions[bot]',
    createdAt,
    committedAt: given.committedAt ?? createdAt,
    transient: given.transient ?? false,
    production: given.production ?? environment.toLowerCase() === 'production',
    statuses: [],
  };
  insertById(repository.deployments, deployment);
  repository.index.byId.set(deployment.id, deployment);
  state.repositoryOf.set(deployment, repository);
  indexEnvironment(repository, deployment, deployment.originalEnvironment);
  addEnvironment(state, repository, environment);
  for (const status of given.statuses ?? []) addStatus(state, deployment, status);
  return deployment;
}

/** An id that was allocated early may be committed late, so its place is not always the end. */
function insertById(rows: Deployment[], row: Deployment): void {
  let index = rows.length;
  while (index > 0 && (rows[index - 1]?.id ?? 0) > row.id) index--;
  rows.splice(index, 0, row);
}

function indexEnvironment({ index }: Repository, deployment: Deployment, environment: string): void {
  const key = environment.toLowerCase();
  const rows = index.byEnvironment.get(key) ?? [];
  index.byEnvironment.set(key, rows);
  insertById(rows, deployment);
}

export interface NewStatus {
  readonly state: StatusState;
  /** When it was posted. @default now */
  readonly at?: number;
  readonly committedAt?: number;
  readonly id?: number;
  readonly description?: string;
  /** Moves the deployment to this environment. */
  readonly environment?: string;
  readonly environmentUrl?: string;
  readonly logUrl?: string;
  readonly creator?: string;
}

export function addStatus(state: GitHubState, deployment: Deployment, given: NewStatus): DeploymentStatus {
  const createdAt = given.at ?? state.clock.now();
  const { originalEnvironment, statuses } = deployment;
  const status: DeploymentStatus = {
    id: given.id ?? nextId(state, 'status'),
    state: given.state,
    description: given.description ?? '',
    environment: given.environment ?? statuses.at(-1)?.environment ?? originalEnvironment,
    environmentUrl: given.environmentUrl ?? '',
    logUrl: given.logUrl ?? '',
    creator: given.creator ?? deployment.creator,
    createdAt,
    committedAt: given.committedAt ?? createdAt,
  };
  const moves = ![originalEnvironment, ...statuses.map(({ environment }) => environment)].some(
    (known) => known.toLowerCase() === status.environment.toLowerCase(),
  );
  const repository = state.repositoryOf.get(deployment);
  if (moves && repository !== undefined) indexEnvironment(repository, deployment, status.environment);
  statuses.push(status);
  return status;
}

function addEnvironment(state: GitHubState, repository: Repository, name: string): void {
  const key = name.toLowerCase();
  if (repository.environments.has(key)) return;
  repository.environments.set(key, { id: nextId(state, 'environment'), name, createdAt: state.clock.now() });
}

export type NewIssue = Partial<Omit<Issue, 'id' | 'number' | 'edits'>> & Pick<Issue, 'title'>;

export function addIssue(state: GitHubState, repository: Repository, given: NewIssue): Issue {
  const createdAt = given.createdAt ?? state.clock.now();
  const issue: Issue = {
    ...{ creator: 'github-actions[bot]', body: null, state: 'open', stateReason: null, labels: [] },
    ...{ createdAt, committedAt: createdAt, updatedAt: createdAt, closedAt: null, ...given },
    ...{ id: nextId(state, 'issue'), number: (repository.issues.at(-1)?.number ?? 0) + 1, edits: 0 },
  };
  repository.issues.push(issue);
  return issue;
}

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
  given: Partial<Omit<Run, 'attempts' | 'number'>> & { readonly status?: RunStatus } = {},
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

/** The first member of a group holds it, later ones wait. */
export function joinConcurrencyGroup(
  state: GitHubState,
  repository: Repository,
  name: string,
  member: { readonly run: Run; readonly job?: Job },
): void {
  const key = name.toLowerCase();
  const group = repository.concurrencyGroups.get(key) ?? { name, lastAcquiredAt: null, members: [] };
  repository.concurrencyGroups.set(key, group);
  const holds = group.members.length === 0;
  if (holds) group.lastAcquiredAt = state.clock.now();
  group.members.push({
    runId: member.run.id,
    ...(member.job ? { jobId: member.job.id } : {}),
    status: holds ? 'in_progress' : 'pending',
  });
}

/** The next in the group takes over. */
export function leaveConcurrencyGroup(
  state: GitHubState,
  repository: Repository,
  name: string,
  run: Run,
): void {
  const group = repository.concurrencyGroups.get(name.toLowerCase());
  const index = group?.members.findIndex((member) => member.runId === run.id) ?? -1;
  if (!group || index < 0) return;
  group.members.splice(index, 1);
  const head = group.members[0];
  if (head?.status !== 'pending') return;
  head.status = 'in_progress';
  group.lastAcquiredAt = state.clock.now();
}
