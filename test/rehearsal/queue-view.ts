import type { Deployment, DeploymentStatus } from '@signalbox/simulator/github/state';
import { ENVIRONMENT, type World } from './world.ts';

/** A registration of this rehearsal, read from the registry's stored form as the contract describes it. */
export interface Registered {
  readonly id: number;
  readonly runId: number;
  readonly statuses: readonly DeploymentStatus[];
  readonly text: string;
}

export type Phase = 'waits' | 'claims' | 'holds' | 'over';

/** The registrations made by these runs, in the order of their ids. */
export function registrations(world: World, runIds: readonly number[]): Registered[] {
  return world.repository.deployments
    .filter((one) => one.task === 'signalbox' && one.originalEnvironment === ENVIRONMENT && !one.deletedAt)
    .map((one) => ({ id: one.id, runId: runIdOf(one), statuses: one.statuses, text: JSON.stringify(one) }))
    .filter(({ runId }) => runIds.includes(runId));
}

function runIdOf({ payload }: Deployment): number {
  const data = typeof payload === 'string' ? (JSON.parse(payload) as Record<string, unknown>) : payload;
  return Number(data['run_id']);
}

export function phase(status: Pick<DeploymentStatus, 'state' | 'description'> | undefined): Phase {
  switch (status?.state) {
    case undefined:
    case 'queued':
    case 'pending':
      return 'waits';
    case 'in_progress':
      return status.description.startsWith('claim') ? 'claims' : 'holds';
    default:
      return 'over';
  }
}

/** How a registration ended: GitHub turns a success inactive when a newer one arrives, so the first ending is it. */
export const ending = ({ statuses }: Pick<Registered, 'statuses'>): DeploymentStatus | undefined =>
  statuses.find((status) => phase(status) === 'over');

/** The queue in one line: who holds, claims or waits, and how those ended that are over. */
export function queueLine(world: World, names: ReadonlyMap<number, string>): string {
  const parts = registrations(world, [...names.keys()]).map(({ runId, statuses }) => {
    const last = statuses.at(-1);
    const now = phase(last);
    const name = names.get(runId);
    if (now === 'over') return `${name} ended: ${ending({ statuses })?.state}`;
    // The waiting one's words repeat who holds, which stands next to it.
    const words = now === 'waits' ? '' : (last?.description ?? '').replace(/^claim: /, '');
    return `${name} ${now}${words && ` (${words})`}`;
  });
  return parts.join(' · ');
}
