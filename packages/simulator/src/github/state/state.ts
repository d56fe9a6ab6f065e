import type { Clock } from '@signalbox/runner/clock';
import type { Quirks } from './quirks.ts';

/** The simulated GitHub as plain data. `builders.ts` fills it; the routes read and change it. */
export interface GitHubState {
  readonly clock: Clock;
  /** For replica lag, slow commits and gaps between ids; seeded. */
  readonly random: () => number;
  /** By full name in lower case. */
  readonly repositories: Map<string, Repository>;
  /** Where those that were renamed or transferred are now, by their earlier full names in lower case. */
  readonly moved: Map<string, Repository>;
  readonly quirks: Quirks;
  readonly repositoryOf: Map<Deployment, Repository>;
  /** By the secret itself. */
  readonly tokens: Map<string, Token>;
  readonly lastIds: Record<IdKind, number>;
}

type IdKind =
  | 'repository'
  | 'user'
  | 'deployment'
  | 'status'
  | 'run'
  | 'job'
  | 'workflow'
  | 'environment'
  | 'issue';

/** Where GitHub's sequences stand today: beyond 32 bits for all that grows fast. */
export const FIRST_IDS: Readonly<Record<IdKind, number>> = {
  repository: 812_000_000,
  user: 9_000_000,
  deployment: 4_442_074_271,
  status: 12_690_168_079,
  run: 24_417_000_000,
  job: 71_250_000_000,
  workflow: 148_000_000,
  environment: 7_900_000_000,
  issue: 3_600_000_000,
};

/** The next id of a global sequence that other repositories share, so with gaps. */
export function nextId(state: GitHubState, kind: IdKind): number {
  state.lastIds[kind] += 1 + Math.floor(state.random() * 30);
  return state.lastIds[kind];
}

export type Permission = 'deployments' | 'actions' | 'contents' | 'metadata' | 'issues';
export type Access = 'read' | 'write';

export interface Token {
  readonly login: string;
  /** Full names this token was made for. Public repositories can be read with any token. */
  readonly repositories: readonly string[];
  readonly permissions: Readonly<Partial<Record<Permission, Access>>>;
  /** Tokens with the same budget share rate limits, as all GITHUB_TOKENs of one repository do. */
  readonly budget: string;
  /** Unknown (401) until then: a fresh one takes some seconds to reach every replica (octokit/auth-app.js#65). */
  readonly acceptedFrom?: number;
  /** Unknown (401) from this moment on. */
  readonly expiresAt?: number;
}

export interface Repository {
  readonly id: number;
  owner: string;
  name: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly createdAt: number;
  readonly commits: Map<string, Commit>;
  /** `refs/heads/main` -> sha. */
  readonly refs: Map<string, string>;
  /** Branches that cannot be merged with the default branch. */
  readonly conflicting: Set<string>;
  /** Ascending by id. */
  readonly deployments: Deployment[];
  readonly index: DeploymentIndex;
  /** By name in lower case. */
  readonly environments: Map<string, Environment>;
  readonly workflows: Workflow[];
  readonly runs: Map<number, Run>;
  readonly jobs: Map<number, Job>;
  /** By name in lower case. */
  readonly concurrencyGroups: Map<string, ConcurrencyGroup>;
  /** Ascending by number. */
  readonly issues: Issue[];
  /** False: the repository has issues switched off, and answers 410. */
  hasIssues: boolean;
  /** What `POST /dispatches` asked for. */
  readonly dispatches: { readonly eventType: string; readonly clientPayload: unknown }[];
}

/** Finds deployments without a look at all of them. */
interface DeploymentIndex {
  readonly byId: Map<number, Deployment>;
  /** By name in lower case: those that are or were in the environment, ascending by id. */
  readonly byEnvironment: Map<string, Deployment[]>;
}

export interface Commit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: string;
  readonly date: number;
  /** Commit status contexts. */
  readonly checks: Map<string, 'success' | 'pending' | 'failure'>;
}

export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly payload: Readonly<Record<string, unknown>> | string;
  readonly originalEnvironment: string;
  readonly description: string | null;
  readonly creator: string;
  readonly createdAt: number;
  /** When the row could first be read from the primary; later than `createdAt` for a slow commit. */
  readonly committedAt: number;
  readonly transient: boolean;
  readonly production: boolean;
  /** Oldest first. */
  readonly statuses: DeploymentStatus[];
  deletedAt?: number;
}

export const STATUS_STATES = [
  'error',
  'failure',
  'inactive',
  'in_progress',
  'queued',
  'pending',
  'success',
] as const;
export type StatusState = (typeof STATUS_STATES)[number];

export interface DeploymentStatus {
  readonly id: number;
  readonly state: StatusState;
  readonly description: string;
  readonly environment: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  readonly creator: string;
  readonly createdAt: number;
  readonly committedAt: number;
}

export interface Environment {
  readonly id: number;
  readonly name: string;
  readonly createdAt: number;
}

export interface Workflow {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  /** Has `on: workflow_dispatch`. */
  readonly dispatchable: boolean;
}

export type RunStatus = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending';
export type Conclusion =
  | 'success'
  | 'failure'
  | 'neutral'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  | 'action_required';

export interface Run {
  readonly id: number;
  readonly workflow: Workflow;
  readonly number: number;
  readonly event: string;
  readonly headBranch: string;
  readonly headSha: string;
  readonly actor: string;
  readonly createdAt: number;
  /** Attempt n is at n - 1; `GET /actions/runs/{id}` shows the last. */
  readonly attempts: Attempt[];
  /** What reviewers of its environments said, oldest first. */
  readonly reviews: Review[];
}

/** One answer of a reviewer to deployments that waited for it. */
interface Review {
  readonly environments: readonly string[];
  readonly state: 'approved' | 'rejected';
  readonly user: string;
  readonly comment: string;
}

export interface Attempt {
  readonly number: number;
  readonly startedAt: number;
  status: RunStatus;
  conclusion: Conclusion | null;
  updatedAt: number;
}

/** Its id is the id of its check run, too. */
export interface Job {
  readonly id: number;
  readonly runId: number;
  readonly attempt: number;
  readonly name: string;
  readonly createdAt: number;
  readonly runnerName: string | null;
  status: RunStatus;
  conclusion: Conclusion | null;
  completedAt: number | null;
  /** As the runner sent it, with timestamps; null when it is not kept. Readable once the job is over. */
  log: string | null;
}

export interface Issue {
  readonly id: number;
  readonly number: number;
  readonly creator: string;
  readonly createdAt: number;
  /** When it could first be read from the primary. */
  readonly committedAt: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: string | null;
  labels: readonly string[];
  updatedAt: number;
  closedAt: number | null;
  /** How often it was changed since it was made. */
  edits: number;
}

export interface ConcurrencyGroup {
  readonly name: string;
  lastAcquiredAt: number | null;
  /** The holder first, then those who wait, in order. */
  readonly members: { readonly runId: number; readonly jobId?: number; status: 'in_progress' | 'pending' }[];
}

export const fullName = (repository: Repository) => `${repository.owner}/${repository.name}`;

/** By its name or an earlier one. */
export const findRepository = (state: GitHubState, name: string) =>
  state.repositories.get(name.toLowerCase()) ?? state.moved.get(name.toLowerCase());
