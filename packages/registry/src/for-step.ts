import type { Step } from '@signalbox/runner/step';
import { type Connection, connectRegistry } from './github/connect.ts';

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
  return connectRegistry({
    ...{ token, repository, apiUrl, graphqlUrl, clock, random, signal },
    ...(provenAt === undefined ? {} : { provenAt }),
  });
}
