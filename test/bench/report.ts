// npm run bench -- report: size and time of the page, what reading it costs, and how well change points are found.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { shiftsOf } from '@signalbox/report/change-points';
import { csvOf } from '@signalbox/report/csv';
import { jsonOf } from '@signalbox/report/json';
import { pageOf } from '@signalbox/report/page';
import { reportOf } from '@signalbox/report/report';
import { seededHistory } from '@signalbox/report/test/history';
import {
  drawing,
  haveRecordings,
  historyOf,
  recordedNoise,
  seeded,
  spreadOf,
  synthetic,
} from '@signalbox/report/test/recordings';
import { addRepository, addToken } from '@signalbox/simulator/github/builders';
import { startGitHub } from '@signalbox/simulator/github/server';
import { compare } from '../report/recompute.ts';
import { seedPast } from '../report/seed.ts';
import { startRun } from '../start-run.ts';
import { table } from './table.ts';

const [ENVIRONMENTS, DEPLOYMENTS] = [5, 200];
const LIMITS = { bytes: 300_000, milliseconds: 1000, points: 5, found: 0.9, falseAlarms: 1 } as const;

export async function run(): Promise<boolean> {
  const page = measurePage();
  const cost = existsSync(join(import.meta.dirname, '../../dist/report/index.js'))
    ? await measureCost()
    : undefined;
  console.log(
    table(
      [`page of ${ENVIRONMENTS} x ${DEPLOYMENTS} deployments`, 'measured', 'allowed'],
      [
        ['size of the page, bytes', page.bytes, LIMITS.bytes],
        ['figures and page, ms (median of 9)', page.milliseconds, LIMITS.milliseconds],
        [
          'figures that its CSV gives again',
          `${page.compared - page.differences} of ${page.compared}`,
          page.compared,
        ],
        ['GraphQL points an environment', cost?.points ?? 'no bundle', LIMITS.points],
        ['requests in all', cost?.requests ?? 'no bundle', '-'],
      ],
    ),
  );
  const rows = changePoints();
  console.log(
    `\n${table(
      ['noise of (half of the runs within)', '+25 % found in 10', 'false in 500', '"twice the last" false'],
      rows.map(({ cells }) => cells),
    )}`,
  );
  const calm = rows.filter(({ spread }) => spread < CALM);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [found, alarms] = [mean(calm.map((row) => row.found)), mean(rows.map((row) => row.alarms))];
  console.log(`\ncalm series: ${percent(found)} found; all series: ${alarms.toFixed(2)} false alarms in 500`);
  return (
    page.bytes <= LIMITS.bytes &&
    page.milliseconds <= LIMITS.milliseconds &&
    page.differences === 0 &&
    (cost?.points ?? 0) <= LIMITS.points &&
    found >= LIMITS.found &&
    alarms <= LIMITS.falseAlarms
  );
}

function measurePage() {
  const sources = seededHistory({ deployments: DEPLOYMENTS });
  const times = Array.from({ length: 9 }, () => {
    const began = performance.now();
    pageOf(reportOf(sources));
    return performance.now() - began;
  });
  const report = reportOf(sources);
  const { compared, differences } = compare(csvOf(report, sources), jsonOf(report));
  return {
    bytes: Buffer.byteLength(pageOf(report)),
    milliseconds: Math.round(times.sort((a, b) => a - b)[4] ?? 0),
    ...{ compared, differences: differences.length },
  };
}

/** What the bundle asks of a simulated GitHub. */
async function measureCost() {
  const github = await startGitHub();
  const repository = addRepository(github.state, 'octo/shop');
  seedPast(github, repository, seededHistory({ deployments: DEPLOYMENTS }));
  const { use, finish } = startRun({ github, repository, token: addToken(github.state, [repository]) });
  const before = github.log.length;
  const { exitCode } = await use('report', {});
  const cost = {
    points: github.usage('octo/shop').graphql / ENVIRONMENTS,
    requests: github.log.length - before,
  };
  await finish();
  await github.close();
  if (exitCode !== 0) throw new Error('the report failed');
  return cost;
}

/** The middle half of calm series is not wider; docs/report.md says what can be seen in others. */
const CALM = 0.16;
const HISTORIES = 200;
const LENGTH = 500;

interface Row {
  readonly spread: number;
  readonly found: number;
  readonly alarms: number;
  readonly cells: readonly string[];
}

function changePoints(): Row[] {
  const series = new Map(haveRecordings ? recordedNoise() : []);
  const random = seeded(7);
  const draw = synthetic(0.07, random);
  series.set('made up, without recordings', Array.from({ length: 2000 }, draw));
  return [...series].map(([name, noise]) => {
    const spread = spreadOf(noise);
    const found = share(HISTORIES, (seed) => {
      const each = seeded(seed * 77 + 5);
      const shift = 40 + Math.floor(each() * 20);
      return shiftsOf(historyOf(drawing(noise, each), shift + 10, shift)).some(
        ({ confirmedAt }) => confirmedAt >= shift,
      );
    });
    const quiet = Array.from({ length: 20 }, (_, seed) =>
      historyOf(drawing(noise, seeded(seed * 13 + 99)), LENGTH),
    );
    const alarms = quiet.reduce((sum, values) => sum + shiftsOf(values).length, 0) / quiet.length;
    const naive = quiet.reduce((sum, values) => sum + doubled(values), 0) / quiet.length;
    const half = `±${percent(Math.exp(spread / 2) - 1)}`;
    return {
      spread,
      found,
      alarms,
      cells: [`${name} (${half})`, percent(found), alarms.toFixed(2), naive.toFixed(1)],
    };
  });
}

/** What github-action-benchmark does: an alarm where a value is twice the one before. */
const doubled = (values: readonly number[]): number =>
  values.filter((value, index) => index > 0 && value >= 2 * (values[index - 1] ?? value)).length;

const share = (count: number, holds: (seed: number) => boolean): number =>
  Array.from({ length: count }, (_, seed) => holds(seed)).filter(Boolean).length / count;

const percent = (value: number): string => `${Math.round(value * 100)} %`;
