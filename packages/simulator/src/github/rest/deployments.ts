import { type Answer, invalid, notFound, Refusal } from '../state/answer.ts';
import { filtersTo } from '../state/quirks.ts';
import { type Deployment, fullName, type GitHubState, type Repository } from '../state/state.ts';
import { see, type VisibleDeployment } from '../state/visibility.ts';
import { renderDeployment } from './render/render-deployment.ts';
import { type Call, paginate, type Routes } from './routes.ts';

/** docs: rest/deployments/statuses; a longer one is refused. */
const DESCRIPTION_LIMIT = 140;
const ENVIRONMENT_LIMIT = 255;

export const deploymentRoutes: Routes = {
  'repos/list-deployments': { permission: 'deployments', access: 'read', answer: list },
  'repos/get-deployment': { permission: 'deployments', access: 'read', answer: get },
  'repos/delete-deployment': { permission: 'deployments', access: 'write', answer: remove },
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

/** The row that a read sees. @throws Refusal 404 */
export function visible({ repository, parameters, snapshot }: Call): VisibleDeployment {
  const deployment = repository.index.byId.get(Number(parameters['deployment_id']));
  const row = deployment && see(deployment, snapshot);
  if (!row) throw notFound();
  return row;
}

/** The limit is documented for statuses; refusing it for deployments, too, keeps callers on the safe side. */
export function checkDescription(resource: string, description: string): void {
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

export function checkEnvironment(resource: string, environment: string | undefined): void {
  if (environment === undefined || (environment !== '' && environment.length <= ENVIRONMENT_LIMIT)) return;
  throw invalid(resource, 'environment', `environment must have 1 to ${ENVIRONMENT_LIMIT} characters`);
}

/** @throws Refusal 422 for an active deployment among others */
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
export function primary({ repository, parameters }: Call): Deployment {
  const deployment = repository.index.byId.get(Number(parameters['deployment_id']));
  if (!deployment || deployment.deletedAt !== undefined) throw notFound();
  return deployment;
}

function remove(call: Call): Answer {
  deleteDeployment(call.state, call.repository, primary(call));
  return { status: 204 };
}
