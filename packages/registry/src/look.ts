import type { Forecast } from '@signalbox/estimate/forecast';
import type { Claimant, RegistryPorts } from './acquire.ts';
import type { Reason } from './reason.ts';
import type { Registration } from './registration.ts';

/** Who holds an environment, for people and for the output `active`. */
export interface Active {
  readonly deploymentId: number;
  readonly sha: string;
  readonly actor: string;
  readonly workflow: string;
  readonly repository: string;
  readonly runId: number;
  readonly runUrl: string;
  readonly correlationId: string;
  /** ISO 8601; when it began to hold. */
  readonly since: string;
  readonly description: string;
  /** How long it should still take at the median; absent without history. */
  readonly remainingSeconds?: number;
}

export interface Look {
  readonly canDeploy: boolean;
  readonly reason: Reason;
  readonly active?: Active;
  /** Those in front of a newcomer, first first. */
  readonly queue: readonly Registration[];
  readonly estimatedWaitSeconds?: number;
}

export interface LookRequest {
  readonly environment: string;
  readonly sha: string;
  readonly claimant: Claimant;
  readonly onOutdated: 'ignore' | 'warn' | 'fail' | 'skip';
  readonly maxHoldSeconds: number;
  readonly forecast?: Forecast;
}

/** One look, nothing written: free? frozen? stack at rest? outdated? */
export declare function canDeploy(request: LookRequest, ports: RegistryPorts): Promise<Look>;

/** Who holds the environment now, or undefined. */
export declare function active(
  request: { readonly environment: string; readonly maxHoldSeconds: number; readonly forecast?: Forecast },
  ports: RegistryPorts,
): Promise<Active | undefined>;
