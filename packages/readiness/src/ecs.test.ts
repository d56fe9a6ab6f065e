import { describe, expect, test } from '@jest/globals';
import { virtualClock } from '@signalbox/simulator/clock';
import { seededRandom } from '@signalbox/simulator/random';
import { awaitService, type EcsReader, inspectService, investigateService, serviceOfArn } from './ecs.ts';
import { judgeService, type Rollout, troubleIn } from './rollout.ts';

const rollout = (status: string, more: Partial<Rollout> = {}): Rollout => ({
  id: 'd1',
  status,
  alarms: [],
  ...more,
});

/** ECS that shows each rollout in turn, the last one for ever. */
function ecs(rollouts: readonly (Rollout | Error)[], more: Partial<EcsReader> = {}): EcsReader {
  let look = 0;
  return {
    rollout: async () => {
      const shown = rollouts[Math.min(look++, rollouts.length - 1)];
      if (shown instanceof Error) throw shown;
      return shown;
    },
    service: async () => undefined,
    stoppedTasks: async () => [
      'task stopped: Essential container in task exited; container web exited with 1',
    ],
    ...more,
  };
}

function watching(reader: EcsReader, timeoutSeconds = 600) {
  const said: string[] = [];
  const ports = {
    ...{ reader, since: 1000 },
    clock: virtualClock(),
    random: seededRandom(1),
    signal: new AbortController().signal,
    say: (line: string, level: string) => said.push(`${level} ${line}`),
  };
  return { said, result: awaitService('shop/web', timeoutSeconds, ports) };
}

describe('a rollout', () => {
  test.each([
    ['SUCCESSFUL', 'succeeded'],
    ['STOPPED', 'failed'],
    ['ROLLBACK_SUCCESSFUL', 'rolled-back'],
    ['ROLLBACK_FAILED', 'failed'],
  ])('that ends %s has %s', async (status, expected) => {
    const { result } = watching(ecs([rollout('PENDING'), rollout('IN_PROGRESS'), rollout(status)]));
    expect(await result).toMatchObject({ status: expected, ok: expected === 'succeeded' });
  });

  test.each(['ROLLBACK_SUCCESSFUL', 'STOPPED', 'ROLLBACK_FAILED'])(
    'that ended %s before the deployment is not its failure: the service itself tells',
    async (status) => {
      const state = { desired: 2, running: 2, deployments: 1 };
      const primary = { id: 'ecs-svc/1', state: 'COMPLETED', reason: '' };
      const service = async () => ({ ...state, primary });
      const { result } = watching(ecs([rollout(status, { endedAt: 999 })], { service }));
      expect(await result).toMatchObject({ status: 'succeeded' });
      const { result: ours } = watching(ecs([rollout(status, { endedAt: 1001 })], { service }));
      expect(await ours).toMatchObject({ ok: false });
    },
  );

  test('that may not be read at all is not waited for, and the permission is named', async () => {
    const denied = Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
    const { result } = watching(ecs([denied], { stoppedTasks: async () => [] }));
    expect(await result).toMatchObject({
      status: 'failed',
      seconds: 0,
      reason: expect.stringContaining('ecs:DescribeServices'),
    });
  });

  test('warns of the first failed task, with its reason, before the breaker trips', async () => {
    const failing = rollout('IN_PROGRESS', { failures: { count: 1, threshold: 3 } });
    const { result, said } = watching(ecs([rollout('IN_PROGRESS'), failing, failing, rollout('SUCCESSFUL')]));
    await result;
    expect(said.filter((line) => line.startsWith('warning'))).toEqual([
      expect.stringMatching(/1 of 3 task failures.*exited with 1/),
    ]);
  });

  test('tells why its tasks stopped when it fails', async () => {
    const { result } = watching(
      ecs([rollout('ROLLBACK_SUCCESSFUL', { reason: 'breaker', alarms: ['5xx'] })]),
    );
    expect((await result).reason).toMatch(/breaker; alarms: 5xx; task stopped/);
  });

  test('has a reason that fits a line, whatever its containers log: it ends with the end of the log', async () => {
    const lines = Array.from({ length: 10 }, (_, i) => `web | ${i} \u001b[31m${'x'.repeat(290)}\n::error::y`);
    const told = ['task stopped: OutOfMemory', ...lines, 'web | the end'];
    const { result, said } = watching(ecs([rollout('STOPPED')], { stoppedTasks: async () => told }));
    const { reason } = await result;
    expect(reason.length).toBeLessThan(1000);
    expect(reason).toMatch(/^STOPPED; task stopped: OutOfMemory; .*; web \| the end$/);
    expect(said).toHaveLength(told.length);
  });

  test('out of sight goes on', async () => {
    const { result } = watching(ecs([new Error('Rate exceeded'), rollout('SUCCESSFUL')]));
    expect((await result).ok).toBe(true);
  });

  test('that never ends times out', async () => {
    expect(await watching(ecs([rollout('IN_PROGRESS', { stage: 'BAKE_TIME' })]), 60).result).toMatchObject({
      status: 'timed-out',
      reason: 'BAKE_TIME',
    });
  });
});

