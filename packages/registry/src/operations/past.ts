import { compact, groupBy } from '@signalbox/runner/values';
import { JOB_TOKEN } from '../model/names.ts';
import { type LedgerRow, parseLedger } from '../model/past/ledger.ts';
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

export interface Past {
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
  const remembered = ledgerRows(ledger.records, makers);
  const ours = registrations.filter((one) => belongsTo(one, query));
  const live = ours.flatMap((one) => pastDeployment(one, serverUrl) ?? []);
  const known = new Set(registrations.map(({ id }) => id));
  const old = [...remembered.rows.values()]
    .filter(({ id }) => !known.has(id))
    .filter((row) => isOf(row, query, archive.repository))
    .map((row) => fromLedger(row, environment, serverUrl));
  const said = newestMarks(trusted(marks.records, makers).flatMap((record) => parseMark(record) ?? []));
  const gaps = [
    ...(complete ? [] : [`${environment} has more registrations than ${points} GraphQL points show`]),
    ...(ledger.complete && marks.complete ? [] : [`${environment} has more ledger records than are read`]),
    ...remembered.refused,
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

/** Who is believed: jobs, and whoever makes registrations here. */
export const makersOf = (registrations: readonly Pick<Registration, 'creator'>[]): ReadonlySet<string> =>
  new Set([JOB_TOKEN, ...registrations.map(({ creator }) => creator).filter((login) => login !== '')]);

export const trusted = (
  records: readonly StoredRecord[],
  makers: ReadonlySet<string>,
): readonly StoredRecord[] => records.filter(({ creator }) => makers.has(creator));

interface Remembered {
  readonly rows: ReadonlyMap<number, LedgerRow>;
  /** One line for each who made records that are not believed. */
  readonly refused: readonly string[];
}

/** The rows of the records by those who are believed, each deployment once: jobs' own word first, then the first record. */
export function ledgerRows(records: readonly StoredRecord[], makers: ReadonlySet<string>): Remembered {
  const rank = ({ creator }: StoredRecord) => (creator === JOB_TOKEN ? 0 : 1);
  const believed = trusted(records, makers).toSorted((a, b) => rank(a) - rank(b) || a.id - b.id);
  const rows = new Map<number, LedgerRow>();
  for (const record of believed)
    for (const row of parseLedger(record) ?? []) if (!rows.has(row.id)) rows.set(row.id, row);
  const strangers = records.filter(({ creator }) => !makers.has(creator));
  const counts = groupBy(strangers, ({ creator }) => creator || 'an account that is gone');
  const refused = [...counts].map(
    ([creator, { length }]) =>
      `${length} ledger records by ${creator}, who makes no registrations here, are not counted`,
  );
  return { rows, refused };
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
