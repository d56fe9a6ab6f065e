import { createHash } from 'node:crypto';
import type { DeploymentStatus, Repository } from './state.ts';

/** What GitHub's documents leave open, each way round; can be changed at any time. */
export interface Quirks {
  /** Of both lists of statuses: neither API promises an order. */
  statusOrder: 'newest-first' | 'oldest-first' | 'shuffled';
  /** Everything we can do without and that the schemas call nullable is null. */
  sparse: boolean;
  /**
   * Environment names, which "are not case sensitive" (docs: managing environments). `folded`: a deployment keeps the
   * spelling it was made with, and filters fold case. `existing`: it takes the spelling of the environment that exists
   * (`"environment": "Staging"` in github/branch-deploy#303), and filters want just that.
   */
  environments: 'folded' | 'existing';
  /**
   * GraphQL gives ids in the legacy form and REST in the new one
   * (docs: graphql/guides/migrating-graphql-global-node-ids: the form depends on a header and on the object's age).
   */
  legacyGraphqlIds: boolean;
}

export const PLAIN: Readonly<Quirks> = {
  statusOrder: 'newest-first',
  sparse: false,
  environments: 'folded',
  legacyGraphqlIds: false,
};

/** Statuses (oldest first) as a list shows them. */
export function inListOrder(
  statuses: readonly DeploymentStatus[],
  { statusOrder }: Quirks,
): readonly DeploymentStatus[] {
  if (statusOrder === 'oldest-first') return statuses;
  if (statusOrder === 'newest-first') return [...statuses].reverse();
  const order = ({ id }: DeploymentStatus) => createHash('sha1').update(String(id)).digest('hex');
  return [...statuses].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** How a deployment made for `asked` spells its environment. */
export const spelled = (
  { environments }: Pick<Repository, 'environments'>,
  asked: string,
  quirks: Quirks,
): string =>
  quirks.environments === 'existing' ? (environments.get(asked.toLowerCase())?.name ?? asked) : asked;

/** Whether a filter for `asked` finds a deployment of environment `name`. */
export const filtersTo = (asked: string, name: string, { environments }: Quirks): boolean =>
  environments === 'folded' ? asked.toLowerCase() === name.toLowerCase() : asked === name;
