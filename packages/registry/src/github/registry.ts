import { UserError } from '@signalbox/runner/errors';
import { canonical, JOB_TOKEN } from '../model/names.ts';
import { FREEZE_TASK, queuePhaseOf, type Registration, TASK, UNKNOWN_ID } from '../model/registration.ts';
import { RegistryError, type Snapshot } from '../model/snapshot.ts';
import type { Archive, Registry } from '../ports.ts';
import { githubArchive } from './archive.ts';
import { type Client, type ConnectOptions, GraphqlError } from './client/client.ts';
import { githubPoll } from './poll.ts';
import { deploymentPage, deploymentsById, type LongReads, type NodeRow } from './reading/graphql.ts';
import { rowIds } from './reading/ids.ts';
import { collect, type Enough, isDeepEnough, newestFirst, type Page, type Read } from './reading/pages.ts';
import { type ListedDeployment, PAGE_SIZE, restReader } from './reading/rest.ts';
import { DEEPEST, readByRest, tooMany } from './reading/rest-only.ts';
import { foreignLife, isForeign, type Row, toFreeze, toRegistration } from './reading/rows.ts';
import { spellings } from './reading/spellings.ts';
import { githubWriter } from './write.ts';

/** So many pages of everything are read; then ours are asked for alone, so that others' cost nothing. */
const MIXED_PAGES = 5;
/** Requests of one snapshot for statuses behind the first 50 of a registration. Who is not read for want of them counts as holding. */
const STATUS_REQUESTS = 20;
/** Pages of the list that are read for the REST ids of one snapshot. An id that stays unknown counts as in front. */
const ID_PAGES = 10;

type Pages = AsyncGenerator<Page, void>;
type Wanted = (row: NodeRow) => boolean;

const isStandingFreeze = ({ task, latest }: Pick<Row, 'task' | 'latest'>) =>
  task === FREEZE_TASK && latest?.state === 'in_progress';
const isOver = ({ latest }: Pick<Registration, 'latest'>) =>
  latest !== undefined && queuePhaseOf(latest) === 'over';

