import type { Clock } from '@signalbox/runner/clock';
import { type Client, serverTime } from './client.ts';
import { type Row, toState } from './github-rows.ts';
import { named } from './names.ts';
import { RegistryError } from './port.ts';
import { FREEZE_TASK, phaseOf, type Status, TASK } from './registration.ts';

/** A deployment as the REST API lists it: without its statuses. */
export interface ListedDeployment {
  /** Typed so wide by octokit; below 2^53 all the same. */
  readonly id: number | bigint;
  readonly node_id: string;
  readonly sha: string;
  readonly task: string;
  readonly environment: string;
  readonly payload: unknown;
  readonly created_at: string;
  readonly updated_at: string;
  readonly creator: { readonly login: string } | null;
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
  /** The same with statuses: one more request for each of ours whose end is not known yet. */
  withStatuses(listed: readonly ListedDeployment[]): Promise<readonly Row[]>;
  /** What was over when it was last read, and has not changed since. */
  knownOver(listed: ListedDeployment): Row | undefined;
  one(id: number): Promise<Row | undefined>;
}

export const PAGE_SIZE = 100;

export function restReader(client: Client, repository: string, clock: Clock): RestReader {
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

  /** Undefined for what is not there, or not there yet. */
  const orNothing = <T>(what: string, request: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> =>
    read(what, (signal) =>
      request(signal).catch((error: { readonly status?: number }) => {
        if (error.status !== 404) throw error;
        return undefined;
      }),
    );

  /** Undefined when it was deleted meanwhile. */
  async function withStatuses(listed: ListedDeployment): Promise<Row | undefined> {
    const id = Number(listed.id);
    const known = over.get(id);
    if (known?.updatedAt === listed.updated_at) return known.row;
    const answer = await orNothing('read deployments', (signal) =>
      octokit.request('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
        ...named(repository),
        deployment_id: id,
        per_page: PAGE_SIZE,
        request: { signal },
      }),
    );
    // Without its statuses a holder would look like somebody who waits.
    if (answer === undefined) return await unlessDeleted(id);
    const statuses = [...answer.data]
      .sort((a, b) => Number(a.id) - Number(b.id))
      .map(({ state, description, created_at }) => ({
        state: toState(state),
        description,
        createdAt: Date.parse(created_at),
      }));
    const row = toRow(listed, statuses);
    if (phaseOf(row.latest) === 'over') over.set(id, { updatedAt: listed.updated_at, row });
    return row;
  }

  const deployment = (id: number) =>
    orNothing('read a deployment', (signal) =>
      octokit.request('GET /repos/{owner}/{repo}/deployments/{deployment_id}', {
        ...named(repository),
        deployment_id: id,
        request: { signal },
      }),
    );

  /** @throws RegistryError when the deployment is there all the same */
  async function unlessDeleted(id: number): Promise<undefined> {
    if ((await deployment(id)) !== undefined)
      throw new RegistryError(`GitHub does not show the statuses of deployment ${id}`);
  }

  return {
    list,
    withStatuses: async (listed) => {
      const rows: Row[] = [];
      // One after the other: GitHub asks not to be hurried (docs: best practices for using the REST API).
      for (const each of listed) {
        const ours = [TASK, FREEZE_TASK].includes(each.task);
        const row = ours ? await withStatuses(each) : toRow(each, []);
        if (row !== undefined) rows.push(row);
      }
      return rows;
    },
    knownOver: ({ id, updated_at }) => {
      const known = over.get(Number(id));
      return known?.updatedAt === updated_at ? known.row : undefined;
    },
    one: async (id) => {
      const answer = await deployment(id);
      return answer && (await withStatuses(answer.data));
    },
  };
}

function toRow(listed: ListedDeployment, statuses: readonly Status[]): Row {
  const latest = statuses.at(-1);
  return {
    id: Number(listed.id),
    task: listed.task,
    sha: listed.sha,
    environment: listed.environment,
    payload: listed.payload,
    createdAt: Date.parse(listed.created_at),
    creator: listed.creator?.login ?? '',
    ...(latest === undefined ? {} : { latest }),
    statuses,
  };
}
