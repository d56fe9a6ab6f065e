import type { Payload } from './model/payload.ts';
import type { Freeze, Life, Registration, State, Status } from './model/registration.ts';

/** The registry, or something needed to trust it, could not be read or written: an outage, not a mistake. */
export class RegistryError extends Error {
  override readonly name: string = 'RegistryError';
}

/** A write whose answer was lost. It may have been done; it can no longer be done later. */
export class AmbiguousWriteError extends RegistryError {
  override readonly name = 'AmbiguousWriteError';
}

export interface Draft {
  readonly environment: string;
  readonly sha: string;
  readonly description: string;
  readonly payload: Payload;
}

export interface NewStatus {
  readonly state: State;
  /** Cut to GitHub's 140 characters by the adapter. */
  readonly description: string;
  readonly logUrl?: string;
  readonly environmentUrl?: string;
  /** Let GitHub mark the environment's earlier successes inactive: for the success of a real deployment only. */
  readonly autoInactive?: boolean;
}

/** The environment as one read showed it. Reads may lag behind writes, and behind each other. */
export interface Snapshot {
  /** Ours, newest first; those that are over too, as far back as was read. */
  readonly registrations: readonly Registration[];
  /** Those that stand. */
  readonly freezes: readonly Freeze[];
  /** When the last freeze that stands no more was lifted, where the read told. */
  readonly openedAt?: number;
  /** How many deployments without our mark are under way in the environment, as far as was read. */
  readonly foreign: number;
  /** Ids of ours that may be alive and could not be read yet: nobody may claim or hold on such a read. */
  readonly unread?: readonly number[];
  /** Whether there are older registrations, all over, or such as are `unread`. */
  readonly more: boolean;
  /** The server's time at the read. */
  readonly now: number;
}

export interface SnapshotOptions {
  /** What is over has its id, too: a request more for every hundred of them. */
  readonly everyId?: boolean | undefined;
}

export interface Glimpse {
  /** Absent until the first status. */
  readonly latest?: Status;
  /** Whether the look cost nothing of the hour's budget. */
  readonly free: boolean;
}

/** The store: GitHub's Deployments API, or a model of it in tests. Environments are matched without case. */
export interface Registry {
  /** OWNER/NAME. */
  readonly repository: string;
  /** @throws AmbiguousWriteError when it is not known whether the registration exists; look for its nonce */
  create(draft: Draft): Promise<Registration>;
  /** The id of the new status grows with every status of the repository. @throws AmbiguousWriteError */
  post(id: number, status: NewStatus): Promise<Status & { readonly id: number }>;
  /**
   * All that may be live. Never answered from a cache. What is over may have UNKNOWN_ID.
   * @throws UserError when it is not certain that it is all
   */
  snapshot(environment: string, options?: SnapshotOptions): Promise<Snapshot>;
  /** A cheap look at one deployment, a freeze too; undefined when it is not there. To sleep on, never to claim on. */
  glimpse(id: number): Promise<Glimpse | undefined>;
  /** One registration by id, read by itself; undefined when it is gone or not ours. */
  find(id: number): Promise<Registration | undefined>;
  /** Up to `limit` registrations of the environment that are over, newest first. */
  past(environment: string, limit: number): Promise<readonly Registration[]>;
  /** The newest registration of the environment that is `wanted`. @throws UserError when that is not certain */
  findPast(environment: string, wanted: (one: Registration) => boolean): Promise<Registration | undefined>;
  /** Up to `limit` deployments by others (jobs with `environment:`, other actions) that are over, newest first. */
  foreignPast(environment: string, limit: number): Promise<readonly Life[]>;
  freeze(environment: string, freeze: Pick<Freeze, 'reason' | 'by'>): Promise<Freeze>;
  /** Ends all freezes of the environment. Returns how many stood. */
  unfreeze(environment: string, description: string): Promise<number>;
  /** Deletes a deployment that is over. */
  remove(id: number): Promise<void>;
  /** How much longer than usual to pause so that the API budget lasts: 1 when there is plenty. */
  strain(): number;
}

/** The job, or run attempt, that answers for a registration. */
export interface Owner {
  readonly repository: string;
  readonly runId: number;
  readonly runAttempt: number;
  readonly checkRunId?: number;
  readonly scope: 'job' | 'run';
}

export type OwnerState =
  | { readonly alive: true; readonly by: 'job' | 'run' }
  | {
      readonly alive: false;
      readonly conclusion: string /** By the server's clock. */;
      readonly endedForSeconds: number;
    }
  | { readonly alive: 'unknown'; readonly why: string };

export interface Owners {
  state(owner: Owner): Promise<OwnerState>;
  /**
   * Whether GitHub knows the owner, and it ran at some time from `from` to `until` (milliseconds). A payload can name
   * any job, so the job must be one of its run attempt.
   */
  lived(owner: Owner, from: number, until: number): Promise<boolean | 'unknown'>;
  /** The commit of the owning run; undefined when there is no such run, or it cannot be read. */
  headSha(owner: Owner): Promise<string | undefined>;
}

/** A CloudFormation stack's status, or undefined when there is no such stack. */
export interface StackStatusReader {
  status(stackName: string): Promise<string | undefined>;
}

/** How `head` relates to `base`, as GitHub's compare says it. */
export interface Commits {
  /** @throws UserError when GitHub does not tell, whether it lacks a commit or the token a permission */
  compare(
    repository: string,
    base: string,
    head: string,
  ): Promise<'ahead' | 'behind' | 'diverged' | 'identical'>;
  /** Undefined when it cannot be read. */
  defaultBranch(repository: string): Promise<string | undefined>;
}

/** A native `concurrency:` group that a run holds or waits for. */
export interface ConcurrencyGroup {
  readonly name: string;
  /** Of the run, or of the one job of it that has this id. */
  readonly jobId?: number;
  readonly holds: boolean;
  /** How many are before it. */
  readonly position: number;
}

export interface GroupMember {
  readonly runId: number;
  readonly jobName?: string;
  readonly holds: boolean;
}

export interface ConcurrencyGroups {
  /** Undefined where GitHub does not offer the API, or the token may not use it. */
  ofRun(repository: string, runId: number): Promise<readonly ConcurrencyGroup[] | undefined>;
  /** The holder first, then those who wait, in order. */
  members(repository: string, name: string): Promise<readonly GroupMember[]>;
}

export interface JobLogs {
  /** The end of a job's log, at most 1 MB. Undefined when it cannot be read, for whatever reason: never throws. */
  tail(repository: string, jobId: number): Promise<string | undefined>;
}
