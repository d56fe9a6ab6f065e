import { errorLine } from '@signalbox/runner/errors';
import {
  asStored,
  formatLedger,
  hasRoom,
  type LedgerRow,
  ledgerRow,
  monthOf,
  parseLedger,
  sameRow,
} from '../model/past/ledger.ts';
import { pastDeployment } from '../model/past/outcome.ts';
import type { RecordDraft, StoredRecord } from '../model/past/record.ts';
import { LEDGER_TASK, type Registration } from '../model/registration.ts';
import type { Archive, RegistryPorts, Reviews } from '../ports.ts';
import { withApprovers } from './approvals.ts';
import { believedRows, trusted } from './past.ts';

interface Remembered {
  /** Those that a fresh read found in the ledger, word for word: they may be deleted. */
  readonly ids: ReadonlySet<number>;
  /** Why others are not, one line each. */
  readonly refused: readonly string[];
}

export type LedgerPorts = Pick<RegistryPorts, 'clock' | 'cancelled'> & {
  readonly registry: Archive & Pick<RegistryPorts['registry'], 'remove'>;
  readonly reviews: Reviews;
};

/** docs: best practices for using the REST API, pause between mutative requests */
const PAUSE_MS = 1000;
/** A list may be read from a replica that lags behind the write. */
const READS = 4;
const LAG_MS = 3000;

/**
 * Remembers registrations that are over in the environment's ledger, before they are deleted. The order of writes makes
 * it safe to be killed anywhere, to be run again, and to be run twice at once: a record exists, and a fresh read shows it,
 * before anything that it remembers is deleted; a row is known by its deployment's id, so that a second one adds nothing;
 * and a record is only deleted when one with a greater id has all its rows. `makers`: whose records are believed.
 */
export async function remember(
  environment: string,
  old: readonly Registration[],
  makers: ReadonlySet<string>,
  ports: LedgerPorts,
): Promise<Remembered> {
  const rows = old.flatMap((one) => rowOf(one) ?? []);
  if (rows.length === 0) return { ids: new Set(), refused: [] };
  const { registry, clock, cancelled } = ports;
  const before = await believed(environment, makers, registry);
  const wanted = await reviewed(environment, rows, before, ports);
  for (const draft of draftsFor(wanted, before)) {
    if (cancelled.aborted) break;
    const { id, creator } = await registry.record(environment, draft);
    if (!makers.has(creator)) {
      await registry.remove(id);
      return { ids: new Set(), refused: [unbelieved(environment, creator)] };
    }
    await clock.sleep(PAUSE_MS, cancelled);
  }
  let found = await believed(environment, makers, registry);
  for (let read = 1; read < READS && missing(wanted, found).length > 0 && !cancelled.aborted; read++) {
    await clock.sleep(LAG_MS, cancelled);
    found = await believed(environment, makers, registry);
  }
  const lost = new Set(missing(wanted, found).map(({ id }) => id));
  const refused = [...lost].map((id) => `Registration ${id} is not deleted: the ledger does not show it yet`);
  const untidy = await removeReplaced(found, ports);
  return {
    ids: new Set(wanted.map(({ id }) => id).filter((id) => !lost.has(id))),
    refused: [...refused, ...untidy],
  };
}

const unbelieved = (environment: string, writer: string) =>
  `Nothing of ${environment} is deleted: its ledger would be written by ${writer}, whom nobody believes who reads it, since ${writer} makes no registrations there. Run cleanup with GITHUB_TOKEN, or with the token that deploys.`;

const rowOf = (one: Registration): LedgerRow | undefined => {
  const past = pastDeployment(one);
  return past && ledgerRow(past, one.payload);
};

/** With who approved them, the oldest first. What the ledger has already keeps its word. */
async function reviewed(
  environment: string,
  rows: readonly LedgerRow[],
  records: readonly StoredRecord[],
  { reviews }: Pick<LedgerPorts, 'reviews'>,
): Promise<readonly LedgerRow[]> {
  const known = believedRows(records);
  const isKnown = ({ id }: LedgerRow) => known.has(id);
  const oldestFirst = rows.toSorted((a, b) => a.id - b.id);
  const fresh = oldestFirst.filter((row) => !isKnown(row));
  const asked = await withApprovers(fresh, environment, { reviews, most: fresh.length });
  const kept = oldestFirst.filter(isKnown).map((row) => {
    const approvedBy = known.get(row.id)?.approvedBy;
    return approvedBy === undefined ? row : { ...row, approvedBy };
  });
  return [...kept, ...asked].map(asStored);
}

const believed = async (environment: string, makers: ReadonlySet<string>, registry: Archive) =>
  trusted((await registry.records(environment, LEDGER_TASK)).records, makers);

const missing = (wanted: readonly LedgerRow[], records: readonly StoredRecord[]): readonly LedgerRow[] => {
  const rows = believedRows(records);
  return wanted.filter((row) => !sameRow(rows.get(row.id), row));
};

/**
 * The records that have to be written so that all that is wanted is remembered. What is in a half empty record of the same
 * month goes with it, so that a month of nightly cleanups leaves few records, not thirty.
 */
function draftsFor(wanted: readonly LedgerRow[], records: readonly StoredRecord[]): readonly RecordDraft[] {
  const rows = new Map(missing(wanted, records).map((row) => [row.id, row]));
  const months = new Set([...rows.values()].map(({ endedAt }) => monthOf(endedAt)));
  const known = believedRows(records);
  for (const record of records) {
    const kept = parseLedger(record) ?? [];
    if (!hasRoom(kept) || !kept.every(({ endedAt }) => months.has(monthOf(endedAt)))) continue;
    for (const { id } of kept) {
      const row = rows.get(id) ?? known.get(id);
      if (row !== undefined) rows.set(id, row);
    }
  }
  return formatLedger([...rows.values()]);
}

/** Deletes records of which each row is in one with a greater id, as it is here. Returns a line for each that stays. */
async function removeReplaced(
  records: readonly StoredRecord[],
  { registry, clock, cancelled }: LedgerPorts,
): Promise<readonly string[]> {
  const newestFirst = records.toSorted((a, b) => b.id - a.id);
  const newer = new Map<number, LedgerRow>();
  const refused: string[] = [];
  for (const record of newestFirst) {
    const rows = parseLedger(record) ?? [];
    const replaced = rows.length > 0 && rows.every((row) => sameRow(newer.get(row.id), row));
    for (const row of rows) if (!newer.has(row.id)) newer.set(row.id, row);
    if (!replaced || cancelled.aborted) continue;
    try {
      await registry.remove(record.id);
    } catch (error) {
      refused.push(
        `Ledger record ${record.id}, of which a newer one has everything, could not be deleted: ${errorLine(error)}`,
      );
    }
    await clock.sleep(PAUSE_MS, cancelled);
  }
  return refused;
}
