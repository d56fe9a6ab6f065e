import { type Answered, type Client, GraphqlError } from './client.ts';
import { oldestFirst, type Row, toState } from './github-rows.ts';
import { named } from './names.ts';
import type { Status } from './registration.ts';

/** A deployment whose REST id is not known yet: GraphQL's `databaseId` is too narrow for today's ids. */
export type NodeRow = Omit<Row, 'id'> & { readonly nodeId: string };

export interface NodePage {
  readonly rows: readonly NodeRow[];
  /** Absent on the last page. */
  readonly next?: string;
}

/** One page: 100 deployments with their latest and first statuses for one point. */
const QUERY = `query($owner: String!, $repo: String!, $environments: [String!], $after: String) {
  repository(owner: $owner, name: $repo) {
    deployments(
      environments: $environments, first: 100, after: $after, orderBy: {field: CREATED_AT, direction: DESC}
    ) {
      pageInfo { hasNextPage endCursor }
      nodes { ...deployment }
    }
  }
}`;

/** The deployments of these node ids, at most 100. */
const NODES_QUERY = `query($ids: [ID!]!) { nodes(ids: $ids) { ...deployment } }`;

const FRAGMENTS = `
fragment deployment on Deployment {
  id task payload commitOid environment createdAt
  creator { __typename login }
  commit { committedDate }
  latestStatus { ...status }
  statuses(first: 30) { nodes { ...status } }
}
fragment status on DeploymentStatus { state description createdAt }`;

interface StatusNode {
  readonly state: string;
  readonly description: string | null;
  readonly createdAt: string;
}

interface DeploymentNode {
  readonly id: string;
  readonly task: string | null;
  readonly payload: string | null;
  readonly commitOid: string;
  readonly environment: string | null;
  readonly createdAt: string;
  readonly creator: { readonly __typename: string; readonly login: string } | null;
  readonly commit: { readonly committedDate: string } | null;
  readonly latestStatus: StatusNode | null;
  readonly statuses: { readonly nodes: readonly (StatusNode | null)[] | null } | null;
}

interface Page {
  readonly repository: {
    readonly deployments: {
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly nodes: readonly (DeploymentNode | null)[];
    };
  } | null;
}

/** Deployments of one environment, newest first, with the decisive statuses: one GraphQL point a page. */
export async function deploymentPage(
  client: Client,
  {
    repository,
    environment,
    after,
  }: { readonly repository: string; readonly environment: string; readonly after?: string | undefined },
): Promise<Answered<NodePage>> {
  const variables = { ...named(repository), environments: [environment], after: after ?? null };
  const { data, now } = await client.graphql('read deployments', QUERY + FRAGMENTS, variables);
  const deployments = (data as Page).repository?.deployments;
  if (deployments === undefined) throw new Error(`GraphQL knows no repository ${repository}`);
  const { hasNextPage, endCursor } = deployments.pageInfo;
  // A page that cannot be followed is not the last one.
  if (hasNextPage && endCursor === null) throw new GraphqlError('a page has no end');
  const rows = whole(deployments.nodes).map(toRow);
  return { data: { rows, ...(hasNextPage && endCursor !== null ? { next: endCursor } : {}) }, now };
}

/** The deployments of these node ids, at most 100, in one point. @throws GraphqlError when one is not shown */
export async function deploymentsById(
  client: Client,
  ids: readonly string[],
): Promise<Answered<readonly NodeRow[]>> {
  const { data, now } = await client.graphql('read deployments', NODES_QUERY + FRAGMENTS, { ids });
  return { data: whole((data as { nodes: readonly (DeploymentNode | null)[] }).nodes).map(toRow), now };
}

/** What GraphQL cannot show it leaves out; without its holder an environment would look free. */
function whole(nodes: readonly (DeploymentNode | null)[]): readonly DeploymentNode[] {
  const found = nodes.filter((node) => node !== null);
  if (found.length < nodes.length) throw new GraphqlError('a deployment is not shown');
  return found;
}

/** GraphQL leaves out the `[bot]` that REST has, so that an app could pass for the person of that name. */
const loginOf = (creator: DeploymentNode['creator']): string =>
  creator === null ? '' : `${creator.login}${creator.__typename === 'Bot' ? '[bot]' : ''}`;

function toRow(node: DeploymentNode): NodeRow {
  const statuses = oldestFirst(
    (node.statuses?.nodes ?? []).filter((status) => status !== null).map(toStatus),
  );
  return {
    nodeId: node.id,
    task: node.task ?? '',
    sha: node.commitOid,
    environment: node.environment ?? '',
    payload: node.payload,
    createdAt: Date.parse(node.createdAt),
    ...(node.commit === null ? {} : { committedAt: Date.parse(node.commit.committedDate) }),
    creator: loginOf(node.creator),
    ...(node.latestStatus === null ? {} : { latest: toStatus(node.latestStatus) }),
    statuses,
  };
}

const toStatus = ({ state, description, createdAt }: StatusNode): Status => ({
  state: toState(state),
  description: description ?? '',
  createdAt: Date.parse(createdAt),
});
