import { queuePhaseOf, UNKNOWN_ID } from '../model/registration.ts';
import type { Archive, Registry } from '../ports.ts';
import { githubArchive } from './archive.ts';
import type { Client, ConnectOptions } from './client/client.ts';
import { githubPast } from './past.ts';
import { githubPoll } from './poll.ts';
import type { Wanted } from './reading/everything.ts';
import { liveReader, STATUS_REQUESTS, toSnapshot } from './reading/live.ts';
import { freezes, freezesByRest, readNodes, slowly } from './reading/of-task.ts';
import { certain } from './reading/rest-only.ts';
import { toFreeze, toRegistration } from './reading/rows.ts';
import { longReads, openSources, orByRest, orUnderItsName } from './reading/sources.ts';
import { githubWriter } from './write.ts';

/** The registry as GitHub deployments. GraphQL shows a hundred in one request; REST knows their ids, and can replace it. */
export function githubRegistry(client: Client, options: ConnectOptions): Registry & Archive {
  const { repository } = options;
  const sources = openSources(client, options);
  const { rest, names, ids } = sources;
  const live = liveReader(sources);
  const isOurs: Wanted = (row) => toRegistration({ ...row, id: UNKNOWN_ID }, repository) !== undefined;
  const isLive: Wanted = (row) => queuePhaseOf(row.latest) !== 'over' && isOurs(row);
  const writer = githubWriter(client, options, (made) => {
    ids.learn(made);
    names.saw(made.environment);
  });
  return {
    repository,
    backpressure: client.backpressure,
    ...writer,
    ...githubPoll(client, repository),
    ...githubPast(sources),
    ...githubArchive({
      ...{ rest, names, repository },
      readNodes: (listed) => readNodes(sources, listed, longReads(sources, STATUS_REQUESTS)),
      orByRest: (byGraphql, byRest) => orByRest(sources, byGraphql, byRest),
      slowly: (environment, limit) => slowly(sources, environment, limit),
    }),
    snapshot: async (name, { everyId = false } = {}) => {
      const byGraphql = () => live(name, everyId ? isOurs : isLive);
      const read = () => orByRest(sources, byGraphql, () => slowly(sources, name));
      return toSnapshot(certain(name, await orUnderItsName(sources, name, read)), repository);
    },
    find: async (id) => {
      const row = await rest.one(id);
      return row && toRegistration(row, repository);
    },
    unfreeze: async (name, description) => {
      const byGraphql = () => freezes(sources, name);
      const read = () => orByRest(sources, byGraphql, () => freezesByRest(sources, name));
      const { rows } = certain(name, await orUnderItsName(sources, name, read));
      const open = rows.flatMap((row) => toFreeze(row) ?? []);
      for (const { id } of open) await writer.post(id, { state: 'inactive', description });
      return open.length;
    },
  };
}
