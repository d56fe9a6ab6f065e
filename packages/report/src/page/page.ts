import { escapeXml } from '@signalbox/drawing/text';
import { oneLine } from '@signalbox/runner/untrusted';
import type { EnvironmentReport, Report } from '../model/report.ts';
import type { Window } from '../model/window.ts';
import { bothSizes, durationsChart, OUTCOMES, weeksChart } from './charts.ts';
import { cards, FIGURES } from './figures.ts';
import { ledger } from './ledger.ts';
import { calibration, failedAt, freezesAndBakes, recoveries, slow, waits } from './sections.ts';
import { STYLE } from './theme.ts';
import { count, day, moment, NO_DATA, span, stranger } from './words.ts';

/** No script, nothing fetched: what strangers wrote is only ever text on this page. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** What mail and chat clients show without complaint. */
const MOST_BYTES = 300_000;
/** So many rows of each ledger are tried, so that the page keeps below that; the CSV has all. */
const ROWS = [200, 190, 175, 150, 100, 50, 20, 5];

/** The whole page, in one file. */
export function pageOf(report: Report): string {
  for (const rows of ROWS) {
    const page = pageWith(report, rows);
    if (Buffer.byteLength(page) <= MOST_BYTES) return page;
  }
  return pageWith(report, 0);
}

function pageWith(report: Report, rows: number): string {
  const { repository, window, madeAt, environments } = report;
  const title = `Deployments of ${oneLine(repository, 200)}`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    `<title>${escapeXml(title)}</title><style>${STYLE}</style></head><body>`,
    `<header><h1>Deployments of ${stranger(repository, 200)}</h1>`,
    `<p class="soft">${day(window.from)} to ${day(window.until)}, made ${moment(madeAt)}. All times are UTC.</p>`,
    environments.length === 0
      ? `<p>${NO_DATA}: the registry has no deployments.</p>`
      : verdicts(environments),
    '</header><main>',
    ...environments.map((one, index) => environmentSection(named(one), index, window, rows)),
    '</main>',
    definitions(report),
    '</body></html>\n',
  ].join('\n');
}

/** Names are in titles, labels and descriptions, too: they are cut once. */
const named = (one: EnvironmentReport): EnvironmentReport => ({
  ...one,
  environment: oneLine(one.environment, 100),
});

function verdicts(environments: readonly EnvironmentReport[]): string {
  const items = environments.map(({ environment, verdict, ...rest }, index) => {
    const [name, mark] = markOf(rest);
    return `<li><span class="mark ${name}" aria-hidden="true">${mark}</span><a href="#e${index}">${stranger(environment, 100)}</a><span>${escapeXml(verdict)}</span></li>`;
  });
  return `<ul class="verdicts">${items.join('')}</ul>`;
}

/** Whether something is broken now, not whether a figure is good. */
function markOf({
  knownDays,
  recoveries: all,
  ledger: past,
}: Pick<EnvironmentReport, 'knownDays' | 'recoveries' | 'ledger'>) {
  if (knownDays === 0 || past.length === 0) return ['soft', '–'] as const;
  return all.some(({ recovered }) => recovered === undefined)
    ? (['bad', '✗'] as const)
    : (['good', '✓'] as const);
}

function environmentSection(one: EnvironmentReport, index: number, window: Window, rows: number): string {
  const { environment, dora, ledger: past } = one;
  const head = `<section aria-labelledby="e${index}"><h2 id="e${index}">${stranger(environment, 200)}</h2>`;
  if (one.knownDays === 0) return `${head}${gaps(one)}<p>${NO_DATA}</p></section>`;
  return [
    ...[head, gaps(one), cards(dora), durations(one, index, window), weeks(one, index, window), waits(one)],
    `<div class="columns"><div>${calibration(one)}</div><div>${failedAt(one)}</div></div>`,
    ...[slow(one), recoveries(one)],
    ...[
      freezesAndBakes(one),
      '<h3>Ledger</h3>',
      past.length === 0 ? `<p class="soft">${NO_DATA}</p>` : ledger(environment, past, rows),
    ],
    '</section>',
  ].join('\n');
}

const gaps = ({ gaps: lines }: EnvironmentReport): string =>
  lines.map((line) => `<p class="odd">Not all could be read: ${escapeXml(oneLine(line))}.</p>`).join('');

function durations(one: EnvironmentReport, index: number, window: Window): string {
  const { quantiles, changePoints, normal } = one.durations;
  if (quantiles === undefined) return `<h3>How long it takes</h3><p class="soft">${NO_DATA}</p>`;
  const { p50, p80, p95, sample } = quantiles;
  const said = `Half of ${count(sample, 'successful deployment')} took at most ${span(p50)}, 8 of 10 at most ${span(p80)}, 19 of 20 at most ${span(p95)}.`;
  const shifts = changePoints.map(
    ({ at, sha, before, after }) =>
      `On ${day(at)}, from <code>${escapeXml(sha.slice(0, 7))}</code> on, the median went from ${span(before)} to ${span(after)}.`,
  );
  const now =
    normal === undefined || changePoints.length === 0 ? '' : ` Normal since then is ${span(normal.p50)}.`;
  const about = {
    id: `d${index}`,
    title: `How long deployments to ${one.environment} took`,
    description: said,
  };
  const chart = bothSizes(about, durationsChart(one.ledger, one.durations, window));
  return `<h3>How long it takes</h3><p>${said} ${shifts.join(' ')}${now}</p><figure>${chart}<figcaption>A dot is a successful deployment, a cross a failed one. The line is the median between two lasting shifts, the bands reach to p80 and p95.</figcaption></figure>`;
}

function weeks(one: EnvironmentReport, index: number, window: Window): string {
  const { succeeded, failed, neither, unknown } = one.counts;
  const said = `${succeeded} succeeded, ${failed} failed, ${unknown} ended unknown, ${neither} were cancelled or changed nothing.`;
  const about = { id: `w${index}`, title: `Outcomes of ${one.environment} by week`, description: said };
  const legend = OUTCOMES.map(
    ({ name, colour }) => `<span style="color:${colour}" aria-hidden="true">■</span> ${name}`,
  );
  return `<h3>Outcomes a week</h3><figure>${bothSizes(about, weeksChart(one.weeks, window))}<figcaption>${said}<br>${legend.join(' &ensp; ')}</figcaption></figure>`;
}

function definitions({ before }: Report): string {
  const words = FIGURES.map(({ name, definition }) => `<dt>${name}</dt><dd>${definition}</dd>`);
  return `<footer><h2>What the figures mean</h2><p class="soft">The five figures of <a href="https://dora.dev/guides/dora-metrics-four-keys/">DORA</a>, for one environment at a time and without grades. Each range holds the true value 19 times of 20; an arrow stands only where a figure and the one before (${day(before.from)} to ${day(before.until)}) lie outside of each other’s range.</p><dl class="words">${words.join('')}<dt>Lasting shift</dt><dd>The last 8 to 12 durations differ from the 30 before by the rank-sum test, by at least 12 %, and still do two deployments later.</dd><dt>No data</dt><dd>Nothing is known. It never means 0.</dd></dl></footer>`;
}
