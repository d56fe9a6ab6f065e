import type { FinishedRun } from '@signalbox/estimate/forecast';
import type { Clock } from '@signalbox/runner/clock';
import type { Investigate } from '../cause/explain.ts';
import type { Span } from '../model/span.ts';
import type { Tracker } from '../progress/tracker.ts';
import type { Limiter } from '../reader/limiter.ts';
import type { StackReader } from '../reader/reader.ts';
import type { ResilientRead } from '../reader/resilient-read.ts';
import type { Notice } from './notice.ts';

export interface WatchOptions {
  /** Name or ARN. */
  readonly stack: string;
  /** Where it is looked for; only said. */
  readonly region?: string;
  /** An operation that is over counts as ours when it began at this moment (by `clock`) or later. */
  readonly since: number;
  readonly startTimeoutSeconds: number;
  readonly timeoutSeconds: number;
  readonly pollInterval: number | 'auto';
  readonly stallAfter: number | 'auto';
  /** A stall ends the watch. */
  readonly endOnStall: boolean;
  readonly onCancel: 'leave' | 'cancel-update';
  /** Finished runs of this deployment, known from elsewhere. */
  readonly runs?: readonly FinishedRun[];
}

export interface WatchPorts {
  readonly reader: StackReader;
  readonly clock: Clock;
  readonly random: () => number;
  readonly cancelled: AbortSignal;
  readonly notice: (notice: Notice) => void;
  /** Gets new credentials. False: it cannot. */
  readonly renew?: () => Promise<boolean>;
  readonly investigate?: Investigate;
  readonly inspect?: Inspect;
  /** Shared with the other stacks that are watched. @default one of its own */
  readonly limiter?: Limiter;
  /** True once nothing more will start an operation. Absent where nobody can tell. */
  readonly stepsEnded?: () => boolean;
}

/** What a resource under way shows of itself: more than its time can tell. */
export interface Suspicion {
  readonly words: string;
  /** It fails again and again: this is not merely slow. */
  readonly stalled: boolean;
}

/** Looks at a resource that is being worked on; undefined when nothing is wrong, or nothing can be said. */
export type Inspect = (resource: Pick<Span, 'type' | 'physicalId'>) => Promise<Suspicion | undefined>;

/** What following an attempt needs. */
export type FollowPorts = WatchPorts & { readonly resilient: ResilientRead; readonly limiter: Limiter };

/** The one place that holds the state of the attempt: who observes something puts the next state here. */
export interface Watched {
  tracker: Tracker;
}
