import type { Commits, CommitTimes, ConcurrencyGroups, Owners, Reviews } from '../../ports.ts';
import type { Client, ConnectOptions } from '../client/client.ts';
import { githubCommits } from './commits.ts';
import { lookUpWith } from './context.ts';
import { githubOwners } from './owners.ts';
import { githubGroups, githubReviews } from './runs.ts';

interface Lookups {
  readonly owners: Owners;
  readonly reviews: Reviews;
  readonly commits: Commits & CommitTimes;
  readonly groups: ConcurrencyGroups;
}

/** What GitHub knows about jobs, commits and native concurrency groups. Always by id: lists lag. */
export function githubLookups(
  client: Client,
  { clock, repository }: Pick<ConnectOptions, 'clock' | 'repository'>,
): Lookups {
  const context = { client, clock, lookUp: lookUpWith(client, repository) };
  return {
    owners: githubOwners(context),
    reviews: githubReviews(context),
    commits: githubCommits(context),
    groups: githubGroups(context),
  };
}
