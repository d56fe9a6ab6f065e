import { UserError } from '@signalbox/runner/errors';
import { before } from '../../model/decide.ts';
import { canonical, JOB_TOKEN } from '../../model/names.ts';
import { parsePayload } from '../../model/payload.ts';
import { FREEZE_TASK, LIFETIME_MS, type Registration, TASK } from '../../model/registration.ts';
import type { Read } from './pages.ts';
import { type ListedDeployment, PAGE_SIZE, type RestReader } from './rest.ts';
import { type Row, toRegistration } from './rows.ts';

interface RestRows {
  /** Newest first. */
  readonly rows: readonly Row[];
  /** Those of ours whose statuses there was no budget for, and that may be alive for all that is known. */
  readonly unread: readonly number[];
  readonly now: number;
  /** Nothing is further back. */
  readonly last: boolean;
}

/**
 * Requests that one snapshot may cost while GraphQL is out of order: the list has no statuses, so each registration costs one.
 * What stays unread is not taken for over: the next one goes on where this one ended, with what was read in memory.
 */
const REQUESTS = 40;
/** However many pages the list has. */
const LEAST_READ = 10;
/** So many of the newest are always read: how long deployments took lately is worth knowing. */
const NEWEST = 5;
/** No environment is read deeper than this many pages. */
export const DEEPEST = 50;

/** What is not read may be alive. No outage, which users may choose to go on without: somebody made so many. */
const tooMany = (environment: string) =>
  new UserError(
    `${environment} has more registrations than can be read (${DEEPEST * PAGE_SIZE}), so it is not known whether it is free: find out who makes so many, and delete what is over (operation: cleanup, older-than: 1d), or divide the environment.`,
  );

/** @throws UserError when it is not certain that `read` shows all */
export function certain(name: string, read: Read): Read {
  if (read.end === 'limit') throw tooMany(canonical(name));
  return read;
}

/** Writes that crossed the grant's own read are read all the same. Far more than a claim settles. */
const MARGIN_MS = 60_000;

/** `rest`: reads the deployments of `repository`. */
interface RestSource {
  readonly rest: RestReader;
  readonly repository: string;
  /** All that the environment may be spelled as. */
  readonly spellings: readonly string[];
}

/** Reads what may be live, or `limit` of what is over, by REST alone. */
export async function readByRest(
  { rest, repository, spellings }: RestSource,
  { limit = 0 }: { readonly limit?: number } = {},
): Promise<RestRows> {
  const { listed, now, pages, last } = await listOurs(rest, spellings, limit);
  let budget = Math.max(LEAST_READ, REQUESTS - 1 - pages);
  const rows: Row[] = [];
  const unread: number[] = [];
  const proofs: Registration[] = [];
  const grants: number[] = [];
  const read = async (each: ListedDeployment): Promise<readonly Row[] | undefined> => {
    const known = rest.known(each, now);
    if (known !== undefined) return [known];
    if (budget <= 0) return undefined;
    const found = await rest.withStatuses(each, now);
    budget -= Math.max(1, ...found.map(({ statuses }) => Math.ceil(statuses.length / PAGE_SIZE)));
    return found;
  };
  for (const [index, each] of listed.entries()) {
    const wanted = index < Math.max(NEWEST, limit);
    if (!wanted && rest.datesMove() && isProvenOver(each, proofs)) continue;
    const found = await read(each);
    if (found === undefined && parsePayload(each.payload) !== undefined) unread.push(Number(each.id));
    for (const row of found ?? []) {
      rows.push(row);
      const registration = toRegistration(row, repository);
      if (registration?.heldSince === undefined) continue;
      proofs.push(registration);
      if (row.creator === JOB_TOKEN) grants.push(registration.heldSince);
    }
  }
  // A grant to a job proves that nothing was frozen then (see `withOldFreezes`).
  const proven = ({ created_at }: ListedDeployment) =>
    grants.some((heldSince) => Date.parse(created_at) < heldSince - MARGIN_MS);
  for (const environment of spellings) {
    for (let page = 1; page <= DEEPEST; page++) {
      const freezes = await rest.list({ environment, task: FREEZE_TASK, page });
      for (const each of freezes.rows.filter((row) => !proven(row))) {
        const found = await read(each);
        if (found === undefined) unread.push(Number(each.id));
        else rows.push(...found);
      }
      if (freezes.rows.length < PAGE_SIZE || freezes.rows.some(proven)) break;
    }
  }
  return { rows: onlyOnce(rows), unread, now, last };
}

/** Ours, newest first, without their statuses. @throws UserError when there are more than can be read */
async function listOurs(rest: RestReader, spellings: readonly string[], limit: number) {
  const listed: ListedDeployment[] = [];
  let [now, pages, last] = [0, 0, true];
  for (const environment of spellings) {
    for (let page = 1; ; page++) {
      const answer = await rest.list({ environment, task: TASK, page });
      pages += 1;
      listed.push(...answer.rows);
      now = answer.now;
      const oldest = answer.rows.at(-1);
      if (answer.rows.length < PAGE_SIZE || oldest === undefined) break;
      last = false;
      if (now - Date.parse(oldest.created_at) > LIFETIME_MS && listed.length >= limit) break;
      if (page === DEEPEST && limit === 0) throw tooMany(environment);
      if (page === DEEPEST) break;
    }
  }
  const newestFirst = onlyOnce(listed).toSorted((a, b) => Number(b.id) - Number(a.id));
  return { listed: newestFirst, now, pages, last };
}

/** A filter that folds case shows the same deployment under each spelling. */
const onlyOnce = <T extends { readonly id: number | bigint }>(rows: readonly T[]): T[] => [
  ...new Map(rows.map((row) => [Number(row.id), row])).values(),
];

/**
 * Whether the list alone says that a registration is of no account any more. When `granted` had its turn, nobody else was
 * in progress and nobody waited before it who had a right to its position (see coordination.md, "Why two never hold"); what
 * had no status since has not begun since. A newer success of the same repository is what the environment runs.
 */
export function isProvenOver(
  {
    id,
    payload: raw,
    created_at,
    updated_at,
  }: Pick<ListedDeployment, 'id' | 'payload' | 'created_at' | 'updated_at'>,
  proofs: readonly Registration[],
): boolean {
  const payload = parsePayload(raw);
  if (payload === undefined) return true;
  const touched = Math.max(Date.parse(created_at), Date.parse(updated_at));
  const position = { id: Number(id), priority: payload.priority };
  const granted = proofs.some(
    (proof) =>
      before(position, { id: proof.id, priority: proof.payload.priority }) &&
      touched < (proof.heldSince ?? 0) - MARGIN_MS,
  );
  const succeeded = proofs.some(
    ({ payload: { repository }, ended }) =>
      repository === payload.repository && ended?.state === 'success' && ended.createdAt >= touched,
  );
  return granted && succeeded;
}
