import { canonical } from '../model/names.ts';
import { unwrap } from '../model/payload.ts';
import { FREEZE_TASK, LEDGER_TASK, LIFETIME_MS, TASK } from '../model/registration.ts';
import type { Archive } from '../ports.ts';
import type { Read } from './reading/pages.ts';
import { type ListedDeployment, PAGE_SIZE, type RestReader } from './reading/rest.ts';
import { type Row, toPastFreeze, toRegistration } from './reading/rows.ts';
import type { Spellings } from './reading/spellings.ts';

interface Sources {
  readonly rest: Pick<RestReader, 'list'>;
  readonly names: Pick<Spellings, 'ofLists' | 'fetchSpelling'>;
  readonly repository: string;
  /** At most 100 listed deployments with their statuses, for one GraphQL point. */
  readonly readNodes: (listed: readonly ListedDeployment[]) => Promise<readonly Row[]>;
  readonly orByRest: <T>(byGraphql: () => Promise<T>, byRest: () => Promise<T>) => Promise<T>;
  /** By REST alone, a request for each; so many of what is over. */
  readonly slowly: (environment: string, limit: number) => Promise<Read>;
}

/** So many at once is what one GraphQL query takes. */
const AT_ONCE = 100;
/** Pages of one task that are read: anybody who may write deployments may write any number of records. */
const MOST_PAGES = 20;
/** Without GraphQL each costs a request. */
const BY_REST = 30;

interface Listed {
  /** Each once, newest first. */
  readonly rows: readonly ListedDeployment[];
  /** Whether all were read that are as young as was asked for. */
  readonly complete: boolean;
}

/** The past in GitHub deployments: REST's lists say what there is, and GraphQL, a hundred at once, what became of it. */
export const githubArchive = (sources: Sources): Pick<Archive, 'readBack' | 'records' | 'environments'> => ({
  readBack: (environment, options) => readBack(sources, environment, options),
  environments: (since) => environments(sources, since),
  records: async (environment, task) => {
    const { rows, complete } = await list(sources, environment, task, { from: 0, pages: MOST_PAGES });
    const records = rows.map(({ id, creator, created_at, payload }) => ({
      id: Number(id),
      creator: creator?.login ?? '',
      createdAt: Date.parse(created_at),
      payload: unwrap(payload),
    }));
    return { records, complete };
  },
});

async function readBack(
  sources: Sources,
  environment: string,
  { since, points }: Parameters<Archive['readBack']>[1],
): ReturnType<Archive['readBack']> {
  // What ended since then was registered some days before at the earliest.
  const from = since - LIFETIME_MS;
  const budget = points * AT_ONCE;
  const ours = await list(sources, environment, TASK, { from, pages: points });
  const closed = await list(sources, environment, FREEZE_TASK, { from, pages: 1 });
  const young = ours.rows.filter(({ created_at }) => Date.parse(created_at) >= from);
  const wanted = [...closed.rows, ...young];
  const complete = ours.complete && closed.complete && wanted.length <= budget;
  return await sources.orByRest(
    async () => ({ ...shown(sources, await nodes(sources, wanted.slice(0, budget))), complete }),
    async () => {
      const read = await sources.slowly(environment, BY_REST);
      const all = read.end === 'all' || (read.end === 'enough' && young.length <= read.rows.length);
      const whole = complete && all && (read.unread ?? []).length === 0;
      return { ...shown(sources, read.rows), complete: whole };
    },
  );
}

async function environments({ rest }: Sources, since: number): ReturnType<Archive['environments']> {
  const found = new Set<string>();
  let complete = true;
  for (const task of [TASK, LEDGER_TASK]) {
    for (let page = 1; page <= MOST_PAGES; page++) {
      const { rows } = await rest.list({ task, page });
      // A ledger record may be older than what it remembers is wanted for: it says which environments there were.
      const young = rows.filter(
        (row) => task === LEDGER_TASK || Date.parse(row.created_at) >= since - LIFETIME_MS,
      );
      for (const row of young) found.add(canonical(row.environment));
      if (young.length < PAGE_SIZE) break;
      if (page === MOST_PAGES) complete = false;
    }
  }
  return { names: [...found], complete };
}

interface Span {
  /** Made since then, milliseconds: older ones are not searched for. */
  readonly from: number;
  /** So many pages of each spelling at most. */
  readonly pages: number;
}

/** Once more under GitHub's spelling of the environment when ours finds nothing. */
async function list(sources: Sources, environment: string, task: string, span: Span): Promise<Listed> {
  const found = await listed(sources, environment, task, span);
  const again = found.rows.length === 0 && (await sources.names.fetchSpelling(environment));
  return again ? await listed(sources, environment, task, span) : found;
}

async function listed(
  { rest, names }: Sources,
  environment: string,
  task: string,
  { from, pages }: Span,
): Promise<Listed> {
  const rows = new Map<number, ListedDeployment>();
  let complete = true;
  for (const spelling of await names.ofLists(environment)) {
    for (let page = 1; ; page++) {
      const found = await rest.list({ environment: spelling, task, page });
      for (const row of found.rows) rows.set(Number(row.id), row);
      const oldest = found.rows.at(-1);
      if (found.rows.length < PAGE_SIZE || oldest === undefined) break;
      if (Date.parse(oldest.created_at) < from) break;
      if (page >= pages) complete = false;
      if (page >= pages) break;
    }
  }
  return { rows: [...rows.values()].sort((a, b) => Number(b.id) - Number(a.id)), complete };
}

async function nodes({ readNodes }: Sources, rows: readonly ListedDeployment[]): Promise<readonly Row[]> {
  const read: Row[] = [];
  for (let at = 0; at < rows.length; at += AT_ONCE)
    read.push(...(await readNodes(rows.slice(at, at + AT_ONCE))));
  return read;
}

const shown = ({ repository }: Sources, rows: readonly Row[]) => ({
  registrations: rows.flatMap((row) => toRegistration(row, repository) ?? []),
  freezes: rows.flatMap((row) => toPastFreeze(row) ?? []),
});
