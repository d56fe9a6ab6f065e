import { formatTotals } from '@signalbox/registry/totals';
import { addDeployment } from '@signalbox/simulator/github/builders';
import { startWorld, type World } from '../../registry/world.ts';
import { type Arrival, countOverlaps, HOUR, handOvers, type Result, type Span } from './trace.ts';

/** What a request takes on the way. */
export const LATENCY_MS = 100;
const DAY_MS = 24 * 3600 * 1000;

export /** So far. */
const NO_TOTALS = {
  all: 0,
  failures: 0,
  errors: 0,
  released: 0,
  rollbacks: 0,
  breaches: 0,
  since: '2026-01-01',
};

interface Past {
  readonly finished: number;
}

async function open({ finished }: Past): Promise<World> {
  const world = await startWorld({
    validate: false,
    limits: { restPerHour: 100_000, graphqlPerHour: 100_000 },
  });
  const { github, shop, clock } = world;
  // Ten a day, as Signalbox leaves them behind: each held for 5 minutes and ended in success.
  for (let index = 0; index < finished; index++) {
    const at = clock.now() - ((finished - index) * DAY_MS) / 10;
    const owner = { run_id: index + 1, run_attempt: 1, check_run_id: index + 1 };
    addDeployment(github.state, shop, {
      task: 'signalbox',
      payload: {
        signalbox: 1,
        nonce: `n${index}`,
        repository: 'octo/shop',
        priority: 0,
        scope: 'job',
        ...owner,
      },
      createdAt: at,
      statuses: [
        { state: 'in_progress', description: 'claim', at },
        { state: 'in_progress', description: 'deploying', at: at + 2000 },
        // As each ending is written, but those of a version before: the first that finds none counts them all, once.
        {
          state: 'success',
          description: `deployed in 5 min; ${formatTotals({ ...NO_TOTALS, all: index + 1 })}`,
          at: at + 302_000,
        },
      ],
    });
  }
  github.faults.add({ fault: { kind: 'delay', milliseconds: LATENCY_MS } });
  return world;
}

export interface Uncontended {
  readonly requests: number;
  /** What acquiring and releasing add to the deployment. */
  readonly addedSeconds: number;
  readonly settleSeconds: number;
}

export async function uncontended(past: Past): Promise<Uncontended> {
  const world = await open(past);
  const contender = await world.contender();
  const began = world.clock.now();
  await contender.acquire();
  await contender.release();
  const addedSeconds = (world.clock.now() - began) / 1000;
  const requests = world.github.log.length;
  await world.github.close();
  return { requests, addedSeconds, settleSeconds: 2 };
}

export async function ours(trace: readonly Arrival[], past: Past): Promise<Result> {
  const world = await open(past);
  const { clock, github } = world;
  const contenders = [];
  for (const _ of trace)
    contenders.push(await world.contender({ request: { waitTimeoutSeconds: 10 * HOUR } }));
  const start = clock.now();
  const seconds = () => (clock.now() - start) / 1000;
  const spans: { from: number; until: number }[] = [];
  const hour = clock.sleep(HOUR * 1000).then(() => ({ ...github.usage('octo/shop') }));
  const lives = contenders.map(async (contender, index) => {
    const { at = 0, hold = 0 } = trace[index] ?? {};
    await clock.sleep(at * 1000);
    await contender.acquire();
    const span: { from: number; until: number } = { from: seconds(), until: Number.POSITIVE_INFINITY };
    spans.push(span);
    await clock.sleep(hold * 1000);
    span.until = seconds();
    await contender.release();
    contender.vanish();
  });
  const used = await hour;
  const within: Span[] = spans.filter(({ from }) => from <= HOUR).map((span) => ({ ...span }));
  await Promise.all(lives);
  await github.close();
  return {
    overlaps: countOverlaps(within),
    deployed: within.length,
    refused: 0,
    rest: used.core,
    graphqlPoints: used.graphql,
    handOvers: handOvers(within),
  };
}
