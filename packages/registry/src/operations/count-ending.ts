import type { Registration } from '../model/registration.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Owners, Registry } from '../ports.ts';
import { type Distributions, type EndState, formatDistributions } from '../words/distributions.ts';
import type { Totals } from '../words/totals.ts';
import { anyTotals, distributionsWith, type OwnEnding, totalsWith } from './count.ts';
import { withoutForged } from './forged.ts';

/** So many are searched for one that says what had ended before. Nearly each of them does. */
const FURTHER_BACK = 100;

interface Counting {
  readonly registry: Pick<Registry, 'past' | 'repository'>;
  readonly owners: Pick<Owners, 'lived'>;
  readonly environment: string;
}

/** All endings, with this one; undefined where that cannot be read now: the next one counts it, too. */
export async function countEnding(
  ending: Omit<OwnEnding, 'now'>,
  { registrations, more, now }: Snapshot,
  { registry, owners, environment }: Counting,
): Promise<Totals | undefined> {
  const own = { ...ending, now };
  if (anyTotals(registrations) || !more) return totalsWith(registrations, own);
  try {
    const further = await registry.past(environment, FURTHER_BACK, { cheaply: true });
    return totalsWith(await withoutForged(further, { owners, repository: registry.repository }), own);
  } catch {
    return undefined;
  }
}

/**
 * How long all took, with this one, which ends as `of`. What changes by it is written before the end, whose words have no
 * room. The next ending counts again what cannot be written.
 */
export async function noteDistributions(
  own: Registration,
  of: EndState,
  { registrations, now }: Snapshot,
  registry: Pick<Registry, 'post'>,
): Promise<readonly Distributions[] | undefined> {
  const { id, heldSince, payload, createdAt } = own;
  if (heldSince === undefined) return undefined;
  const all = distributionsWith(registrations, { payload, createdAt, heldSince }, { of, now });
  try {
    for (const one of all.filter((each) => each.of === of))
      await registry.post(id, { state: 'in_progress', description: formatDistributions(one) });
    return all;
  } catch {
    return undefined;
  }
}
