import { UserError } from '@signalbox/runner/errors';
import { type Client, type ConnectOptions, GraphqlError } from './client.ts';
import { spellings } from './github-environments.ts';
import { deploymentPage, type LongLists, type NodeRow } from './github-graphql.ts';
import { rowIds } from './github-ids.ts';
import { PAGE_SIZE, restReader } from './github-rest.ts';
import { DEEPEST, type RestRows, readByRest, tooMany } from './github-rest-rows.ts';
import { foreignLife, isForeign, type Row, toFreeze, toRegistration } from './github-rows.ts';
import { githubWatch } from './github-watch.ts';
import { githubWriter } from './github-write.ts';
import { canonical } from './names.ts';
import { type Registry, RegistryError, type Snapshot } from './port.ts';
import { FREEZE_TASK, LIFETIME_MS, phaseOf, TASK, UNKNOWN_ID } from './registration.ts';

/** `last`: nothing is behind it. */
type Page = { readonly rows: readonly Row[]; readonly now: number; readonly last: boolean };
type Pages = AsyncGenerator<Page, void>;
type Wanted = (row: NodeRow) => boolean;

const isLive: Wanted = ({ task, latest }) => task === TASK && phaseOf(latest) !== 'over';
const isOurs: Wanted = ({ task }) => task === TASK;
const isStandingFreeze = ({ task, latest }: Pick<Row, 'task' | 'latest'>) =>
  task === FREEZE_TASK && latest?.state === 'in_progress';

/** The registry as GitHub deployments. GraphQL shows a hundred in one request; REST knows their ids, and can replace it. */
export function githubRegistry(client: Client, options: ConnectOptions): Registry {
  const { repository, clock } = options;
  const ids = rowIds();
  const names = spellings(client, repository);
  const rest = restReader(client, { repository, clock, learn: ids.learn });
  const longLists: LongLists = new Map();

  /** Asks the lists of REST for the ids of those rows that need one. */
  async function learnIds(environment: string, task: string, rows: readonly NodeRow[]): Promise<void> {
    const missing = () => rows.some((row) => ids.of(row) === undefined);
    for (const spelling of names.of(environment)) {
      for (let page = 1; page <= DEEPEST && missing(); page++) {
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

  /** Pages until `enough`; by REST where GraphQL cannot be used. */
  async function readUntil(
    environment: string,
    enough: (rows: readonly Row[]) => boolean,
    { wanted, limit }: { readonly wanted: Wanted; readonly limit?: number },
  ): Promise<RestRows> {
    try {
      return { ...(await collect(graphqlPages(environment, wanted), enough)), unread: [] };
    } catch (error) {
      const worthAnother = [GraphqlError, UserError, RegistryError].some((kind) => error instanceof kind);
      if (!worthAnother || options.signal?.aborted) throw error;
      return await readByRest(rest, names.of(environment), limit === undefined ? {} : { limit });
    }
  }

  /** The same, once more under the name that GitHub has for the environment when nothing was found under ours. */
  async function readAll(...asked: Parameters<typeof readUntil>): Promise<RestRows> {
    const page = await readUntil(...asked);
    const again = page.rows.length === 0 && (await names.lookUp(asked[0]));
    return again ? await readUntil(...asked) : page;
  }

  /** All freezes there ever were: few, and none may be missed. */
  async function freezeRows(environment: string): Promise<Row[]> {
    const rows = new Map<number, Row>();
    for (const spelling of names.of(environment)) {
      for (let page = 1; page <= DEEPEST; page++) {
        const listed = await rest.list({ environment: spelling, task: FREEZE_TASK, page });
        // One after the other: GitHub asks not to be hurried (docs: best practices for using the REST API).
        for (const each of listed.rows)
          for (const row of await rest.withStatuses(each, listed.now)) rows.set(row.id, row);
        if (listed.rows.length < PAGE_SIZE) break;
      }
    }
    return [...rows.values()];
  }

  const writer = githubWriter(client, options, (made) => {
    ids.learn(made);
    names.saw(made.environment);
  });
  return {
    repository,
    strain: client.strain,
    ...writer,
    ...githubWatch(client, repository),
    snapshot: async (name, { everyId = false, until = () => true } = {}) => {
      const found = (rows: readonly Row[]) => until(toSnapshot(rows, 0).registrations);
      const isEnough = (rows: readonly Row[]) => isDeepEnough(rows, clock.now()) && found(rows);
      const read = await readAll(name, isEnough, { wanted: everyId ? isOurs : isLive });
      const { rows, now, unread, last } = read;
      const whole = last && unread.length === 0;
      if (rows.length >= DEEPEST * PAGE_SIZE && !isDeepEnough(rows, clock.now()))
        throw tooMany(canonical(name));
      if (!whole && !found(rows))
        throw new RegistryError(`What ${canonical(name)} runs is further back than can be read now`);
      return { ...toSnapshot(rows, now), whole, ...(unread.length === 0 ? {} : { unread }) };
    },
    find: async (id) => {
      const row = await rest.one(id);
      return row && toRegistration(row);
    },
    unfreeze: async (name, description) => {
      const standing = (await freezeRows(name)).flatMap((row) => toFreeze(row) ?? []);
      for (const { id } of standing) await writer.post(id, { state: 'inactive', description });
      return standing.length;
    },
    past: async (name, limit) => {
      const over = (rows: readonly Row[]) =>
        toSnapshot(rows, 0).registrations.filter(({ latest }) => phaseOf(latest) === 'over');
      const { rows } = await readAll(name, (read) => over(read).length >= limit, { wanted: isOurs, limit });
      return over(rows).slice(0, limit);
    },
    foreignPast: async (name, limit) => {
      const over = (rows: readonly Row[]) =>
        rows.flatMap(foreignLife).filter(({ latest }) => phaseOf(latest) === 'over');
      const { rows } = await readAll(name, (read) => over(read).length >= limit, {
        wanted: () => false,
        limit: 0,
      });
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
  const lifted = rows.flatMap(({ task, latest }) =>
    task === FREEZE_TASK && phaseOf(latest) === 'over' ? (latest?.createdAt ?? []) : [],
  );
  return {
    registrations: rows.flatMap((row) => toRegistration(row) ?? []),
    freezes: rows.flatMap((row) => toFreeze(row) ?? []),
    ...(lifted.length === 0 ? {} : { openedAt: Math.max(...lifted) }),
    foreign: rows.filter(isForeign).length,
    now,
  };
}
