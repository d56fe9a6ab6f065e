import type { Clock } from '@signalbox/runner/clock';
import type { Seen, ServiceName } from './service.ts';

/** ECS as the checks need it. Every read that fails throws a ReadError that names the permission or the outage. */
export interface EcsReader {
  /**
   * The service, and its deployments as ECS keeps them: the newest in full, unless `followed` names another one.
   * Deployments that may not be read, or are not offered, are `hidden`.
   */
  look(name: ServiceName, followed?: string): Promise<Seen>;
  /** Why the newest stopped tasks stopped, a line each, then the last log lines of the newest; gone an hour after. */
  stoppedTasks(name: ServiceName): Promise<readonly string[]>;
  /** Services that may have been meant by one that is not there, as `cluster/service`; none where they may not be listed. */
  near?(name: ServiceName): Promise<readonly string[]>;
  /** AWS's time: ours corrected by what the last answer said. */
  now(): number;
}

export interface CheckPorts {
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly say: (line: string, level: 'info' | 'warning', title?: string) => void;
}
