import { type Answer, invalid, notFound, Refusal } from '../answer.ts';
import { addDeployment, addStatus } from '../builders.ts';
import { history, resolveRef } from '../git-graph.ts';
import { filtersTo, inListOrder } from '../quirks.ts';
import {
  type Commit,
  type Deployment,
  type DeploymentStatus,
  fullName,
  type GitHubState,
  nextId,
  type Repository,
  type StatusState,
} from '../state.ts';
import { PRIMARY, see, type VisibleDeployment } from '../visibility.ts';
import { repositoryUrl } from './render.ts';
import { renderDeployment, renderStatus } from './render-deployment.ts';
import { type Call, paginate, type Routes } from './routes.ts';

/** docs: rest/deployments/statuses; a longer one is refused. */
const DESCRIPTION_LIMIT = 140;
const ENVIRONMENT_LIMIT = 255;

export const deploymentRoutes: Routes = {
  'repos/list-deployments': { permission: 'deployments', access: 'read', answer: list },
  'repos/create-deployment': { permission: 'deployments', access: 'write', answer: create },
  'repos/get-deployment': { permission: 'deployments', access: 'read', answer: get },
  'repos/delete-deployment': { permission: 'deployments', access: 'write', answer: remove },
  'repos/list-deployment-statuses': { permission: 'deployments', access: 'read', answer: listStatuses },
  'repos/create-deployment-status': { permission: 'deployments', access: 'write', answer: createStatus },
  'repos/get-deployment-status': { permission: 'deployments', access: 'read', answer: getStatus },
};

function list(call: Call): Answer {
  const { sha, ref, task, environment } = call.parameters;
  const wanted = ({ deployment, environment: current }: VisibleDeployment) =>
    (sha === undefined || deployment.sha === sha) &&
    (ref === undefined || deployment.ref === ref) &&
    (task === undefined || deployment.task === task) &&
    (typeof environment !== 'string' || filtersTo(environment, current, call.state.quirks));
  const rows = visibleDeployments(call, typeof environment === 'string' ? [environment] : undefined).filter(
    wanted,
  );
  const { page, headers } = paginate(rows, call);
  return { status: 200, headers, data: page.map((row) => rendered(call, row)) };
}

/** Newest first; with `environments` all that may be in one of them, and perhaps others. */
export function visibleDeployments(
  { repository, snapshot }: Pick<Call, 'repository' | 'snapshot'>,
  environments?: readonly string[],
) {
  return candidates(repository, environments)
    .map((deployment) => see(deployment, snapshot))
    .filter((row) => row !== undefined)
    .reverse();
}

function candidates({ deployments, index }: Repository, environments?: readonly string[]) {
  if (environments === undefined) return deployments;
  const names = [...new Set(environments.map((name) => name.toLowerCase()))];
  const rows = names.flatMap((name) => index.byEnvironment.get(name) ?? []);
  return names.length < 2 ? rows : [...new Set(rows)].sort((a, b) => a.id - b.id);
}

/** A deployment as of one status is rendered once, so that long lists stay cheap. */
const renderings = new WeakMap<Deployment, Map<string, object>>();

function rendered(
  { urls, repository, state }: Pick<Call, 'urls' | 'repository' | 'state'>,
  row: VisibleDeployment,
): object {
  const versions = renderings.get(row.deployment) ?? new Map<string, object>();
  renderings.set(row.deployment, versions);
  const key = `${urls.api} ${fullName(repository)} ${state.quirks.sparse} ${row.latest?.id ?? 0}`;
  const known = versions.get(key) ?? renderDeployment({ urls, state }, repository, row);
  versions.set(key, known);
  return known;
}

function get(call: Call): Answer {
  return { status: 200, data: rendered(call, visible(call)) };
}

function visible({ repository, parameters, snapshot }: Call): VisibleDeployment {
  const deployment = repository.index.byId.get(Number(parameters['deployment_id']));
  const row = deployment && see(deployment, snapshot);
  if (!row) throw notFound();
  return row;
}

interface CreateBody {
  readonly ref: string;
  readonly task?: string;
  readonly auto_merge?: boolean;
  readonly required_contexts?: readonly string[];
  readonly payload?: Record<string, unknown> | string;
  readonly environment?: string;
  readonly description?: string | null;
  readonly transient_environment?: boolean;
  readonly production_environment?: boolean;
}

