/** What happened to a deployment. Questions are no events: they go through `ask`. */
export const KINDS = [
  'start',
  'queued',
  'concurrent',
  'progress',
  'complete',
  'failed',
  'stalled',
  'rolled-back',
  'cancelled',
  'timed-out',
  'skipped',
] as const;

export type Kind = (typeof KINDS)[number];

/** An event as plain data. Texts may be anybody's: they are made inert where they are rendered. */
export interface DeploymentEvent {
  readonly kind: Kind;
  readonly facts?: Facts;
}

/**
 * What is known. A later event adds to the facts of earlier ones, which need not be repeated.
 * A `start` after an ending is a re-run: it begins without them, in the same thread.
 */
export interface Facts {
  readonly environment?: string;
  readonly stack?: string;
  readonly repository?: string;
  readonly sha?: string;
  /** Branch or tag. */
  readonly ref?: string;
  readonly commitTitle?: string;
  /** GitHub login of who started it. */
  readonly actor?: string;
  /** Finds the Slack user when no mention map does; never shown. */
  readonly email?: string;
  /** Slack id of the actor, where it is known. */
  readonly actorId?: string;
  readonly runUrl?: string;
  /** The check run of the job that deploys. Never shown: identifies the job that a thread belongs to. */
  readonly jobId?: number;
  readonly consoleUrl?: string;
  readonly environmentUrl?: string;
  /** Any other page worth a look: a dashboard, the release notes. */
  readonly url?: string;
  /** Free text from the workflow's author. */
  readonly message?: string;
  /** More labelled facts for the thread. */
  readonly fields?: Readonly<Record<string, string>>;
  /** 0 to 100. */
  readonly progress?: number;
  /** What is being done now: "12 of 23 resources". */
  readonly activity?: string;
  readonly elapsedSeconds?: number;
  readonly finish?: Finish;
  /** Why it is queued, stalled, failed, cancelled or skipped, in one line. */
  readonly reason?: string;
  /** The lines that explain a failure, most important first. */
  readonly rootCause?: readonly string[];
  readonly queuePosition?: number;
  /** The deployment that holds the environment. */
  readonly active?: ActiveDeployment;
  /** How a deployment that went well was not as usual, in one line; `often`: nor were others of late. */
  readonly unusual?: { readonly words: string; readonly often: boolean };
  /** When it happened (milliseconds since the epoch), if it could not be sent then. */
  readonly happenedAt?: number;
}

/** When it should be over, in milliseconds since the epoch. */
export interface Finish {
  readonly expected: number;
  readonly earliest?: number;
  readonly latest?: number;
}

export interface ActiveDeployment {
  readonly sha?: string;
  readonly actor?: string;
  readonly runUrl?: string;
  /** Milliseconds since the epoch. */
  readonly since?: number;
}
