import { seededRandom } from '@signalbox/simulator/random';
import { quantile } from '../coordinate/trace.ts';
import { table } from '../table.ts';
import { flatness, oneEnvironment } from './fleet-past.ts';
import { type Deployment, deployAll, type Ran } from './fleet-run.ts';
import { type Fleet, openFleet } from './fleet-world.ts';

const FLEET = { repositories: 200, environments: 5, aDay: 10_000 };
/** A working day: most of it within eight hours. */
const WORKING = { from: 8, hours: 8, share: 0.7 };
/** Of GitHub App installations with 200 repositories (docs: rate limits for the REST API; for the GraphQL API). */
const APP_LIMITS = { restPerHour: 12_500, graphqlPerHour: 12_500 };
/** Deployments an hour that one registry is tried with; the last is the fleet's own mean. */
const RATES = { app: [100, 120, 150, 417], token: [100, 120], updates: [15, 20, 25] };
const HOURS_AT_A_RATE = 2;
/**
 * Registries of (a) share nothing, neither rows nor a token's budget, so some of the 200 stand for all: those with the
 * busiest hours of the plan, which carry the most, and as many of the quietest. `load fleet own 10000 200` plays all.
 */
const PLAYED = 20;
/** As often as a monitor may (docs/operating.md). */
const UPDATES = 20;
/**
 * The past of each environment: the deployments of its last day; of every 50th, the whole year. A year of all would be 3.6
 * million deployments, more than memory holds. What lies within six days comes in pages of a hundred, so ten rows cost the
 * same requests as the week's seventy that the nightly cleanup leaves; `flatness` measures what more of them would add.
 */
const KEPT = { count: 10, days: 1 };
const YEAR = { count: 3650, days: 365, every: 50 };

const ENVIRONMENTS = Array.from({ length: FLEET.environments }, (_, index) => `env${index}`);

function plan(count: number, when: () => number, random: () => number, updates = 0): Deployment[] {
  return Array.from({ length: count }, () => ({
    repository: Math.floor(random() * FLEET.repositories),
    environment: ENVIRONMENTS[Math.floor(random() * ENVIRONMENTS.length)] ?? 'env0',
    at: when(),
    // 3 to 7 minutes.
    hold: 180 + 240 * random(),
    updates,
  }));
}

function rememberAll(fleet: Fleet): void {
  for (let repository = 0; repository < FLEET.repositories; repository++)
    for (const [index, environment] of ENVIRONMENTS.entries()) {
      const uncleaned = (repository * ENVIRONMENTS.length + index) % YEAR.every === 0;
      fleet.remember(repository, environment, uncleaned ? YEAR : KEPT);
    }
}

export type Check = (allowed: boolean) => string;

const PARTS: Readonly<Record<string, (check: Check, perDay: number, played: number) => Promise<void>>> = {
  own: ownRegistries,
  app: (check) => oneRegistry({ name: 'an App', limits: APP_LIMITS, rates: RATES.app, updates: 0 }, check),
  token: (check) => oneRegistry({ name: 'GITHUB_TOKEN', limits: {}, rates: RATES.token, updates: 0 }, check),
  told: (check) =>
    oneRegistry({ name: 'an App', limits: APP_LIMITS, rates: RATES.updates, updates: UPDATES }, check),
  flat: flatness,
  crowd: oneEnvironment,
};

/**
 * Each repository its own registry, one registry for all, a year of history, a crowd in one environment. Arguments: one of
 * PARTS, without it all of them; how many deployments a day; how many repositories are played.
 */
export async function fleet(args: readonly string[] = []): Promise<boolean> {
  const [part, perDay = FLEET.aDay, played = PLAYED] = args;
  const verdicts: boolean[] = [];
  const check: Check = (allowed) => {
    verdicts.push(allowed);
    return allowed ? 'ok' : 'MISSED';
  };
  const wanted = Object.entries(PARTS).filter(([name]) => part === undefined || name === part);
  if (wanted.length === 0) throw new Error(`No part "${part}"; there are: ${Object.keys(PARTS).join(', ')}.`);
  for (const [, measure] of wanted) await measure(check, Number(perDay), Number(played));
  return verdicts.every(Boolean);
}

