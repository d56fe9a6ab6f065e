import type { Clock } from '@signalbox/runner/clock';
import type { Log } from '@signalbox/runner/log';
import type { Commits, ConcurrencyGroups, Owners, Registry } from './port.ts';

export interface ConnectOptions {
  readonly token: string;
  /** OWNER/NAME whose deployments are the registry. */
  readonly repository: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly signal?: AbortSignal;
  /** @default the runner's proxy-aware fetch */
  readonly fetch?: typeof globalThis.fetch;
}

export interface Connection {
  readonly registry: Registry;
  readonly owners: Owners;
  readonly commits: Commits;
  readonly groups: ConcurrencyGroups;
}

/** Loads the GitHub client (a lazy chunk) and connects. Sends nothing yet. */
export declare function connectRegistry(options: ConnectOptions): Promise<Connection>;
