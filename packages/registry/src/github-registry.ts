import { UserError } from '@signalbox/runner/errors';
import { type Client, type ConnectOptions, GraphqlError } from './client.ts';
import { deploymentPage, deploymentsById, type NodeRow } from './github-graphql.ts';
import { type Listed, type ListedDeployment, PAGE_SIZE, restReader } from './github-rest.ts';
import { foreignLife, isForeign, type Row, toFreeze, toRegistration } from './github-rows.ts';
import { githubWriter } from './github-write.ts';
import { canonical, JOB_TOKEN } from './names.ts';
import { type Registry, RegistryError, type Snapshot } from './port.ts';
import { FREEZE_TASK, LIFETIME_MS, phaseOf, type Registration, TASK, UNKNOWN_ID } from './registration.ts';

/** So many pages of everything are read; then ours are asked for alone, so that others' cost nothing. */
const MIXED_PAGES = 5;
/** No environment is read deeper than so many pages of ours: what is not deep enough then is an error. */
const OUR_PAGES = 50;
/** Pages of the list that are read for the REST ids of one look. An id that stays unknown counts as in front. */
const ID_PAGES = 10;

/** Ids that are given early can be stored late (docs/coordination.md, R1), so neighbours may be out of order by this. */
const LATE_ID_MS = 60_000;

/** Why reading ended: everything was read, it was enough, or there would have been more. */
type End = 'all' | 'enough' | 'limit';
type Read = { readonly rows: readonly Row[]; readonly now: number; readonly end: End };
type Page = Omit<Read, 'end'> & { readonly last: boolean };
type Pages = AsyncGenerator<Page, void>;
type Enough = (rows: readonly Row[], now: number) => boolean;
type Wanted = (row: NodeRow) => boolean;

