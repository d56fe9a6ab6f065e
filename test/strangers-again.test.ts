// A second pass of attacks on the registry, on what is told and on secrets, through the bundles as the runner starts them.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { addDeployment, addStatus } from '@signalbox/simulator/github/builders';
import { DAY, startWorld, type World } from './strangers-world.ts';

let world: World;
let environment: string;
let count = 0;

// A world for each test: what floods one would be searched by all that follow.
beforeEach(async () => {
  world = await startWorld();
  environment = `env-${++count}x`;
});
afterEach(() => world.github.close());

const newest = () => {
  const row = world.shop.deployments.at(-1);
  if (row === undefined) throw new Error('nothing was deployed');
  return row;
};

describe('exclusion does not fail open', () => {
  test('a holder that somebody moves to another environment: its release is red', async () => {
    const holder = world.newJob(environment);
    expect((await holder.coordinate()).outputs['acquired']).toBe('true');
    addStatus(world.github.state, newest(), {
      ...{ state: 'in_progress', description: 'deploying', environment: `${environment}-elsewhere` },
      creator: 'cleaner[bot]',
    });
    await world.once(environment, { 'on-busy': 'fail' });
    // Whether the second was kept out or not: who had our environment meanwhile is not known to have waited.
    const released = await holder.finish();
    expect(released.status).toBe('failure');
    const told = released.annotations.map(({ message }) => message).join('\n');
    expect(told).toMatch(/it was moved to .*-elsewhere|OVERLAP/);
  });

  test('a flood of freezes that were opened, after one that stands: it is frozen, or it is an error', async () => {
    await world.once(environment, { operation: 'freeze', reason: 'audit' });
    for (let one = 0; one < 5100; one++)
      addDeployment(world.github.state, world.shop, {
        ...{ environment, task: 'signalbox:freeze', payload: { signalbox: 1 } },
        statuses: [{ state: 'inactive' }],
      });
    const step = await world.once(environment, { 'on-busy': 'fail', 'on-registry-error': 'proceed' });
    expect(step).toMatchObject({ exitCode: 1 });
    expect(step.outputs['can-deploy']).not.toBe('true');
  });

  test.each(['upper', 'original'])('a holder whose environment is spelt in %s case holds', async (how) => {
    const spelt = how === 'upper' ? environment.toUpperCase() : environment;
    const { run, job } = world.newJob(environment);
    world.write(spelt, { run, job });
    const other = how === 'upper' ? environment : environment.toUpperCase();
    const step = await world.once(other, { 'on-busy': 'fail' });
    expect(step.outputs['reason']).toMatch(/^held: /);
  });

  test('deployments that cannot be ours cost no more with a thousand statuses each', async () => {
    for (let one = 0; one < 5; one++) {
      const row = world.write(environment, world.oldJob(), { priority: 5000 }, []);
      for (let each = 0; each < 1000; each++)
        addStatus(world.github.state, row, { state: each % 2 ? 'queued' : 'inactive', creator: 'x[bot]' });
    }
    expect(await world.requests(() => world.once(environment, { 'on-busy': 'fail' }))).toBeLessThan(25);
  });

  test('registrations under thirty spellings of an environment cost little', async () => {
    for (let one = 0; one < 600; one++)
      addDeployment(world.github.state, world.shop, { environment: 'environment' });
    for (let one = 0; one < 30; one++) {
      const letters = [...'environment'].map((each, at) => ((one >> at) & 1 ? each.toUpperCase() : each));
      world.write(letters.join(''), world.oldJob(), {}, [{ state: 'inactive' }]);
    }
    expect(await world.requests(() => world.once('environment'))).toBeLessThan(35);
  });

  test.each([403, 404, 502])('without GraphQL (%d), a holder behind 300 others holds', async (status) => {
    const { run, job } = world.newJob(environment);
    world.write(environment, { run, job });
    for (let one = 0; one < 300; one++) addDeployment(world.github.state, world.shop, { environment });
    world.github.faults.add({ match: /graphql/, fault: { kind: 'status', status } });
    const step = await world.once(environment, { 'on-busy': 'fail' });
    expect(step.outputs['acquired']).not.toBe('true');
    expect(step.exitCode).toBe(1);
  });
});

