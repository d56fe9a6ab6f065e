import type { Deployment, DeploymentStatus, GitHubState } from './state.ts';

/** How far reads may be behind writes; can be changed at any time. All 0: each read sees every write. */
export interface Consistency {
  /** Reads are answered by replicas up to so far behind the primary; each read may meet another one. */
  lagMs: number;
  /** A write takes up to so long to commit after its id was allocated, so ids can appear out of order. */
  lateIdMs: number;
  /** Draws a lag for every row on each read: one read shows a new row and misses an older one. */
  perRow: boolean;
}

export const CONSISTENT: Readonly<Consistency> = { lagMs: 0, lateIdMs: 0, perRow: false };

/** What one read sees. */
export interface Snapshot {
  /** Whether something committed (or deleted) at `moment` has reached the replica. */
  sees(moment: number): boolean;
}

/** The primary: what writes are checked against. */
export const PRIMARY: Snapshot = { sees: () => true };

export function takeSnapshot(state: GitHubState, consistency: Consistency): Snapshot {
  const now = state.clock.now();
  const { lagMs, perRow } = consistency;
  if (lagMs === 0) return { sees: (moment) => moment <= now };
  const draw = () => now - Math.floor(state.random() * (lagMs + 1));
  const replica = draw();
  return { sees: (moment) => moment <= (perRow ? draw() : replica) };
}

/** A deployment as one read shows it. */
export interface VisibleDeployment {
  readonly deployment: Deployment;
  /** Oldest first. */
  readonly statuses: readonly DeploymentStatus[];
  readonly latest: DeploymentStatus | undefined;
  readonly environment: string;
  readonly updatedAt: number;
}

export function see(deployment: Deployment, snapshot: Snapshot): VisibleDeployment | undefined {
  if (!snapshot.sees(deployment.committedAt)) return undefined;
  if (deployment.deletedAt !== undefined && snapshot.sees(deployment.deletedAt)) return undefined;
  const statuses = deployment.statuses.filter((status) => snapshot.sees(status.committedAt));
  const latest = statuses.at(-1);
  return {
    deployment,
    statuses,
    latest,
    environment: latest?.environment ?? deployment.originalEnvironment,
    updatedAt: latest?.createdAt ?? deployment.createdAt,
  };
}
