import { canonical, JOB_TOKEN } from '../../model/names.ts';
import { FREEZE_TASK, queuePhaseOf, TASK } from '../../model/registration.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { everything, type Wanted } from './everything.ts';
import { freezes, ofTask } from './of-task.ts';
import { collect, isDeepEnough, type Read } from './pages.ts';
import { isForeign, toFreeze, toRegistration } from './rows.ts';
import { longReads, type Sources } from './sources.ts';

/** So many pages of everything are read; then ours are asked for alone, so that others' cost nothing. */
const MIXED_PAGES = 5;
/** Of one read, for statuses behind the first 50 of a registration. Who is not read for want of them counts as holding. */
export const STATUS_REQUESTS = 20;

/** Reads all of an environment that may be live, and more. */
export function liveReader(sources: Sources): (name: string, wanted: Wanted) => Promise<Read> {
  /** Environments with more of others than are worth reading. */
  const crowded = new Set<string>();
  /** Environments in which no freeze stood when all were read: a later one is among the newest rows. */
  const unfrozen = new Set<string>();

  /**
   * Freezes have no age at which they end. That a job was granted its turn proves that none stood before; anybody who can
   * forge that can open a freeze as well, but for what has another identity than jobs.
   */
  async function withOldFreezes(name: string, read: Read): Promise<Read> {
    const environment = canonical(name);
    if (read.end === 'all' || provesGrant(read, sources) || unfrozen.has(environment)) return read;
    const { rows: closed, end } = await freezes(sources, name);
    if (end === 'limit') return { ...read, end };
    if (closed.every((row) => toFreeze(row) === undefined)) unfrozen.add(environment);
    return { ...read, rows: [...read.rows.filter(({ task }) => task !== FREEZE_TASK), ...closed] };
  }

  return async (name, wanted) => {
    const environment = canonical(name);
    const long = longReads(sources, STATUS_REQUESTS);
    if (!crowded.has(environment)) {
      const pages = everything(sources, name, wanted, long);
      const read = await collect(pages, MIXED_PAGES, isDeepEnough);
      if (read.end !== 'limit') return await withOldFreezes(name, read);
      crowded.add(environment);
    }
    const own = await ofTask(sources, name, TASK, isDeepEnough, long);
    if (own.end === 'limit') return own;
    const closed = await freezes(sources, name);
    return { ...own, rows: [...own.rows, ...closed.rows], end: closed.end === 'limit' ? 'limit' : own.end };
  };
}

const provesGrant = ({ rows }: Read, { repository }: Pick<Sources, 'repository'>): boolean =>
  rows.some((row) => row.creator === JOB_TOKEN && toRegistration(row, repository)?.heldSince !== undefined);

export function toSnapshot({ rows, now, end, unread = [] }: Read, repository: string): Snapshot {
  const lifted = rows.flatMap(({ task, latest }) =>
    task === FREEZE_TASK && queuePhaseOf(latest) === 'over' ? (latest?.createdAt ?? []) : [],
  );
  return {
    registrations: rows.flatMap((row) => toRegistration(row, repository) ?? []),
    freezes: rows.flatMap((row) => toFreeze(row) ?? []),
    ...(lifted.length === 0 ? {} : { openedAt: Math.max(...lifted) }),
    foreign: rows.filter(isForeign).length,
    more: end !== 'all',
    ...(unread.length === 0 ? {} : { unread }),
    now,
  };
}
