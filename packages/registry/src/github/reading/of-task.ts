import { FREEZE_TASK } from '../../model/registration.ts';
import { GraphqlError } from '../client/failure.ts';
import { deploymentsById, type LongReads } from './graphql.ts';
import { collect, type Enough, newestFirst, type Page, type Read } from './pages.ts';
import { type ListedDeployment, PAGE_SIZE } from './rest.ts';
import { DEEPEST, readByRest } from './rest-only.ts';
import type { Row } from './rows.ts';
import { longReads, type Sources } from './sources.ts';

/** The deployments of one task, under every spelling. */
export async function ofTask(
  sources: Sources,
  environment: string,
  task: string,
  enough: Enough,
  long = longReads(sources, Number.POSITIVE_INFINITY),
): Promise<Read> {
  const { names, clock } = sources;
  const reads: Read[] = [];
  for (const spelling of await names.ofLists(environment))
    reads.push(await collect(pagesOfTask(sources, spelling, task, long), DEEPEST, enough));
  const ends = reads.map(({ end }) => end);
  return {
    rows: newestFirst(reads.flatMap(({ rows }) => rows)),
    now: reads[0]?.now ?? clock.now(),
    end: ends.find((end) => end === 'limit') ?? ends.find((end) => end === 'enough') ?? 'all',
  };
}

/** The deployments of one task under one spelling: two requests a page, however many others there are. */
async function* pagesOfTask(
  sources: Sources,
  spelling: string,
  task: string,
  long: LongReads,
): AsyncGenerator<Page, void> {
  for (let page = 1; ; page++) {
    const { rows: listed, now } = await sources.rest.list({ environment: spelling, task, page });
    yield { rows: await readNodes(sources, listed, long), now, last: listed.length < PAGE_SIZE };
  }
}

/** At most 100 listed deployments with their statuses. */
export async function readNodes(
  { client }: Pick<Sources, 'client'>,
  listed: readonly ListedDeployment[],
  long: LongReads,
): Promise<readonly Row[]> {
  if (listed.length === 0) return [];
  const nodes = listed.map(({ node_id }) => node_id);
  const rows = await deploymentsById(client, nodes, long);
  return listed.map(({ id, task, created_at }, index) => {
    const row = rows[index];
    if (row?.task !== task || row.createdAt !== Date.parse(created_at))
      throw new GraphqlError('GraphQL shows another deployment than was asked for');
    return { ...row, id: Number(id) };
  });
}

export const freezes = (sources: Sources, environment: string): Promise<Read> =>
  ofTask(sources, environment, FREEZE_TASK, () => false);

/** Every one by REST, whatever it costs: somebody who opens an environment wants it open. */
export async function freezesByRest({ rest, names }: Sources, environment: string): Promise<Read> {
  const rows: Row[] = [];
  let [now, end]: [number, Read['end']] = [0, 'all'];
  for (const spelling of await names.ofLists(environment)) {
    for (let page = 1; ; page++) {
      const listed = await rest.list({ environment: spelling, task: FREEZE_TASK, page });
      now = listed.now;
      // One after the other: GitHub asks not to be hurried (docs: best practices for using the REST API).
      for (const each of listed.rows) rows.push(...(await rest.withStatuses(each, now)));
      if (listed.rows.length < PAGE_SIZE) break;
      if (page === DEEPEST) end = 'limit';
      if (page === DEEPEST) break;
    }
  }
  return { rows: newestFirst(rows), now, end };
}

/** By REST alone; `limit` is how many are wanted of what is over. */
export async function slowly(sources: Sources, environment: string, limit = 0): Promise<Read> {
  const { rest, repository, names } = sources;
  const spelt = await names.ofLists(environment);
  const { rows, unread, now, last } = await readByRest({ rest, repository, spellings: spelt }, { limit });
  return { rows, now, unread, end: last && unread.length === 0 ? 'all' : 'enough' };
}
