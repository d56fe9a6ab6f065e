import { visibleDeployments } from '../rest/deployments.ts';
import { nodeId, type Urls } from '../rest/render/render.ts';
import { allowed, visibleRepository } from '../state/access.ts';
import { Refusal, timestamp } from '../state/answer.ts';
import { filtersTo, inListOrder } from '../state/quirks.ts';
import {
  type Deployment,
  type DeploymentStatus,
  fullName,
  type GitHubState,
  type Repository,
  type Token,
} from '../state/state.ts';
import { type Snapshot, see, type VisibleDeployment } from '../state/visibility.ts';
import { type ConnectionArguments, connection } from './graphql-connection.ts';

/** One authenticated GraphQL request. */
export interface GraphqlCall {
  readonly state: GitHubState;
  readonly urls: Urls;
  readonly token: Token;
  readonly snapshot: Snapshot;
  /** Points of this hour before this request. */
  readonly budget: { readonly limit: number; readonly used: number; readonly resetAt: number };
  commit(): Promise<number>;
}

export const graphqlRefusal = (type: string, message: string) => new Refusal(200, message, { type });

export function repositoryNode(call: GraphqlCall, name: string) {
  const repository = visibleRepository(call.state, call.token, name);
  if (!repository) {
    throw graphqlRefusal('NOT_FOUND', `Could not resolve to a Repository with the name '${name}'.`);
  }
  return {
    __typename: 'Repository',
    id: nodeId('R', repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: fullName(repository),
    isPrivate: repository.private,
    deployments: (args: DeploymentsArguments) => deployments(call, repository, args),
  };
}

interface DeploymentsArguments extends ConnectionArguments {
  readonly environments?: readonly string[];
  readonly orderBy?: { readonly direction: 'ASC' | 'DESC' };
}

function deployments(call: GraphqlCall, repository: Repository, args: DeploymentsArguments) {
  requireAccess(call, repository, 'read');
  const { snapshot } = call;
  const newestFirst = visibleDeployments({ repository, snapshot }, args.environments).filter(
    ({ environment }) =>
      args.environments?.some((name) => filtersTo(name, environment, call.state.quirks)) ?? true,
  );
  const rows = args.orderBy?.direction === 'DESC' ? newestFirst : newestFirst.reverse();
  return connection('deployments', rows, args, {
    cursor: ({ deployment }) => String(deployment.id),
    node: (row) => deploymentNode(call, repository, row),
  });
}

export function requireAccess(
  { token }: GraphqlCall,
  repository: Repository,
  access: 'read' | 'write',
): void {
  if (allowed(token, repository, 'deployments', access)) return;
  throw graphqlRefusal('FORBIDDEN', 'Resource not accessible by integration');
}

const INT_LIMIT = 2 ** 31 - 1;
/** `databaseId` is a 32-bit Int; what GitHub does with ids beyond is not documented, so nobody may rely on it. */
const databaseId = (id: number) => (id > INT_LIMIT ? null : id);

const actor = (urls: Urls, login: string) => ({
  __typename: login.endsWith('[bot]') ? 'Bot' : 'User',
  login: login.replace(/\[bot\]$/, ''),
  url: `${urls.html}/${encodeURIComponent(login)}`,
});

/** A Deployment's id in the form that the quirks ask for. */
function deploymentId({ state }: Pick<GraphqlCall, 'state'>, deployment: Deployment): string {
  const legacy = () => Buffer.from(`010:Deployment${deployment.id}`).toString('base64');
  return state.quirks.legacyGraphqlIds ? legacy() : nodeId('DE', deployment.id);
}

function deploymentNode(call: GraphqlCall, repository: Repository, row: VisibleDeployment): object {
  const { deployment, statuses, latest } = row;
  const { sparse } = call.state.quirks;
  const environment = sparse ? null : row.environment;
  return {
    __typename: 'Deployment',
    id: deploymentId(call, deployment),
    databaseId: databaseId(deployment.id),
    task: deployment.task,
    // A payload that was sent as a string is encoded once more.
    payload: JSON.stringify(deployment.payload),
    description: sparse ? null : deployment.description,
    state: deploymentState(row, call.state.clock.now()),
    latestStatus: latest ? statusNode(call, repository, row, latest) : null,
    statuses: (args: ConnectionArguments) =>
      connection('statuses', inListOrder(statuses, call.state.quirks), args, {
        cursor: ({ id }) => String(id),
        node: (status) => statusNode(call, repository, row, status),
      }),
    commitOid: deployment.sha,
    commit: sparse ? null : commitNode(repository, deployment.sha),
    environment,
    latestEnvironment: environment,
    originalEnvironment: deployment.originalEnvironment,
    createdAt: timestamp(deployment.createdAt),
    updatedAt: timestamp(row.updatedAt),
    creator: actor(call.urls, deployment.creator),
    ref: refNode(repository, deployment.ref),
    repository: () => repositoryNode(call, fullName(repository)),
  };
}

function commitNode(repository: Repository, sha: string): object | null {
  const commit = repository.commits.get(sha);
  if (!commit) return null;
  return {
    __typename: 'Commit',
    id: nodeId('C', sha),
    oid: sha,
    committedDate: timestamp(commit.date),
    message: commit.message,
  };
}

function refNode(repository: Repository, ref: string): object | null {
  const name = ref.replace(/^refs\/heads\//, '');
  if (!repository.refs.has(`refs/heads/${name}`)) return null;
  return { __typename: 'Ref', id: nodeId('REF', name), name, prefix: 'refs/heads/' };
}

const ABANDONED_AFTER_MS = 30 * 60_000;

/** What people see; nobody should decide by it. */
function deploymentState({ deployment, latest, updatedAt }: VisibleDeployment, now: number): string {
  switch (latest?.state) {
    case 'success':
      return 'ACTIVE';
    case 'inactive':
      return deployment.transient ? 'DESTROYED' : 'INACTIVE';
    case 'error':
    case 'failure':
      return latest.state.toUpperCase();
    default:
      return now - updatedAt > ABANDONED_AFTER_MS ? 'ABANDONED' : (latest?.state ?? 'pending').toUpperCase();
  }
}

export function statusNode(
  call: GraphqlCall,
  repository: Repository,
  row: VisibleDeployment,
  status: DeploymentStatus,
): object {
  return {
    __typename: 'DeploymentStatus',
    id: nodeId('DES', status.id),
    state: status.state.toUpperCase(),
    description: call.state.quirks.sparse && status.description === '' ? null : status.description,
    environment: status.environment,
    environmentUrl: status.environmentUrl,
    logUrl: status.logUrl,
    createdAt: timestamp(status.createdAt),
    updatedAt: timestamp(status.createdAt),
    creator: actor(call.urls, status.creator),
    deployment: () => deploymentNode(call, repository, row),
  };
}

const deploymentNodeId = ({ id }: Deployment) => nodeId('DE', id);

/** The number within a node id, whichever of the two forms it has. */
function numberIn(id: string): number {
  const [, current] = /^DE_(.+)$/.exec(id) ?? [];
  if (current !== undefined) return Number(Buffer.from(current, 'base64url').toString());
  return Number(/^010:Deployment(\d+)$/.exec(Buffer.from(id, 'base64').toString())?.[1]);
}

/** A deployment by node id, in any repository the token can see. */
export function locate(call: GraphqlCall, id: string) {
  for (const candidate of call.state.repositories.values()) {
    const repository = visibleRepository(call.state, call.token, fullName(candidate));
    const known = repository?.index.byId.get(numberIn(id));
    // Both forms name it, whichever is shown.
    const names = known && [deploymentNodeId(known), deploymentId(call, known)];
    const deployment = names?.includes(id) ? known : undefined;
    const row = deployment && see(deployment, call.snapshot);
    if (repository && row) return { repository, row };
  }
  throw graphqlRefusal('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
}

export function findNode(call: GraphqlCall, id: string): object {
  const { repository, row } = locate(call, id);
  requireAccess(call, repository, 'read');
  return deploymentNode(call, repository, row);
}
