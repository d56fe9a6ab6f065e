import { UserError } from '@signalbox/runner/errors';
import { type Client, type ConnectOptions, GraphqlError } from './client.ts';
import { spellings } from './github-environments.ts';
import { deploymentPage, type LongLists, type NodeRow } from './github-graphql.ts';
import { rowIds } from './github-ids.ts';
import { type Listed, PAGE_SIZE, restReader } from './github-rest.ts';
import { foreignLife, isForeign, type Row, toFreeze, toRegistration } from './github-rows.ts';
import { githubWriter } from './github-write.ts';
import { canonical } from './names.ts';
import { type Registry, RegistryError, type Snapshot } from './port.ts';
import { FREEZE_TASK, LIFETIME_MS, phaseOf, TASK, UNKNOWN_ID } from './registration.ts';

/** No environment is read deeper than this many pages. */
const DEEPEST = 50;

/** `last`: nothing is behind it. */
type Page = { readonly rows: readonly Row[]; readonly now: number; readonly last: boolean };
type Pages = AsyncGenerator<Page, void>;
type Wanted = (row: NodeRow) => boolean;

const isLive: Wanted = ({ task, latest }) => task === TASK && phaseOf(latest) !== 'over';
const isOurs: Wanted = ({ task }) => task === TASK;

/** The registry as GitHub deployments. GraphQL shows a hundred in one request; REST knows their ids, and can replace it. */
export function githubRegistry(client: Client, options: ConnectOptions): Registry {
  const { repository, clock } = options;
  const ids = rowIds();
  const names = spellings(client, repository);
  const rest = restReader(client, { repository, clock, learn: ids.learn });
  const longLists: LongLists = new Map();
  const tags = new Map<string, string>();

  /** The list of ours, which tells their ids; undefined when it has not changed since `etag`. */
  const listOurs = (environment: string, page: number, etag?: string): Promise<Listed | undefined> =>
    rest.list({ environment, task: TASK, page, etag });

  async function withIds(environment: string, rows: readonly NodeRow[], wanted: Wanted): Promise<Row[]> {
    const missing = () => rows.some((row) => wanted(row) && ids.of(row) === undefined);
    for (const spelling of names.of(environment)) {
      for (let page = 1; page <= DEEPEST && missing(); page++) {
        const listed = await listOurs(spelling, page);
        if ((listed?.rows.length ?? 0) < PAGE_SIZE) break;
      }
    }
    return rows.map(({ nodeId, ...row }) => ({
      ...row,
      id: ids.of({ nodeId, ...row }) ?? UNKNOWN_ID,
    }));
  }

  async function* graphqlPages(environment: string, wanted: Wanted): Pages {
    for (let after: string | undefined, page = 1; page <= DEEPEST; page++) {
      const request = { repository, environments: names.of(environment), after };
      const { data, now } = await deploymentPage(client, request, longLists);
      for (const row of data.rows) if (isOurs(row)) names.saw(row.environment);
      const last = data.next === undefined;
      yield { rows: await withIds(environment, data.rows, wanted), now, last };
      if (data.next === undefined) return;
      after = data.next;
    }
  }

  async function* restPages(environment: string, task?: string): Pages {
    const shown = new Set<number>();
    for (const spelling of names.of(environment)) {
      for (let page = 1; page <= DEEPEST; page++) {
        const request = { environment: spelling, page, ...(task === undefined ? {} : { task }) };
        const { data: rows, now, more } = await rest.page(request, shown);
        for (const { id } of rows) shown.add(id);
        yield { rows, now, last: !more && spelling === names.of(environment).at(-1) };
        if (!more) break;
      }
    }
  }

  /** Pages until `enough`; by REST where GraphQL cannot be used. */
  async function readUntil(
    environment: string,
    enough: (rows: readonly Row[]) => boolean,
    wanted: Wanted,
  ): Promise<Page> {
    try {
      return await collect(graphqlPages(environment, wanted), enough);
    } catch (error) {
      const worthAnother = [GraphqlError, UserError, RegistryError].some((kind) => error instanceof kind);
      if (!worthAnother || options.signal?.aborted) throw error;
      return await collect(restPages(environment), enough);
    }
  }

  /** The same, once more under the name that GitHub has for the environment when nothing was found under ours. */
  async function readAll(...asked: Parameters<typeof readUntil>): Promise<Page> {
    const page = await readUntil(...asked);
    const again = page.rows.length === 0 && (await names.lookUp(asked[0]));
    return again ? await readUntil(...asked) : page;
  }

  const writer = githubWriter(client, options, (made) => {
    ids.learn(made);
    names.saw(made.environment);
  });
  return {
    repository,
    strain: client.strain,
    ...writer,
    snapshot: async (name, { everyId = false, until = () => true } = {}) => {
      const page = await readAll(
        name,
        (read) => isDeepEnough(read, clock.now()) && until(toSnapshot(read, 0).registrations),
        everyId ? isOurs : isLive,
      );
      return { ...toSnapshot(page.rows, page.now), whole: page.last };
    },
    changed: async (name) => {
      const environment = canonical(name);
      // Only here: a tag from after a snapshot would hide what changed between the two.
      const listed = await listOurs(names.of(name)[0] ?? environment, 1, tags.get(environment));
      if (listed?.etag !== undefined) tags.set(environment, listed.etag);
      return listed !== undefined;
    },
    find: async (id) => {
      const row = await rest.one(id);
      return row && toRegistration(row);
    },
    unfreeze: async (name, description) => {
      const { rows } = await collect(restPages(name, FREEZE_TASK), () => false);
      const standing = rows.flatMap((row) => toFreeze(row) ?? []);
      for (const { id } of standing) await writer.post(id, { state: 'inactive', description });
      return standing.length;
    },
    past: async (name, limit) => {
      const over = (rows: readonly Row[]) =>
        toSnapshot(rows, 0).registrations.filter(({ latest }) => phaseOf(latest) === 'over');
      const { rows } = await readAll(name, (read) => over(read).length >= limit, isOurs);
      return over(rows).slice(0, limit);
    },
    foreignPast: async (name, limit) => {
      const over = (rows: readonly Row[]) =>
        rows.flatMap(foreignLife).filter(({ latest }) => phaseOf(latest) === 'over');
      const { rows } = await readAll(
        name,
        (read) => over(read).length >= limit,
        () => false,
      );
      return over(rows).slice(0, limit);
    },
  };
}

async function collect(pages: Pages, enough: (rows: readonly Row[]) => boolean): Promise<Page> {
  const rows: Row[] = [];
  let [now, last] = [0, false];
  for await (const page of pages) {
    rows.push(...page.rows);
    [now, last] = [page.now, page.last];
    if (enough(rows)) break;
  }
  return { rows, now, last };
}

/**
 * Whether nothing live can be further back (rows come newest first): all that could still hold or wait is younger
 * than LIFETIME_MS, and a registration that was granted its turn proves that no freeze stood before it.
 */
function isDeepEnough(rows: readonly Row[], now: number): boolean {
  const oldest = rows.at(-1);
  if (oldest === undefined || now - oldest.createdAt < LIFETIME_MS) return false;
  return rows.some((row) => toRegistration(row)?.heldSince !== undefined);
}

function toSnapshot(rows: readonly Row[], now: number): Snapshot {
  return {
    registrations: rows.flatMap((row) => toRegistration(row) ?? []),
    freezes: rows.flatMap((row) => toFreeze(row) ?? []),
    foreign: rows.filter(isForeign).length,
    now,
  };
}
