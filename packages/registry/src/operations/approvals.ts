import type { PastDeployment } from '../model/past/past.ts';
import type { Reviews } from '../ports.ts';

type Reviewed = Pick<PastDeployment, 'runId' | 'repository' | 'heldSince' | 'approvedBy'>;

/** Where nobody approved so many of the newest, nobody has to; a token that may not read these may not read others. */
const ENOUGH = 3;

/**
 * The deployments with who approved them in GitHub's environment protection, by GitHub's own word: none where nobody did,
 * absent where that is not known. Asks of those that held and of which it is not known yet, the last first, `most` at most.
 */
export async function withApprovers<T extends Reviewed>(
  deployments: readonly T[],
  environment: string,
  { reviews, most }: { readonly reviews: Reviews; readonly most: number },
): Promise<readonly T[]> {
  const found = new Map<T, readonly string[]>();
  const open = deployments.filter((one) => one.heldSince !== undefined && one.approvedBy === undefined);
  const asked = open.slice(-most).toReversed();
  for (const [nth, one] of asked.entries()) {
    if (nth === ENOUGH && [...found.values()].flat().length === 0) break;
    const { repository, runId } = one;
    const approvers =
      repository === undefined ? undefined : await reviews.approvers(repository, runId, environment);
    if (approvers !== undefined) found.set(one, approvers);
  }
  return deployments.map((one) => {
    const approvedBy = found.get(one);
    return approvedBy === undefined ? one : { ...one, approvedBy };
  });
}
