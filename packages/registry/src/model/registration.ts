import { type Prediction, parsePrediction } from '@signalbox/estimate/calibration';
import { NOTHING, parseShape } from '@signalbox/estimate/shape';
import { compact } from '@signalbox/runner/values';
import { type Distributions, parseDistributions } from '../words/distributions.ts';
import { parseSlowest, type SlowResource, slowestOf } from '../words/slowest.ts';
import { splitTotals, type Totals } from '../words/totals.ts';
import { sameRepository } from './names.ts';
import type { Payload } from './payload.ts';

/** `task` of the GitHub deployments that are registrations. */
export const TASK = 'signalbox';
/** `task` of the GitHub deployments that close an environment for everybody. */
export const FREEZE_TASK = 'signalbox:freeze';

/** `task` of the GitHub deployments that remember, in their payloads, deployments which were cleaned up (past/ledger.ts). */
export const LEDGER_TASK = 'signalbox:ledger';
/** `task` of the GitHub deployments that say later of another one that it caused an incident (past/mark.ts). */
export const MARK_TASK = 'signalbox:mark';

export type State = 'error' | 'failure' | 'inactive' | 'in_progress' | 'queued' | 'pending' | 'success';

/** One status of a deployment. */
export interface Status {
  readonly state: State;
  readonly description: string;
  /** What had ended by then, where it is an end whose words carry that. */
  readonly totals?: Totals;
  /** Milliseconds since the epoch, by the server's clock, which counts whole seconds. */
  readonly createdAt: number;
  /** Login of its writer; `github-actions` for GITHUB_TOKEN. */
  readonly by?: string;
  /** The page of the run that wrote it, where it said so. */
  readonly logUrl?: string;
}

/** A position in the queue of one environment, kept as a GitHub deployment. */
export interface Registration extends Life {
  /** The deployment's REST id: the ticket. */
  readonly id: number;
  readonly sha: string;
  /** The commit is only the payload's word: nothing is decided by it until GitHub has confirmed it (deployed.ts). */
  readonly claimed?: boolean;
  /** Who made the deployment, by GitHub's word; an app's login ends with `[bot]`. */
  readonly creator: string;
  /** In lower case: environments are not case sensitive. */
  readonly environment: string;
  readonly createdAt: number;
  /** When the commit was made, where the read shows it. */
  readonly committedAt?: number;
  readonly payload: Payload;
  /** OWNER/NAME of the repository whose deployment it is, as it is called now. */
  readonly keptIn?: string;
}

/** A repository as a job knows its own. */
export interface RepositoryIdentity {
  /** OWNER/NAME. */
  readonly repository: string;
  readonly repositoryId?: number | undefined;
}

/** What a registration, or the memory of one, says of the repository that made it. */
interface Kept extends Pick<Registration, 'keptIn'> {
  readonly payload: Pick<Payload, 'repository' | 'repositoryId' | 'sha'>;
}

/**
 * Whether a registration was made by this repository, however it was called then: by its id, by its name, or because
 * only a commit of another repository than the one that keeps the record is written into the payload.
 */
export function belongsTo(
  { payload, keptIn }: Kept,
  { repository, repositoryId }: RepositoryIdentity,
): boolean {
  if (payload.repositoryId !== undefined && repositoryId !== undefined)
    return payload.repositoryId === repositoryId;
  if (sameRepository(payload.repository, repository)) return true;
  return payload.sha === undefined && keptIn !== undefined && sameRepository(keptIn, repository);
}

/** What the statuses of a registration say. */
export interface Life {
  /** Absent until the first status. */
  readonly latest?: Status;
  /** When it began to hold, if it did. */
  readonly heldSince?: number;
  /** How long it was expected to take when it began to hold. */
  readonly predicted?: Prediction;
  /** How many statuses say that it holds: the one that began it, and those that followed. */
  readonly updates?: number;
  /** Signature of what it changed, where somebody who watched it wrote that down. */
  readonly shape?: string;
  /** When a monitor wrote first, while it held, that it was deployed and only baked. */
  readonly bakingSince?: number;
  /** A monitor wrote, while it held, that a stack was rolling back. */
  readonly rolledBack?: true;
  /** The first resource that a monitor wrote to be failing, by its logical id. */
  readonly failing?: string;
  /** The resources that took longest, where somebody who watched it wrote that down. */
  readonly slowest?: readonly SlowResource[];
  /** How long it and those before it took, where the one that ended it wrote that down before. */
  readonly counted?: Distributions;
  /** Its outcome, if it has one. */
  readonly ended?: Status;
  /** An end that somebody wrote while it held, and that was written over since. */
  readonly interrupted?: Status;
  /** It has more statuses than are read: whether and since when it held, and how it ended, is not known. */
  readonly truncated?: boolean;
}

/** An environment closed by a person. */
export interface Freeze {
  readonly id: number;
  readonly reason: string;
  readonly by: string;
  readonly since: number;
}

