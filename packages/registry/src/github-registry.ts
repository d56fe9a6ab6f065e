import { UserError } from '@signalbox/runner/errors';
import { type Client, type ConnectOptions, GraphqlError } from './client.ts';
import { deploymentPage, type NodeRow } from './github-graphql.ts';
import { PAGE_SIZE, restReader } from './github-rest.ts';
import { DEEPEST, type RestRows, readByRest, tooMany } from './github-rest-rows.ts';
import { foreignLife, isForeign, type Row, toFreeze, toRegistration } from './github-rows.ts';
import { githubWatch } from './github-watch.ts';
import { githubWriter } from './github-write.ts';
import { canonical } from './names.ts';
import { type Registry, RegistryError, type Snapshot } from './port.ts';
import { FREEZE_TASK, LIFETIME_MS, phaseOf, TASK, UNKNOWN_ID } from './registration.ts';

type Page = { readonly rows: readonly Row[]; readonly now: number };
type Pages = AsyncGenerator<Page, void>;
type Wanted = (row: NodeRow) => boolean;

const isLive: Wanted = ({ task, latest }) => task === TASK && phaseOf(latest) !== 'over';
const isOurs: Wanted = ({ task }) => task === TASK;
const isStandingFreeze = ({ task, latest }: Pick<Row, 'task' | 'latest'>) =>
  task === FREEZE_TASK && latest?.state === 'in_progress';

/** The registry as GitHub deployments. GraphQL shows a hundred in one request; REST knows their ids, and can replace it. */
export function githubRegistry(client: Client, options: ConnectOptions): Registry {
  const { repository, clock } = options;
  const rest = restReader(client, repository, clock);
  const ids = new Map<string, number>();

  /** Asks the lists of REST for the ids of those rows that need one. */
  async function learnIds(environment: string, task: string, rows: readonly NodeRow[]): Promise<void> {
    const missing = () => rows.some(({ nodeId }) => !ids.has(nodeId));
    for (let page = 1; page <= DEEPEST && missing(); page++) {
      const listed = await rest.list({ environment, task, page });
      for (const { node_id, id } of listed.rows) ids.set(node_id, Number(id));
      if (listed.rows.length < PAGE_SIZE) break;
    }
  }

  async function withIds(environment: string, rows: readonly NodeRow[], wanted: Wanted): Promise<Row[]> {
    await learnIds(environment, TASK, rows.filter(wanted));
    await learnIds(environment, FREEZE_TASK, rows.filter(isStandingFreeze));
    return rows.map(({ nodeId, ...row }) => ({ ...row, id: ids.get(nodeId) ?? UNKNOWN_ID }));
  }

  async function* graphqlPages(environment: string, wanted: Wanted): Pages {
    for (let after: string | undefined, page = 1; page <= DEEPEST; page++) {
      const { data, now } = await deploymentPage(client, { repository, environment, after });
      yield { rows: await withIds(environment, data.rows, wanted), now };
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
      return await readByRest(rest, environment, limit === undefined ? {} : { limit });
    }
  }

  /** All freezes there ever were: few, and none may be missed. */
  async function freezeRows(environment: string): Promise<Row[]> {
    const rows: Row[] = [];
    for (let page = 1; page <= DEEPEST; page++) {
      const listed = await rest.list({ environment, task: FREEZE_TASK, page });
      // One after the other: GitHub asks not to be hurried (docs: best practices for using the REST API).
      for (const each of listed.rows) rows.push(await rest.withStatuses(each, listed.now));
      if (listed.rows.length < PAGE_SIZE) break;
    }
    return rows;
  }

  const writer = githubWriter(client, options, (nodeId, id) => ids.set(nodeId, id));
  return {
    repository,
    strain: client.strain,
    ...writer,
    ...githubWatch(client, repository),
    snapshot: async (name) => {
      const { rows, now, unread } = await readUntil(
        canonical(name),
        (read) => isDeepEnough(read, clock.now()),
        { wanted: isLive },
      );
      if (rows.length >= DEEPEST * PAGE_SIZE && !isDeepEnough(rows, clock.now()))
        throw tooMany(canonical(name));
      return { ...toSnapshot(rows, now), ...(unread.length === 0 ? {} : { unread }) };
    },
    find: async (id) => {
      const row = await rest.one(id);
      return row && toRegistration(row);
    },
    unfreeze: async (name, description) => {
      const standing = (await freezeRows(canonical(name))).flatMap((row) => toFreeze(row) ?? []);
      for (const { id } of standing) await writer.post(id, { state: 'inactive', description });
      return standing.length;
    },
    past: async (name, limit) => {
      const over = (rows: readonly Row[]) =>
        toSnapshot(rows, 0).registrations.filter(({ latest }) => phaseOf(latest) === 'over');
      const { rows } = await readUntil(canonical(name), (read) => over(read).length >= limit, {
        wanted: isOurs,
        limit,
      });
      return over(rows).slice(0, limit);
    },
    foreignPast: async (name, limit) => {
      const over = (rows: readonly Row[]) =>
        rows.flatMap(foreignLife).filter(({ latest }) => phaseOf(latest) === 'over');
      const { rows } = await readUntil(canonical(name), (read) => over(read).length >= limit, {
        wanted: () => false,
        limit: 0,
      });
      return over(rows).slice(0, limit);
    },
  };
}

async function collect(pages: Pages, enough: (rows: readonly Row[]) => boolean): Promise<Page> {
  const rows: Row[] = [];
  let now = 0;
  for await (const page of pages) {
    rows.push(...page.rows);
    now = page.now;
    if (enough(rows)) break;
  }
  return { rows, now };
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
