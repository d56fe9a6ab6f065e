// Registrations, freezes and tickets as the version before the rooms wrote them (commit 53ff2a8, played on the simulator:
// history, a queue, notes, cross-repository records, a reaped job, freezes) mean the same to this one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { canDeploy } from '@signalbox/registry/inspect';
import type { Registration } from '@signalbox/registry/registration';
import { release } from '@signalbox/registry/release';
import type { Snapshot } from '@signalbox/registry/snapshot';
import { formatTicket, parseTicket } from '@signalbox/registry/ticket';
import { addDeployment, type NewDeployment, type NewStatus } from '@signalbox/simulator/github/builders';
import { startWorld, type World } from './world.ts';

interface Stored {
  readonly deployments: readonly (Omit<NewDeployment, 'statuses'> & {
    readonly id: number;
    readonly originalEnvironment: string;
    readonly statuses: readonly (NewStatus & { readonly createdAt: number })[];
  })[];
  readonly snapshot: Snapshot;
  readonly past: readonly Registration[];
  readonly tickets: readonly string[];
}

const stored: Stored = JSON.parse(
  readFileSync(join(import.meta.dirname, 'fixtures/stored-before-rooms.json'), 'utf8'),
);

const LAG_MS = 60_000;

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await world.clock.sleep(stored.snapshot.now - world.clock.now());
  for (const { statuses, originalEnvironment: environment, ...deployment } of stored.deployments) {
    const dated = statuses.map((status) => ({ ...status, at: status.createdAt }));
    addDeployment(world.github.state, world.shop, { ...deployment, environment, statuses: dated });
  }
  // Until every read shows all of it.
  await world.clock.sleep(LAG_MS);
});
afterEach(() => world.github.close());

test('every registration and freeze, by GraphQL', async () => {
  const { registry } = (await world.contender()).ports;
  const { now: _, ...snapshot } = stored.snapshot;
  expect(await registry.snapshot('production', { everyId: true })).toMatchObject(snapshot);
  expect(await registry.past('production', 50)).toEqual(stored.past);
});

test('every one of them by REST alone, but for the date of the commit', async () => {
  const { fetch } = world.github;
  const withoutGraphql: typeof fetch = (input, init) =>
    String(input).endsWith('/graphql')
      ? Promise.resolve(new Response('{"message":"no"}', { status: 403 }))
      : fetch(input, init);
  const { registry } = (await world.contender({ fetch: withoutGraphql })).ports;
  const undated = (all: readonly Registration[]) =>
    all.map(({ committedAt: _, ...registration }) => registration);
  expect(undated(await registry.past('production', 50))).toEqual(undated(stored.past));
  const { registrations, freezes } = await registry.snapshot('production');
  const isLive = ({ ended }: Registration) => ended === undefined;
  expect(undated(registrations.filter(isLive))).toEqual(
    undated(stored.snapshot.registrations.filter(isLive)),
  );
  expect(freezes).toEqual(stored.snapshot.freezes);
});

test('who would come now hears the same', async () => {
  const contender = await world.contender();
  const { reason, ahead } = await canDeploy(contender.request, contender.ports);
  expect(reason).toEqual({ code: 'frozen', details: 'by hubot: incident 12' });
  expect(ahead.map(({ id }) => id)).toHaveLength(5);
});

test('a ticket that was saved ends its registration, or hears how it ended', async () => {
  const { ports } = await world.contender();
  for (const saved of stored.tickets) {
    const ticket = parseTicket(saved);
    if (ticket === undefined) throw new Error('no ticket');
    expect(formatTicket(ticket)).toBe(saved);
    expect(await release({ ticket, outcome: 'success', stacks: [] }, ports)).toHaveProperty('over');
  }
});
