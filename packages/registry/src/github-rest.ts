import type { Clock } from '@signalbox/runner/clock';
import { type Client, serverTime } from './client.ts';
import { type Row, toState } from './github-rows.ts';
import { named } from './names.ts';
import { phaseOf, type Status } from './registration.ts';

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
}

export interface Listed {
  readonly rows: readonly ListedDeployment[];
  readonly now: number;
}

/** Reads by REST: for ids, for single deployments, and for everything where GraphQL cannot be used. */
export interface RestReader {
  list(options: ListOptions): Promise<Listed>;
  /** A listed deployment with its statuses; `now` is the server's time of the list. */
  withStatuses(listed: ListedDeployment, now: number): Promise<Row>;
  /** The same without a request, when it was read before and nothing was added since. */
  known(listed: ListedDeployment, now: number): Row | undefined;
  /** Whether deployments have been seen to change their `updated_at` with each status, and none not to. */
  datesMove(): boolean;
  one(id: number): Promise<Row | undefined>;
}

export const PAGE_SIZE = 100;
/** Longer than reads lag. */
const SETTLED_MS = 15_000;

export function restReader(client: Client, repository: string, clock: Clock): RestReader {
  const { octokit, read } = client;
  /** As last read; good until the row says that something was added. */
  const rows = new Map<number, { readonly updatedAt: string; readonly row: Row }>();
  /** That a status changes `updated_at` is seen, but documented nowhere (github/branch-deploy#303): so it is watched. */
  const dates = { moved: false, stood: false };

  const list: RestReader['list'] = ({ environment, task, page = 1 }) =>
    read('read deployments', async (signal) => {
      const { data, headers } = await octokit.request('GET /repos/{owner}/{repo}/deployments', {
        ...named(repository),
        environment,
        ...(task === undefined ? {} : { task }),
        per_page: PAGE_SIZE,
        page,
        request: { signal },
      });
      return { rows: data, now: serverTime(headers, clock) };
    });

  /** Undefined for what is not there, or not there yet. */
  const orNothing = <T>(what: string, request: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> =>
    read(what, (signal) =>
      request(signal).catch((error: { readonly status?: number }) => {
        if (error.status !== 404) throw error;
        return undefined;
      }),
    );

  const datesMove = () => dates.moved && !dates.stood;

  function known(listed: ListedDeployment, now: number): Row | undefined {
    const found = rows.get(Number(listed.id));
    if (found?.updatedAt !== listed.updated_at) return undefined;
    if (phaseOf(found.row.latest) === 'over') return found.row;
    // Dates count whole seconds: two statuses of one second look like one.
    const settled = now - Date.parse(listed.updated_at) > SETTLED_MS;
    return settled && datesMove() ? found.row : undefined;
  }

  async function withStatuses(listed: ListedDeployment, now: number): Promise<Row> {
    const answered = known(listed, now);
    if (answered !== undefined) return answered;
    const id = Number(listed.id);
    const answer = await orNothing('read deployments', (signal) =>
      octokit.request('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
        ...named(repository),
        deployment_id: id,
        per_page: PAGE_SIZE,
        request: { signal },
      }),
    );
    const statuses = [...(answer?.data ?? [])]
      .sort((a, b) => Number(a.id) - Number(b.id))
      .map(({ state, description, created_at }) => ({
        state: toState(state),
        description,
        createdAt: Date.parse(created_at),
      }));
    const row = toRow(listed, statuses);
    // A deployment that was just asked for may have moved on since it was listed: that proves nothing.
    const last = row.latest?.createdAt ?? row.createdAt;
    if (last < now - SETTLED_MS) {
      if (last > Date.parse(listed.updated_at) + 1000) dates.stood = true;
      else if (last > row.createdAt + 1000) dates.moved = true;
    }
    rows.set(id, { updatedAt: listed.updated_at, row });
    return row;
  }

  return {
    list,
    withStatuses,
    known,
    datesMove,
    one: async (id) => {
      const answer = await orNothing('read a deployment', (signal) =>
        octokit.request('GET /repos/{owner}/{repo}/deployments/{deployment_id}', {
          ...named(repository),
          deployment_id: id,
          request: { signal },
        }),
      );
      return answer && (await withStatuses(answer.data, serverTime(answer.headers, clock)));
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
