import type { PastDeployment, PastFreeze } from '@signalbox/registry/past';
import type { Window } from './window.ts';

/** What a report is made from. */
export interface Sources {
  /** OWNER/NAME. */
  readonly repository: string;
  readonly now: number;
  /** In any order; of all times that are known, not of the window alone. */
  readonly deployments: readonly PastDeployment[];
  readonly freezes: readonly PastFreeze[];
  /** Environments to show, in this order; also those of which nothing is known. */
  readonly environments: readonly string[];
  readonly windowSeconds: number;
  readonly compareSeconds?: number;
  /** What could not be read, a line each, by environment. */
  readonly gaps?: ReadonlyMap<string, readonly string[]>;
  /** When the first commit of a deployment's changes was made, by the deployment's id, where that is known. */
  readonly firstCommits?: ReadonlyMap<number, number>;
}

/** Everything that page, digest, tables and outputs show. Times of day are milliseconds since the epoch, spans seconds. */
export interface Report {
  readonly repository: string;
  readonly madeAt: number;
  readonly window: Window;
  readonly before: Window;
  readonly environments: readonly EnvironmentReport[];
}

export interface EnvironmentReport {
  readonly environment: string;
  /** One sentence. */
  readonly verdict: string;
  /** Days of the window of which anything is known; 0 when nothing is. */
  readonly knownDays: number;
  /** What could not be read, a line each: the figures lack it. */
  readonly gaps: readonly string[];
  readonly counts: Counts;
  readonly dora: Dora;
  readonly durations: Durations;
  readonly weeks: readonly Week[];
  readonly waits: Waits;
  readonly calibration: Calibration;
  readonly resources: readonly FailedResource[];
  readonly stacks: readonly StackFigures[];
  readonly slowResources: readonly SlowResourceFigures[];
  readonly recoveries: readonly Recovery[];
  /** Those of the window, newest first. */
  readonly freezes: readonly PastFreeze[];
  /** What ended in the window, newest first. */
  readonly ledger: readonly PastDeployment[];
}

/** Registrations that ended in the window. */
export interface Counts {
  readonly succeeded: number;
  /** Failed, rolled back, breached, or marked later. */
  readonly failed: number;
  /** Cancelled, without changes, or never held. */
  readonly neither: number;
  /** Nobody saw how they ended. */
  readonly unknown: number;
}

/** Whether a figure rose or fell against the window before: each value lies outside of the other's interval. */
export type Trend = 'up' | 'down' | 'steady' | 'unknown';

/** A figure with what it rests on. Without a value there is no data. */
export interface Figure {
  readonly value?: number;
  /** In which the true value lies 19 times of 20. */
  readonly interval?: readonly [low: number, high: number];
  readonly sample: number;
}

export interface TrendedFigure extends Figure {
  readonly before: Figure;
  readonly trend: Trend;
  /** The same of each week, oldest first. */
  readonly weekly: readonly (number | undefined)[];
}

/** The five figures of DORA (https://dora.dev/guides/dora-metrics-four-keys/). */
export interface Dora {
  /** Successful deployments a week. */
  readonly deploymentFrequency: TrendedFigure;
  /** Seconds from a commit to the end of the deployment that first brought it here: median. */
  readonly leadTime: TrendedFigure;
  /** The same from the first commit of what was deployed, of those whose first commit is known: median. */
  readonly firstCommitLeadTime: Figure;
  /** Failed among succeeded and failed, from 0 to 1. */
  readonly changeFailureRate: TrendedFigure;
  /** Seconds from a failed deployment's end to the end of the next good one: median. */
  readonly recoveryTime: TrendedFigure;
  /** Repairing deployments among succeeded and failed, from 0 to 1. */
  readonly reworkRate: TrendedFigure;
}

export interface Quantiles {
  readonly p50: number;
  readonly p80: number;
  readonly p95: number;
  readonly sample: number;
}

/** A lasting shift of how long deployments take. */
export interface ChangePoint {
  /** The first deployment after the shift. */
  readonly deploymentId: number;
  readonly sha: string;
  /** When that deployment began. */
  readonly at: number;
  /** Medians, in seconds. */
  readonly before: number;
  readonly after: number;
  /** When it was certain: at the end of which deployment. */
  readonly confirmedAt: number;
}

export interface Durations {
  /** Of the window's successes. */
  readonly quantiles?: Quantiles;
  /** Of those since the last change point. */
  readonly normal?: Quantiles;
  /** Median of the last five. */
  readonly now?: number;
  /** In the window, oldest first. */
  readonly changePoints: readonly ChangePoint[];
  /** Stretches between change points that reach into the window, oldest first. */
  readonly regimes: readonly Regime[];
}

export interface Regime extends Quantiles {
  readonly from: number;
  readonly until: number;
}

export interface Week extends Counts, Window {}

export interface Waits {
  readonly quantiles?: Quantiles;
  readonly longest?: number;
  /** Who waited for whom, most seconds first. */
  readonly pairs: readonly WaitingPair[];
  /** The longest, longest first. */
  readonly waits: readonly Wait[];
}

export interface WaitingPair {
  readonly waiter: string;
  readonly holder: string;
  readonly seconds: number;
  readonly times: number;
}

export interface Wait {
  readonly deploymentId: number;
  readonly correlationId: string;
  readonly actor: string;
  readonly seconds: number;
  /** Who held meanwhile, in order. */
  readonly holders: readonly {
    readonly deploymentId: number;
    readonly actor: string;
    readonly seconds: number;
  }[];
}

/** How many of the forecast deployments took no longer than forecast. */
export interface Calibration {
  readonly p50: Figure;
  readonly p80: Figure;
  readonly p95: Figure;
}

export interface FailedResource {
  readonly resource: string;
  readonly failures: number;
  readonly lastAt: number;
}

/** Of the deployments that name a stack. */
export interface StackFigures {
  readonly stack: string;
  readonly deployments: number;
  readonly failed: number;
  /** Of those that succeeded. */
  readonly duration?: Quantiles;
}

/** Of the deployments in which it was among the slowest. */
export interface SlowResourceFigures {
  /** Logical id. */
  readonly resource: string;
  /** Such as AWS::RDS::DBInstance. */
  readonly type: string;
  readonly deployments: number;
  /** In seconds. */
  readonly median: number;
  readonly longest: number;
}

/** From a failed deployment to the next good one. */
export interface Recovery {
  readonly failedId: number;
  readonly correlationId: string;
  readonly failedAt: number;
  readonly failures: number;
  /** Absent while there was none yet. */
  readonly recovered?: { readonly deploymentId: number; readonly at: number; readonly actor: string };
}
