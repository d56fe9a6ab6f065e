import type { Answered, Client } from './client.ts';
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
      nodes {
        id task payload commitOid environment createdAt
        creator { login }
        commit { committedDate }
        latestStatus { ...status }
        statuses(first: 30) { nodes { ...status } }
      }
    }
  }
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
  readonly creator: { readonly login: string } | null;
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
  const { data, now } = await client.graphql('read deployments', QUERY, variables);
  const deployments = (data as Page).repository?.deployments;
  if (deployments === undefined) throw new Error(`GraphQL knows no repository ${repository}`);
  const { hasNextPage, endCursor } = deployments.pageInfo;
  const rows = deployments.nodes.filter((node) => node !== null).map(toRow);
  return { data: { rows, ...(hasNextPage && endCursor !== null ? { next: endCursor } : {}) }, now };
}

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
    creator: node.creator?.login ?? '',
    ...(node.latestStatus === null ? {} : { latest: toStatus(node.latestStatus) }),
    statuses,
  };
}

const toStatus = ({ state, description, createdAt }: StatusNode): Status => ({
  state: toState(state),
  description: description ?? '',
  createdAt: Date.parse(createdAt),
});
