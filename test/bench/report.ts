// npm run bench -- report: size and time of the page, what reading it costs, and how well change points are found.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { csvOf } from '@signalbox/report/csv';
import { jsonOf } from '@signalbox/report/json';
import { pageOf } from '@signalbox/report/page';
import { reportOf } from '@signalbox/report/report';
import { seededHistory } from '@signalbox/report/test/history';
import { addRepository, addToken } from '@signalbox/simulator/github/builders';
import { startGitHub } from '@signalbox/simulator/github/server';
import { compare } from '../report/recompute.ts';
import { seedPast } from '../report/seed.ts';
import { startRun } from '../start-run.ts';
import { measureChangePoints } from './report/change-points.ts';
import { table } from './table.ts';

const [ENVIRONMENTS, DEPLOYMENTS] = [5, 200];
const LIMITS = { bytes: 300_000, milliseconds: 1000, points: 5 } as const;

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
  const shifts = measureChangePoints();
  return (
    page.bytes <= LIMITS.bytes &&
    page.milliseconds <= LIMITS.milliseconds &&
    page.differences === 0 &&
    (cost?.points ?? 0) <= LIMITS.points &&
    shifts
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
