import { spelled } from '../state/quirks.ts';
import {
  type Deployment,
  type DeploymentStatus,
  type GitHubState,
  nextId,
  type Repository,
  type StatusState,
} from '../state/state.ts';

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
