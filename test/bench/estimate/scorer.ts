import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RECORDED } from './series.ts';

/** What score.mjs writes of one set of series; its README explains each name. */
export type Score = Readonly<Record<string, number>>;

export interface Scored {
  readonly macro: Score;
  readonly series: readonly (Score & { readonly series: string; readonly system: string })[];
}

const ANSWERS = join(import.meta.dirname, 'answers.ts');

export interface Asked {
  /** Stalls come as successes. */
  readonly unlabelled: boolean;
  /** Runs of each series asked about. @default 400 */
  readonly targets?: number;
  /** The module that answers. @default packages/estimate */
  readonly method?: string;
}

/** Ours, asked through a pipe as any other estimator is. */
export async function scoreOurs({ unlabelled, targets = 400, method = '' }: Asked): Promise<Scored> {
  const command = [process.execPath, '--import', 'tsx', ANSWERS, ...(method ? [method] : [])];
  const scored = await runScorer([
    ...['--cmd', command.map((word) => `"${word}"`).join(' '), '--name', 'ours', '--targets', `${targets}`],
    ...(unlabelled ? ['--stalled', 'success'] : []),
  ]);
  if (scored['ours'] === undefined) throw new Error('the scorer wrote no score');
  return scored['ours'];
}

export const scoreBaselines = (names: readonly string[]): Promise<Readonly<Record<string, Scored>>> =>
  runScorer(['--only', names.join(',')]);

/** One figure over all series: the mean over systems of the mean over their series, as score.mjs has it. */
export function macro(series: Scored['series'], key: string): number {
  const mean = (values: readonly number[]) =>
    values.reduce((total, value) => total + value, 0) / values.length;
  const systems = [...new Set(series.map(({ system }) => system))].map((name) =>
    series.filter(({ system }) => system === name),
  );
  // A series without a change of regime has no figure for one.
  const known = systems.map((rows) => rows.flatMap((row) => row[key] ?? []));
  return mean(known.filter(({ length }) => length > 0).map(mean));
}

async function runScorer(args: readonly string[]): Promise<Readonly<Record<string, Scored>>> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-score-'));
  try {
    const file = join(folder, 'score.json');
    await promisify(execFile)(process.execPath, [join(RECORDED, 'score.mjs'), ...args, '--json', file]);
    return JSON.parse(readFileSync(file, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
