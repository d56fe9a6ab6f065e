import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RECORDED } from './series.ts';

/** What score.mjs writes of one set of series; its README explains each name. */
export type Score = Readonly<Record<string, number>>;

export interface Scored {
  readonly macro: Score;
  readonly series: readonly (Score & { readonly series: string })[];
}

const ANSWERS = join(import.meta.dirname, 'answers.ts');

/** Ours, asked through a pipe as any other estimator is. `unlabelled` feeds stalls as successes. */
export function scoreOurs(options: { readonly unlabelled: boolean }): Scored {
  const command = `"${process.execPath}" --import tsx "${ANSWERS}"`;
  const args = ['--cmd', command, '--name', 'ours', ...(options.unlabelled ? ['--stalled', 'success'] : [])];
  const scored = runScorer(args)['ours'];
  if (scored === undefined) throw new Error('the scorer wrote no score');
  return scored;
}

export const scoreBaselines = (names: readonly string[]): Readonly<Record<string, Scored>> =>
  runScorer(['--only', names.join(',')]);

function runScorer(args: readonly string[]): Readonly<Record<string, Scored>> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-score-'));
  try {
    const file = join(folder, 'score.json');
    execFileSync(process.execPath, [join(RECORDED, 'score.mjs'), ...args, '--json', file], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return JSON.parse(readFileSync(file, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
