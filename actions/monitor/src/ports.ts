import type { Investigate } from '@signalbox/cloudformation/explain';
import type { Inspect } from '@signalbox/cloudformation/ports';
import type { StackReader } from '@signalbox/cloudformation/reader';
import type { FinishedRun } from '@signalbox/estimate/forecast';
import type { CloudWatch } from '@signalbox/readiness/cloudwatch';
import type { EcsReader } from '@signalbox/readiness/ports';
import type { Step } from '@signalbox/runner/step';
import type { WatchInputs } from './inputs.ts';
import type { Subscriber } from './reporting/broadcaster.ts';

/** What the monitor asks of the world. Each is connected when it is needed, and only then loads its SDK. */
export interface Ports {
  connect(inputs: WatchInputs, step: Step, correlationId: string): Promise<Connection>;
  subscribers(inputs: WatchInputs, step: Step, correlationId: string): Promise<readonly Subscriber[]>;
  /** Finished deployments of the environment, as the registry knows them. */
  runs(inputs: WatchInputs, step: Step): Promise<readonly FinishedRun[]>;
  readonly fetch: typeof fetch;
  /** The bundle that runs detached. */
  readonly bundle: string;
}

export interface Connection {
  /** Of the first stack's region; without stacks of the job's own. */
  readonly reader: StackReader;
  /** Of the region that a stack, by name or ARN, is in. */
  readerOf(stack: string): Promise<StackReader>;
  /** Gets new credentials. False: it cannot. */
  renew(): Promise<boolean>;
  readonly investigate?: Investigate;
  readonly inspect?: Inspect;
  /** How many requests were sent to AWS so far. */
  calls(): number;
  /** Of the job, where something says it. */
  readonly region: string | undefined;
  /** CloudWatch of a region, or of the job's; loaded when a bake needs it. */
  cloudwatch(region: string | undefined): Promise<CloudWatch>;
  /** ECS of the region that a service, by name or ARN, is in; loaded when one is to be read. */
  services(service: string): Promise<EcsReader>;
}
