import type { Clock } from '@signalbox/runner/clock';
import { UserError } from '@signalbox/runner/errors';
import { sameRepository } from '../../model/names.ts';
import { RegistryError } from '../../model/snapshot.ts';
import { type Client, type ConnectOptions, orNothing } from '../client/client.ts';

/** What every lookup works with. All are by id, since lists lag. */
export interface LookupContext {
  readonly client: Client;
  readonly clock: Clock;
  readonly tryRead: TryRead;
}

export const lookupContext = (
  client: Client,
  { clock, repository }: Pick<ConnectOptions, 'clock' | 'repository'>,
): LookupContext => ({ client, clock, tryRead: tryReadWith(client, repository) });

/**
 * Asks about what can be a stranger's field, so no answer ends our own work: a repository can be gone (404), blocked (403,
 * or 451: github/rest-api-description#3314), its name too long (414: github/docs#4537). That a token is refused in general,
 * the registry's own repository shows.
 * @throws RegistryError when GitHub is out of order
 */
type TryRead = <T>(
  what: string,
  repository: string,
  request: (signal: AbortSignal) => Promise<T>,
) => Promise<T | 'absent' | 'unreadable'>;

const tryReadWith =
  ({ read }: Pick<Client, 'read'>, registry: string): TryRead =>
  async (what, repository, request) => {
    const foreign = !sameRepository(repository, registry);
    let refused = false;
    const asked = (signal: AbortSignal) =>
      orNothing(request)(signal).catch((error: { readonly status?: number }) => {
        refused = foreign && (error.status === 401 || error.status === 403);
        // Not repeated, as it would be with a token that was good before.
        if (foreign && error.status === 401)
          throw new UserError(`GitHub refuses the token for ${repository}`);
        throw error;
      });
    try {
      return (await read(what, asked, repository)) ?? 'absent';
    } catch (error) {
      if (error instanceof RegistryError && !refused) throw error;
      return 'unreadable';
    }
  };