/** What the latest status means. */
export type QueuePhase = 'waiting' | 'claiming' | 'holding' | 'over';

/** How the description of a claim begins, and no other. */
const CLAIM = 'claim';

export function queuePhaseOf(latest: Pick<Status, 'state' | 'description'> | undefined): QueuePhase {
  if (latest === undefined) return 'waiting';
  switch (latest.state) {
    case 'queued':
    case 'pending':
      return 'waiting';
    case 'in_progress':
      return latest.description.startsWith(CLAIM) ? 'claiming' : 'holding';
    default:
      return 'over';
  }
}

/**
 * Reads a life from statuses, oldest first; `newest` may be newer than all of them. Nobody who has held is written back
 * into the queue by the protocol, so a status that says so (a stranger's, or a note by somebody whose read was old) changes
 * nothing: who holds goes on holding, and what is over stays over.
 */
export function lifeOf(written: readonly Status[], last = written.at(-1)): Life {
  const statuses = written.map(apart);
  const newest = last && apart(last);
  const held = statuses.find((status) => queuePhaseOf(status) === 'holding');
  const from = held === undefined ? 0 : statuses.indexOf(held);
  // GitHub turns a success inactive when a newer one arrives: the first ending is the outcome.
  const ended = statuses.slice(from).find((status) => queuePhaseOf(status) === 'over');
  const movedBack = newest !== undefined && ['waiting', 'claiming'].includes(queuePhaseOf(newest));
  const latest =
    movedBack && held !== undefined ? { ...(ended ?? held), createdAt: newest.createdAt } : newest;
  const over = latest !== undefined && queuePhaseOf(latest) === 'over';
  const predicted = parsePrediction(held?.description ?? '');
  const holding = statuses.filter((status) => queuePhaseOf(status) === 'holding');
  const shape = shapeIn(holding);
  const rolledBack = holding.some(({ description }) => ROLLING_BACK.test(description));
  const baking = holding.find(({ description }) => BAKING.test(description));
  const failing = holding.flatMap(({ description }) => FAILING.exec(description)?.[1] ?? [])[0];
  const slowest = slowestOf(holding.flatMap(({ description }) => parseSlowest(description) ?? []));
  const counted = holding.map(({ description }) => parseDistributions(description)).findLast(Boolean);
  return compact({
    latest,
    heldSince: held?.createdAt,
    predicted,
    shape,
    counted,
    updates: holding.length === 0 ? undefined : holding.length,
    bakingSince: baking?.createdAt,
    rolledBack: rolledBack || undefined,
    failing,
    slowest: slowest.length === 0 ? undefined : slowest,
    ended: over ? (ended ?? latest) : undefined,
    interrupted: !over && held !== undefined ? ended : undefined,
  });
}

/** As monitors write it on a deployment's page (actions/monitor/src/reporting/registry-page.ts); logical ids are alphanumeric. */
const ROLLING_BACK = /^\S+: (\d+%( of change [0-9a-f]{8})?, )?rolling back/;
const BAKING = /^baking \d+\/\d+ (s|min)$/;
const FAILING = /^\S+: failing, ([A-Za-z0-9]{1,255}): /;

/** Of a registration that is not over for all that is known. */
const MORE_THAN_READ = 'more statuses than are read';

/**
 * Of a registration with more statuses than are read. One of those that were not read may say that it holds, so it
 * does, until its newest says that it is over. Nothing else follows from it: no hold that proves anything, no outcome.
 */
export function truncatedLife({
  latest,
  createdAt,
}: {
  readonly latest?: Status;
  readonly createdAt: number;
}): Life {
  if (latest !== undefined && queuePhaseOf(latest) === 'over') return { latest, truncated: true };
  const held: Status = { state: 'in_progress', description: MORE_THAN_READ, createdAt };
  return { latest: latest === undefined ? held : { ...held, createdAt: latest.createdAt }, truncated: true };
}

/** The status with its totals behind its words no longer. */
function apart(status: Status): Status {
  if (queuePhaseOf(status) !== 'over') return status;
  const { words, totals } = splitTotals(status.description);
  return totals === undefined ? status : { ...status, description: words, totals };
}

/** Of several stacks one may have changed nothing: that holds for all only where none showed progress. */
function shapeIn(holding: readonly Status[]): string | undefined {
  const shapes = holding.flatMap(({ description }) => parseShape(description) ?? []);
  const changed = holding.some(({ description }) => /: \d+%/.test(description));
  return shapes.find((shape) => shape !== NOTHING) ?? (changed ? undefined : shapes[0]);
}

/** Until a read shows the id: in front of everybody, and nothing can be written to it. */
export const UNKNOWN_ID = 0;

/**
 * Longest life of a registration: GitHub ends a job after 5 days at the latest, and a day is for slack.
 * What is older is not searched for, so nothing older may claim.
 */
export const LIFETIME_MS = 6 * 24 * 3600 * 1000;
