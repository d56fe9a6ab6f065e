import type { Step } from '@signalbox/runner/step';
import { compact } from '@signalbox/runner/values';
import { type ConnectOptions, connectClient } from '../github/client/client.ts';
import { githubIssues } from '../github/issues.ts';
import { githubJobLogs } from '../github/job-logs.ts';
import { githubCommits } from '../github/lookups/commits.ts';
import { lookupContext } from '../github/lookups/context.ts';
import { githubOwners } from '../github/lookups/owners.ts';
import { githubGroups, githubReviews } from '../github/lookups/runs.ts';
import { githubRegistry } from '../github/registry.ts';
import type {
  Archive,
  CommitMessages,
  Commits,
  CommitTimes,
  ConcurrencyGroups,
  Issues,
  JobLogs,
  Owners,
  Registry,
  Reviews,
} from '../ports.ts';

/** The inputs that say where the registry is, under the contract's names. */
export interface RegistryInputs {
  readonly 'github-token': string;
  readonly repository: string;
}

/** Connects a step to its registry. Sends nothing yet. `provenAt`: see `ConnectOptions`. */
export function registryFor(inputs: RegistryInputs, step: Step, provenAt?: number): Promise<Connection> {
  const { clock, random, job, cancelled: signal } = step;
  const { apiUrl, graphqlUrl } = job;
  const { 'github-token': token, repository } = inputs;
  return connectRegistry(compact({ token, repository, apiUrl, graphqlUrl, clock, random, signal, provenAt }));
}

interface Connection {
  readonly registry: Registry & Archive;
  readonly owners: Owners;
  readonly commits: Commits & CommitTimes & CommitMessages;
  readonly reviews: Reviews;
  readonly groups: ConcurrencyGroups;
  readonly logs: JobLogs;
  readonly issues: Issues;
}

/** Connects to the registry in GitHub's Deployments API. Sends nothing yet. */
export async function connectRegistry(options: ConnectOptions): Promise<Connection> {
  const client = await connectClient(options);
  const lookups = lookupContext(client, options);
  return {
    registry: githubRegistry(client, options),
    owners: githubOwners(lookups),
    commits: githubCommits(lookups),
    reviews: githubReviews(lookups),
    groups: githubGroups(lookups),
    logs: githubJobLogs(client),
    issues: githubIssues(client),
  };
}
