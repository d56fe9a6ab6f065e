import { isDeepStrictEqual } from 'node:util';
import { compact, groupBy } from '@signalbox/runner/values';
import { isSlowResource } from '../../words/slowest.ts';
import { isRepository } from '../names.ts';
import type { Payload } from '../payload.ts';
import { LEDGER_TASK } from '../registration.ts';
import type { PastDeployment, PastOutcome } from './past.ts';
import type { RecordDraft, StoredRecord } from './record.ts';

/** A deployment as a ledger record remembers it, with what says whose it was. */
export interface LedgerRow
  extends Omit<PastDeployment, 'environment' | 'runUrl' | 'fromLedger' | 'causedIncident'> {
  readonly repository: string;
  readonly repositoryId?: number;
}

/** What the ledger keeps of a deployment; `owner`: what its payload says of the repository. */
export function ledgerRow(
  past: PastDeployment,
  owner: Pick<Payload, 'repository' | 'repositoryId'>,
): LedgerRow {
  const { environment: _, runUrl: __, fromLedger: ___, causedIncident: ____, ...row } = past;
  return compact({ ...row, repository: owner.repository, repositoryId: owner.repositoryId });
}

/** Whether two rows say the same: who approved may be known to one of them only, since GitHub is asked for it. */
export function sameRow(a: LedgerRow | undefined, b: LedgerRow): boolean {
  if (a === undefined) return false;
  const { approvedBy: one, ...rest } = a;
  const { approvedBy: other, ...same } = b;
  const agree = one === undefined || other === undefined || isDeepStrictEqual(one, other);
  return agree && isDeepStrictEqual(rest, same);
}

/** The row as it will be read back. */
export function asStored(row: LedgerRow): LedgerRow {
  const month = monthOf(row.endedAt);
  const payload = JSON.parse(JSON.stringify(payloadOf(month, [fitted(month, row)])));
  return parseLedger({ payload })?.[0] ?? row;
}

/** GitHub documents no limit of a payload; ours stay below 2 kB (docs/contract: stored form). */
const MOST_BYTES = 2000;
const VERSION = 1;

/** One letter for each outcome, in the stored form. */
const CODES: Readonly<Record<PastOutcome, string>> = {
  succeeded: 's',
  failed: 'f',
  'rolled-back': 'r',
  breached: 'b',
  cancelled: 'c',
  'no-changes': 'n',
  error: 'e',
};
const OUTCOMES = Object.keys(CODES) as readonly PastOutcome[];

/** `2026-11`, in UTC: the month in which a deployment ended. */
export const monthOf = (moment: number): string => new Date(moment).toISOString().slice(0, 7);

/**
 * Rows as the fewest records that are small enough, each of one month, in the order of their ids. What is as long as a
 * record alone is cut: what was slowest and stacks first, then the reason.
 */
export function formatLedger(rows: readonly LedgerRow[]): readonly RecordDraft[] {
  const months = groupBy(
    rows.toSorted((a, b) => a.id - b.id),
    ({ endedAt }) => monthOf(endedAt),
  );
  return [...months].flatMap(([month, all]) => chunks(month, all).map((some) => draft(month, some)));
}

function chunks(month: string, rows: readonly LedgerRow[]): readonly (readonly LedgerRow[])[] {
  const full: LedgerRow[][] = [];
  for (const row of rows) {
    const last = full.at(-1);
    if (last !== undefined && fits(month, [...last, row])) last.push(row);
    else full.push([fitted(month, row)]);
  }
  return full;
}

const bytesOf = (payload: object): number => Buffer.byteLength(JSON.stringify(payload));
const fits = (month: string, rows: readonly LedgerRow[]): boolean =>
  bytesOf(payloadOf(month, rows)) < MOST_BYTES;

/** Whether more rows would fit into the record of these. */
export const hasRoom = (rows: readonly LedgerRow[]): boolean =>
  bytesOf(payloadOf('2026-01', rows)) < MOST_BYTES / 2;

