import { RegistryError } from '@signalbox/registry/snapshot';
import type { Log } from '@signalbox/runner/log';
import { seededRandom } from '@signalbox/simulator/random';
import { openNotifier } from '@signalbox/slack/notifier';
import { memoryOutbox } from '@signalbox/slack/test/memory-outbox';
import { memorySlack } from '@signalbox/slack/test/memory-slack';
import { type Contender, startWorld, type World } from '../registry/world.ts';
import { quantile } from './coordinate/trace.ts';
import { fleet } from './load/fleet.ts';
import { table } from './table.ts';

const ENVIRONMENTS = ['dev', 'staging', 'production'];
const AT_ONCE = 10;
const HOURS = 10;
const SPIKE = { at: 4, size: 100 };
const HOUR_MS = 3_600_000;
/** A deployment takes 3 to 7 minutes. */
const HOLD_SECONDS = { least: 180, spread: 240 };
const PROGRESS_SECONDS = 60;
const SILENT: Log = {
  ...{ info: () => {}, notice: () => {}, warning: () => {}, error: () => {}, folded: () => {} },
  group: (_, body) => body(),
  with: () => SILENT,
};

/** Arguments: `repository` or `fleet` alone, and its own arguments; without any both. */
export async function run(args: readonly string[]): Promise<boolean> {
  const [only, ...rest] = args;
  if (only === 'fleet') return await fleet(rest);
  if (only === 'repository') return await oneRepository(rest);
  if (only !== undefined) throw new Error(`No load "${only}"; there are: repository, fleet.`);
  const one = await oneRepository([]);
  return (await fleet()) && one;
}

/**
 * The queue and the notifier under load, on a simulated clock: 10 deployments always at once over 3 environments of
 * one repository, for 10 hours, and 100 more in the fifth. GitHub keeps GITHUB_TOKEN's limits, the secondary ones too.
 * Arguments: hours, size of the spike.
 */
async function oneRepository([
  hours = String(HOURS),
  spike = String(SPIKE.size),
]: readonly string[]): Promise<boolean> {
  const world = await startWorld({ validate: false, limits: { secondary: true } });
  // Loads the SDK and the schema: from here on every wait goes through the clock.
  const first = await world.contender({ request: { environment: 'warm-up' } });
  await first.acquireQuietly();
  await first.release();
  world.github.log.length = 0;
  const load = await drive(world, Number(hours) * HOUR_MS, Number(spike));
  await world.github.close();
  const rows = rowsOf(load);
  console.log(
    `${AT_ONCE} deployments at once over ${ENVIRONMENTS.length} environments, ${hours} h, and ${spike} more\n`,
  );
  const verdict = ({ value, most }: Row) => (most === undefined ? '' : value <= most ? 'ok' : 'MISSED');
  console.log(
    table(
      ['', 'ours', 'allowed', ''],
      rows.map((row) => [row.name, row.value, row.most ?? '', verdict(row)]),
    ),
  );
  return rows.every(({ value, most }) => most === undefined || value <= most);
}

interface Load {
  deployed: number;
  failed: string[];
  overlaps: number;
  /** Gaps between a release and the next hold, in seconds, where somebody waited. */
  readonly handOvers: number[];
  /** What was asked when. GitHub counts neither what has not changed nor what a limit refused. */
  readonly github: {
    readonly at: number;
    readonly write: boolean;
    readonly counts: boolean;
    readonly graphql: boolean;
  }[];
  limited: number;
  /** Tries to release that GitHub's limit refused, and releases given up. */
  delayed: number;
  unreleased: number;
  readonly slack: { messages: number; lost: number; twice: number; perMinute: number };
  readonly heapMb: number[];
}