describe('what cannot be valid is nobody’s, and what is said stays short', () => {
  const PARTS =
    '\n::error::pwned\r\n##[error]pwned <!channel> </td><script> ![x](javascript:1) \u202e\u001b[2J';

  test('a freeze with words of a stranger', async () => {
    addDeployment(world.github.state, world.shop, {
      ...{ environment, task: 'signalbox:freeze' },
      payload: { signalbox: 1, reason: PARTS.repeat(500), actor: PARTS.repeat(500) },
      statuses: [{ state: 'in_progress', description: PARTS }],
    });
    for (const given of [{ 'on-busy': 'skip' }, { operation: 'status' }, { operation: 'unfreeze' }]) {
      const step = await world.once(environment, given);
      expect(step.exitCode).toBe(0);
      expect(step.raw).not.toMatch(/^::error::pwned/m);
      // A line that is a command already is read for no other (actions/runner src/Runner.Worker/ActionCommandManager.cs).
      const plain = step.raw.split('\n').filter((line) => !line.startsWith('::'));
      expect(plain.join('\n')).not.toContain('##[error]pwned');
      expect(step.raw).not.toMatch(/\p{Bidi_C}/u);
      expect(`${step.raw}${step.summary}`).not.toContain('\u001b');
      expect(step.summary).not.toMatch(/<script>|\]\(javascript|\n::/);
      const lines = step.raw.split('\n').filter((line) => !/^::(set-output|save-state|add-mask)/.test(line));
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(800);
    }
  });

  test('a holder’s statuses with words and addresses of a stranger', async () => {
    const { run, job } = world.newJob(environment);
    const row = world.write(environment, { run, job });
    addStatus(world.github.state, row, {
      ...{ state: 'in_progress', description: PARTS.repeat(3), creator: 'x[bot]' },
      ...{
        logUrl: 'https://evil.example/"><script>alert(1)</script>',
        environmentUrl: 'javascript:alert(1)',
      },
    });
    for (const given of [{ 'on-busy': 'skip' }, { operation: 'status' }, { operation: 'get-active' }]) {
      const step = await world.once(environment, given);
      expect(step.exitCode).toBe(0);
      expect(`${step.stdout}${step.summary}`).not.toMatch(
        /javascript:alert|^[. ]*::error::pwned|^.?.?#\[error/m,
      );
      expect(step.summary).not.toMatch(/<script>/);
    }
  });

  test.each([
    ['nested a hundred thousand deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    [
      'that names a prototype',
      '{"signalbox":1,"__proto__":{"nonce":"n","run_id":1},"constructor":{"name":"x"}}',
    ],
    ['that is JSON in JSON in JSON', JSON.stringify(JSON.stringify(JSON.stringify({ signalbox: 1 })))],
    ['that is no JSON', '{"signalbox":1,'],
  ])('a payload %s neither breaks nor stops anybody', async (_, payload) => {
    addDeployment(world.github.state, world.shop, {
      ...{ environment, task: 'signalbox', payload },
      statuses: [{ state: 'in_progress', description: 'deploying' }],
    });
    expect(await world.once(environment, { 'on-busy': 'fail' })).toMatchObject({ exitCode: 0 });
    expect((await world.once(environment, { operation: 'status' })).exitCode).toBe(0);
  });

  test('one who waits and is dead, and cannot be ended, stops nobody', async () => {
    const row = world.write(environment, world.oldJob(), {}, [
      { state: 'queued', at: world.clock.now() - DAY },
    ]);
    world.github.faults.add({
      match: new RegExp(`^POST .*/deployments/${row.id}/statuses`),
      fault: { kind: 'status', status: 422 },
    });
    const step = await world.once(environment, { 'on-busy': 'fail' });
    expect(step).toMatchObject({ exitCode: 0, outputs: { acquired: 'true' } });
  });

  test('copies of our own registration’s nonce do not end it, nor are they taken for it', async () => {
    const holder = world.newJob(environment);
    await holder.coordinate();
    const own = newest();
    const { nonce } = own.payload as { nonce: string };
    const stranger = world.oldJob();
    world.write(environment, stranger, { nonce }, [{ state: 'inactive' }]);
    const done = await holder.finish();
    expect(done.status).toBe('success');
    expect(own.statuses.at(-1)?.state).toBe('success');
  });
});
