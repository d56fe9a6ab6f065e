import { describe, expect, test } from '@jest/globals';
import { deployment, rollout, seen, state } from '../../test/samples.ts';
import type { Rollout, Seen } from '../model/service.ts';
import { serviceOfArn } from '../model/service-name.ts';
import type { EcsReader } from '../ports.ts';
import { inspectService, investigateService, troubleIn } from './inspect.ts';

const ARN = 'arn:aws:ecs:eu-west-1:123456789012:service/shop/web';
const DIED = 'task stopped: Essential container in task exited; container web exited with 1';

const shows = (more: Partial<Seen>): EcsReader => ({
  now: () => 0,
  fetchService: async () => ({ ...seen(more), now: 0 }),
  fetchStoppedTasks: async () => [DIED],
});

test('a failed service is investigated by its ARN', async () => {
  const failing = shows({ rollouts: [rollout('IN_PROGRESS', { failures: { count: 2, threshold: 3 } })] });
  expect(await investigateService(ARN, failing)).toEqual([
    '2 of 3 task failures that trip the circuit breaker',
    DIED,
  ]);
  expect(serviceOfArn('arn:aws:ecs:eu-west-1:123456789012:service/web')).toBeUndefined();
});

describe('a service that CloudFormation still deploys', () => {
  const failing = (count: number, threshold: number) => [
    rollout('IN_PROGRESS', { failures: { count, threshold } }),
  ];
  const failed = (failedTasks: number, deploymentState = 'IN_PROGRESS') =>
    state({ deployments: [deployment({ state: deploymentState, failedTasks })] });
  const none: readonly Rollout[] = [];

  test.each([
    ['nothing yet', failing(0, 3), undefined, undefined],
    ['one of three: a warning', failing(1, 3), undefined, false],
    ['two of three: they keep dying', failing(2, 3), undefined, true],
    ['a few of very many: a warning', failing(9, 200), undefined, false],
    ['half of very many', failing(100, 200), undefined, true],
    [
      'the deployment before, which tripped',
      [rollout('ROLLBACK_SUCCESSFUL', { failures: { count: 3, threshold: 3 } })],
      undefined,
      undefined,
    ],
    ['no breaker, one task', [rollout('IN_PROGRESS')], failed(1), false],
    ['no breaker, three tasks', [rollout('IN_PROGRESS')], failed(3), true],
    ['deployments may not be read', none, failed(4), true],
    ['it settled after all', none, failed(4, 'COMPLETED'), undefined],
    ['no service', none, undefined, undefined],
  ])('%s', (_, rollouts, service, stalled) => {
    expect(troubleIn({ rollouts, service, now: 0 })?.stalled).toBe(stalled);
  });

  test('says why the tasks died', async () => {
    expect(await inspectService(ARN, shows({ rollouts: failing(2, 3) }))).toEqual({
      stalled: true,
      words: expect.stringMatching(/^2 of 3 task failures.*exited with 1/),
    });
    expect(await inspectService('arn:aws:ecs:eu-west-1:123456789012:service/web', shows({}))).toBeUndefined();
  });

  test('reports what the scheduler complains of, where no task has died', async () => {
    const message =
      '(service web) was unable to place a task because no container instance met all of its requirements.';
    const service = state({
      events: [
        { time: 9000, message },
        { time: 10, message: '(service web) (task a) failed container health checks.' },
      ],
    });
    const busy = shows({ rollouts: [rollout('IN_PROGRESS')], service });
    expect(await inspectService(ARN, busy)).toEqual({ stalled: false, words: message });
    expect(await investigateService(ARN, busy)).toEqual([message, DIED]);
    expect(await inspectService(ARN, shows({ rollouts: [rollout('SUCCESSFUL')], service }))).toBeUndefined();
  });
});