async function drive(world: World, lengthMs: number, spike: number): Promise<Load> {
  const { clock, github } = world;
  const random = seededRandom(1);
  const start = clock.now();
  const end = start + lengthMs;
  const load: Load = {
    ...{
      deployed: 0,
      failed: [],
      overlaps: 0,
      handOvers: [],
      github: [],
      limited: 0,
      delayed: 0,
      unreleased: 0,
      heapMb: [],
    },
    slack: { messages: 0, lost: 0, twice: 0, perMinute: 0 },
  };
  const holding = new Map<string, number>();
  const freed = new Map<string, number>();
  const waiting = new Map<string, number>();
  const posts: number[] = [];
  let serial = 0;

  async function deploy(environment: string): Promise<void> {
    const contender = await world.contender({
      request: { environment, waitTimeoutSeconds: 20 * 3600, retryOutages: true },
    });
    const slack = memorySlack(clock);
    const told = openNotifier({
      ...{ slack, outbox: memoryOutbox, outboxDirectory: '', correlationId: `d${++serial}` },
      ...{ channels: { updates: ['C1'] }, budgetSeconds: 60, clock, random, log: SILENT },
    });
    const facts = { environment, actor: 'mona', runUrl: 'https://github.com/octo/shop' };
    waiting.set(environment, (waiting.get(environment) ?? 0) + 1);
    try {
      await contender.acquireQuietly();
    } catch (error) {
      load.failed.push(String(error));
      return;
    } finally {
      waiting.set(environment, (waiting.get(environment) ?? 1) - 1);
    }
    load.overlaps += holding.get(environment) ?? 0;
    holding.set(environment, (holding.get(environment) ?? 0) + 1);
    const free = freed.get(environment);
    freed.delete(environment);
    if (free !== undefined) load.handOvers.push((clock.now() - free) / 1000);
    await told.send({ kind: 'start', facts });
    const until = clock.now() + (HOLD_SECONDS.least + HOLD_SECONDS.spread * random()) * 1000;
    while (clock.now() < until) {
      await clock.sleep(PROGRESS_SECONDS * 1000);
      await told.send({ kind: 'progress', facts: { progress: 50 } });
    }
    holding.set(environment, (holding.get(environment) ?? 1) - 1);
    if ((waiting.get(environment) ?? 0) > 0) freed.set(environment, clock.now());
    await Promise.all([release(contender), told.send({ kind: 'complete' })]);
    contender.vanish();
    load.deployed++;
    await told.drain();
    const heads = slack.messages.filter(({ thread }) => thread === undefined);
    const endings = slack.messages.filter(
      ({ thread, text }) => thread !== undefined && /was deployed/.test(text),
    );
    load.slack.messages += slack.requests.length;
    load.slack.lost +=
      Number(heads.length === 0 || !/was deployed/.test(heads[0]?.text ?? '')) + Number(endings.length === 0);
    load.slack.twice += Math.max(0, heads.length - 1) + Math.max(0, endings.length - 1);
    posts.push(clock.now());
  }

  /** As the post step does: for a quarter of an hour, then it is left to the next contender. */
  async function release(contender: Contender): Promise<void> {
    const deadline = clock.now() + 15 * 60_000;
    for (;;) {
      try {
        await contender.release();
        return;
      } catch (error) {
        if (!(error instanceof RegistryError)) throw error;
        load.delayed++;
        if (clock.now() > deadline) {
          load.unreleased++;
          return;
        }
      }
      await clock.sleep(20_000);
    }
  }

  const anywhere = () => ENVIRONMENTS[Math.floor(random() * ENVIRONMENTS.length)] ?? 'dev';
  const steady = Array.from({ length: AT_ONCE }, async (_, index) => {
    await clock.sleep(index * 5000);
    while (clock.now() < end) await deploy(ENVIRONMENTS[index % ENVIRONMENTS.length] ?? anywhere());
  });
  const burst = async () => {
    await clock.sleep(Math.min(SPIKE.at * HOUR_MS, lengthMs / 2));
    await Promise.all(Array.from({ length: spike }, () => deploy(anywhere())));
  };
  const observe = async () => {
    while (clock.now() < end) {
      await clock.sleep(HOUR_MS);
      for (const { at, method, path, status } of github.log) {
        const graphql = path.endsWith('/graphql');
        load.github.push({
          at: at - start,
          write: method !== 'GET' && !graphql,
          counts: status !== 304 && status !== 403,
          graphql,
        });
        if (status === 403) load.limited++;
      }
      github.log.length = 0;
      globalThis.gc?.();
      load.heapMb.push(process.memoryUsage().heapUsed / 2 ** 20);
    }
  };
  // The clock jumps when nothing is left to do at once; what node does between two requests is not seen as that.
  const tick = async () => {
    while (clock.now() < end) await clock.sleep(1000);
  };
  await Promise.all([tick(), ...steady, burst(), observe()]);
  return load;
}

interface Row {
  readonly name: string;
  readonly value: number;
  readonly most?: number;
}

function rowsOf({
  deployed,
  failed,
  overlaps,
  handOvers,
  github,
  limited,
  delayed,
  unreleased,
  slack,
  heapMb,
}: Load): Row[] {
  const most = (requests: Load['github'], windowMs: number) => {
    const counts = new Map<number, number>();
    for (const { at } of requests)
      counts.set(Math.floor(at / windowMs), (counts.get(Math.floor(at / windowMs)) ?? 0) + 1);
    return Math.max(0, ...counts.values());
  };
  /** GitHub's hour begins with the first request after the one before. */
  const mostInWindow = (requests: Load['github']) => {
    let [since, count, largest] = [Number.NEGATIVE_INFINITY, 0, 0];
    for (const { at } of requests) {
      if (at >= since + HOUR_MS) [since, count] = [at, 0];
      largest = Math.max(largest, ++count);
    }
    return largest;
  };
  const rest = github.filter(({ counts, graphql }) => counts && !graphql);
  const writes = github.filter(({ write, counts }) => write && counts);
  const half = Math.ceil(heapMb.length / 2);
  const growth = (heapMb.at(-1) ?? 0) - (heapMb[half - 1] ?? 0);
  for (const line of new Set(failed)) console.log(line);
  return [
    { name: 'deployed', value: deployed },
    { name: 'not deployed', value: failed.length, most: 0 },
    { name: 'two at once in an environment', value: overlaps, most: 0 },
    { name: 'hand-over p50, s', value: Math.round(quantile(handOvers, 0.5)), most: 10 },
    { name: 'hand-over p95, s', value: Math.round(quantile(handOvers, 0.95)), most: 60 },
    { name: 'REST requests in the busiest hour', value: mostInWindow(rest), most: 1000 },
    {
      name: 'GraphQL requests in the busiest hour',
      value: mostInWindow(github.filter(({ graphql }) => graphql)),
      most: 1000,
    },
    { name: 'writes in the busiest hour', value: most(writes, HOUR_MS), most: 500 },
    { name: 'writes in the busiest minute', value: most(writes, 60_000), most: 80 },
    { name: 'requests that GitHub limited', value: limited },
    { name: 'releases tried again', value: delayed },
    { name: 'releases left to the next', value: unreleased, most: 0 },
    { name: 'Slack requests', value: slack.messages },
    { name: 'Slack endings lost', value: slack.lost, most: 0 },
    { name: 'Slack messages twice', value: slack.twice, most: 0 },
    { name: 'heap after the last hour, MB', value: Math.round(heapMb.at(-1) ?? 0), most: 500 },
    { name: 'heap grown in the second half, MB', value: Math.max(0, Math.round(growth)), most: 100 },
  ];
}
