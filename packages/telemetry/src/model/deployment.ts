/** What took time in a deployment. */
type PhaseKind =
  | 'queue'
  | 'hold'
  | 'command'
  | 'smoke'
  | 'stack'
  | 'resource'
  | 'ecs'
  | 'health'
  | 'bake'
  | 'rollback';

/** One stretch of a deployment; what went on within it is nested in it. Moments are milliseconds since the epoch. */
export interface Phase {
  readonly kind: PhaseKind;
  /** Such as the name of a stack, or the logical id of a resource. */
  readonly name: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Absent where nobody knows. */
  readonly outcome?: 'ok' | 'failed';
  readonly reason?: string;
  readonly attributes?: Attributes;
  readonly phases?: readonly Phase[];
}

export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** How a deployment ended: the words of the root action's output `outcome`, and what the registry alone can show. */
export type TelemetryOutcome =
  | 'succeeded'
  | 'failed'
  | 'rolled-back'
  | 'rollback-failed'
  | 'breached'
  | 'cancelled'
  | 'timed-out'
  | 'no-changes'
  | 'released'
  | 'error';

/** The four that are counted: what the registry's own states show, so that it can be counted again from them. */
export type CountedOutcome = 'succeeded' | 'failed' | 'error' | 'released';

/** Exact counts since a day, of all endings of the environment. */
export interface CounterTotals {
  readonly deployments: Readonly<Record<CountedOutcome, number>>;
  readonly rollbacks: number;
  readonly breaches: number;
  /** Milliseconds since the epoch; stays the same. */
  readonly since: number;
}

/** Counts by upper bound in seconds, the last without bound; exact since a moment. */
export interface Distribution {
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
  readonly sum: number;
  readonly since: number;
}

/** The job that a deployment belongs to, as spans name it. */
export interface Deployer {
  readonly repository: string;
  readonly correlationId: string;
  readonly runId: number;
  readonly runAttempt: number;
  readonly checkRunId?: number;
  /** Of the registration. */
  readonly deploymentId?: number;
}

/** By how they ended; absent where none did. */
export type ByOutcome = Readonly<Partial<Record<CountedOutcome, Distribution>>>;

/** What is known of an environment at a moment, no matter who asks. */
export interface EnvironmentTelemetry {
  readonly environment: string;
  /** OWNER/NAME that keeps the registry: what is counted is its. */
  readonly registry: string;
  /** Absent where the registry could not be read. */
  readonly totals?: CounterTotals;
  readonly durations?: ByOutcome;
  readonly waits?: ByOutcome;
  readonly gauges?: {
    /** When this was so. */
    readonly at: number;
    readonly frozen: boolean;
    /** Those that wait. */
    readonly queueDepth: number;
    /** Milliseconds since the epoch; absent before the first. */
    readonly lastSuccess?: number;
  };
}

/** What one ending adds to the counts. */
export interface OwnEnding {
  readonly endedAt: number;
  readonly counted: CountedOutcome;
  /** Counted in addition to the outcome: what was breached may be rolled back. */
  readonly rolledBack?: boolean;
  readonly breached?: boolean;
  /** Absent for one that never held, as is the wait. */
  readonly heldSeconds?: number;
  readonly waitedSeconds?: number;
}

/** All that one ending knows of its deployment, and of the environment at that moment. */
export interface DeploymentTelemetry extends Deployer, OwnEnding, EnvironmentTelemetry {
  readonly sha: string;
  readonly workflow: string;
  readonly actor: string;
  readonly runUrl: string;
  readonly startedAt: number;
  readonly outcome: TelemetryOutcome;
  readonly reason?: string;
  readonly phases: readonly Phase[];
  /** Who held the environment while this one waited. */
  readonly waitedFor?: Deployer;
}
