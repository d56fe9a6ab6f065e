import { UserError } from '@signalbox/runner/errors';
import { TASK } from '../../model/registration.ts';
import { RegistryError } from '../../model/snapshot.ts';
import type { Client, ConnectOptions } from '../client/client.ts';
import { GraphqlError } from '../client/failure.ts';
import type { LongReads } from './graphql.ts';
import { rowIds } from './ids.ts';
import type { Read } from './pages.ts';
import { type RestReader, restReader } from './rest.ts';
import { type Spellings, spellings } from './spellings.ts';

/** What reads of one registry share: where they read, and what earlier ones learned. */
export interface Sources extends Pick<ConnectOptions, 'repository' | 'clock' | 'signal'> {
  readonly client: Client;
  readonly rest: RestReader;
  readonly ids: ReturnType<typeof rowIds>;
  readonly names: Spellings;
  readonly known: LongReads['known'];
}

export function openSources(client: Client, options: ConnectOptions): Sources {
  const { repository, clock } = options;
  const ids = rowIds();
  const rest = restReader(client, { repository, clock, learn: ids.learn });
  const names = spellings(client, repository, (environment) => rest.list({ environment, task: TASK }));
  return { ...options, client, rest, ids, names, known: new Map() };
}

/** So many requests may be spent on statuses behind the first 50 of a registration. */
export const longReads = ({ known }: Pick<Sources, 'known'>, requests: number): LongReads => ({
  known,
  budget: { requests },
});

/** By REST where GraphQL cannot be used. */
export async function orByRest<T>(
  { signal }: Pick<Sources, 'signal'>,
  byGraphql: () => Promise<T>,
  byRest: () => Promise<T>,
): Promise<T> {
  try {
    return await byGraphql();
  } catch (error) {
    const worthAnother = [GraphqlError, UserError, RegistryError].some((kind) => error instanceof kind);
    if (!worthAnother || signal?.aborted) throw error;
    return await byRest();
  }
}

/** Once more under the name that GitHub has for the environment when nothing was found under ours. */
export async function orUnderItsName(
  { names }: Pick<Sources, 'names'>,
  environment: string,
  read: () => Promise<Read>,
): Promise<Read> {
  const found = await read();
  const again = found.rows.length === 0 && (await names.fetchSpelling(environment));
  return again ? await read() : found;
}
