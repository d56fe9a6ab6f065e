import type { Commits, ConcurrencyGroups, JobLogs, Owners, Registry } from '../port.ts';
import { githubActions } from './actions.ts';
import { type ConnectOptions, connectClient } from './client/client.ts';
import { githubJobLogs } from './job-logs.ts';
import { githubRegistry } from './registry.ts';

export interface Connection {
  readonly registry: Registry;
  readonly owners: Owners;
  readonly commits: Commits;
  readonly groups: ConcurrencyGroups;
  readonly logs: JobLogs;
}

/** Connects to the registry in GitHub's Deployments API. Sends nothing yet. */
export async function connectRegistry(options: ConnectOptions): Promise<Connection> {
  const client = await connectClient(options);
  return {
    registry: githubRegistry(client, options),
    ...githubActions(client, options),
    logs: githubJobLogs(client),
  };
}
