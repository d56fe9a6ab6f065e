import { canDeploy } from '@signalbox/registry/inspect';
import { addDeployment } from '@signalbox/simulator/github/builders';
import { startWorld } from '../../registry/world.ts';
import { table } from '../table.ts';
import type { Check } from './fleet.ts';
import { openFleet } from './fleet-world.ts';

const MANY = { restPerHour: 100_000, graphqlPerHour: 100_000 };
/** Finished in the environment itself, over a year (36,500: ten years of it), and in others of the same registry. */
const PASTS = [
  { own: 0, others: 0 },
  { own: 1000, others: 0 },
  { own: 3650, others: 0 },
  { own: 36_500, others: 0 },
  { own: 3650, others: 100_000 },
];

/** What finished deployments add to one turn with nobody else there. */
export async function flatness(check: Check): Promise<void> {
  console.log(
    '\nWhat finished deployments, ten a day, add to one turn in a shared registry (nobody else there)\n',
  );
  const rows: (string | number)[][] = [];
  let first: number | undefined;
  for (const { own, others } of PASTS) {
    const fleet = await openFleet({ repositories: 101, shared: true, limits: MANY });
    const { clock, github } = fleet;
    fleet.remember(0, 'production', { count: own, days: own / 10 });
    for (let other = 1; other <= 100; other++)
      fleet.remember(other, 'production', { count: others / 100, days: 365 });
    const contender = await fleet.contender(0, 'production');
    github.log.length = 0;
    const began = clock.now();
    await contender.acquire();
    await contender.release();
    const requests = github.log.length;
    const added = (clock.now() - began) / 1000;
    first ??= requests;
    rows.push([`${own}`, others, requests, added.toFixed(2), check(requests <= first + 1)]);
    await github.close();
  }
  console.log(table(['in the environment', 'in others', 'requests', 'added s', ''], rows));
}

/** More than the deepest read can hold, and one that lives behind all of them. */
export async function oneEnvironment(check: Check): Promise<void> {
  console.log('\nOne that holds behind so many finished ones of the last five days\n');
  const rows: (string | number)[][] = [];
  for (const count of [100, 1000, 4000, 4900, 6000]) {
    const world = await startWorld({ validate: false, limits: MANY });
    const { github, clock } = world;
    await fill(world, count);
    const observer = await world.contender();
    github.log.length = 0;
    const began = clock.now();
    const found = await canDeploy(observer.request, observer.ports).then(
      ({ canDeploy: free }) => (free ? 'MISSED' : 'found'),
      (error: Error) => `refused: ${error.message.slice(0, 60)}...`,
    );
    const seconds = (clock.now() - began) / 1000;
    rows.push([`${count}`, github.log.length, seconds.toFixed(1), found, check(found !== 'MISSED')]);
    await github.close();
  }
  console.log(table(['finished', 'requests', 's', 'the holder is', ''], rows));
}

async function fill(
  { github, shop, clock, contender }: Awaited<ReturnType<typeof startWorld>>,
  count: number,
): Promise<void> {
  const begin = clock.now() - 5 * 24 * 3_600_000;
  const { runId, checkRunId } = (await contender()).request.claimant;
  for (let index = 0; index <= count; index++) {
    const at = begin + (index * (clock.now() - begin)) / (count + 1);
    const own =
      index === 0 ? { run_id: runId, check_run_id: checkRunId } : { run_id: index, check_run_id: index };
    addDeployment(github.state, shop, {
      task: 'signalbox',
      payload: {
        ...{ signalbox: 1, nonce: `n${index}`, repository: 'octo/shop', run_attempt: 1, scope: 'job' },
        ...own,
      },
      createdAt: at,
      statuses:
        index === 0
          ? [{ state: 'in_progress', description: 'deploying', at }]
          : [{ state: 'inactive', description: 'left the queue', at: at + 1000 }],
    });
  }
}