/** The registry as GitHub deployments. GraphQL shows a hundred in one request; REST knows their ids, and can replace it. */
export function githubRegistry(client: Client, options: ConnectOptions): Registry {
  const { repository, clock } = options;
  const rest = restReader(client, repository, clock);
  const ids = new Map<string, number>();
  const tags = new Map<string, string>();
  /** Environments with more of others than are worth reading. */
  const crowded = new Set<string>();
  /** Environments in which no freeze stood when all were looked at: a later one is among the newest rows. */
  const unfrozen = new Set<string>();

  const registration = (row: Row) => toRegistration(row, repository);
  const isLive: Wanted = (row) =>
    phaseOf(row.latest) !== 'over' && registration({ ...row, id: UNKNOWN_ID }) !== undefined;

  /** The list of one task, which tells its ids; undefined when it has not changed since `etag`. */
  async function listTask(
    environment: string,
    task: string,
    page: number,
    etag?: string,
  ): Promise<Listed | undefined> {
    const listed = await rest.list({ environment, task, page, etag });
    for (const { node_id, id } of listed?.rows ?? []) ids.set(node_id, Number(id));
    return listed;
  }

  async function withIds(environment: string, rows: readonly NodeRow[], wanted: Wanted): Promise<Row[]> {
    const missing = () => rows.some((row) => wanted(row) && !ids.has(row.nodeId));
    for (let page = 1; page <= ID_PAGES && missing(); page++) {
      const listed = await listTask(environment, TASK, page);
      if ((listed?.rows.length ?? 0) < PAGE_SIZE) break;
    }
    return rows.map(({ nodeId, ...row }) => ({ ...row, id: ids.get(nodeId) ?? UNKNOWN_ID }));
  }

  /** All deployments of the environment, whoever made them. */
  async function* everything(environment: string, wanted: Wanted): Pages {
    for (let after: string | undefined; ; ) {
      const { data, now } = await deploymentPage(client, { repository, environment, after });
      yield { rows: await withIds(environment, data.rows, wanted), now, last: data.next === undefined };
      after = data.next;
    }
  }

  /** The deployments of one task: two requests a page, however many others there are. */
  async function* ofTask(environment: string, task: string, graphql = true): Pages {
    for (let page = 1; ; page++) {
      const listed = await listTask(environment, task, page);
      const read = graphql ? withStatuses : rest.withStatuses;
      const rows = await read(listed?.rows ?? []);
      yield { rows, now: listed?.now ?? clock.now(), last: (listed?.rows.length ?? 0) < PAGE_SIZE };
    }
  }

  async function withStatuses(listed: readonly ListedDeployment[]): Promise<readonly Row[]> {
    const open = listed.filter((each) => rest.knownOver(each) === undefined);
    if (open.length === 0) return await rest.withStatuses(listed);
    return await orByRest(
      async () => {
        const { data } = await deploymentsById(
          client,
          open.map(({ node_id }) => node_id),
        );
        const read = new Map(data.map((row) => [row.nodeId, row]));
        return listed.flatMap((each) => {
          const row = read.get(each.node_id);
          return row === undefined ? (rest.knownOver(each) ?? []) : { ...row, id: Number(each.id) };
        });
      },
      () => rest.withStatuses(listed),
    );
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

  /** All of ours that may be live, and more. @throws UserError when that is not certain */
  async function ours(environment: string, graphql: boolean): Promise<Read> {
    const read = await collect(ofTask(environment, TASK, graphql), OUR_PAGES, isDeepEnough);
    if (read.end === 'limit') throw tooMany(environment, 'registrations');
    return read;
  }

  /** @throws UserError when it is not certain that all were read */
  async function freezes(environment: string, graphql = true): Promise<readonly Row[]> {
    const { rows, end } = await collect(ofTask(environment, FREEZE_TASK, graphql), OUR_PAGES, () => false);
    if (end === 'limit') throw tooMany(environment, 'freezes');
    return rows;
  }

  async function snapshot(environment: string): Promise<Snapshot> {
    let graphql = true;
    if (!crowded.has(environment)) {
      const read = await orByRest(
        () => collect(everything(environment, isLive), MIXED_PAGES, isDeepEnough),
        async () => undefined,
      );
      if (read?.end === 'limit') crowded.add(environment);
      else if (read !== undefined) return await withOldFreezes(environment, read);
      graphql = read !== undefined;
    }
    const [read, closed] = [await ours(environment, graphql), await freezes(environment, graphql)];
    return toSnapshot({ ...read, rows: [...read.rows, ...closed] }, repository);
  }

  /**
   * Freezes have no age at which they end. That a job was granted its turn proves that none stood before; anybody who can
   * forge that can open a freeze as well, but for what has another identity than jobs.
   */
  async function withOldFreezes(environment: string, read: Read): Promise<Snapshot> {
    const granted = read.rows.some(
      (row) => row.creator === JOB_TOKEN && registration(row)?.heldSince !== undefined,
    );
    if (read.end === 'all' || granted || unfrozen.has(environment)) return toSnapshot(read, repository);
    const closed = await freezes(environment);
    if (closed.every((row) => toFreeze(row) === undefined)) unfrozen.add(environment);
    const rows = [...read.rows.filter(({ task }) => task !== FREEZE_TASK), ...closed];
    return toSnapshot({ ...read, rows }, repository);
  }

  const isOver = ({ latest }: Pick<Registration, 'latest'>) =>
    latest !== undefined && phaseOf(latest) === 'over';
  const writer = githubWriter(client, options, (nodeId, id) => ids.set(nodeId, id));
  return {
    repository,
    strain: client.strain,
    ...writer,
    snapshot: (name) => snapshot(canonical(name)),
    changed: async (name) => {
      const environment = canonical(name);
      // Only here: a tag from after a snapshot would hide what changed between the two.
      const listed = await listTask(environment, TASK, 1, tags.get(environment));
      if (listed?.etag !== undefined) tags.set(environment, listed.etag);
      return listed !== undefined;
    },
    find: async (id) => {
      const row = await rest.one(id);
      return row && registration(row);
    },
    unfreeze: async (name, description) => {
      const standing = (await freezes(canonical(name))).flatMap((row) => toFreeze(row) ?? []);
      for (const { id } of standing) await writer.post(id, { state: 'inactive', description });
      return standing.length;
    },
    past: async (name, limit) => {
      const over = (rows: readonly Row[]) => rows.flatMap((row) => registration(row) ?? []).filter(isOver);
      const enough = (rows: readonly Row[]) => over(rows).length >= limit;
      // Who asks for the past can do with less of it.
      const { rows } = await collect(ofTask(canonical(name), TASK), OUR_PAGES, enough);
      return over(rows).slice(0, limit);
    },
    findPast: async (name, wanted) => {
      const environment = canonical(name);
      const found = (rows: readonly Row[]) => rows.flatMap((row) => registration(row) ?? []).find(wanted);
      const enough = (rows: readonly Row[]) => found(rows) !== undefined;
      const { rows, end } = await collect(ofTask(environment, TASK), OUR_PAGES, enough);
      if (end === 'limit') throw tooMany(environment, 'registrations');
      return found(rows);
    },
    foreignPast: async (name, limit) => {
      const over = (rows: readonly Row[]) => rows.flatMap(foreignLife).filter(isOver);
      const enough = (rows: readonly Row[]) => over(rows).length >= limit;
      const read = await orByRest(
        () =>
          collect(
            everything(canonical(name), () => false),
            OUR_PAGES,
            enough,
          ),
        // REST's list has no statuses, and a request for each would cost too much; it still tells what is forbidden.
        async () => void (await rest.list({ environment: canonical(name) })),
      );
      return over(read?.rows ?? []).slice(0, limit);
    },
  };
}

/** No outage, which users may choose to go on without: somebody made so many. */
const tooMany = (environment: string, what: string) =>
  new UserError(
    `${environment} has more ${what} than can be read (${OUR_PAGES * PAGE_SIZE}), so it is not known whether it is free: find out who makes so many, and delete what is over.`,
  );

async function collect(pages: Pages, limit: number, enough: Enough): Promise<Read> {
  const rows: Row[] = [];
  let count = 0;
  for await (const { rows: more, now, last } of pages) {
    rows.push(...more);
    count += 1;
    if (last) return { rows, now, end: 'all' };
    if (enough(rows, now)) return { rows, now, end: 'enough' };
    if (count >= limit) return { rows, now, end: 'limit' };
  }
  throw new Error('pages end with the last one');
}

/**
 * Whether nothing live can be further back: all that could still hold or wait is younger than LIFETIME_MS, by the
 * server's own clock. Rows come newest first; when they do not, age proves nothing.
 */
function isDeepEnough(rows: readonly Row[], now: number): boolean {
  const sorted = rows.every(
    ({ createdAt }, index) => createdAt <= (rows[index - 1]?.createdAt ?? now) + LATE_ID_MS,
  );
  const oldest = rows.at(-1);
  return sorted && oldest !== undefined && now - oldest.createdAt >= LIFETIME_MS;
}

function toSnapshot({ rows, now, end }: Read, repository: string): Snapshot {
  return {
    registrations: rows.flatMap((row) => toRegistration(row, repository) ?? []),
    freezes: rows.flatMap((row) => toFreeze(row) ?? []),
    foreign: rows.filter(isForeign).length,
    more: end !== 'all',
    now,
  };
}