async function create(call: Call): Promise<Answer> {
  const { state, repository, token, urls } = call;
  const body = call.body as unknown as CreateBody;
  const commit = resolveRef(repository, body.ref);
  if (!commit) throw new Refusal(422, `No ref found for: ${body.ref}`);
  checkDescription('Deployment', body.description ?? '');
  checkEnvironment('Deployment', body.environment);
  if (body.auto_merge !== false) {
    const merged = autoMerge(state, repository, body.ref, commit);
    if (merged !== undefined) return { status: 202, data: { message: merged } };
  }
  requireContexts(commit, body.required_contexts);

  const id = nextId(state, 'deployment');
  const createdAt = state.clock.now();
  const committedAt = await call.commit();
  const deployment = addDeployment(state, repository, {
    id,
    createdAt,
    committedAt,
    sha: commit.sha,
    ref: body.ref,
    creator: token.login,
    ...(body.task !== undefined ? { task: body.task } : {}),
    ...(body.payload !== undefined ? { payload: body.payload } : {}),
    ...(body.environment !== undefined ? { environment: body.environment } : {}),
    ...(body.description !== undefined ? { description: body.description } : {}),
    ...(body.transient_environment !== undefined ? { transient: body.transient_environment } : {}),
    ...(body.production_environment !== undefined ? { production: body.production_environment } : {}),
  });
  const row = see(deployment, PRIMARY);
  return { status: 201, data: row && renderDeployment({ urls, state }, repository, row) };
}

/**
 * Merges the default branch into a topic branch that lacks some of it, instead of deploying.
 * @returns what was merged, or undefined when there is nothing to merge
 */
