import { JOB_TOKEN, sameRepository } from '../model/names.ts';
import type { Registration } from '../model/registration.ts';
import type { Owners } from '../ports.ts';
import { type Ended, type EndedWithTotals, hasCounted, hasTotals, isEnded } from './count.ts';

/** So many are asked about: anybody who may write deployments may write a thousand. What is not asked about is not believed. */
const MOST_ASKED = 10;

interface Believing {
  readonly owners: Pick<Owners, 'lived'>;
  /** OWNER/NAME that keeps the registry. */
  readonly repository: string;
}

/**
 * The registrations, without totals that nobody counted. Each total follows from the one before it and the endings since, so
 * nothing is asked while they agree. Where one does not follow (endings between were cleaned up or not yet seen, or a stranger
 * wrote it) it is believed when GitHub knows its job to have run while it says that it held. What loses its totals stays an
 * ending. Never throws.
 */
export async function withoutForged(
  registrations: readonly Registration[],
  believing: Believing,
): Promise<readonly Registration[]> {
  const ended = registrations.filter(isEnded);
  const oldestFirst = ended
    .filter(hasTotals)
    .toSorted((a, b) => a.ended.createdAt - b.ended.createdAt || a.ended.totals.all - b.ended.totals.all);
  const forged = new Set<Registration>();
  const known = new Map<Registration, boolean>();
  const believed: EndedWithTotals[] = [];
  const ask = async (one: EndedWithTotals, before: EndedWithTotals | undefined): Promise<boolean> => {
    const answer =
      known.get(one) ??
      (known.size < MOST_ASKED && (await ran(one, before, { registrations, ...believing })));
    known.set(one, answer);
    if (!answer) forged.add(one);
    return answer;
  };
  for (const one of oldestFirst) {
    let before = believed.at(-1);
    // It counted fewer than one before it: of these one is wrong.
    while (before !== undefined && one.ended.totals.all <= before.ended.totals.all) {
      if (await ask(before, believed.at(-2))) break;
      believed.pop();
      before = believed.at(-1);
    }
    const follows = before === undefined || one.ended.totals.all === expected(before, one);
    if (follows || (await ask(one, before))) believed.push(one);
  }
  return registrations.map((one) => (isEnded(one) && forged.has(one) ? withoutTotals(one) : one));

  /** The total of the later one: each ending since then, itself included, adds one. */
  function expected(before: EndedWithTotals, later: EndedWithTotals): number {
    const since = ended.filter(
      (one) =>
        one.ended.createdAt <= later.ended.createdAt &&
        one !== before &&
        // A forged total, which may be the same number, says nothing of what was counted.
        !hasCounted(before, forged.has(one) ? withoutTotals(one) : one),
    );
    return before.ended.totals.all + since.length;
  }
}

function withoutTotals(one: Ended): Ended {
  const { totals: _, ...ended } = one.ended;
  return { ...one, ended };
}

/** Whether its job ran while it says that it held, and did so in the name of this registration alone. */
async function ran(
  one: EndedWithTotals,
  before: EndedWithTotals | undefined,
  { registrations, owners, repository }: Believing & { readonly registrations: readonly Registration[] },
): Promise<boolean> {
  const { payload, heldSince, ended, creator } = one;
  const { checkRunId } = payload;
  // What somebody else than its maker wrote to it was counted by nobody who held; a login of REST ends with `[bot]`.
  if (ended.by !== undefined && ended.by !== creator.replace(/\[bot\]$/, '')) return false;
  // A job's token writes to its own repository alone.
  if (creator === JOB_TOKEN && !sameRepository(payload.repository, repository)) return false;
  const copied = registrations.some(
    (other) => other !== one && checkRunId !== undefined && other.payload.checkRunId === checkRunId,
  );
  if (copied) return false;
  const lived = await owners.lived(payload, heldSince, ended.createdAt).catch(() => 'unknown' as const);
  // Of whom nothing can be read, only that somebody else counted before it speaks against it.
  return lived === 'unknown' ? creator === before?.creator : lived;
}
