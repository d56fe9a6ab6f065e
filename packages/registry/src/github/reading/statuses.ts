import { type QueuePhase, queuePhaseOf, type Status } from '../../model/registration.ts';
import type { Client } from '../client/client.ts';
import { GraphqlError } from '../client/failure.ts';
import { loginOf, toState } from './rows.ts';

/** A deployment status as GraphQL gives it: without the REST id, which would give the order. */
export interface StatusNode {
  readonly id: string;
  readonly state: string;
  readonly description: string | null;
  readonly createdAt: string;
  readonly logUrl: string | null;
  readonly creator: { readonly login: string } | null;
}

/** The first page of a deployment's statuses, in whatever order. */
export interface StatusPage {
  readonly nodes: readonly (StatusNode | null)[] | null;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** So many come with each deployment; hardly one has more. */
const FIRST = 50;
/** Pages behind the first that are read of one deployment. What Signalbox writes of its own does not fill one. */
const MOST_PAGES = 5;

/** Requests that remain for pages behind the first: anybody with the right to write statuses can write thousands. */
export interface StatusBudget {
  requests: number;
}

/** Pages behind the first of one deployment; not `whole` when there are more than are read. */
interface Further {
  readonly nodes: readonly StatusNode[];
  readonly whole: boolean;
}

const FRAGMENTS = `fragment status on DeploymentStatus { id state description createdAt logUrl creator { login } }
fragment page on DeploymentStatusConnection { pageInfo { hasNextPage endCursor } nodes { ...status } }`;

/** For a Deployment in a query that ends with `STATUS_FRAGMENTS`. */
export const STATUS_FIELDS = `latestStatus { ...status } statuses(first: ${FIRST}) { ...page }`;
export const STATUS_FRAGMENTS = FRAGMENTS;

/** Deployments asked about in one query. */
const AT_ONCE = 50;

/**
 * The statuses behind the first page, by deployment: one query for all of them, and again while there are more, up to
 * `MOST_PAGES`. A deployment that the budget did not suffice for is omitted.
 */
export async function furtherStatuses(
  client: Pick<Client, 'graphql'>,
  first: ReadonlyMap<string, StatusPage>,
  budget: StatusBudget,
): Promise<ReadonlyMap<string, Further>> {
  const found = new Map<string, Further & { readonly pages: number }>();
  let open = new Map([...first].filter(([, page]) => page.pageInfo.hasNextPage));
  while (open.size > 0 && budget.requests > 0) {
    budget.requests -= 1;
    const asked = [...open].slice(0, AT_ONCE);
    const rest = [...open].slice(AT_ONCE);
    const names = asked.map((_, index) => `$i${index}: ID!, $c${index}: String`);
    const fields = asked.map(
      (_, index) =>
        `n${index}: node(id: $i${index}) { ... on Deployment { statuses(first: 100, after: $c${index}) { ...page } } }`,
    );
    const query = `query(${names.join(', ')}) {\n${fields.join('\n')}\n}\n${FRAGMENTS}`;
    const variables = Object.fromEntries(
      asked.flatMap(([id, { pageInfo }], index) => [
        [`i${index}`, id],
        [`c${index}`, pageInfo.endCursor],
      ]),
    );
    const { data } = await client.graphql('read deployments', query, variables);
    const answers = data as Readonly<Record<string, { readonly statuses: StatusPage | null } | null>>;
    const pages = asked.map(([id], index): [string, StatusPage] => {
      const page = answers[`n${index}`]?.statuses;
      // The beginning of a hold may be on it: one that holds would seem to wait.
      if (!page) throw new GraphqlError('GraphQL does not show the statuses of a deployment that it counts');
      return [id, page];
    });
    for (const [id, page] of pages) {
      const { nodes = [], pages: read = 0 } = found.get(id) ?? {};
      const whole = !page.pageInfo.hasNextPage;
      found.set(id, { nodes: [...nodes, ...nodesOf(page)], whole, pages: read + 1 });
    }
    const goesOn = ([id, page]: [string, StatusPage]) =>
      page.pageInfo.hasNextPage && (found.get(id)?.pages ?? 0) < MOST_PAGES;
    open = new Map([...pages.filter(goesOn), ...rest]);
  }
  // What is still open was given up half way.
  return new Map([...found].filter(([id]) => !open.has(id)));
}

export const nodesOf = (page: StatusPage | null): readonly StatusNode[] =>
  (page?.nodes ?? []).filter((node) => node !== null);

export const toStatus = ({ state, description, createdAt, logUrl, creator }: StatusNode): Status => ({
  state: toState(state),
  description: description ?? '',
  createdAt: Date.parse(createdAt),
  ...(creator === null ? {} : { by: loginOf(creator.login) }),
  ...(logUrl ? { logUrl } : {}),
});

/** In what order phases normally follow each other. */
const RANK: Readonly<Record<QueuePhase, number>> = { waiting: 0, claiming: 1, holding: 2, over: 3 };

/**
 * Statuses oldest first. GraphQL promises no order for them, and its times are whole seconds: a list that runs one
 * way shows the order within a second, too; in any other the normal order of a registration's phases does. `latest`, which
 * GitHub names, is the last.
 */
export function oldestFirst(listed: readonly StatusNode[], latest: StatusNode | null): readonly StatusNode[] {
  const unique = [...new Map(listed.map((node) => [node.id, node])).values()];
  const times = unique.map(({ createdAt }) => Date.parse(createdAt));
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const [rises, falls] = [steps.some((step) => step > 0), steps.some((step) => step < 0)];
  const startsWithLatest = unique[0]?.id === latest?.id;
  const ordered =
    rises && falls
      ? [...unique].sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt) || rank(a) - rank(b))
      : falls || (!rises && startsWithLatest)
        ? [...unique].reverse()
        : unique;
  if (latest === null) return ordered;
  return [...ordered.filter(({ id }) => id !== latest.id), latest];
}

const rank = (node: StatusNode): number => RANK[queuePhaseOf(toStatus(node))];