function autoMerge(
  state: GitHubState,
  repository: Repository,
  ref: string,
  commit: Commit,
): string | undefined {
  const { commits, refs, defaultBranch } = repository;
  const branch = ref.replace(/^refs\/heads\//, '');
  const base = refs.get(`refs/heads/${defaultBranch}`);
  if (branch === defaultBranch || !refs.has(`refs/heads/${branch}`) || base === undefined) return undefined;
  if (history(repository, commit.sha).has(base)) return undefined;
  if (repository.conflicting.has(branch)) {
    throw new Refusal(409, `Conflict merging ${defaultBranch} into ${branch}.`);
  }
  const sha = `${commit.sha.slice(0, 20)}${base.slice(0, 20)}`;
  const message = `Merge ${defaultBranch} into ${branch}`;
  const parents = [commit.sha, base];
  commits.set(sha, { sha, parents, message, author: 'web-flow', date: state.clock.now(), checks: new Map() });
  refs.set(`refs/heads/${branch}`, sha);
  return `Auto-merged ${defaultBranch} into ${branch} on deployment.`;
}

function requireContexts(commit: Commit, contexts: readonly string[] = [...commit.checks.keys()]): void {
  const unmet = contexts.filter((context) => commit.checks.get(context) !== 'success');
  if (unmet.length === 0) return;
  const error = { resource: 'Deployment', field: 'required_contexts', code: 'invalid' };
  throw new Refusal(409, `Conflict: Commit status checks failed for ${commit.sha}.`, {
    errors: [{ contexts: unmet, ...error }],
  });
}

/** The limit is documented for statuses; refusing it for deployments, too, keeps callers on the safe side. */
function checkDescription(resource: string, description: string): void {
  // As commit statuses do (ouzi-dev/commit-status-updater#526, wip/app#138).
  if (/[\u{10000}-\u{10FFFF}]/u.test(description))
    throw invalid(resource, 'description', "description doesn't accept 4-byte Unicode");
  if (Array.from(description).length <= DESCRIPTION_LIMIT) return;
  throw invalid(
    resource,
    'description',
    `description is too long (maximum is ${DESCRIPTION_LIMIT} characters)`,
  );
}

function checkEnvironment(resource: string, environment: string | undefined): void {
  if (environment === undefined || (environment !== '' && environment.length <= ENVIRONMENT_LIMIT)) return;
  throw invalid(resource, 'environment', `environment must have 1 to ${ENVIRONMENT_LIMIT} characters`);
}

/** @throws Refusal 422 for an active deployment beside others */
export function deleteDeployment(state: GitHubState, repository: Repository, deployment: Deployment): void {
  const others = repository.deployments.some(
    (other) => other !== deployment && other.deletedAt === undefined,
  );
  if (others && deployment.statuses.at(-1)?.state === 'success') {
    throw new Refusal(
      422,
      'We cannot delete an active deployment unless it is the only deployment in a given environment.',
    );
  }
  deployment.deletedAt = state.clock.now();
}

/** The row a write works on. @throws Refusal 404 */
function primary({ repository, parameters }: Call): Deployment {
  const deployment = repository.index.byId.get(Number(parameters['deployment_id']));
  if (!deployment || deployment.deletedAt !== undefined) throw notFound();
  return deployment;
}

function remove(call: Call): Answer {
  deleteDeployment(call.state, call.repository, primary(call));
  return { status: 204 };
}

function listStatuses(call: Call): Answer {
  const { deployment, statuses } = visible(call);
  const { page, headers } = paginate(inListOrder(statuses, call.state.quirks), call);
  const data = page.map((status) => renderStatus(call, call.repository, deployment, status));
  return { status: 200, headers, data };
}

function getStatus(call: Call): Answer {
  const { deployment, statuses } = visible(call);
  const status = statuses.find(({ id }) => id === call.parameters['status_id']);
  if (!status) throw notFound();
  return { status: 200, data: renderStatus(call, call.repository, deployment, status) };
}

interface StatusBody {
  readonly state: StatusState;
  readonly target_url?: string;
  readonly log_url?: string;
  readonly description?: string;
  readonly environment?: string;
  readonly environment_url?: string;
  readonly auto_inactive?: boolean;
}

async function createStatus(call: Call): Promise<Answer> {
  const body = call.body as unknown as StatusBody;
  const deployment = primary(call);
  const status = await postStatus(call, deployment, {
    state: body.state,
    description: body.description ?? '',
    environment: body.environment,
    logUrl: body.log_url || body.target_url || '',
    environmentUrl: body.environment_url ?? '',
    autoInactive: body.auto_inactive ?? true,
  });
  const location = `${repositoryUrl(call.urls, call.repository)}/deployments/${deployment.id}/statuses/${status.id}`;
  const data = renderStatus(call, call.repository, deployment, status);
  return { status: 201, headers: { location }, data };
}

interface StatusToPost {
  readonly state: StatusState;
  readonly description: string;
  readonly environment: string | undefined;
  readonly logUrl: string;
  readonly environmentUrl: string;
  readonly autoInactive: boolean;
}

/** What REST and GraphQL do alike. @throws Refusal 422 */
export async function postStatus(
  call: Pick<Call, 'state' | 'token' | 'repository' | 'commit'>,
  deployment: Deployment,
  given: StatusToPost,
): Promise<DeploymentStatus> {
  const { state, token, repository } = call;
  checkDescription('DeploymentStatus', given.description);
  checkEnvironment('DeploymentStatus', given.environment);
  for (const field of ['logUrl', 'environmentUrl'] as const) {
    if (given[field] !== '' && !/^https?:\/\//i.test(given[field])) {
      throw invalid('DeploymentStatus', field, `${field} must use http(s) scheme`);
    }
  }
  const id = nextId(state, 'status');
  const at = state.clock.now();
  const committedAt = await call.commit();
  const { environment, autoInactive, ...rest } = given;
  const status = addStatus(state, deployment, {
    ...rest,
    ...(environment !== undefined ? { environment } : {}),
    id,
    at,
    committedAt,
    creator: token.login,
  });
  if (autoInactive && given.state === 'success') {
    inactivateOthers(state, repository, {
      deployment,
      environment: status.environment,
      creator: token.login,
    });
  }
  return status;
}

/** docs: rest/deployments/statuses, `auto_inactive`: earlier, non-transient, non-production and successful ones. */
function inactivateOthers(
  state: GitHubState,
  repository: Repository,
  by: { readonly deployment: Deployment; readonly environment: string; readonly creator: string },
): void {
  for (const other of repository.deployments) {
    if (other.id >= by.deployment.id || other.deletedAt !== undefined) continue;
    if (other.transient || other.production) continue;
    const latest = other.statuses.at(-1);
    if (latest?.state !== 'success') continue;
    if (latest.environment.toLowerCase() !== by.environment.toLowerCase()) continue;
    addStatus(state, other, { state: 'inactive', creator: by.creator });
  }
}
