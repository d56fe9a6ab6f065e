// Fields that may be null, names that may be spelled or called otherwise, ids of two forms: GitHub's own answer counts.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { deployed } from '@signalbox/registry/deployed';
import { canDeploy } from '@signalbox/registry/inspect';
import type { RegistryPorts } from '@signalbox/registry/ports';
import { notPromoted } from '@signalbox/registry/promotion';
import type { RepositoryIdentity } from '@signalbox/registry/registration';
import {
  addCommit,
  addDeployment,
  addRepository,
  addRun,
  addToken,
  renameRepository,
} from '@signalbox/simulator/github/builders';
import { errorOf, startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.github.close());

async function deployedSha(environment: string, whose: RepositoryIdentity, ports: RegistryPorts) {
  const snapshot = await ports.registry.snapshot(environment);
  return (await deployed(snapshot, { environment, ...whose }, ports))?.sha;
}

const byRest = () => world.github.faults.add({ match: /graphql/, fault: { kind: 'status', status: 502 } });

describe.each([{ api: 'GraphQL' }, { api: 'REST' }])('two after each other, by $api', ({ api }) => {
  test.each([
    { name: 'all that may be null is null', quirks: { sparse: true } },
    { name: 'GraphQL ids in the legacy form', quirks: { legacyGraphqlIds: true } },
    { name: 'the environment keeps its own spelling', quirks: { environments: 'existing' } },
    { name: 'statuses in no order', quirks: { statusOrder: 'shuffled' } },
  ] as const)('$name', async ({ quirks }) => {
    Object.assign(world.github.state.quirks, quirks);
    addDeployment(world.github.state, world.shop, { environment: 'Staging', task: 'other' });
    if (api === 'REST') byRest();
    const [first, second] = [
      await world.contender({ request: { environment: 'staging' } }),
      await world.contender({ request: { environment: 'STAGING' } }),
    ];
    await first.acquire();
    const result = await canDeploy({ ...second.request, onOutdated: 'ignore' }, second.ports);
    expect(result).toMatchObject({ canDeploy: false, active: { deploymentId: first.ticket().deploymentId } });
    const waiting = second.acquire();
    await world.clock.sleep(120_000);
    expect(await first.release()).toMatchObject({ ended: true, overlaps: [] });
    expect(await waiting).toMatchObject({ acquired: true });
    expect(await second.release()).toMatchObject({ ended: true, overlaps: [] });
    expect(world.overlaps).toEqual([]);
  });
});

test('an owner whose end has no time is dead some minutes after it was seen to be over', async () => {
  world.github.state.quirks.sparse = true;
  const [first, second] = [await world.contender(), await world.contender()];
  await first.acquire();
  first.vanish();
  expect(await second.acquire()).toMatchObject({ acquired: true });
});

test('a deployment that GraphQL counts and does not show is looked for by REST', async () => {
  const first = await world.contender();
  await first.acquire();
  const hiding: typeof fetch = async (url, init) => {
    const answer = await world.github.fetch(url, init);
    if (!String(url).endsWith('/graphql')) return answer;
    const body = JSON.parse(await answer.text());
    const { deployments } = body.data.repository;
    deployments.nodes = deployments.nodes.map(() => null);
    return new Response(JSON.stringify(body), answer);
  };
  const second = await world.contender({ fetch: hiding, request: { onBusy: 'fail' } });
  expect((await errorOf(second.acquire())).message).toMatch(/held/);
});

test('workflow and actor names beyond U+FFFF stay out of descriptions', async () => {
  const contender = await world.contender({ claimant: { workflow: 'Deploy 🚀 𠮷野家', actor: '🤖[bot]' } });
  expect(await contender.acquire()).toMatchObject({ acquired: true });
  await contender.release();
  const [{ description, statuses } = { description: '', statuses: [] }] = world.ours();
  for (const text of [description ?? '', ...statuses.map((status) => status.description)])
    expect(text).not.toMatch(/[\u{10000}-\u{10ffff}]/u);
  expect(description).toContain('Deploy □ □野家');
});

