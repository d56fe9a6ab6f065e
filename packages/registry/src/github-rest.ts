import type { Clock } from '@signalbox/runner/clock';
import { type Answered, type Client, NotFoundError, serverTime } from './client.ts';
import type { Identified } from './github-ids.ts';
import { loginOf, type Row, toState } from './github-rows.ts';
import { named } from './names.ts';
import { RegistryError } from './port.ts';
import { FREEZE_TASK, phaseOf, type Status, TASK } from './registration.ts';

/** A deployment as the REST API lists it: without its statuses. Octokit types ids so wide; below 2^53 all the same. */
export interface ListedDeployment extends Identified {
  readonly sha: string;
  readonly task: string;
  readonly environment: string;
  readonly updated_at: string;
  readonly creator: { readonly login: string } | null;
  readonly repository_url: string;
}

export interface ListOptions {
  readonly environment: string;
  readonly task?: string;
  readonly page?: number;
  /** Answered with undefined when the list is still the one with this tag. */
  readonly etag?: string | undefined;
}

export interface Listed {
  readonly rows: readonly ListedDeployment[];
  readonly etag?: string;
  readonly now: number;
}

/** Reads by REST: for ids, for single deployments, and for everything where GraphQL cannot be used. */
export interface RestReader {
  list(options: ListOptions): Promise<Listed | undefined>;
  /** A page of the environment with statuses: one more request for each of ours whose end is not known yet. */
  page(
    options: Omit<ListOptions, 'etag'>,
    /** Ids that are known already and left out. */
    shown: ReadonlySet<number>,
  ): Promise<Answered<readonly Row[]> & { readonly more: boolean }>;
  /** Undefined for what GitHub keeps saying it does not have. */
  one(id: number): Promise<Row | undefined>;
}

export const PAGE_SIZE = 100;

export interface RestOptions {
  readonly repository: string;
  readonly clock: Clock;
  /** Is told of every deployment that is seen. */
  readonly learn: (listed: Identified) => void;
}

export function restReader(client: Client, { repository, clock, learn }: RestOptions): RestReader {
  const { octokit, read } = client;
  /** Those that were over when last read; good until the row says that something was added. */
  const over = new Map<number, { readonly updatedAt: string; readonly row: Row }>();

  const list: RestReader['list'] = ({ environment, task, page = 1, etag }) =>
    read('read deployments', async (signal) => {
      try {
        const { data, headers } = await octokit.request('GET /repos/{owner}/{repo}/deployments', {
          ...named(repository),
          environment,
          ...(task === undefined ? {} : { task }),
          per_page: PAGE_SIZE,
          page,
          ...(etag === undefined ? {} : { headers: { 'if-none-match': etag } }),
          request: { signal },
        });
        for (const row of data) learn(row);
        return {
          rows: data,
          ...(headers.etag ? { etag: headers.etag } : {}),
          now: serverTime(headers, clock),
        };
      } catch (error) {
        if ((error as { status?: number }).status === 304) return undefined;
        throw error;
      }
    });

  /** All statuses, oldest first: by REST each has an id, which grows. */
  async function statusesOf(id: number): Promise<readonly Status[]> {
    const all: ListedStatus[] = [];
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
    }
    return all.sort((a, b) => Number(a.id) - Number(b.id)).map(toStatus);
  }

  async function one(id: number): Promise<Row | undefined> {
    const { data } = await read('read a deployment', (signal) =>
      octokit.request('GET /repos/{owner}/{repo}/deployments/{deployment_id}', {
        ...named(repository),
        deployment_id: id,
        request: { signal },
      }),
    ).catch(nothing);
    if (data === undefined) return undefined;
    learn(data);
    return await withStatuses(data).catch((error: unknown) => {
      nothing(error);
      return undefined;
    });
  }

  /** A row of a list. Without its statuses a holder would look like one who waits, so they must be had. */
  async function rowOf(listed: ListedDeployment): Promise<readonly Row[]> {
    if (![TASK, FREEZE_TASK].includes(listed.task)) return [toRow(listed, [])];
    try {
      return [await withStatuses(listed)];
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      const gone = (await one(Number(listed.id))) === undefined;
      if (gone) return [];
      throw new RegistryError(`GitHub shows deployment ${listed.id} without its statuses`);
    }
  }

  async function withStatuses(listed: ListedDeployment): Promise<Row> {
    const id = Number(listed.id);
    const known = over.get(id);
    if (known?.updatedAt === listed.updated_at) return known.row;
    const row = toRow(listed, await statusesOf(id));
    if (phaseOf(row.latest) === 'over') over.set(id, { updatedAt: listed.updated_at, row });
    return row;
  }

  return {
    list,
    page: async (options, shown) => {
      const listed = await list(options);
      const rows: Row[] = [];
      // One after the other: GitHub asks not to be hurried (docs: best practices for using the REST API).
      for (const each of listed?.rows ?? [])
        if (!shown.has(Number(each.id))) rows.push(...(await rowOf(each)));
      const more = listed?.rows.length === PAGE_SIZE;
      return { data: rows, now: listed?.now ?? clock.now(), more };
    },
    one,
  };
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

/** For what is not there; every other error goes on. */
function nothing(error: unknown): { readonly data?: undefined } {
  if (error instanceof NotFoundError) return {};
  throw error;
}

function toRow(listed: ListedDeployment, statuses: readonly Status[]): Row {
  const latest = statuses.at(-1);
  return {
    id: Number(listed.id),
    task: listed.task,
    sha: listed.sha,
    environment: listed.environment,
    repository: listed.repository_url.split('/').slice(-2).join('/'),
    payload: listed.payload,
    createdAt: Date.parse(listed.created_at),
    creator: loginOf(listed.creator?.login ?? ''),
    ...(latest === undefined ? {} : { latest }),
    statuses,
  };
}
