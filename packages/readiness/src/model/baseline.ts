import { runningOf, type Seen } from './service.ts';

/**
 * What ran before anything was deployed. What is deployed differs from it by what runs and by ids; when it ended says
 * nothing, since a deployment of yesterday may end today.
 */
export interface ServiceBaseline {
  /** `cluster/service`. */
  readonly subject: string;
  readonly exists: boolean;
  /** When it was read, by AWS's clock in milliseconds. */
  readonly at: number;
  /** Service deployments; absent where they may not be read, or where there was no service: those of a namesake may be kept. */
  readonly rollouts?: readonly string[];
  readonly deployments: readonly string[];
  readonly taskSets: readonly string[];
  /** Of the primary deployment or task set. */
  readonly taskDefinition: string;
  readonly desired: number;
}

export function baselineOf(subject: string, { service, rollouts, hidden, now }: Seen): ServiceBaseline {
  const exists = service !== undefined && service.status !== 'INACTIVE';
  return {
    ...{ subject, exists, at: now },
    ...(exists && hidden === undefined ? { rollouts: rollouts.map(({ id }) => id) } : {}),
    deployments: (service?.deployments ?? []).map(({ id }) => id),
    taskSets: (service?.taskSets ?? []).map(({ id }) => id),
    taskDefinition: service === undefined ? '' : runningOf(service).taskDefinition,
    desired: service?.desired ?? 0,
  };
}

/** From when, or from what, something counts as deployed by us. */
export interface Origin {
  /** By AWS's clock: used where there is no baseline. */
  readonly since: number;
  readonly before?: ServiceBaseline;
}

/** Smaller differences between AWS's clock and ours are not corrected. */
export const SKEW_MS = 2000;

type Kind = 'rollouts' | 'deployments' | 'taskSets';

/** Whether something was not there before we deployed. */
export function isNew(
  { id, createdAt }: { readonly id: string; readonly createdAt: number },
  kind: Kind,
  { since, before }: Origin,
): boolean {
  const known = before?.[kind];
  return known === undefined ? createdAt >= since : !known.includes(id);
}