describe('a renamed or transferred repository', () => {
  /** Deploys a commit under the old name, then renames. */
  async function renamed(claimant = {}) {
    const before = await world.contender({ request: { environment: 'staging' }, claimant });
    await before.acquire();
    await world.clock.sleep(60_000);
    await before.release();
    renameRepository(world.github.state, world.shop, 'acme/store');
    const token = addToken(world.github.state, [world.shop]);
    return { sha: before.request.sha, token };
  }

  test.each([
    { name: 'by the deployment being its own', claimant: {}, whose: {} },
    { name: 'by its id', claimant: { repositoryId: 7 }, whose: { repositoryId: 7 } },
  ])('keeps its history, $name; the registry may be named by the old name', async ({ claimant, whose }) => {
    const { sha, token } = await renamed(claimant);
    const { ports } = await world.contender({ token });
    const identity = { repository: 'acme/store', ...whose };
    expect(await deployedSha('staging', identity, ports)).toBe(sha);
    expect(await notPromoted({ sha, promotedFrom: 'staging', ...identity }, ports)).toBeUndefined();
    byRest();
    expect(await deployedSha('staging', identity, ports)).toBe(sha);
  });

  test('of a registry that others share is known by its id, and others are not taken for it', async () => {
    const other = addRepository(world.github.state, 'octo/api');
    const { sha } = addCommit(world.github.state, other);
    const run = addRun(world.github.state, other, { headSha: sha });
    const claimant = { repository: 'octo/api', repositoryId: other.id };
    const deployer = await world.contender({ run, claimant, request: { sha } });
    await deployer.acquire();
    await deployer.release();
    renameRepository(world.github.state, other, 'acme/api');
    const token = addToken(world.github.state, [world.shop, other]);
    const { ports } = await world.contender({ token });
    const runs = (whose: RepositoryIdentity) => deployedSha('production', whose, ports);
    expect(await runs({ repository: 'acme/api', repositoryId: other.id })).toBe(sha);
    expect(await runs({ repository: 'octo/api', repositoryId: 99 })).toBeUndefined();
    expect(await runs({ repository: 'octo/shop' })).toBeUndefined();
  });
});

describe('what on-outdated needs and cannot read', () => {
  /** A private repository whose newer commit runs, and a token without contents: read. */
  async function uncertainCommit(onOutdated: 'fail' | 'skip' | 'warn', permissions = {}) {
    const hidden = addRepository(world.github.state, 'octo/hidden', { private: true });
    const old = addCommit(world.github.state, hidden);
    const newer = addCommit(world.github.state, hidden);
    const full = addToken(world.github.state, [hidden]);
    const repository = 'octo/hidden';
    const registry = { claimant: { repository }, repository };
    const deployed = await world.contender({ ...registry, token: full, request: { sha: newer.sha } });
    await deployed.acquire();
    await deployed.release();
    const token = addToken(world.github.state, [hidden], {
      permissions: { deployments: 'write', actions: 'read', ...permissions },
    });
    const late = await world.contender({ ...registry, token, request: { sha: old.sha, onOutdated } });
    return { late, hidden };
  }

  test.each(['fail', 'skip'] as const)(
    '%s: refused before anything is registered, naming it',
    async (act) => {
      const { late, hidden } = await uncertainCommit(act);
      expect((await errorOf(late.acquire())).message).toMatch(/"on-outdated".*contents: read/);
      expect(hidden.deployments).toHaveLength(1);
    },
  );

  test('warn: said, and deployed', async () => {
    const { late } = await uncertainCommit('warn');
    expect(await late.acquire()).toMatchObject({ acquired: true });
    expect(late.step.annotations).toContainEqual({
      level: 'warning',
      line: expect.stringMatching(/not known whether .* contents: read/),
    });
  });

  test('fail, with the permission: outdated, before anything is registered', async () => {
    const { late, hidden } = await uncertainCommit('fail', { contents: 'read' });
    expect((await errorOf(late.acquire())).message).toMatch(/outdated: .* is older than/);
    expect(hidden.deployments).toHaveLength(1);
  });

  test('fail, and the deployed commit is gone: refused', async () => {
    const { late, hidden } = await uncertainCommit('fail', { contents: 'read' });
    hidden.commits.delete(hidden.deployments[0]?.sha ?? '');
    expect((await errorOf(late.acquire())).message).toMatch(/"on-outdated": it is not known/);
  });
});
