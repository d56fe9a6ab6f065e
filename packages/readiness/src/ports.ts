import type { Clock } from '@signalbox/runner/clock';
import type { Seen } from './model/service.ts';
import type { ServiceName } from './model/service-name.ts';

/** ECS as the checks need it. Every read that fails throws a ReadError that names the permission or the outage. */
export interface EcsReader {
  /**
   * The service, and its deployments as ECS keeps them: the newest in full, unless `followed` names another one.
   * Deployments that may not be read, or are not offered, are `hidden`.
   */
  fetchService(name: ServiceName, followed?: string): Promise<Seen>;
  /**
   * Why the newest stopped tasks stopped, a line each, then the last log lines of the newest. ECS forgets them an hour
   * later; `since` leaves out those that were created before, by AWS's clock: they are another deployment's.
   */
  fetchStoppedTasks(name: ServiceName, since?: number): Promise<readonly string[]>;
  /** Services that may have been meant by one that is not there, as `cluster/service`; none where they may not be listed. */
  fetchNear?(name: ServiceName): Promise<readonly string[]>;
  /** AWS's time: ours corrected by what the last answer said. */
  now(): number;
}

export interface CheckPorts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly say: (line: string, level: 'info' | 'warning', title?: string) => void;
}

export interface EcsPorts extends CheckPorts {
  readonly reader: EcsReader;
  /** Gets new credentials. False: it cannot. */
  readonly renew: () => Promise<boolean>;
  /** Called with each trouble that people should hear of at once, once. */
  readonly trouble?: (reason: string) => void;
}
