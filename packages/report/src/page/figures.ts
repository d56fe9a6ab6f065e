import type { Dora, Figure, TrendedFigure } from '../model/report.ts';
import { sparkline } from './charts.ts';
import { count, digits, NO_DATA, percent, span } from './words.ts';

/** How a figure is said, here and in the digest. */
interface FigureWords {
  readonly key: Exclude<keyof Dora, 'firstCommitLeadTime'>;
  readonly name: string;
  readonly of: (value: number | undefined) => string;
  /** What the figure counts. */
  readonly noun: string;
  readonly definition: string;
}

const aWeek = (value: number | undefined) => (value === undefined ? NO_DATA : `${digits(value)} a week`);

export const FIGURES: readonly FigureWords[] = [
  {
    key: 'deploymentFrequency',
    name: 'Deployment frequency',
    of: aWeek,
    noun: 'deployment',
    definition:
      'Deployments that succeeded, divided by the weeks of which anything is known. 0 only where the registry knows that there was none.',
  },
  {
    key: 'leadTime',
    name: 'Lead time',
    of: span,
    noun: 'commit',
    definition:
      'Median from the time of a commit to the end of the deployment that first brought it here. Going back to an earlier commit brings nothing new.',
  },
  {
    key: 'changeFailureRate',
    name: 'Change failure rate',
    of: percent,
    noun: 'deployment',
    definition:
      'Deployments that failed, were rolled back, breached their bake, or were marked later because they caused an incident, divided by those that succeeded or failed. Cancelled ones and those without changes are neither; an unknown end is in no rate.',
  },
  {
    key: 'recoveryTime',
    name: 'Recovery time',
    of: span,
    noun: 'recovery',
    definition:
      'Median from the end of a failed deployment to the end of the next good one. What fails between belongs to the same episode; a rollback alone is no recovery.',
  },
  {
    key: 'reworkRate',
    name: 'Rework rate',
    of: percent,
    noun: 'deployment',
    definition:
      'Deployments begun within 24 hours after a failed one, back to an earlier commit, or with a priority above 0, divided by those that succeeded or failed.',
  },
];

/** `↑ from 1.7 a week`: an arrow only where the change is beyond chance. */
export function trendWords({ trend, before, value }: TrendedFigure, of: FigureWords['of']): string {
  if (value === undefined) return '';
  if (before.value === undefined) return 'nothing to compare with';
  const arrow = { up: '↑ from', down: '↓ from', steady: 'no clear change from', unknown: 'before:' }[trend];
  return `${arrow} ${of(before.value)}`;
}

const intervalWords = ({ interval, sample }: Figure, { of, noun }: FigureWords): string => {
  const cases = noun === 'recovery' && sample !== 1 ? `${sample} recoveries` : count(sample, noun);
  return interval === undefined ? `of ${cases}` : `${of(interval[0])} to ${of(interval[1])}, of ${cases}`;
};

/** The five figures as cards. */
export function cards(dora: Dora): string {
  const each = FIGURES.map((words) => {
    const figure = dora[words.key];
    const value =
      figure.value === undefined
        ? `<dd class="value none">${NO_DATA}</dd>`
        : `<dd class="value">${words.of(figure.value)}</dd><dd>${intervalWords(figure, words)}</dd><dd>${trendWords(figure, words.of)}</dd>`;
    const line = sparkline(figure.weekly);
    return `<div><dt>${words.name}</dt>${value}${line === '' ? '' : `<dd>${line}</dd>`}</div>`;
  });
  return `<dl class="figures">${each.join('')}</dl>${firstCommit(dora.firstCommitLeadTime)}`;
}

const firstCommit = (figure: Figure): string =>
  figure.value === undefined
    ? ''
    : `<p class="soft"><small>From the first commit of what was deployed, lead time is ${span(figure.value)} (median of the ${count(figure.sample, 'deployment')} whose commits were compared).</small></p>`;
