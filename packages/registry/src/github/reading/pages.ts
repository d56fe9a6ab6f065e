import { LIFETIME_MS } from '../../model/registration.ts';
import type { Row } from './rows.ts';

/** What was read of an environment, newest first. */
export interface Read {
  readonly rows: readonly Row[];
  /** The server's time. */
  readonly now: number;
  /** Why reading ended: everything was read, it was enough, or there would have been more. */
  readonly end: 'all' | 'enough' | 'limit';
  /** Ids of ours that may be alive and could not be read yet. */
  readonly unread?: readonly number[];
}

/** `last`: nothing is behind it. */
export interface Page {
  readonly rows: readonly Row[];
  readonly now: number;
  readonly last: boolean;
}

export type Enough = (rows: readonly Row[], now: number) => boolean;

/** Reads pages until it is enough, or `limit` pages are read. */
export async function collect(
  pages: AsyncIterable<Page, void>,
  limit: number,
  enough: Enough,
): Promise<Read> {
  const rows: Row[] = [];
  let count = 0;
  for await (const { rows: more, now, last } of pages) {
    rows.push(...more);
    count += 1;
    if (last) return { rows, now, end: 'all' };
    if (enough(rows, now)) return { rows, now, end: 'enough' };
    if (count >= limit) return { rows, now, end: 'limit' };
  }
  throw new Error('pages end with the last one');
}

/** Ids that are given early can be stored late (docs/coordination.md, R1), so neighbours may be out of order by this. */
const LATE_ID_MS = 60_000;

/**
 * Whether nothing live can be further back: all that could still hold or wait is younger than LIFETIME_MS, by the
 * server's own clock. Rows come newest first; when they do not, age proves nothing.
 */
export function isDeepEnough(rows: readonly Row[], now: number): boolean {
  const sorted = rows.every(
    ({ createdAt }, index) => createdAt <= (rows[index - 1]?.createdAt ?? now) + LATE_ID_MS,
  );
  const oldest = rows.at(-1);
  return sorted && oldest !== undefined && now - oldest.createdAt >= LIFETIME_MS;
}

/** Each once: a filter that folds case shows the same deployment under each spelling. */
export const newestFirst = (rows: readonly Row[]): readonly Row[] =>
  [...new Map(rows.map((row) => [row.id, row])).values()].toSorted((a, b) => b.id - a.id);