function fitted(month: string, row: LedgerRow): LedgerRow {
  let kept = row;
  while (!fits(month, [kept])) {
    if ((kept.slowest ?? []).length > 0) kept = { ...kept, slowest: kept.slowest?.slice(0, -1) ?? [] };
    else if (kept.stacks.length > 0) kept = { ...kept, stacks: kept.stacks.slice(0, -1) };
    else if ((kept.reason ?? '') !== '')
      kept = {
        ...kept,
        reason: Array.from(kept.reason ?? '')
          .slice(0, -10)
          .join(''),
      };
    else return { ...kept, workflow: '', actor: kept.actor.slice(0, 40) };
  }
  return kept;
}

function draft(month: string, rows: readonly LedgerRow[]): RecordDraft {
  return {
    task: LEDGER_TASK,
    payload: payloadOf(month, rows),
    description: `ledger of ${month}: ${rows.length} deployments that were cleaned up`,
  };
}

/** The stored form of a row: what all have, then what only some have. Times in seconds; `h` and `e` are after `q`. */
interface StoredRow {
  /** Id, commit, run. */
  readonly i: number;
  readonly s: string;
  readonly r: number;
  /** Queued at, ended after, outcome. */
  readonly q: number;
  readonly e: number;
  readonly o: string;
  /** Repository, actor and workflow, as indexes of the record's `words`. */
  readonly w: readonly number[];
  /** Correlation id. */
  readonly c: string;
  /** Attempt, unless the first; held after; date of the commit; a commit that is only claimed; id of the repository. */
  readonly a?: number;
  readonly h?: number;
  readonly d?: number;
  readonly x?: number;
  readonly n?: number;
  /** Reason, resource that failed, what was expected, stacks and approvers (indexes of `words`), priority. */
  readonly m?: string;
  readonly f?: string;
  readonly p?: readonly number[];
  readonly k?: readonly number[];
  readonly v?: readonly number[];
  readonly y?: number;
  /** The slowest resources: id and type (indexes of `words`), and seconds. */
  readonly l?: readonly (readonly number[])[];
}

const seconds = (milliseconds: number) => Math.round(milliseconds / 1000);

/** {"signalbox":1,"month":"2026-11","words":[...],"rows":[...]}: words that come again are kept once. */
function payloadOf(month: string, rows: readonly LedgerRow[]): Record<string, unknown> {
  const words: string[] = [];
  const word = (text: string): number => {
    const known = words.indexOf(text);
    return known >= 0 ? known : words.push(text) - 1;
  };
  return { signalbox: VERSION, month, words, rows: rows.map((row) => storedRow(row, word)) };
}

function storedRow(row: LedgerRow, word: (text: string) => number): StoredRow {
  const { queuedAt, heldSince, endedAt, committedAt, predicted, stacks, approvedBy, slowest } = row;
  return compact({
    i: row.id,
    s: row.sha,
    r: row.runId,
    q: seconds(queuedAt),
    e: seconds(endedAt - queuedAt),
    o: CODES[row.outcome],
    w: [row.repository, row.actor, row.workflow].map(word),
    c: row.correlationId,
    a: row.runAttempt === 1 ? undefined : row.runAttempt,
    h: heldSince === undefined ? undefined : seconds(heldSince - queuedAt),
    d: committedAt === undefined ? undefined : seconds(committedAt),
    x: row.claimed ? 1 : undefined,
    n: row.repositoryId,
    m: row.reason,
    f: row.failedResource,
    p: predicted && [predicted.p50, predicted.p80, ...(predicted.p95 === undefined ? [] : [predicted.p95])],
    k: stacks.length === 0 ? undefined : stacks.map(word),
    v: approvedBy?.map(word),
    y: row.priority === 0 ? undefined : row.priority,
    l: slowest?.map(({ resource, type, seconds: took }) => [word(resource), word(type), took]),
  });
}

/**
 * The rows of a record; undefined when it has one that we would not have written: anybody who may write deployments may
 * write anything here.
 */
