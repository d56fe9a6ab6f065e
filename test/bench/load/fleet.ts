import { canDeploy } from '@signalbox/registry/inspect';
import { addDeployment } from '@signalbox/simulator/github/builders';
import { seededRandom } from '@signalbox/simulator/random';
import { startWorld } from '../../registry/world.ts';
import { uncontended } from '../coordinate/ours.ts';
import { quantile } from '../coordinate/trace.ts';
import { table } from '../table.ts';
import { type Deployment, deployAll, openFleet, type Ran } from './fleet-world.ts';

const FLEET = { repositories: 200, environments: 5, aDay: 10_000 };
/** A working day: most of it within eight hours. */
const WORKING = { from: 8, hours: 8, share: 0.7 };
/** Of GitHub App installations with 200 repositories (docs: rate limits for the REST API; for the GraphQL API). */
const APP_LIMITS = { restPerHour: 12_500, graphqlPerHour: 12_500 };
/** Deployments an hour that one shared registry is tried with; the last is the fleet's own mean. */
const RATES = [60, 100, 120, 150, 417];
const YEAR = 3650;

const ENVIRONMENTS = Array.from({ length: FLEET.environments }, (_, index) => `env${index}`);

/** 3 to 7 minutes. */
const holdSeconds = (random: () => number) => 180 + 240 * random();

function plan(count: number, when: () => number, random: () => number): Deployment[] {
  return Array.from({ length: count }, () => ({
    repository: Math.floor(random() * FLEET.repositories),
    environment: ENVIRONMENTS[Math.floor(random() * ENVIRONMENTS.length)] ?? 'env0',
    at: when(),
    hold: holdSeconds(random),
  }));
}

/** The fleet: each repository its own registry, one registry for all, a year of history, a crowd in one environment. */
export async function fleet(perDay = FLEET.aDay): Promise<boolean> {
  const verdicts: boolean[] = [];
  const check = (allowed: boolean, otherwise = 'MISSED') => {
    verdicts.push(allowed);
    return allowed ? 'ok' : otherwise;
  };
  await ownRegistries(perDay, check);
  await sharedRegistry();
  await flatness(check);
  await crowd(check);
  return verdicts.every(Boolean);
}

type Check = (allowed: boolean, otherwise?: string) => string;

async function ownRegistries(perDay: number, check: Check): Promise<void> {
  const random = seededRandom(1);
  const hour = () =>
    random() < WORKING.share
      ? WORKING.from + random() * WORKING.hours
      : (WORKING.from + WORKING.hours + random() * 16) % 24;
  const opened = await openFleet({ ...FLEET, shared: false, limits: {} });
  // GraphQL requests name no repository: all count for one budget, and so does that figure.
  const ran = await deployAll(
    opened,
    plan(perDay, () => hour() * 3600, random),
    (path) => /^\/repos\/([^/]+\/[^/]+)/.exec(path)?.[1] ?? 'all',
  );
  await opened.github.close();
  console.log(
    `\n(a) ${FLEET.repositories} repositories x ${FLEET.environments} environments, ${perDay} deployments in a day, each repository its own registry with GITHUB_TOKEN\n`,
  );
  const { busiest, gaps } = ran;
  const rows: [string, number, number | string, string][] = [
    ['deployed', ran.deployed, perDay, check(ran.deployed === perDay)],
    [
      'not deployed, or not released',
      ran.failed.length + ran.unreleased,
      0,
      check(ran.failed.length + ran.unreleased === 0),
    ],
    ['two at once in an environment', ran.overlaps, 0, check(ran.overlaps === 0)],
    ['REST requests of a repository in its busiest hour', busiest.rest, 1000, check(busiest.rest <= 1000)],
    ['writes of a repository in its busiest hour', busiest.writes, 500, check(busiest.writes <= 500)],
    ['GraphQL requests of all in the busiest hour', busiest.graphql, '', ''],
    ['requests that GitHub limited', ran.limited, 0, check(ran.limited === 0)],
    ['added when nobody is there, p50 s', round(quantile(ran.waits, 0.5)), '', ''],
    ['wait p95, s', round(quantile(ran.waits, 0.95)), '', ''],
    ['gap p95, s', round(quantile(gaps, 0.95)), 30, check(!(quantile(gaps, 0.95) > 30))],
    ['gap at most, s', round(Math.max(0, ...gaps)), 60, check(Math.max(0, ...gaps) <= 60)],
    ['heap, MB', round(ran.heapMb), 1000, check(ran.heapMb <= 1000)],
  ];
  console.log(table(['', 'ours', 'allowed', ''], rows));
  for (const line of new Set(ran.failed)) console.log(line);
}

