import { oneLine } from '@signalbox/runner/untrusted';
import { canonical, sameRepository } from '../../model/names.ts';
import type { PastFreeze } from '../../model/past/past.ts';
import { parsePayload, unwrap } from '../../model/payload.ts';
import {
  FREEZE_TASK,
  type Freeze,
  LEDGER_TASK,
  type Life,
  lifeOf,
  MARK_TASK,
  queuePhaseOf,
  type Registration,
  type State,
  type Status,
  TASK,
  truncatedLife,
} from '../../model/registration.ts';

/** A deployment as GitHub has it, by REST or GraphQL; statuses oldest first. */
export interface Row {
  readonly id: number;
  readonly task: string;
  readonly sha: string;
  readonly environment: string;
  /** OWNER/NAME of the repository that keeps it, as it is called now. */
  readonly repository: string;
  readonly payload: unknown;
  readonly createdAt: number;
  readonly committedAt?: number;
  /** Login as REST has it: an app's ends with `[bot]`. Empty when the account is gone. */
  readonly creator: string;
  readonly latest?: Status;
  readonly statuses: readonly Status[];
  /** There are more statuses than were read; `latest` is the newest all the same, where it is known. */
  readonly truncated?: boolean;
}

/**
 * Ours, or undefined: a deployment without our task and payload is somebody else's business. The commit is the
 * deployment's own, whatever the payload says. Only for a run of another repository than the registry's, whose commits
 * no deployment here can have, the payload's counts, as a claim.
 */
export function toRegistration(row: Row, registry: string): Registration | undefined {
  const payload = row.task === TASK ? parsePayload(row.payload) : undefined;
  if (payload === undefined) return undefined;
  const claimed = sameRepository(payload.repository, registry) ? undefined : payload.sha;
  return {
    id: row.id,
    sha: claimed ?? row.sha,
    ...(claimed === undefined ? {} : { claimed: true }),
    creator: row.creator,
    environment: canonical(row.environment),
    createdAt: row.createdAt,
    ...(row.committedAt === undefined ? {} : { committedAt: row.committedAt }),
    payload,
    keptIn: row.repository,
    ...(row.truncated ? truncatedLife(row) : lifeOf(row.statuses, row.latest)),
  };
}

/** Characters: people read it in a log line. */
const LONGEST_REASON = 300;
const LONGEST_LOGIN = 50;

export function toFreeze(row: Row): Freeze | undefined {
  // Without a status it was made a moment ago, or its maker was lost: closed until somebody opens it.
  if (row.task !== FREEZE_TASK || queuePhaseOf(row.latest) === 'over') return undefined;
  const { reason, actor } = unwrap(row.payload) ?? {};
  // Whatever it says, it closes the environment: only its words are made short.
  return {
    id: row.id,
    reason: oneLine(typeof reason === 'string' ? reason : (row.latest?.description ?? ''), LONGEST_REASON),
    by: typeof actor === 'string' ? oneLine(actor, LONGEST_LOGIN) : row.creator,
    since: row.createdAt,
  };
}

/** A freeze of any time, as its statuses say it: it stood until the first that ended it. */
export function toPastFreeze(row: Row): PastFreeze | undefined {
  if (row.task !== FREEZE_TASK) return undefined;
  const freeze = toFreeze({ ...row, latest: { state: 'in_progress', description: '', createdAt: 0 } });
  const until = row.statuses.find((status) => queuePhaseOf(status) === 'over')?.createdAt;
  if (freeze === undefined) return undefined;
  return { ...freeze, environment: canonical(row.environment), ...(until === undefined ? {} : { until }) };
}

/** Deployments of ours that are no deployments: they close an environment, or remember something. */
const NOTES = [FREEZE_TASK, LEDGER_TASK, MARK_TASK];

/** What happened to a deployment that somebody else made; empty for one of ours, whatever its task. */
export const foreignLife = (row: Row): Life[] =>
  NOTES.includes(row.task) || (row.task === TASK && parsePayload(row.payload) !== undefined)
    ? []
    : [lifeOf(row.statuses, row.latest)];

export const isForeign = (row: Row): boolean =>
  foreignLife(row).some(({ latest }) => latest !== undefined && queuePhaseOf(latest) === 'holding');

/** REST says `github-actions[bot]` where GraphQL says `github-actions`. */
export const loginOf = (login: string): string => login.replace(/\[bot\]$/, '');

const STATES: readonly State[] = [
  'error',
  'failure',
  'inactive',
  'in_progress',
  'queued',
  'pending',
  'success',
];

/** A state that we do not know (GraphQL also has WAITING) is one in which nothing has begun. */
export const toState = (state: string): State =>
  STATES.find((known) => known === state.toLowerCase()) ?? 'pending';
