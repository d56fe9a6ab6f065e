import type { Clock } from '@signalbox/runner/clock';
import { compact } from '@signalbox/runner/values';
import { named } from '../../model/names.ts';
import { queuePhaseOf, type Status } from '../../model/registration.ts';
import { RegistryError } from '../../model/snapshot.ts';
import type { Client } from '../client/client.ts';
import { NotFoundError, serverTime } from '../client/failure.ts';
import type { Identified } from './ids.ts';
import { loginOf, type Row, toState } from './rows.ts';

/** A deployment as the REST API lists it: without its statuses. Octokit types ids so wide; below 2^53 all the same. */
export interface ListedDeployment extends Identified {
  readonly sha: string;
  readonly task: string;
  readonly environment: string;
  readonly updated_at: string;
  readonly creator: { readonly login: string } | null;
  readonly repository_url: string;
}

interface ListOptions {
  /** Absent: of all environments. */
  readonly environment?: string;
  readonly task?: string;
  readonly page?: number;
}

interface Listed {
  readonly rows: readonly ListedDeployment[];
  readonly now: number;
}

/** Reads by REST: for ids, for single deployments, and for everything where GraphQL cannot be used. */
export interface RestReader {
  list(options: ListOptions): Promise<Listed>;
  /** A listed deployment with its statuses, none when it is gone since; `now` is the server's time of the list. */
  withStatuses(listed: ListedDeployment, now: number): Promise<readonly Row[]>;
  /** The same without a request, when it was read before and nothing was added since. */
  known(listed: ListedDeployment, now: number): Row | undefined;
  /** Whether deployments have been seen to change their `updated_at` with each status, and none not to. */
  datesMove(): boolean;
  /** Undefined for what GitHub keeps saying it does not have. */
  one(id: number): Promise<Row | undefined>;
}

export const PAGE_SIZE = 100;
/** Pages of statuses that are read of one deployment: anybody with the right to write them can write thousands. */
const MOST_PAGES = 6;
/** Longer than reads lag. */
const SETTLED_MS = 15_000;

/** Oldest first; `truncated`: there are more, and `latest` is only known where the list shows it. */
interface Statuses {
  readonly statuses: readonly Status[];
  readonly latest: Status | undefined;
  readonly truncated: boolean;
}

interface RestOptions {
  readonly repository: string;
  readonly clock: Clock;
  /** Is called with every deployment that is seen. */
  readonly learn: (listed: Identified) => void;
}

/** What reads by REST share: where they read, and what earlier ones learned. */
interface RestReads extends RestOptions {
  readonly client: Client;
  /** As last read; good until the row says that something was added. */
  readonly rows: Map<number, { readonly updatedAt: string; readonly row: Row }>;
  /** That a status changes `updated_at` is seen, but documented nowhere (github/branch-deploy#303): so it is watched. */
  readonly dates: { moved: boolean; stood: boolean };
}

export function restReader(client: Client, options: RestOptions): RestReader {
  const reads: RestReads = { ...options, client, rows: new Map(), dates: { moved: false, stood: false } };
  return {
    list: (wanted) => list(reads, wanted),
    withStatuses: (listed, now) => withStatuses(reads, listed, now),
    known: (listed, now) => known(reads, listed, now),
    datesMove: () => datesMove(reads),
    one: (id) => one(reads, id),
  };
}

function list(
  { client: { octokit, read }, repository, clock, learn }: RestReads,
  { environment, task, page = 1 }: ListOptions,
): Promise<Listed> {
  return read('read deployments', async (signal) => {
    const { data, headers } = await octokit.request('GET /repos/{owner}/{repo}/deployments', {
      ...named(repository),
      ...compact({ environment, task }),
      per_page: PAGE_SIZE,
      page,
      request: { signal },
    });
    for (const row of data) learn(row);
    return { rows: data, now: serverTime(headers, clock) };
  });
}

