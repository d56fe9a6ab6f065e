import { FREEZE_TASK, TASK, UNKNOWN_ID } from '../../model/registration.ts';
import { deploymentPage, type LongReads, type NodeRow } from './graphql.ts';
import type { Page } from './pages.ts';
import { PAGE_SIZE } from './rest.ts';
import type { Row } from './rows.ts';
import type { Sources } from './sources.ts';

/** Which rows need their REST id. */
export type Wanted = (row: NodeRow) => boolean;

/** Pages of the list that are read for the REST ids of one snapshot. An id that stays unknown counts as in front. */
const ID_PAGES = 10;

const isOpenFreeze = ({ task, latest }: Pick<Row, 'task' | 'latest'>) =>
  task === FREEZE_TASK && latest?.state === 'in_progress';

/** All deployments of the environment, by anybody. */
export async function* everything(
  sources: Sources,
  environment: string,
  wanted: Wanted,
  long: LongReads,
): AsyncGenerator<Page, void> {
  const { client, repository, names } = sources;
  for (let after: string | undefined; ; ) {
    const request = { repository, environments: names.of(environment), after };
    const { data, now } = await deploymentPage(client, request, long);
    for (const row of data.rows) if (row.task === TASK) names.saw(row.environment);
    const rows = await withIds(sources, environment, data.rows, wanted);
    yield { rows, now, last: data.next === undefined };
    after = data.next;
  }
}

async function withIds(
  sources: Sources,
  environment: string,
  rows: readonly NodeRow[],
  wanted: Wanted,
): Promise<Row[]> {
  const { ids } = sources;
  await learnIds(sources, environment, TASK, rows.filter(wanted));
  await learnIds(sources, environment, FREEZE_TASK, rows.filter(isOpenFreeze));
  return rows.map(({ nodeId, ...row }) => ({ ...row, id: ids.of({ nodeId, ...row }) ?? UNKNOWN_ID }));
}

/** Asks the lists of REST for the ids of those rows that need one. */
async function learnIds(
  { ids, names, rest }: Sources,
  environment: string,
  task: string,
  rows: readonly NodeRow[],
): Promise<void> {
  const missing = () => rows.some((row) => ids.of(row) === undefined);
  for (const spelling of names.of(environment)) {
    for (let page = 1; page <= ID_PAGES && missing(); page++) {
      const listed = await rest.list({ environment: spelling, task, page });
      if (listed.rows.length < PAGE_SIZE) break;
    }
  }
}
