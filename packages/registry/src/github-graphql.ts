import { type Answered, type Client, GraphqlError } from './client.ts';
import { loginOf, type Row } from './github-rows.ts';
import {
  furtherStatuses,
  nodesOf,
  oldestFirst,
  STATUS_FIELDS,
  STATUS_FRAGMENTS,
  type StatusNode,
  type StatusPage,
  toStatus,
} from './github-statuses.ts';
import { named } from './names.ts';
import { TASK } from './registration.ts';

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
    nameWithOwner
    deployments(
      environments: $environments, first: 100, after: $after, orderBy: {field: CREATED_AT, direction: DESC}
    ) {
      pageInfo { hasNextPage endCursor }
      nodes {
        id task payload commitOid environment originalEnvironment createdAt
        creator { login }
        commit { committedDate }
        ${STATUS_FIELDS}
      }
    }
  }
}
${STATUS_FRAGMENTS}`;

/** What the schema calls nullable may be null (@octokit/graphql-schema, type Deployment). */
interface DeploymentNode {
  readonly id: string;
  readonly task: string | null;
  readonly payload: string | null;
  readonly commitOid: string;
  readonly environment: string | null;
  readonly originalEnvironment: string | null;
  readonly createdAt: string;
  readonly creator: { readonly login: string } | null;
  readonly commit: { readonly committedDate: string } | null;
  readonly latestStatus: StatusNode | null;
  readonly statuses: StatusPage | null;
}

interface Page {
  readonly repository: {
    readonly nameWithOwner: string;
    readonly deployments: {
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
      readonly nodes: readonly (DeploymentNode | null)[] | null;
    };
  } | null;
}

export interface PageRequest {
  readonly repository: string;
  /** Every spelling of the one environment. */
  readonly environments: readonly string[];
  readonly after?: string | undefined;
}

/** Statuses of deployments with more than one page of them, by node id: read again when there is a newer one. */
export type LongLists = Map<string, { readonly latest: string; readonly nodes: readonly StatusNode[] }>;

/** Deployments of one environment, newest first, with all their statuses: one GraphQL point a page, and seldom another. */
export async function deploymentPage(
  client: Client,
  { repository, environments, after }: PageRequest,
  known: LongLists,
): Promise<Answered<NodePage>> {
  const variables = { ...named(repository), environments, after: after ?? null };
  const { data, now } = await client.graphql('read deployments', QUERY, variables);
  const found = (data as Page).repository;
  if (!found) throw new GraphqlError(`GraphQL knows no repository ${repository}`);
  const { hasNextPage, endCursor } = found.deployments.pageInfo;
  const nodes = (found.deployments.nodes ?? [null]).map((node) => {
    // Whoever holds may be behind what is not shown: REST is asked instead.
    if (node === null) throw new GraphqlError('GraphQL does not show a deployment that it counts');
    return node;
  });
  await completeLists(client, nodes, known);
  const rows = nodes.map((node) => {
    const listed = known.get(node.id)?.nodes ?? nodesOf(node.statuses);
    return toRow(node, oldestFirst(listed, node.latestStatus), {
      environment: environments[0] ?? '',
      repository: found.nameWithOwner,
    });
  });
  return { data: { rows, ...(hasNextPage && endCursor !== null ? { next: endCursor } : {}) }, now };
}

/** Of ours, whose beginning or end may be on a later page. */
async function completeLists(
  client: Client,
  nodes: readonly DeploymentNode[],
  known: LongLists,
): Promise<void> {
  const latest = ({ latestStatus }: DeploymentNode) => latestStatus?.id ?? '';
  const long = nodes.flatMap((node): [string, StatusPage][] => {
    const { id, task, statuses } = node;
    const wanted = task === TASK && statuses?.pageInfo.hasNextPage === true;
    return wanted && known.get(id)?.latest !== latest(node) ? [[id, statuses]] : [];
  });
  const further = await furtherStatuses(client, new Map(long));
  for (const node of nodes) {
    const more = further.get(node.id);
    if (more !== undefined)
      known.set(node.id, { latest: latest(node), nodes: [...nodesOf(node.statuses), ...more] });
  }
}

function toRow(
  node: DeploymentNode,
  statuses: readonly StatusNode[],
  asked: Pick<Row, 'environment' | 'repository'>,
): NodeRow {
  const latest = statuses.at(-1);
  return {
    nodeId: node.id,
    task: node.task ?? '',
    sha: node.commitOid,
    environment: node.environment ?? node.originalEnvironment ?? asked.environment,
    repository: asked.repository,
    payload: node.payload,
    createdAt: Date.parse(node.createdAt),
    ...(node.commit === null ? {} : { committedAt: Date.parse(node.commit.committedDate) }),
    creator: loginOf(node.creator?.login ?? ''),
    ...(latest === undefined ? {} : { latest: toStatus(latest) }),
    statuses: statuses.map(toStatus),
  };
}