describe('from DescribeServices alone', () => {
  const state = (id: string, more = {}) => ({
    desired: 2,
    running: 2,
    deployments: 1,
    primary: { id, state: 'COMPLETED', reason: '' },
    ...more,
  });

  test('stable is good', () => expect(judgeService(state('a'), 'a')).toMatchObject({ status: 'succeeded' }));
  test('stable again with another primary is a rollback', () =>
    expect(judgeService(state('b'), 'a')).toMatchObject({ status: 'rolled-back' }));
  test('two deployments are not settled', () =>
    expect(judgeService(state('a', { deployments: 2 }), 'a').settled).toBe(false));

  test('remembers the primary it saw first', async () => {
    const seen = [state('new', { deployments: 2 }), state('old')];
    const reader = ecs([], { rollout: async () => undefined, service: async () => seen.shift() });
    expect((await watching(reader).result).status).toBe('rolled-back');
  });

  test('no such service', async () => {
    expect((await watching(ecs([], { rollout: async () => undefined })).result).status).toBe('not-found');
  });
});

test('a failed service is investigated by its ARN', async () => {
  const arn = 'arn:aws:ecs:eu-west-1:123456789012:service/shop/web';
  const failing = ecs([rollout('IN_PROGRESS', { failures: { count: 2, threshold: 3 } })]);
  expect(await investigateService(arn, failing)).toEqual([
    '2 of 3 task failures that trip the circuit breaker',
    expect.stringContaining('exited with 1'),
  ]);
  expect(serviceOfArn('arn:aws:ecs:eu-west-1:123456789012:service/web')).toBeUndefined();
});

describe('a service that CloudFormation still deploys', () => {
  const failing = (count: number, threshold: number) =>
    rollout('IN_PROGRESS', { failures: { count, threshold } });
  const failed = (failedTasks: number, state = 'IN_PROGRESS') => ({
    ...{ desired: 2, running: 0, deployments: 2 },
    primary: { id: 'd1', state, reason: '', failedTasks },
  });

  test.each([
    ['nothing yet', failing(0, 3), undefined, undefined],
    ['one of three: a warning', failing(1, 3), undefined, false],
    ['two of three: they keep dying', failing(2, 3), undefined, true],
    ['a few of very many: a warning', failing(9, 200), undefined, false],
    ['half of very many', failing(100, 200), undefined, true],
    [
      'the deployment before, which tripped',
      { ...failing(3, 3), status: 'ROLLBACK_SUCCESSFUL' },
      undefined,
      undefined,
    ],
    ['no breaker, one task', rollout('IN_PROGRESS'), failed(1), false],
    ['no breaker, three tasks', rollout('IN_PROGRESS'), failed(3), true],
    ['deployments may not be read', undefined, failed(4), true],
    ['it settled after all', undefined, failed(4, 'COMPLETED'), undefined],
    ['no service', undefined, undefined, undefined],
  ])('%s', (_, shown, state, stalled) => {
    expect(troubleIn(shown, state)?.stalled).toBe(stalled);
  });

  test('tells why the tasks died', async () => {
    const arn = 'arn:aws:ecs:eu-west-1:123456789012:service/shop/web';
    expect(await inspectService(arn, ecs([failing(2, 3)]))).toEqual({
      stalled: true,
      words: expect.stringMatching(/^2 of 3 task failures.*exited with 1/),
    });
    expect(await inspectService('arn:aws:ecs:eu-west-1:123456789012:service/web', ecs([]))).toBeUndefined();
  });
});