/** The registry as GitHub deployments. GraphQL shows a hundred in one request; REST knows their ids, and can replace it. */
export function githubRegistry(client: Client, options: ConnectOptions): Registry & Archive {
  const { repository, clock } = options;
  const ids = rowIds();
  const rest = restReader(client, { repository, clock, learn: ids.learn });
  const names = spellings(client, repository, (environment) => rest.list({ environment, task: TASK }));
  const known: LongReads['known'] = new Map();
  const longReads = (requests: number): LongReads => ({ known, budget: { requests } });
  /** Environments with more of others than are worth reading. */
  const crowded = new Set<string>();
  /** Environments in which no freeze stood when all were read: a later one is among the newest rows. */
  const unfrozen = new Set<string>();

  const registration = (row: Row) => toRegistration(row, repository);
  const registrationsOf = (rows: readonly Row[]) => rows.flatMap((row) => registration(row) ?? []);
  const isOurs: Wanted = (row) => registration({ ...row, id: UNKNOWN_ID }) !== undefined;
  const isLive: Wanted = (row) => queuePhaseOf(row.latest) !== 'over' && isOurs(row);

  /** Asks the lists of REST for the ids of those rows that need one. */
  async function learnIds(environment: string, task: string, rows: readonly NodeRow[]): Promise<void> {
    const missing = () => rows.some((row) => ids.of(row) === undefined);
    for (const spelling of names.of(environment)) {
      for (let page = 1; page <= ID_PAGES && missing(); page++) {
        const listed = await rest.list({ environment: spelling, task, page });
        if (listed.rows.length < PAGE_SIZE) break;
      }
    }
  }

  async function withIds(environment: string, rows: readonly NodeRow[], wanted: Wanted): Promise<Row[]> {
    await learnIds(environment, TASK, rows.filter(wanted));
    await learnIds(environment, FREEZE_TASK, rows.filter(isStandingFreeze));
    return rows.map(({ nodeId, ...row }) => ({ ...row, id: ids.of({ nodeId, ...row }) ?? UNKNOWN_ID }));
  }

  /** All deployments of the environment, whoever made them. */
  async function* everything(environment: string, wanted: Wanted, long: LongReads): Pages {
    for (let after: string | undefined; ; ) {
      const request = { repository, environments: names.of(environment), after };
      const { data, now } = await deploymentPage(client, request, long);
      for (const row of data.rows) if (row.task === TASK) names.saw(row.environment);
      yield { rows: await withIds(environment, data.rows, wanted), now, last: data.next === undefined };
      after = data.next;
    }
  }

  /** The deployments of one task under one spelling: two requests a page, however many others there are. */
  async function* pagesOfTask(spelling: string, task: string, long: LongReads): Pages {
    for (let page = 1; ; page++) {
      const listed = await rest.list({ environment: spelling, task, page });
      yield {
        rows: await withStatuses(listed.rows, long),
        now: listed.now,
        last: listed.rows.length < PAGE_SIZE,
      };
    }
  }

  async function withStatuses(listed: readonly ListedDeployment[], long: LongReads): Promise<readonly Row[]> {
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

  /** The deployments of one task, under every spelling. */
  async function ofTask(
    environment: string,
    task: string,
    enough: Enough,
    long = longReads(Number.POSITIVE_INFINITY),
  ): Promise<Read> {
    const reads: Read[] = [];
    for (const spelling of await names.ofLists(environment))
      reads.push(await collect(pagesOfTask(spelling, task, long), DEEPEST, enough));
    const ends = reads.map(({ end }) => end);
    return {
      rows: newestFirst(reads.flatMap(({ rows }) => rows)),
      now: reads[0]?.now ?? clock.now(),
      end: ends.find((end) => end === 'limit') ?? ends.find((end) => end === 'enough') ?? 'all',
    };
  }

  /** By REST where GraphQL cannot be used. */
  async function orByRest<T>(byGraphql: () => Promise<T>, byRest: () => Promise<T>): Promise<T> {
    try {
      return await byGraphql();
    } catch (error) {
      const worthAnother = [GraphqlError, UserError, RegistryError].some((kind) => error instanceof kind);
      if (!worthAnother || options.signal?.aborted) throw error;
      return await byRest();
    }
  }

  /** By REST alone; `limit` is how many are wanted of what is over. */
  async function slowly(environment: string, limit = 0): Promise<Read> {
    const spelt = await names.ofLists(environment);
    const { rows, unread, now, last } = await readByRest({ rest, repository, spellings: spelt }, { limit });
    return { rows, now, unread, end: last && unread.length === 0 ? 'all' : 'enough' };
  }

  /** Once more under the name that GitHub has for the environment when nothing was found under ours. */
  async function readAll(environment: string, read: () => Promise<Read>): Promise<Read> {
    const found = await read();
    const again = found.rows.length === 0 && (await names.lookUp(environment));
    return again ? await read() : found;
  }

  /** All that may be live, and more. */
  async function live(name: string, wanted: Wanted): Promise<Read> {
    const environment = canonical(name);
    const long = longReads(STATUS_REQUESTS);
    if (!crowded.has(environment)) {
      const read = await collect(everything(name, wanted, long), MIXED_PAGES, isDeepEnough);
      if (read.end !== 'limit') return await withOldFreezes(name, read);
      crowded.add(environment);
    }
    const own = await ofTask(name, TASK, isDeepEnough, long);
    if (own.end === 'limit') return own;
    const closed = await freezes(name);
    return { ...own, rows: [...own.rows, ...closed.rows], end: closed.end === 'limit' ? 'limit' : own.end };
  }

  const freezes = (name: string): Promise<Read> => ofTask(name, FREEZE_TASK, () => false);

  /**
   * Freezes have no age at which they end. That a job was granted its turn proves that none stood before; anybody who can
   * forge that can open a freeze as well, but for what has another identity than jobs.
   */
  async function withOldFreezes(name: string, read: Read): Promise<Read> {
    const environment = canonical(name);
    const granted = read.rows.some(
      (row) => row.creator === JOB_TOKEN && registration(row)?.heldSince !== undefined,
    );
    if (read.end === 'all' || granted || unfrozen.has(environment)) return read;
    const { rows: closed, end } = await freezes(name);
    if (end === 'limit') return { ...read, end };
    if (closed.every((row) => toFreeze(row) === undefined)) unfrozen.add(environment);
    return { ...read, rows: [...read.rows.filter(({ task }) => task !== FREEZE_TASK), ...closed] };
  }

  /** @throws UserError when it is not certain that `read` shows all */
  function certain(name: string, read: Read): Read {
    if (read.end === 'limit') throw tooMany(canonical(name));
    return read;
  }

  const writer = githubWriter(client, options, (made) => {
    ids.learn(made);
    names.saw(made.environment);
  });
  return {
    repository,
    backpressure: client.backpressure,
    ...writer,
    ...githubPoll(client, repository),
    ...githubArchive({
      rest,
      names,
      repository,
      readNodes: (listed) => withStatuses(listed, longReads(STATUS_REQUESTS)),
      orByRest,
      slowly,
    }),
    snapshot: async (name, { everyId = false } = {}) => {
      const wanted = everyId ? isOurs : isLive;
      const read = () =>
        orByRest(
          () => live(name, wanted),
          () => slowly(name),
        );
      return toSnapshot(certain(name, await readAll(name, read)), repository);
    },
    find: async (id) => {
      const row = await rest.one(id);
      return row && registration(row);
    },
    unfreeze: async (name, description) => {
      const read = () =>
        orByRest(
          () => freezes(name),
          () => allFreezesByRest(name),
        );
      const { rows } = certain(name, await readAll(name, read));
      const standing = rows.flatMap((row) => toFreeze(row) ?? []);
      for (const { id } of standing) await writer.post(id, { state: 'inactive', description });
      return standing.length;
    },
    past: async (name, limit, { cheaply = false } = {}) => {
      const over = (rows: readonly Row[]) => registrationsOf(rows).filter(isOver);
      const enough = (rows: readonly Row[]) => over(rows).length >= limit;
      // Who asks for the past can do with less of it.
      const quickly = () => ofTask(name, TASK, enough);
      const { rows } = await readAll(name, () =>
        cheaply ? quickly() : orByRest(quickly, () => slowly(name, limit)),
      );
      return over(rows).slice(0, limit);
    },
    findPast: async (name, wanted) => {
      const found = (rows: readonly Row[]) => registrationsOf(rows).find(wanted);
      const enough = (rows: readonly Row[]) => found(rows) !== undefined;
      const read = await readAll(name, () =>
        orByRest(
          () => ofTask(name, TASK, enough),
          () => slowly(name),
        ),
      );
      const one = found(certain(name, read).rows);
      if (one === undefined && read.end !== 'all')
        throw new RegistryError(`What ${canonical(name)} ran is further back than can be read now`);
      return one;
    },
    foreignPast: async (name, limit) => {
      const over = (rows: readonly Row[]) => rows.flatMap(foreignLife).filter(isOver);
      const enough = (rows: readonly Row[]) => over(rows).length >= limit;
      const read = async (): Promise<Read> =>
        orByRest(
          () =>
            collect(
              everything(name, () => false, longReads(0)),
              DEEPEST,
              enough,
            ),
          async () => {
            // REST's list has no statuses, and a request for each would cost too much; it still shows what is forbidden.
            const { now } = await rest.list({ environment: canonical(name) });
            return { rows: [], now, end: 'enough' };
          },
        );
      return over((await readAll(name, read)).rows).slice(0, limit);
    },
  };

  /** Every one, whatever it costs: somebody who opens an environment wants it open. */
  async function allFreezesByRest(name: string): Promise<Read> {
    const rows: Row[] = [];
    let [now, end]: [number, Read['end']] = [0, 'all'];
    for (const spelling of await names.ofLists(name)) {
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
}

function toSnapshot({ rows, now, end, unread = [] }: Read, repository: string): Snapshot {
  const lifted = rows.flatMap(({ task, latest }) =>
    task === FREEZE_TASK && queuePhaseOf(latest) === 'over' ? (latest?.createdAt ?? []) : [],
  );
  return {
    registrations: rows.flatMap((row) => toRegistration(row, repository) ?? []),
    freezes: rows.flatMap((row) => toFreeze(row) ?? []),
    ...(lifted.length === 0 ? {} : { openedAt: Math.max(...lifted) }),
    foreign: rows.filter(isForeign).length,
    more: end !== 'all',
    ...(unread.length === 0 ? {} : { unread }),
    now,
  };
}