/** Statuses, oldest first: by REST each has an id, which grows. */
async function statusesOf(
  { client: { octokit, read }, repository }: RestReads,
  id: number,
  mostPages: number,
): Promise<Statuses> {
  const all: ListedStatus[] = [];
  let truncated = false;
  for (let page = 1; ; page++) {
    const { data } = await read('read deployments', (signal) =>
      octokit.request('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
        ...named(repository),
        deployment_id: id,
        per_page: PAGE_SIZE,
        page,
        request: { signal },
      }),
    );
    all.push(...data);
    if (data.length < PAGE_SIZE) break;
    truncated = page >= mostPages;
    if (truncated) break;
  }
  const newestFirst = all.every(({ id: one }, index) => one <= (all[index - 1]?.id ?? one));
  const statuses = all.sort((a, b) => Number(a.id) - Number(b.id)).map(toStatus);
  // No order is documented: of a list that runs another way the newest may be what was not read.
  return { statuses, truncated, latest: truncated && !newestFirst ? undefined : statuses.at(-1) };
}

async function deployment({ client: { octokit, read }, repository }: RestReads, id: number) {
  try {
    return await read('read a deployment', (signal) =>
      octokit.request('GET /repos/{owner}/{repo}/deployments/{deployment_id}', {
        ...named(repository),
        deployment_id: id,
        request: { signal },
      }),
    );
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}

async function one(reads: RestReads, id: number): Promise<Row | undefined> {
  const found = await deployment(reads, id);
  if (found === undefined) return undefined;
  reads.learn(found.data);
  return (await withStatuses(reads, found.data, serverTime(found.headers, reads.clock)))[0];
}

/** Without its statuses a holder would seem to wait, so they must be had. */
async function withStatuses(
  reads: RestReads,
  listed: ListedDeployment,
  now: number,
): Promise<readonly Row[]> {
  try {
    return [await readRow(reads, listed, now)];
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    if ((await deployment(reads, Number(listed.id))) === undefined) return [];
    throw new RegistryError(`GitHub does not show the statuses of deployment ${listed.id}`);
  }
}

async function readRow(reads: RestReads, listed: ListedDeployment, now: number): Promise<Row> {
  const { rows } = reads;
  const answered = known(reads, listed, now);
  if (answered !== undefined) return answered;
  // What had more statuses than are read has so for ever: only its newest is of interest.
  const before = rows.get(Number(listed.id))?.row.truncated === true;
  const found = await statusesOf(reads, Number(listed.id), before ? 1 : MOST_PAGES);
  const row = toRow(listed, { ...found, truncated: before || found.truncated });
  watchDates(reads, listed, row, now);
  rows.set(row.id, { updatedAt: listed.updated_at, row });
  return row;
}

function known(reads: RestReads, listed: ListedDeployment, now: number): Row | undefined {
  const found = reads.rows.get(Number(listed.id));
  if (found?.updatedAt !== listed.updated_at) return undefined;
  if (queuePhaseOf(found.row.latest) === 'over') return found.row;
  // Dates count whole seconds: two statuses of one second seem to be one.
  const settled = now - Date.parse(listed.updated_at) > SETTLED_MS;
  return settled && datesMove(reads) ? found.row : undefined;
}

const datesMove = ({ dates }: RestReads): boolean => dates.moved && !dates.stood;

function watchDates({ dates }: RestReads, listed: ListedDeployment, row: Row, now: number): void {
  // A deployment that was just asked for may have moved on since it was listed: that proves nothing.
  const last = row.latest?.createdAt ?? row.createdAt;
  if (last >= now - SETTLED_MS) return;
  if (last > Date.parse(listed.updated_at) + 1000) dates.stood = true;
  else if (last > row.createdAt + 1000) dates.moved = true;
}

interface ListedStatus {
  readonly id: number | bigint;
  readonly state: string;
  readonly description: string | null;
  readonly created_at: string;
  readonly creator: { readonly login: string } | null;
  readonly log_url?: string | null;
}

const toStatus = ({ state, description, created_at, creator, log_url }: ListedStatus): Status => ({
  state: toState(state),
  description: description ?? '',
  createdAt: Date.parse(created_at),
  ...(creator === null ? {} : { by: loginOf(creator.login) }),
  ...(log_url ? { logUrl: log_url } : {}),
});

function toRow(listed: ListedDeployment, { statuses, latest, truncated }: Statuses): Row {
  return {
    id: Number(listed.id),
    task: listed.task,
    sha: listed.sha,
    environment: listed.environment,
    repository: listed.repository_url.split('/').slice(-2).join('/'),
    payload: listed.payload,
    createdAt: Date.parse(listed.created_at),
    creator: listed.creator?.login ?? '',
    ...compact({ latest, truncated: truncated || undefined }),
    statuses,
  };
}
