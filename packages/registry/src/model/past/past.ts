import type { SlowResource } from '../../words/slowest.ts';

/**
 * How a deployment of the past ended. `error`: nobody saw what became of it, or its owner was lost. `cancelled`: its job was,
 * or it left the queue before its turn (then `heldSince` is absent).
 */
export type PastOutcome =
  | 'succeeded'
  | 'failed'
  | 'rolled-back'
  | 'breached'
  | 'cancelled'
  | 'no-changes'
  | 'error';

/** One deployment that is over, as reports, baselines and reviews need it. What is not known is absent, never 0. */
export interface PastDeployment {
  /** The REST id of the registration. */
  readonly id: number;
  /** In lower case. */
  readonly environment: string;
  readonly correlationId: string;
  /** OWNER/NAME of the repository that deployed, as it was called then. */
  readonly repository?: string;
  /** The commit that was deployed, by GitHub's own word unless `claimed`. */
  readonly sha: string;
  /** The commit is only its registration's word (of another repository than the registry's): not to be counted on. */
  readonly claimed?: boolean;
  /** When that commit was made; milliseconds since the epoch, as all moments here. */
  readonly committedAt?: number;
  /** Who started the run. */
  readonly actor: string;
  /** Who approved it in GitHub's environment protection, where that could be read. */
  readonly approvedBy?: readonly string[];
  readonly workflow: string;
  /** The page of the run. */
  readonly runUrl?: string;
  readonly runId: number;
  readonly runAttempt: number;
  readonly queuedAt: number;
  /** When it began to hold; absent when it never did. */
  readonly heldSince?: number;
  readonly endedAt: number;
  readonly outcome: PastOutcome;
  /** The words of the last status; written by strangers, too. */
  readonly reason?: string;
  /** The resource that failed (logical id or type), where the record names it. */
  readonly failedResource?: string;
  /** The resources that took longest, where a monitor wrote that down: the slowest first. */
  readonly slowest?: readonly SlowResource[];
  /** What was forecast when it began to hold, in seconds. */
  readonly predicted?: { readonly p50: number; readonly p80: number; readonly p95?: number };
  readonly stacks: readonly string[];
  readonly priority: number;
  /** Somebody said later that it caused an incident: it counts as failed. */
  readonly causedIncident?: { readonly at: number; readonly by: string; readonly reason: string };
  /** Read from a monthly ledger record, since the deployment itself was cleaned up. */
  readonly fromLedger?: boolean;
}

/** One time for which an environment was closed. */
export interface PastFreeze {
  readonly id: number;
  readonly environment: string;
  readonly reason: string;
  readonly by: string;
  readonly since: number;
  /** Absent: still closed. */
  readonly until?: number;
}
