import { compact, groupBy } from '@signalbox/runner/values';
import { JOB_TOKEN } from '../model/names.ts';
import { type LedgerRow, parseLedger, sameRow } from '../model/past/ledger.ts';
import { marked, newestMarks, parseMark } from '../model/past/mark.ts';
import { pastDeployment } from '../model/past/outcome.ts';
import type { PastDeployment, PastFreeze } from '../model/past/past.ts';
import type { StoredRecord } from '../model/past/record.ts';
import {
  belongsTo,
  LEDGER_TASK,
  MARK_TASK,
  type Registration,
  type RepositoryIdentity,
} from '../model/registration.ts';
import type { Archive } from '../ports.ts';

/** `repository`: whose deployments count, since other repositories may share the registry. */
export interface PastQuery extends RepositoryIdentity {
  readonly environment: string;
  /** Milliseconds since the epoch: deployments that ended from then on. */
  readonly since: number;
  /** And before then. @default now */
  readonly until?: number;
  /** GraphQL points to be spent at most. @default 5 */
  readonly points?: number;
  /** Of the pages of runs, such as `https://github.com`. */
  readonly serverUrl?: string;
}

interface Past {
  /** In the order in which they ended. Those that never held are among them. */
  readonly deployments: readonly PastDeployment[];
  /** That stood at some time of the window, the oldest first. */
  readonly freezes: readonly PastFreeze[];
  /** Whether all of the window was read that the registry has. */
  readonly complete: boolean;
  /** Why not, one line each. */
  readonly gaps: readonly string[];
}

const POINTS = 5;

/**
 * The deployments of one environment that are over: the registrations themselves, and what ledger records remember of
 * those that were cleaned up. Strangers' are not counted: what has not our payload, and another repository's.
 * Writes nothing. @throws UserError, RegistryError when GitHub cannot be read
 */
export async function readPast(archive: Archive, query: PastQuery): Promise<Past> {
  const { environment, since, until = Number.POSITIVE_INFINITY, points = POINTS, serverUrl } = query;
  const { registrations, freezes, complete } = await archive.readBack(environment, { since, points });
  const ledger = await archive.records(environment, LEDGER_TASK);
  const marks = await archive.records(environment, MARK_TASK);
  const makers = makersOf(registrations);
  const remembered = believedRows(trusted(ledger.records, makers));
  const ours = registrations.filter((one) => belongsTo(one, query));
  const live = ours.flatMap((one) => pastDeployment(one, serverUrl) ?? []);
  const known = new Set(registrations.map(({ id }) => id));
  const old = [...remembered.values()]
    .filter(({ id }) => !known.has(id))
    .filter((row) => isOf(row, query, archive.repository))
    .map((row) => fromLedger(row, environment, serverUrl));
  const said = newestMarks(trusted(marks.records, makers).flatMap((record) => parseMark(record) ?? []));
  const gaps = [
    ...(complete ? [] : [cutWords(environment, registrations)]),
    ...(ledger.complete && marks.complete ? [] : [`${environment} has more ledger records than are read`]),
    ...ledgerWarnings(ledger.records, makers),
  ];
  return {
    deployments: [...live, ...old]
      .filter(({ endedAt }) => endedAt >= since && endedAt < until)
      .sort((a, b) => a.endedAt - b.endedAt || a.id - b.id)
      .map((one) => marked(one, said)),
    freezes: freezes
      .filter((one) => one.since < until && (one.until ?? Number.POSITIVE_INFINITY) >= since)
      .sort((a, b) => a.since - b.since),
    complete: gaps.length === 0,
    gaps,
  };
}

/** What a read that was cut shows: the newest first. */
function cutWords(environment: string, registrations: readonly Registration[]): string {
  const oldest = registrations.at(-1)?.createdAt;
  const read =
    oldest === undefined ? 'none' : `only those since ${new Date(oldest).toISOString().slice(0, 10)}`;
  return `${environment} has more registrations than are read, ${read}; operation cleanup folds old ones into the ledger, of which all are read`;
}

/** Who is believed: jobs, and those who make registrations here. */
export const makersOf = (registrations: readonly Pick<Registration, 'creator'>[]): ReadonlySet<string> =>
  new Set([JOB_TOKEN, ...registrations.map(({ creator }) => creator).filter((login) => login !== '')]);

export const trusted = (
  records: readonly StoredRecord[],
  makers: ReadonlySet<string>,
): readonly StoredRecord[] => records.filter(({ creator }) => makers.has(creator));

/** What records remember, each deployment once: the newest record's word counts. */
export function believedRows(records: readonly StoredRecord[]): ReadonlyMap<number, LedgerRow> {
  const oldestFirst = records.toSorted((a, b) => a.id - b.id);
  return new Map(oldestFirst.flatMap((record) => parseLedger(record) ?? []).map((row) => [row.id, row]));
}

/** What makes the ledger uncertain: records by strangers, and records that contradict each other. */
function ledgerWarnings(records: readonly StoredRecord[], makers: ReadonlySet<string>): readonly string[] {
  const strangers = records.filter(({ creator }) => !makers.has(creator));
  const counts = groupBy(strangers, ({ creator }) => creator || 'an account that is gone');
  const refused = [...counts].map(
    ([creator, { length }]) =>
      `${length} ledger records by ${creator}, who makes no registrations here, are not counted`,
  );
  const believed = trusted(records, makers);
  const newest = believedRows(believed);
  const contradicted = believed.flatMap((record) => {
    const rows = parseLedger(record) ?? [];
    return rows.filter((row) => !sameRow(newest.get(row.id), row)).map(({ id }) => id);
  });
  const contradictions = [...new Set(contradicted)].map(
    (id) => `registration ${id} is told in two ways by ledger records`,
  );
  return [...refused, ...contradictions];
}

/** Whether a remembered deployment was this repository's, by the rule for registrations. */
function isOf(
  { repository, repositoryId, claimed, sha }: LedgerRow,
  whose: RepositoryIdentity,
  keptIn: string,
) {
  const payload = compact({ repository, repositoryId, sha: claimed ? sha : undefined });
  return belongsTo({ payload, keptIn }, whose);
}

function fromLedger(row: LedgerRow, environment: string, serverUrl: string | undefined): PastDeployment {
  const { repositoryId: _, ...rest } = row;
  const { repository, runId, runAttempt } = row;
  const runUrl = serverUrl && `${serverUrl}/${repository}/actions/runs/${runId}/attempts/${runAttempt}`;
  return compact({ ...rest, environment: environment.toLowerCase(), runUrl, fromLedger: true });
}
