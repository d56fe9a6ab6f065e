import { UserError } from '@signalbox/runner/errors';
import { oneLine } from '@signalbox/runner/untrusted';
import { canonical } from '../model/names.ts';
import { formatMark, type Mark, newestMarks, parseMark } from '../model/past/mark.ts';
import { outcomeOf } from '../model/past/outcome.ts';
import type { PastOutcome } from '../model/past/past.ts';
import type { StoredRecord } from '../model/past/record.ts';
import { LEDGER_TASK, MARK_TASK, queuePhaseOf } from '../model/registration.ts';
import { AmbiguousWriteError } from '../model/snapshot.ts';
import type { Archive, Registry } from '../ports.ts';
import { believedRows, makersOf, trusted } from './past.ts';

interface MarkRequest {
  readonly environment: string;
  readonly deploymentId: number;
  /** That it caused an incident; false takes that back. */
  readonly incident: boolean;
  readonly reason: string;
  /** Login of who says so. */
  readonly by: string;
}

interface Marked {
  /** False when the newest mark said the same already. */
  readonly made: boolean;
  /** What counts now; absent when nothing was said before, and nothing was to be taken back. */
  readonly mark?: Pick<Mark, 'by' | 'reason' | 'at'>;
}

/** So many of the newest registrations say whose records are believed here. */
const RECENT = 100;

/**
 * Says of a deployment that is over that it caused an incident. Kept as a record of its own, since a status written to an old
 * deployment would be its latest: GitHub would show one that runs as inactive, or one that does not as what runs. A mark
 * therefore outlives the deployment's cleanup, too. Safe to repeat.
 * @throws UserError when there is no such deployment, or it is not over, or the mark would not be believed
 */
export async function markDeployment(request: MarkRequest, registry: Registry & Archive): Promise<Marked> {
  const { environment, deploymentId, incident } = request;
  const makers = makersOf(await registry.past(environment, RECENT));
  checkOutcome(deploymentId, await outcomeById(request, makers, registry));
  const newest = async () => {
    const { records } = await registry.records(environment, MARK_TASK);
    return newestMarks(trusted(records, makers).flatMap((one) => parseMark(one) ?? [])).get(deploymentId);
  };
  const before = await newest();
  if ((before?.incident ?? false) === incident)
    return { made: false, ...(before === undefined ? {} : { mark: before }) };
  const made = await write(request, registry);
  if (made === undefined) {
    // The answer was lost: what counts now says whether it was written.
    const found = await newest();
    if (found?.incident !== incident)
      throw new AmbiguousWriteError(`GitHub did not say whether registration ${deploymentId} was marked`);
    return { made: true, mark: found };
  }
  if (!makers.has(made.creator)) {
    await registry.remove(made.id);
    throw new UserError(
      `A mark by ${made.creator} would not be believed, since ${made.creator} makes no registrations in ${environment}: use GITHUB_TOKEN, or the token that deploys.`,
    );
  }
  return { made: true, mark: { by: request.by, reason: request.reason, at: made.createdAt } };
}

async function write(
  { environment, deploymentId, ...said }: MarkRequest,
  registry: Archive,
): Promise<StoredRecord | undefined> {
  try {
    return await registry.record(environment, formatMark({ ...said, deployment: deploymentId }));
  } catch (error) {
    if (!(error instanceof AmbiguousWriteError)) throw error;
    return undefined;
  }
}

/** How it ended, whether it is there still or only remembered; `live` while it is not over. */
async function outcomeById(
  { environment, deploymentId }: MarkRequest,
  makers: ReadonlySet<string>,
  registry: Registry & Archive,
): Promise<{ readonly outcome: PastOutcome | 'live'; readonly held: boolean }> {
  const where = `Input "deployment-id": ${deploymentId}`;
  const found = await registry.find(deploymentId);
  if (found !== undefined) {
    if (found.environment !== canonical(environment))
      throw new UserError(
        `${where} belongs to the environment ${oneLine(found.environment, 100)}, not to ${environment}.`,
      );
    const over = queuePhaseOf(found.latest) === 'over';
    return { outcome: over ? outcomeOf(found) : 'live', held: found.heldSince !== undefined };
  }
  const { records } = await registry.records(environment, LEDGER_TASK);
  const row = believedRows(trusted(records, makers)).get(deploymentId);
  if (row === undefined)
    throw new UserError(
      `${where} is no registration of Signalbox in ${registry.repository}, nor remembered by the ledger of ${environment}. Take the id from operation: status, or from the report.`,
    );
  return { outcome: row.outcome, held: row.heldSince !== undefined };
}

function checkOutcome(
  id: number,
  { outcome, held }: { readonly outcome: PastOutcome | 'live'; readonly held: boolean },
): void {
  const where = `Input "deployment-id": ${id}`;
  if (outcome === 'live') throw new UserError(`${where} is not over: mark it when it is.`);
  if (!held) throw new UserError(`${where} never held the environment, so it deployed nothing.`);
}
