import type { FinishedRun, Forecast } from '@signalbox/estimate/forecast';
import { picture } from '@signalbox/estimate/picture';
import { formatDuration } from '@signalbox/runner/duration';
import { markdownText } from '@signalbox/runner/untrusted';
import { counted } from '@signalbox/runner/values';
import type { Estimate } from './estimate.ts';

/** What the estimate was made from. */
interface Basis {
  readonly subject: string;
  readonly runs: readonly FinishedRun[];
  readonly forecast: Forecast | undefined;
  readonly elapsed: number | undefined;
}

/** The job summary's section: the line, the numbers, the picture, and what was left out. */
export function markdown(answer: Estimate, { subject, runs, forecast, elapsed }: Basis): string {
  const title = `### Estimate for ${markdownText(subject)}\n\n${answer.summary}\n\n`;
  if (answer.times === undefined || forecast === undefined) return title;
  const [p50, p80, p95] = answer.times.total.map(formatDuration);
  const left = answer.times.remaining.map(formatDuration);
  const rows = [
    `| total | ${p50} | ${p80} | ${p95} |`,
    ...(elapsed === undefined
      ? []
      : [`| left after ${formatDuration(elapsed)} | ${left[0]} | ${left[1]} | |`]),
  ];
  const numbers = ['| | half keep to | 8 of 10 keep to | 19 of 20 keep to |', '|---|---|---|---|', ...rows];
  return `${title}${numbers.join('\n')}\n\n${picture(runs, forecast, elapsed)}\n\n${basis(answer, runs)}\n\n`;
}

function basis({ sampleSize, confidence }: Estimate, runs: readonly FinishedRun[]): string {
  const failed = runs.filter(({ outcome }) => outcome === 'failure').length;
  const cancelled = runs.filter(({ outcome }) => outcome === 'cancelled').length;
  if (sampleSize === 0) {
    return `Confidence ${confidence}: no run has succeeded yet, so this is what the planned resources usually take.`;
  }
  return `Confidence ${confidence}: from ${counted(sampleSize, 'successful run')}${without(failed, cancelled)}.`;
}

function without(failed: number, cancelled: number): string {
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(cancelled > 0 ? [`${cancelled} cancelled`] : []),
  ];
  const one = failed + cancelled === 1;
  return parts.length === 0 ? '' : `; ${parts.join(' and ')} ${one ? 'one does' : 'ones do'} not count`;
}