async function ownRegistries(check: Check, perDay: number, most: number): Promise<void> {
  const random = seededRandom(1);
  const hour = () =>
    random() < WORKING.share
      ? WORKING.from + random() * WORKING.hours
      : (WORKING.from + WORKING.hours + random() * 16) % 24;
  const opened = await openFleet({ ...FLEET, shared: false, limits: {} });
  rememberAll(opened);
  const all = plan(perDay, () => hour() * 3600, random);
  const played = busiestFirst(all).filter(
    (_, index) => index < most / 2 || index >= FLEET.repositories - most / 2,
  );
  const day = all.filter(({ repository }) => played.includes(repository));
  const ran = await deployAll(opened, day, 'own registries');
  await opened.github.close();
  console.log(
    `\n(a) ${FLEET.repositories} repositories x ${FLEET.environments} environments, ${perDay} deployments in a day, each repository its own registry with GITHUB_TOKEN.\n    Played: ${day.length} deployments of ${played.length} registries, which share nothing: those with the busiest hours and the quietest\n`,
  );
  const { used, gaps, alone, waits } = ran;
  const unfinished = ran.failed.length + ran.unreleased;
  const each = (count: number) => round(count / day.length);
  const longest = Math.max(0, ...gaps);
  const rows: [string, string | number, string | number, string][] = [
    ['deployed', ran.deployed, day.length, check(ran.deployed === day.length)],
    ['not deployed, or not released', unfinished, 0, check(unfinished === 0)],
    ['two at once in an environment', ran.overlaps, 0, check(ran.overlaps === 0)],
    [`alive and not seen, in ${ran.reads} reads`, ran.missed, 0, check(ran.missed === 0)],
    ['REST requests of a repository in its busiest hour', used.rest, 1000, check(used.rest <= 1000)],
    ['GraphQL points of a repository in its busiest hour', used.points, 1000, check(used.points <= 1000)],
    ['writes of a repository in its busiest hour', used.writes, 500, check(used.writes <= 500)],
    ['writes of a repository in its busiest minute', used.writesAMinute, 80, check(used.writesAMinute <= 80)],
    ['requests that GitHub limited', used.limited, 0, check(used.limited === 0)],
    ['a deployment: REST requests that count', each(used.all.rest), '', ''],
    ['a deployment: GraphQL requests', each(used.all.graphql), '', ''],
    ['a deployment: writes', each(used.all.writes), '', ''],
    ['added when nobody is there, p50 / p95 s', pair(alone), '', ''],
    [`wait of the ${waits.length} that met somebody, p50 / p95 s`, pair(waits), '', ''],
    [`gap p95, of ${gaps.length}, s`, round(quantile(gaps, 0.95)), 30, check(!(quantile(gaps, 0.95) > 30))],
    ['gap at most, s', round(longest), 60, check(longest <= 60)],
    ['heap at most, MB', Math.round(ran.heapMb), 1000, check(ran.heapMb <= 1000)],
  ];
  console.log(table(['', 'ours', 'allowed', ''], rows));
  for (const line of new Set(ran.failed)) console.log(line);
}

/** Repositories, the one whose busiest hour has most arrivals first. */
function busiestFirst(all: readonly Deployment[]): readonly number[] {
  const busiest = (repository: number) => {
    const times = all.filter((one) => one.repository === repository).map(({ at }) => at);
    return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + 3600).length));
  };
  const most = Array.from({ length: FLEET.repositories }, (_, repository) => busiest(repository));
  return most.map((_, repository) => repository).sort((a, b) => (most[b] ?? 0) - (most[a] ?? 0));
}

const round = (value: number) => Math.round(value * 10) / 10;
const pair = (values: readonly number[]) =>
  `${round(quantile(values, 0.5))} / ${round(quantile(values, 0.95))}`;

interface Tried {
  readonly name: string;
  readonly limits: { readonly restPerHour?: number; readonly graphqlPerHour?: number };
  readonly rates: readonly number[];
  readonly updates: number;
}

/** Raises the rate until the registry cannot follow: that is where it ends, not a fault. What is alive is seen even then. */
async function oneRegistry({ name, limits, rates, updates }: Tried, check: Check): Promise<void> {
  const { restPerHour = 1000 } = limits;
  const how = updates > 0 ? `, each telling its progress ${updates} times` : '';
  console.log(
    `\n(b) the same fleet in one shared registry with the limits of ${name} (${restPerHour} requests and points, 500 writes an hour, 80 a minute), ${HOURS_AT_A_RATE} hours at each rate${how}\n`,
  );
  const rows: (string | number)[][] = [];
  for (const rate of rates) {
    const random = seededRandom(rate);
    const opened = await openFleet({ ...FLEET, shared: true, limits });
    rememberAll(opened);
    const arrivals = plan(rate * HOURS_AT_A_RATE, () => random() * HOURS_AT_A_RATE * 3600, random, updates);
    const ran = await deployAll(opened, arrivals, `${rate} an hour by ${name}`);
    await opened.github.close();
    const seen = check(ran.overlaps + ran.missed === 0);
    rows.push([`${rate} deployments an hour`, ...sharedCells(ran), seen]);
  }
  const header = [
    ...['', 'deployed', 'failed', 'overlaps', 'unseen', 'REST/h', 'points/h', 'writes/h', 'limited'],
    ...['alone p50 / p95 s', 'gap p95 s', 'MB', '', 'safe'],
  ];
  console.log(table(header, rows));
}

function sharedCells(ran: Ran): (string | number)[] {
  const { deployed, overlaps, missed, used, alone, gaps, heapMb } = ran;
  const failed = ran.failed.length + ran.unreleased;
  const carries = failed === 0 && quantile(alone, 0.95) < 60;
  return [
    ...[deployed, failed, overlaps, missed, used.rest, used.points, used.writes, used.limited],
    ...[pair(alone), gaps.length === 0 ? '' : round(quantile(gaps, 0.95)), Math.round(heapMb)],
    carries ? 'carried' : 'too much',
  ];
}
