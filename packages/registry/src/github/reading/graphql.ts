import { compact } from '@signalbox/runner/values';
import { named } from '../../model/names.ts';
import { parsePayload } from '../../model/payload.ts';
import { queuePhaseOf, TASK } from '../../model/registration.ts';
import type { Answered, Client } from '../client/client.ts';
import { GraphqlError } from '../client/failure.ts';
import type { Row } from './rows.ts';
import {
  furtherStatuses,
  nodesOf,
  oldestFirst,
  STATUS_FIELDS,
  STATUS_FRAGMENTS,
  type StatusBudget,
  type StatusNode,
  type StatusPage,
  toStatus,
} from './statuses.ts';

/** A deployment whose REST id is not known yet: GraphQL's `databaseId` is too narrow for today's ids. */
export type NodeRow = Omit<Row, 'id'> & { readonly nodeId: string };

interface NodePage {
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
      nodes { ...deployment }
    }
  }
}`;

/** The deployments of these node ids, at most 100. */
const NODES_QUERY = `query($ids: [ID!]!) {
  nodes(ids: $ids) { ...deployment ... on Deployment { repository { nameWithOwner } } }
}`;

const FRAGMENTS = `
fragment deployment on Deployment {
  id task payload commitOid environment originalEnvironment createdAt
  creator { __typename login }
  commit { committedDate }
  ${STATUS_FIELDS}
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
  readonly creator: { readonly __typename: string; readonly login: string } | null;
  readonly commit: { readonly committedDate: string } | null;
  readonly latestStatus: StatusNode | null;
  readonly statuses: StatusPage | null;
}

interface KeptNode extends DeploymentNode {
  readonly repository: { readonly nameWithOwner: string };
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

interface PageRequest {
  readonly repository: string;
  /** Every spelling of the one environment. */
  readonly environments: readonly string[];
  readonly after?: string | undefined;
}

/**
 * Statuses of deployments with more than one page of them, by node id: read again when there is a newer one. One that had
 * more than are read has so for ever.
 */
type LongLists = Map<
  string,
  { readonly latest: string; readonly nodes: readonly StatusNode[]; readonly whole: boolean }
>;

/** How statuses behind the first page are read: what is known of them, and what may still be spent. */
export interface LongReads {
  readonly known: LongLists;
  readonly budget: StatusBudget;
}

/** Deployments of one environment, newest first, with all their statuses: one GraphQL point a page, and seldom another. */
export async function deploymentPage(
  client: Client,
  { repository, environments, after }: PageRequest,
  long: LongReads,
): Promise<Answered<NodePage>> {
  const variables = { ...named(repository), environments, after: after ?? null };
  const { data, now } = await client.graphql('read deployments', QUERY + FRAGMENTS, variables);
  const found = (data as Page).repository;
  if (!found) throw new GraphqlError(`GraphQL knows no repository ${repository}`);
  const { hasNextPage, endCursor } = found.deployments.pageInfo;
  // A page that cannot be followed is not the last one.
  if (hasNextPage && endCursor === null) throw new GraphqlError('GraphQL shows a page that has no end');
  const nodes = whole(found.deployments.nodes);
  await completeLists(client, nodes, long);
  const asked = { environment: environments[0] ?? '', repository: found.nameWithOwner };
  const rows = nodes.map((node) => toRow(node, long.known, asked));
  return { data: { rows, ...(hasNextPage && endCursor !== null ? { next: endCursor } : {}) }, now };
}

/**
 * The deployments of these node ids, at most 100, in their order, in one point: plural fields keep the order of what they
 * are asked for (https://relay.dev/graphql/objectidentification.htm). @throws GraphqlError when one is not shown
 */
export async function deploymentsById(
  client: Client,
  ids: readonly string[],
  long: LongReads,
): Promise<readonly NodeRow[]> {
  const { data } = await client.graphql('read deployments', NODES_QUERY + FRAGMENTS, { ids });
  const nodes = whole((data as { readonly nodes: readonly (KeptNode | null)[] | null }).nodes);
  await completeLists(client, nodes, long);
  return nodes.map((node) =>
    toRow(node, long.known, {
      environment: node.originalEnvironment ?? '',
      repository: node.repository.nameWithOwner,
    }),
  );
}

/** A holder may be among what is not shown: REST is asked instead. */
function whole<T>(nodes: readonly (T | null)[] | null): readonly T[] {
  const found = (nodes ?? [null]).filter((node) => node !== null);
  if (found.length < (nodes?.length ?? 1))
    throw new GraphqlError('GraphQL does not show a deployment that it counts');
  return found;
}

const latestId = ({ latestStatus }: DeploymentNode) => latestStatus?.id ?? '';

/** Of ours, whose beginning or end may be on a later page; what may be alive first. */
async function completeLists(
  client: Client,
  nodes: readonly DeploymentNode[],
  { known, budget }: LongReads,
): Promise<void> {
  const wanted = nodes.flatMap((node): [string, StatusPage][] => {
    const { id, statuses } = node;
    const found = known.get(id);
    const isRead = found?.whole === false || found?.latest === latestId(node);
    return statuses !== null && isLong(node) && !isRead ? [[id, statuses]] : [];
  });
  const over = new Set(nodes.filter(isOver).map(({ id }) => id));
  const first = wanted.toSorted(([a], [b]) => Number(over.has(a)) - Number(over.has(b)));
  const further = await furtherStatuses(client, new Map(first), budget);
  for (const node of nodes) {
    const more = further.get(node.id);
    if (more === undefined) continue;
    const listed = [...nodesOf(node.statuses), ...more.nodes];
    known.set(node.id, { latest: latestId(node), nodes: listed, whole: more.whole });
  }
}

/** What strangers write without our mark costs nothing more. */
const isLong = ({ task, payload, statuses }: DeploymentNode): boolean =>
  statuses?.pageInfo.hasNextPage === true && task === TASK && parsePayload(payload) !== undefined;

const isOver = ({ latestStatus }: DeploymentNode): boolean =>
  latestStatus !== null && queuePhaseOf(toStatus(latestStatus)) === 'over';

/** GraphQL leaves out the `[bot]` that REST has, so that an app could pass for the person of that name. */
const creatorOf = (creator: DeploymentNode['creator']): string =>
  creator === null ? '' : `${creator.login}${creator.__typename === 'Bot' ? '[bot]' : ''}`;

function toRow(
  node: DeploymentNode,
  known: LongLists,
  asked: Pick<Row, 'environment' | 'repository'>,
): NodeRow {
  const found = known.get(node.id);
  const truncated = isLong(node) && (found?.whole !== true || found.latest !== latestId(node));
  const statuses = oldestFirst(found?.nodes ?? nodesOf(node.statuses), node.latestStatus);
  // Of a list that is not wholly read only GitHub's own word says which is the last.
  const latest = truncated ? node.latestStatus : statuses.at(-1);
  return {
    nodeId: node.id,
    task: node.task ?? '',
    sha: node.commitOid,
    environment: node.environment ?? node.originalEnvironment ?? asked.environment,
    repository: asked.repository,
    payload: node.payload,
    createdAt: Date.parse(node.createdAt),
    ...(node.commit === null ? {} : { committedAt: Date.parse(node.commit.committedDate) }),
    creator: creatorOf(node.creator),
    ...compact({ latest: latest ? toStatus(latest) : undefined, truncated: truncated || undefined }),
    statuses: statuses.map(toStatus),
  };
}
