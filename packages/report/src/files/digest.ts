import { markdownText } from '@signalbox/runner/untrusted';
import type { EnvironmentReport, Report } from '../model/report.ts';
import { FIGURES, trendWords } from '../page/figures.ts';
import { day, NO_DATA } from '../page/words.ts';

const MOST_LINES = 40;

/** The report in at most 40 lines of Markdown: for the job summary, where pictures of one's own are not shown. */
export function digestOf({ repository, window, environments }: Report): string {
  const head = [
    `### Deployments of ${markdownText(repository, 100)}, ${day(window.from)} to ${day(window.until)}`,
    '',
  ];
  if (environments.length === 0)
    return [...head, `${NO_DATA}: the registry has no deployments.`, ''].join('\n');
  const room = MOST_LINES - head.length - FIXED_LINES - FIGURES.length;
  const shown = environments.slice(0, Math.min(room, MOST_COLUMNS));
  const rest = environments.length - shown.length;
  const lines = [
    ...head,
    ...shown.map((one) => `- **${name(one)}**: ${one.verdict}`),
    ...(rest > 0 ? [`- and ${rest} more: see the page`] : []),
    '',
    `| | ${shown.map(name).join(' | ')} |`,
    `|---|${'---:|'.repeat(shown.length)}`,
    ...FIGURES.map(({ key, name: title, of }) => {
      const cells = shown.map(({ dora }) =>
        [of(dora[key].value), trendWords(dora[key], of)].filter(Boolean).join(', '),
      );
      return `| ${title} | ${cells.join(' | ')} |`;
    }),
    '',
    '<sub>By DORA, without grades; an arrow only where the change is beyond chance.</sub>',
    '',
  ];
  return lines.join('\n');
}

/** Of the table and around it. */
const FIXED_LINES = 8;
const MOST_COLUMNS = 12;

const name = ({ environment }: EnvironmentReport): string => markdownText(environment, 60);

/** One line for a message: `production: 12 deployments in 90 days, 1 failed, ...`; at most three environments. */
export function verdictLine({ environments }: Report): string {
  if (environments.length === 0) return NO_DATA;
  const said = environments
    .slice(0, MOST_SAID)
    .map(({ environment, verdict }) => `${environment}: ${verdict}`);
  const rest = environments.length - said.length;
  return [...said, ...(rest > 0 ? [`and ${rest} more`] : [])].join(' · ');
}

const MOST_SAID = 3;
