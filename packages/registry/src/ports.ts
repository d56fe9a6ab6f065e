import type { Clock } from '@signalbox/runner/clock';
import type { Log } from '@signalbox/runner/log';
import type { Owner, OwnerState } from './model/liveness.ts';
import type { PastFreeze } from './model/past/past.ts';
import type { RecordDraft, StoredRecord } from './model/past/record.ts';
import type { Payload } from './model/payload.ts';
import type { Reason } from './model/reason.ts';
import type { Freeze, Life, Registration, State, Status } from './model/registration.ts';
import type { Snapshot, SnapshotOptions } from './model/snapshot.ts';

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

interface PolledStatus {
  /** Absent until the first status. */
  readonly latest?: Status;
  /** Whether the request cost nothing of the hour's budget. */
  readonly free: boolean;
}

/** The store: GitHub's Deployments API, or a model of it in tests. Environments are matched without case. */
export interface Registry {
  /** OWNER/NAME. */
  readonly repository: string;
  /** @throws AmbiguousWriteError when it is not known whether the registration exists; search for its nonce */
  create(draft: Draft): Promise<Registration>;
  /** The id of the new status grows with every status of the repository. @throws AmbiguousWriteError */
  post(id: number, status: NewStatus): Promise<Status & { readonly id: number }>;
  /**
   * All that may be live. Never answered from a cache. What is over may have UNKNOWN_ID.
   * @throws UserError when it is not certain that it is all
   */
  snapshot(environment: string, options?: SnapshotOptions): Promise<Snapshot>;
  /** The latest status of one deployment, a freeze too, at the least cost; undefined when it is not there. To sleep on, never to claim on. */
  poll(id: number): Promise<PolledStatus | undefined>;
  /** One registration by id, read by itself; undefined when it is gone or not ours. */
  find(id: number): Promise<Registration | undefined>;
  /**
   * Up to `limit` registrations of the environment that are over, newest first. `cheaply`: not one by one.
   * @throws GraphqlError where that would be needed
   */
  past(
    environment: string,
    limit: number,
    options?: { readonly cheaply?: boolean },
  ): Promise<readonly Registration[]>;
  /** The newest registration of the environment that is `wanted`. @throws UserError when that is not certain */
  findPast(environment: string, wanted: (one: Registration) => boolean): Promise<Registration | undefined>;
  /** Up to `limit` deployments by others (jobs with `environment:`, other actions) that are over, newest first. */
  foreignPast(environment: string, limit: number): Promise<readonly Life[]>;
  freeze(environment: string, freeze: Pick<Freeze, 'reason' | 'by'>): Promise<Freeze>;
  /** Ends all freezes of the environment. Returns how many were in force. */
  unfreeze(environment: string, description: string): Promise<number>;
  /** Deletes a deployment that is over. */
  remove(id: number): Promise<void>;
  /** How much longer than normal to pause so that the API budget lasts: 1 when there is plenty. */
  backpressure(): number;
}

/** What one read of the past shows. */
interface PastRead {
  /** Over or not, newest first, of all repositories. */
  readonly registrations: readonly Registration[];
  readonly freezes: readonly PastFreeze[];
  /** Nothing that ended since then is missing. */
  readonly complete: boolean;
}

/** The store as reports need it: read far back, at little cost; and what it remembers in addition to registrations. */
export interface Archive extends Pick<Registry, 'repository'> {
  /**
   * What the environment has of the time from `since` on (milliseconds), for so many GraphQL points at most.
   * To be shown, never to be claimed on. @throws UserError, RegistryError
   */
  readBack(
    environment: string,
    options: { readonly since: number; readonly points: number },
  ): Promise<PastRead>;
  /**
   * Environments with registrations or ledger records of the time from `since` on, those used last first. By REST alone. Not
   * `complete` when there were more than are read: one that was not used lately may be missing.
   */
  environments(since: number): Promise<{ readonly names: readonly string[]; readonly complete: boolean }>;
  /** The environment's records of one task, newest first, no matter who made them. Costs no GraphQL. */
  records(
    environment: string,
    task: string,
  ): Promise<{ readonly records: readonly StoredRecord[]; readonly complete: boolean }>;
  /** Makes one; its payload never changes. @throws AmbiguousWriteError when it is not known whether it exists */
  record(environment: string, draft: RecordDraft): Promise<StoredRecord>;
}

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
  /** @throws UserError when GitHub does not say, whether it lacks a commit or the token a permission */
  compare(
    repository: string,
    base: string,
    head: string,
  ): Promise<'ahead' | 'behind' | 'diverged' | 'identical'>;
  /** Undefined when it cannot be read. */
  defaultBranch(repository: string): Promise<string | undefined>;
}

export interface CommitMessages {
  /**
   * The commits that `head` has and `base` has not, oldest first, with their messages (anybody's text); incomplete where there
   * are more than `limit`. Undefined when GitHub does not say.
   */
  messagesAfter(
    repository: string,
    base: string,
    head: string,
    limit: number,
  ): Promise<
    | {
        readonly commits: readonly { readonly sha: string; readonly message: string }[];
        readonly complete: boolean;
      }
    | undefined
  >;
}

export interface Reviews {
  /** Who approved the run's deployment to the environment, by login; none where nobody had to. Undefined when it cannot be read. */
  approvers(repository: string, runId: number, environment: string): Promise<readonly string[] | undefined>;
}

export interface CommitTimes {
  /** When the oldest commit was made that `head` has and `base` has not; undefined when there is none, or GitHub does not say. */
  firstCommitAt(repository: string, base: string, head: string): Promise<number | undefined>;
}

/** A native `concurrency:` group that a run holds or waits for. */
interface ConcurrencyGroup {
  readonly name: string;
  /** Of the run, or of the one job of it that has this id. */
  readonly jobId?: number;
  readonly holds: boolean;
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

/** An issue of ours. */
export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly open: boolean;
  /** Its page. */
  readonly url: string;
}

interface IssueChange {
  readonly title?: string;
  readonly body?: string;
  /** Closes it as one that there is already. */
  readonly duplicate?: true;
}

/** Issues of a repository, as far as the token's own identity made them. */
export interface Issues {
  /** Open or closed, those changed since then (milliseconds), the lowest number first. @throws UserError */
  own(repository: string, since: number): Promise<readonly Issue[]>;
  /** @throws UserError without `issues: write`; AmbiguousWriteError when it is not known whether it exists */
  create(repository: string, issue: { readonly title: string; readonly body: string }): Promise<Issue>;
  update(repository: string, number: number, change: IssueChange): Promise<void>;
}

/** What the registry's operations need of the world. */
export interface RegistryPorts {
  readonly registry: Registry;
  readonly owners: Owners;
  readonly commits: Commits;
  /** Needed when stacks are named. */
  readonly stacks?: StackStatusReader;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  readonly cancelled: AbortSignal;
  readonly subscriber?: QueueSubscriber;
}

/** Is notified of what happens in the queue while somebody waits there. Called in passing: returns at once, never throws. */
export interface QueueSubscriber {
  /**
   * We have to wait; called once. `ahead` are those before us, the holder first; `over` that its job is over, and only its
   * release is missing.
   */
  waits(reason: Reason, ahead: readonly Registration[], over: boolean): void;
  /** We ended the registration of an owner that died without releasing. */
  ended(registration: Registration, owner: OwnerState): void;
}

/** How long others are trusted. */
export interface TimeoutPolicy {
  /** Lease of last resort for owners whose liveness cannot be read. */
  readonly maxHoldSeconds: number;
  /** Longest that the first in line may leave a free environment unclaimed. */
  readonly claimTimeoutSeconds: number;
}