export function parseLedger({ payload }: Pick<StoredRecord, 'payload'>): readonly LedgerRow[] | undefined {
  if (payload?.['signalbox'] !== VERSION) return undefined;
  const { words, rows } = payload;
  if (!Array.isArray(words) || !words.every(isText) || !Array.isArray(rows)) return undefined;
  const parsed = rows.map((row) => (isStoredRow(row, words.length) ? toRow(row, words) : undefined));
  const known = parsed.filter((row) => row !== undefined);
  return known.length === parsed.length ? known : undefined;
}

function toRow(row: StoredRow, words: readonly string[]): LedgerRow | undefined {
  const at = (after: number) => (row.q + after) * 1000;
  const outcome = OUTCOMES.find((one) => CODES[one] === row.o);
  const [repository = '', actor = '', workflow = ''] = row.w.map((index) => words[index]);
  if (outcome === undefined || !isRepository(repository)) return undefined;
  const [p50, p80, p95] = row.p ?? [];
  const predicted = p50 === undefined || p80 === undefined ? undefined : compact({ p50, p80, p95 });
  const slow = ([id = 0, kind = 0, took = 0]: readonly number[]) => ({
    ...{ resource: words[id] ?? '', type: words[kind] ?? '', seconds: took },
  });
  const named = (indexes: readonly number[]) => indexes.map((index) => words[index] ?? '');
  return compact({
    ...{
      id: row.i,
      repository,
      repositoryId: row.n,
      correlationId: row.c,
      sha: row.s,
      claimed: row.x === undefined ? undefined : true,
    },
    ...{ committedAt: row.d === undefined ? undefined : row.d * 1000, actor, workflow },
    ...{ approvedBy: row.v && named(row.v), runId: row.r, runAttempt: row.a ?? 1, queuedAt: at(0) },
    ...{ heldSince: row.h === undefined ? undefined : at(row.h), endedAt: at(row.e), outcome },
    ...{ reason: row.m, failedResource: row.f, predicted, slowest: row.l?.map(slow).filter(isSlowResource) },
    ...{ stacks: named(row.k ?? []), priority: row.y ?? 0 },
  });
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 1000;
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
const isId = (value: unknown): value is number => isCount(value) && value >= 1;
/** Seconds since the epoch, of this century: a date made of them has four digits of the year. */
const isMoment = (value: unknown): value is number => isCount(value) && value < 4_102_444_800;
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
const areCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every(isCount);

const REQUIRED: Readonly<Record<string, (value: unknown) => boolean>> = {
  i: isId,
  s: (value) => isText(value) && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(value),
  r: isId,
  q: isMoment,
  e: isWhole,
  o: isText,
  w: (value) => areCounts(value) && value.length === 3,
  c: isText,
};
const OPTIONAL: typeof REQUIRED = {
  a: isId,
  h: isWhole,
  d: isWhole,
  x: (value) => value === 1,
  n: isId,
  m: isText,
  f: isText,
  p: (value) => areCounts(value) && (value.length === 2 || value.length === 3),
  k: areCounts,
  v: areCounts,
  y: isWhole,
  l: (value) =>
    Array.isArray(value) && value.length <= 5 && value.every((one) => areCounts(one) && one.length === 3),
};

function isStoredRow(value: unknown, words: number): value is StoredRow {
  if (typeof value !== 'object' || value === null) return false;
  const row = value as Readonly<Record<string, unknown>>;
  const right = Object.entries(REQUIRED).every(([name, valid]) => valid(row[name]));
  const known = Object.entries(OPTIONAL).every(
    ([name, valid]) => row[name] === undefined || valid(row[name]),
  );
  return right && known && wordIndexes(row as unknown as StoredRow).every((index) => index < words);
}

/** In `words`. */
const wordIndexes = ({ w, k = [], v = [], l = [] }: StoredRow): readonly number[] => [
  ...[...w, ...k, ...v],
  ...l.flatMap((one) => one.slice(0, 2)),
];
