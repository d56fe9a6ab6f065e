// What a step says of its own registration: known by its nonce, and over as the one that ended it said.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { canDeploy } from '@signalbox/registry/inspect';
import { environmentStatus } from '@signalbox/registry/status';
import { addDeployment, addStatus, addToken } from '@signalbox/simulator/github/builders';
import { errorOf, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.github.close());

const LOG_URL = 'https://github.com/octo/shop/actions/runs/1/attempts/1';

/** Holds for a while; the post step is a new process with nothing but the ticket. */
async function held(environment = 'production') {
  const main = await world.contender({ request: { environment } });
  await main.acquire();
  await world.clock.sleep(90_000);
  const post = await world.contender();
  return { ticket: main.ticket(), post, main };
}

test.each([
  { state: 'error', description: 'ended by another run: its job ended (cancelled) without releasing' },
  { state: 'success', description: 'deployed in 1 min' },
  { state: 'inactive', description: '' },
] as const)('somebody else ended it ($state): lost, and no overlap with oneself', async (end) => {
  const { ticket, post } = await held();
  const own = world.ours()[0];
  if (own) addStatus(world.github.state, own, { ...end, creator: 'eve', logUrl: `${LOG_URL}9` });
  const released = await post.release('failure', ticket);
  expect(released).toMatchObject({ ended: false, overlaps: [], endedAs: end.state });
  expect(released.lost).toMatch(new RegExp(`^it was ended \\(${end.state}.*by eve, 2026-01-01`));
});

test('a release that GitHub carried out, whose answer was lost, is a release', async () => {
  const { ticket, post } = await held();
  world.github.faults.add({ match: /^POST .*statuses/, fault: { kind: 'reset-after' } });
  await errorOf(post.release('success', ticket));
  world.github.faults.clear();
  const again = await world.contender();
  expect(await again.release('success', ticket)).toMatchObject({
    ended: true,
    overlaps: [],
    heldSeconds: 90,
  });
});

test('a release by id of what is over says how it ended, also after a newer success', async () => {
  const first = await held();
  await first.post.release('success', first.ticket);
  const second = await held();
  await second.post.release('success', second.ticket);
  const { holding: _, ...named } = first.ticket;
  const late = await world.contender();
  const released = await late.release('failure', named);
  expect(released).toMatchObject({ ended: false, overlaps: [], endedAs: 'success' });
  expect(released.lost).toBeUndefined();
  expect(released.over).toMatch(
    /^success: deployed in 1 min 3\d s \(by github-actions, 2026-01-01 00:01 UTC/,
  );
});

test('an overlap with somebody who is over is told without an id that nobody knows', async () => {
  // Its run lived then.
  const { run } = await world.contender();
  const { ticket, post } = await held();
  const now = world.clock.now();
  addDeployment(world.github.state, world.shop, {
    ...{ task: 'signalbox', createdAt: now - 60_000 },
    payload: {
      signalbox: 1,
      nonce: 'x',
      repository: 'octo/shop',
      run_id: run.id,
      run_attempt: 1,
      workflow: 'w',
    },
    statuses: [
      { state: 'in_progress', description: 'deploying', at: now - 50_000 },
      { state: 'success', at: now - 40_000 },
    ],
  });
  const { overlaps } = await post.release('success', ticket);
  expect(overlaps).toHaveLength(1);
  expect(overlaps[0]).toMatch(new RegExp(`run ${run.id} of w`));
  expect(overlaps[0]).not.toMatch(/registration 0\b/);
});

test('a holder that only GraphQL shows holds, and has no id 0', async () => {
  const main = await world.contender();
  await main.acquire();
  const lagging: typeof fetch = async (url, init) =>
    /deployments\?/.test(String(url)) ? Response.json([]) : await world.github.fetch(url, init);
  const { ports, request } = await world.contender({ fetch: lagging });
  const seen = await canDeploy(request, ports);
  expect(seen).toMatchObject({ canDeploy: false, active: { runId: main.run.id } });
  expect(seen.active).not.toHaveProperty('deploymentId');
});

test('the status of what is over has the id of its registration', async () => {
  const { ticket, post } = await held();
  await post.release('success', ticket);
  const { ports, request } = await world.contender();
  const query = { ...request, repository: 'octo/shop' };
  const found = await environmentStatus(query, ports);
  expect(found).toMatchObject({ state: 'success', registration: { id: ticket.deploymentId } });
});

test('after nothing was registered nothing is remembered; after a lost answer the nonce is', async () => {
  const reader = addToken(world.github.state, [world.shop], { permissions: { deployments: 'read' } });
  const remembered: unknown[] = [];
  const remember = (ticket: unknown) => void remembered.push(ticket);
  const refused = await world.contender({ token: reader, request: { remember } });
  await errorOf(refused.acquire());
  expect(remembered.at(-1)).toBeUndefined();
  world.github.faults.add({ match: /^POST .*deployments$/, fault: { kind: 'reset-after' } });
  world.github.faults.add({ match: /^(GET|POST .*graphql)/, fault: { kind: 'status', status: 502 } });
  const unsure = await world.contender({ request: { remember } });
  await errorOf(unsure.acquire());
  expect(remembered.at(-1)).toMatchObject({ nonce: expect.stringMatching(/^\d/) });
});
