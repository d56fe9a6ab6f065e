import { LATENCY_MS, ours, uncontended } from './coordinate/ours.ts';
import { PEERS } from './coordinate/peers.ts';
import { arrivals, quantile, type Result } from './coordinate/trace.ts';
import { table } from './table.ts';

const WAITERS = 20;
const HOLD_SECONDS = 300;
const ALLOWED = { requests: 7, overSettle: 1, rest: 500, points: 200, median: 10, p95: 30, growth: 1.1 };

/** The queue compared with models of its peers: overlaps, requests and hand-over on one trace, on a simulated clock. */
export async function run(): Promise<boolean> {
  const verdicts: boolean[] = [];
  const check = (allowed: boolean) => {
    verdicts.push(allowed);
    return allowed ? 'ok' : 'TOO MUCH';
  };

  const alone = await uncontended({ finished: 0 });
  const aloneLater = await uncontended({ finished: 1000 });
  console.log(`Acquire and release with nobody else there (${LATENCY_MS} ms a request)\n`);
  const row = (name: string, one: typeof alone) => {
    const within =
      one.requests <= ALLOWED.requests && one.addedSeconds <= one.settleSeconds + ALLOWED.overSettle;
    return [name, one.requests, one.addedSeconds.toFixed(2), check(within)];
  };
  console.log(
    table(
      ['', 'requests', 'added s', ''],
      [row('empty environment', alone), row('1,000 finished', aloneLater)],
    ),
  );

  const trace = arrivals(WAITERS, HOLD_SECONDS);
  const first = await ours(trace, { finished: 0 });
  const later = await ours(trace, { finished: 1000 });
  console.log(`\n${WAITERS} deployments within 2 min, each ${HOLD_SECONDS} s long: the first hour\n`);
  const within = ({ overlaps, rest, graphqlPoints, handOvers }: Result) =>
    overlaps === 0 &&
    rest <= ALLOWED.rest &&
    graphqlPoints <= ALLOWED.points &&
    quantile(handOvers, 0.5) <= ALLOWED.median &&
    quantile(handOvers, 0.95) <= ALLOWED.p95;
  const rows = [
    [...cells('signalbox coordinate', first), check(within(first))],
    [
      ...cells('  with 1,000 finished', later),
      check(
        within(later) &&
          later.rest + later.graphqlPoints <= ALLOWED.growth * (first.rest + first.graphqlPoints),
      ),
    ],
    ...Object.entries(PEERS).map(([name, peer]) => [...cells(name, peer(trace)), 'model']),
  ];
  const header = ['', 'overlaps', 'deployed', 'refused', 'REST', 'GraphQL', 'hand-over p50', 'p95', ''];
  console.log(table(header, rows));
  return verdicts.every(Boolean);
}

function cells(name: string, { overlaps, deployed, refused, rest, graphqlPoints, handOvers }: Result) {
  const seconds = (level: number) =>
    handOvers.length === 0 ? '-' : `${quantile(handOvers, level).toFixed(1)} s`;
  return [name, overlaps, deployed, refused, rest, graphqlPoints, seconds(0.5), seconds(0.95)];
}