const round = (value: number) => Math.round(value * 10) / 10;

/** Raises the rate until the registry cannot follow: that is where it ends, not a fault. */
async function sharedRegistry(): Promise<void> {
  console.log(
    `\n(b) the same fleet in one shared registry with an App's limits (${APP_LIMITS.restPerHour} requests and points, 500 writes an hour), two hours at each rate\n`,
  );
  const rows: (string | number)[][] = [];
  for (const rate of RATES) {
    const random = seededRandom(rate);
    const opened = await openFleet({ ...FLEET, shared: true, limits: APP_LIMITS });
    for (let repository = 0; repository < 20; repository++)
      opened.remember(repository, 'env0', { count: 200, days: 365 });
    const ran = await deployAll(
      opened,
      plan(rate * 2, () => random() * 7200, random),
      () => 'app',
    );
    await opened.github.close();
    rows.push([`${rate} deployments an hour`, ...sharedCells(ran)]);
  }
  const header = [
    '',
    'deployed',
    'failed',
    'overlaps',
    'REST/h',
    'GraphQL/h',
    'writes/h',
    'limited',
    'wait p50 s',
    'p95 s',
    'MB',
    '',
  ];
  console.log(table(header, rows));
}

function sharedCells({
  deployed,
  failed,
  unreleased,
  overlaps,
  busiest,
  limited,
  waits,
  heapMb,
}: Ran): (string | number)[] {
  const carries = failed.length + unreleased === 0 && quantile(waits, 0.95) < 60;
  return [
    ...[
      deployed,
      failed.length + unreleased,
      overlaps,
      busiest.rest,
      busiest.graphql,
      busiest.writes,
      limited,
    ],
    ...[round(quantile(waits, 0.5)), round(quantile(waits, 0.95)), round(heapMb)],
    carries ? 'carried' : 'too much',
  ];
}

async function flatness(check: Check): Promise<void> {
  console.log('\nWhat a year of finished deployments adds to one turn (nobody else there)\n');
  const [none, year] = [await uncontended({ finished: 0 }), await uncontended({ finished: YEAR })];
  const rows = [
    ['nothing finished', none.requests, none.addedSeconds.toFixed(2), ''],
    [
      `${YEAR} finished`,
      year.requests,
      year.addedSeconds.toFixed(2),
      check(year.requests <= none.requests + 1),
    ],
  ];
  console.log(table(['', 'requests', 'added s', ''], rows));
}

/** More than the deepest read can hold, and one that lives behind all of them. */
async function crowd(check: Check): Promise<void> {
  console.log('\nOne that holds behind so many finished ones of the last five days\n');
  const rows: (string | number)[][] = [];
  for (const count of [100, 1000, 4000, 6000]) {
    const world = await startWorld({
      validate: false,
      limits: { restPerHour: 100_000, graphqlPerHour: 100_000 },
    });
    const { github, shop, clock } = world;
    const begin = clock.now() - 5 * 24 * 3_600_000;
    const holder = await world.contender();
    const { runId, checkRunId } = holder.request.claimant;
    for (let index = 0; index <= count; index++) {
      const at = begin + (index * (clock.now() - begin)) / (count + 1);
      const own =
        index === 0 ? { run_id: runId, check_run_id: checkRunId } : { run_id: index, check_run_id: index };
      const over = [{ state: 'inactive' as const, description: 'left the queue', at: at + 1000 }];
      addDeployment(github.state, shop, {
        task: 'signalbox',
        payload: {
          signalbox: 1,
          nonce: `n${index}`,
          repository: 'octo/shop',
          run_attempt: 1,
          scope: 'job',
          ...own,
        },
        createdAt: at,
        statuses: index === 0 ? [{ state: 'in_progress', description: 'deploying', at }] : over,
      });
    }
    const observer = await world.contender();
    const found = await canDeploy(observer.request, observer.ports).then(
      ({ canDeploy: free }) => (free ? 'MISSED' : 'found'),
      (error: Error) => `refused: ${error.message.slice(0, 60)}...`,
    );
    rows.push([`${count}`, github.log.length, found, check(found !== 'MISSED')]);
    await github.close();
  }
  console.log(table(['finished', 'requests', 'the holder is', ''], rows));
}
