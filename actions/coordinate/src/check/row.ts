import type { Clock } from '@signalbox/runner/clock';
import { errorLine } from '@signalbox/runner/errors';
import { markdownText, oneLine } from '@signalbox/runner/untrusted';

/** One thing that a deployment will need: that it is right, or how to correct it. */
export interface Row {
  readonly subject: string;
  readonly level: 'ok' | 'warning' | 'error';
  readonly line: string;
  /** Of a warning: a choice, or what happens to be so now. Nothing is out of order. */
  readonly healthy?: boolean;
  /** How long it took to find out, in milliseconds. */
  readonly latencyMs?: number;
}

const MARKS = { ok: '✓', warning: '!', error: '✗' } as const;

export const ok = (subject: string, line: string): Row => ({ subject, level: 'ok', line });
export const warning = (subject: string, line: string): Row => ({ subject, level: 'warning', line });
export const failed = (subject: string, line: string): Row => ({ subject, level: 'error', line });

/** A warning that is worth knowing before a deployment, although nothing is out of order. */
export const noted = (subject: string, line: string): Row => ({ ...warning(subject, line), healthy: true });

/** What was found out, or, where that failed, why, as a row of its own: one check never hides the others. */
export async function rowsOf(
  subject: string,
  { now }: Pick<Clock, 'now'>,
  check: () => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const began = now();
  const timed = (row: Row): Row => ({ latencyMs: now() - began, ...row });
  try {
    return (await check()).map(timed);
  } catch (error) {
    return [timed(failed(subject, errorLine(error)))];
  }
}

export const logLine = ({ subject, level, line }: Row): string =>
  `${MARKS[level]} ${oneLine(subject, 100)}: ${oneLine(line, 500)}`;

/** The rows as a table of the job summary. */
export function checkTable(
  environment: string,
  rows: readonly Row[],
  what = ': what a deployment will need',
): string {
  const cells = rows.map(
    ({ subject, level, line }) =>
      `| ${MARKS[level]} | ${markdownText(subject, 100)} | ${markdownText(line, 500)} |`,
  );
  const title = `### ${markdownText(environment)}${what}`;
  return [title, '', '| | what | |', '| --- | --- | --- |', ...cells, ''].join('\n');
}

/** What fails the step, in one line; undefined when nothing does. */
export function firstFailure(rows: readonly Row[]): string | undefined {
  const errors = rows.filter(({ level }) => level === 'error');
  const [first] = errors;
  if (first === undefined) return undefined;
  const others = errors.length > 1 ? ` And ${errors.length - 1} more: see the summary.` : '';
  return `${first.subject}: ${first.line}${others}`;
}
