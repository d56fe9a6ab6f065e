// Where one scripted deployment takes place: every service simulated, and nobody else in it.
import { startActionsCache } from '@signalbox/simulator/actions-cache/server';
import { startCloudFormation } from '@signalbox/simulator/cloudformation/server';
import type { SimulatedStack } from '@signalbox/simulator/cloudformation/stack';
import { synthesize } from '@signalbox/simulator/cloudformation/synthesize';
import type { Timeline } from '@signalbox/simulator/cloudformation/timeline';
import { startEcs } from '@signalbox/simulator/ecs/server';
import type { SimulatedService } from '@signalbox/simulator/ecs/service';
import { addCommit, addRepository } from '@signalbox/simulator/github/builders';
import { startGitHub } from '@signalbox/simulator/github/server';
import type { Deployment } from '@signalbox/simulator/github/state';
import { startSlack } from '@signalbox/simulator/slack/server';
import type { Checkout } from './checkout.ts';
import { serveCommands } from './commands.ts';
import { addHolder, addPast } from './past.ts';
import type { Script } from './script.ts';

export type World = Awaited<ReturnType<typeof startWorld>>;

/** How long every request takes, in milliseconds. */
const REQUEST_MS = 100;

export async function startWorld(script: Script, checkout: Checkout) {
  const [github, aws, ecs, slack, cache] = await Promise.all([
    ...([startGitHub(), startCloudFormation(), startEcs(), startSlack(), startActionsCache()] as const),
  ]);
  const services = { github, aws, slack };
  for (const { of, rule } of script.faults ?? []) services[of].faults.add(rule);
  for (const service of [github, aws, ecs, slack])
    service.faults.add({ fault: { kind: 'delay', milliseconds: REQUEST_MS } });

  const shop = addRepository(github.state, 'octo/shop');
  for (const sha of [checkout.before, checkout.sha]) addCommit(github.state, shop, { sha });
  const past = { count: script.past ?? 6, sha: checkout.before, confirmed: !script.unconfirmed };
  addPast(github.state, shop, past);
  const giveBack = script.behind === undefined ? () => {} : addHolder(github.state, shop, checkout.before);
  const known = shop.deployments.length;

  const stacks = (script.stacks ?? []).map((plans) => {
    const [first, ...others] = plans.map((plan) => synthesize(plan));
    if (first === undefined) throw new Error(`${script.name}: a stack without operations`);
    return aws.add([script.stuck ? stuck(first) : first, ...others], { earlierUpdates: 1 });
  });
  ecs.services.push({ name: 'shop/web', startsAt: Date.now(), rollout: [] });
  const commands = await serveCommands(script, { aws, stacks, services: ecs.services });
  return {
    ...{ github, aws, ecs, slack, cache, shop, commands, giveBack },
    /** The registration, once there is one. */
    registration: (): Deployment | undefined => shop.deployments[known],
    /** All that moved or will, in milliseconds since the epoch. */
    moments: () => [
      ...stacks.flatMap(momentsOf),
      ...ecs.services.flatMap(rolloutMoments),
      ...commands.ended.values(),
      ...commands.turns(),
    ],
    close: () => Promise.all([github, aws, ecs, slack, cache, commands].map((server) => server.close())),
  };
}

const momentsOf = ({ events }: SimulatedStack) => events.map(({ at }) => at);

const rolloutMoments = ({ startsAt, rollout, later = [] }: SimulatedService) =>
  [rollout, ...later.map((each) => each.rollout)].flat().map(({ second }) => startsAt + second * 1000);

/** The rollback stops at the resource that failed (CloudFormation API reference, Stack: UPDATE_ROLLBACK_FAILED). */
function stuck(timeline: Timeline): Timeline {
  const { name, events } = timeline;
  const end = events.findIndex(({ status }) => status === 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  const last = events[end];
  if (last === undefined) throw new Error(`${name} is not rolled back`);
  const reason = 'The following resource(s) failed to update: [Part1].';
  return {
    ...timeline,
    events: [...events.slice(0, end), { ...last, status: 'UPDATE_ROLLBACK_FAILED', reason }],
  };
}
