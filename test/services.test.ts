// Services and addresses alone, without a stack, while the job's own steps deploy: the root action and the monitor's
// background mode. Judged against what stood before, after the steps are over. Time runs fast.
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { MonitorReport } from '@signalbox/cloudformation/report';
import { type EcsSimulator, startEcs } from '@signalbox/simulator/ecs/server';
import type { SimulatedService } from '@signalbox/simulator/ecs/service';
import { listen } from '@signalbox/simulator/http';
import { startWorld, type World } from './recovery/world.ts';
import { actionFolder } from './start-run.ts';

jest.setTimeout(180_000);

let world: World;
let ecs: EcsSimulator;
let closing: (() => Promise<unknown>)[];
beforeEach(async () => {
  world = await startWorld();
  ecs = await startEcs({ clock: world.clock });
  closing = [world.close, ecs.close];
});
afterEach(async () => {
  for (const close of closing) await close();
});

const SERVICE = { 'ecs-service': 'shop/web' };
type Shape = Omit<SimulatedService, 'name' | 'startsAt'>;

/** The service, whose deployment begins so many seconds from now; never, unless said. */
function service(shape: Partial<Shape>, inSeconds = 100_000) {
  ecs.services.length = 0;
  const startsAt = world.clock.now() + inSeconds * 1000;
  ecs.services.push({ name: 'shop/web', startsAt, rollout: [], ...shape });
}

const deployment = () => world.deployment({ env: ecs.env });
const seconds = (count: number) => world.clock.sleep(count * 1000);
const ROLLED_BACK: Shape = {
  threshold: 3,
  rollout: [
    { second: 0, status: 'IN_PROGRESS' },
    { second: 30, status: 'ROLLBACK_IN_PROGRESS' },
    { second: 40, status: 'ROLLBACK_SUCCESSFUL', reason: 'the circuit breaker was triggered' },
  ],
  events: [
    {
      second: 10,
      message: '(service web) was unable to place a task. Reason: Capacity is unavailable at this time.',
    },
  ],
};
const WELL: Shape = {
  rollout: [
    { second: 0, status: 'IN_PROGRESS' },
    { second: 30, status: 'SUCCESSFUL' },
  ],
};

describe('the root action over a service alone', () => {
  test('yesterday’s success is not taken for today’s, which is rolled back after the steps', async () => {
    service({});
    const job = deployment();
    await job.guard(SERVICE);
    await seconds(20);
    service(ROLLED_BACK, 0);
    const { status, summary } = await job.finish();
    expect(status).toBe('failure');
    expect(world.endings()).toEqual([
      expect.stringMatching(/^failure: rolled back: shop\/web: the circuit breaker was triggered.*Capac/),
    ]);
    expect(summary).toContain('rolled-back');
  });

  test('one that is over before the first look of the monitor is judged all the same', async () => {
    service({});
    const job = deployment();
    await job.guard(SERVICE);
    service(
      { ...ROLLED_BACK, rollout: ROLLED_BACK.rollout.map((each) => ({ ...each, second: each.second / 40 })) },
      0,
    );
    await seconds(2);
    expect((await job.finish()).status).toBe('failure');
  });

  test.each([
    ['well', WELL, 'success'],
    ['rolled back', ROLLED_BACK, 'failure'],
  ] as const)(
    'one of another region, named by its ARN, is judged there: %s',
    async (_, shape, conclusion) => {
      const region = 'us-east-1';
      const arn = `arn:aws:ecs:${region}:123456789012:service/shop/web`;
      service({ region });
      const job = deployment();
      await job.guard({ 'ecs-service': arn });
      service({ ...shape, region }, 0);
      expect((await job.finish()).status).toBe(conclusion);
      const told =
        conclusion === 'success' ? /^success: deployed in/ : /^failure: rolled back: arn:aws:ecs:us-east-1/;
      expect(world.endings()).toEqual([expect.stringMatching(told)]);
    },
  );

  test('today’s success is', async () => {
    service({});
    const job = deployment();
    await job.guard(SERVICE);
    service(WELL, 0);
    const { status, summary } = await job.finish();
    expect(status).toBe('success');
    expect(world.endings()).toEqual([expect.stringMatching(/^success: deployed in/)]);
    expect(summary).toContain('2 of 2 tasks run web');
  });

  test.each([
    ['stands still', { ...WELL, rollout: [] }],
    [
      'ends one that began before',
      {
        rollout: [
          { second: 0, status: 'IN_PROGRESS' },
          { second: 60, status: 'ROLLBACK_SUCCESSFUL' },
        ],
      },
    ],
  ])('a service that %s is no-changes, and said to be', async (_, shape) => {
    service(shape, -20);
    const job = deployment();
    await job.guard(SERVICE);
    await seconds(30);
    const { status, summary } = await job.finish();
    expect(status).toBe('success');
    expect(summary).toContain('no-changes');
    expect(world.endings()).toEqual([expect.stringMatching(/^success: .*no changes/)]);
  });

  test('CodeDeploy: a task set that is taken back is red', async () => {
    const blue = {
      id: 'ecs-svc/1',
      second: -1000,
      revision: 1,
      moments: [{ second: -1000, status: 'PRIMARY', steady: true, running: 2 }],
    } as const;
    const green = {
      id: 'ecs-svc/2',
      second: 0,
      until: 40,
      revision: 2,
      externalId: 'd-ABC',
      moments: [{ second: 0, status: 'ACTIVE', steady: false, running: 1 }],
    } as const;
    service({ controller: 'CODE_DEPLOY', taskSets: [blue] }, 0);
    const job = deployment();
    await job.guard(SERVICE);
    // The set may be gone before the monitor looks: then the scheduler's events name it.
    const events = [
      { second: 1, message: '(service web, taskSet ecs-svc/2) has started 1 tasks: (task a).' },
    ];
    service({ controller: 'CODE_DEPLOY', taskSets: [blue, green], events }, 0);
    await seconds(15);
    const { status } = await job.finish();
    expect(status).toBe('failure');
    expect(world.endings()).toEqual([
      expect.stringMatching(/^failure: rolled back: shop\/web: task set ecs-svc\/2/),
    ]);
  });

  test.each([
    ['no place for a task', 'was unable to place a task. Reason: Capacity is unavailable at this time.'],
    ['a failing check', '(port 80) is unhealthy in (target-group tg) due to (reason Health checks failed).'],
  ])('%s is told on the page while the rollout goes on', async (_, words) => {
    service({});
    const job = deployment();
    await job.guard(SERVICE);
    const rollout = [
      { second: 0, status: 'IN_PROGRESS' },
      { second: 120, status: 'SUCCESSFUL' },
    ];
    service({ rollout, events: [{ second: 5, message: `(service web) ${words}` }] }, 0);
    const said = () =>
      world.shop.deployments.flatMap(({ statuses }) => statuses.map((one) => one.description));
    await world.until(() => said().some((line) => line.startsWith('shop/web: in trouble, (service web)')));
    expect(world.endings()).toEqual([expect.stringMatching(/^in_progress/)]);
    await seconds(120);
    expect((await job.finish()).status).toBe('success');
  });

  describe('CodeDeploy over a task set that serves and is steady', () => {
    const set = (id: string, second: number, revision: number, status: 'PRIMARY' | 'ACTIVE') => ({
      ...{ id, second, revision },
      ...(second < 0 ? {} : { externalId: 'd-ABC' }),
      moments: [{ second, status, steady: true, running: 2 }],
    });
    const blue = set('ecs-svc/1', -1000, 1, 'PRIMARY');
    const shifted = [set('ecs-svc/1', -1000, 1, 'ACTIVE'), set('ecs-svc/2', 0, 2, 'PRIMARY')];
    const error = { code: 'HOOK_EXECUTION_FAILURE', message: 'AfterAllowTraffic failed' };
    const begun = { second: 0, status: 'InProgress' } as const;

    test.each([
      [
        'fails in its last hook',
        { second: 30, status: 'Failed', error } as const,
        /^failure: .*AfterAllowTraffic failed/,
      ],
      ['is stopped by somebody', { second: 30, status: 'Stopped' } as const, /^failure: .*d-ABC Stopped/],
      [
        'only waits to remove the old one',
        { second: 30, status: 'InProgress', target: 'Succeeded' } as const,
        /^success: /,
      ],
    ])('%s', async (_, end, ending) => {
      service({ controller: 'CODE_DEPLOY', taskSets: [blue] });
      const job = deployment();
      await job.guard(SERVICE);
      const codeDeployments = [{ id: 'd-ABC', moments: [begun, end] }];
      service({ controller: 'CODE_DEPLOY', taskSets: shifted, codeDeployments }, 0);
      await seconds(10);
      await job.finish();
      expect(world.endings()).toEqual([expect.stringMatching(ending)]);
    });

    test('may not be read: the record is an error, the job green, and the permission said', async () => {
      service({ controller: 'CODE_DEPLOY', taskSets: [blue] });
      ecs.denied.add('GetDeployment');
      const job = deployment();
      await job.guard(SERVICE);
      service({ controller: 'CODE_DEPLOY', taskSets: shifted }, 0);
      await seconds(10);
      const { status, annotations } = await job.finish();
      expect(status).toBe('success');
      expect(annotations.map(({ message }) => message).join()).toContain('codedeploy:GetDeployment');
      expect(world.endings()).toEqual([expect.stringMatching(/^error: .*not known/)]);
    });
  });

  test('a deployment of somebody else that takes its place is said, and is not ours', async () => {
    service({});
    const job = deployment();
    await job.guard(SERVICE);
    const other = {
      revision: 9,
      rollout: [
        { second: 60, status: 'IN_PROGRESS' },
        { second: 90, status: 'SUCCESSFUL' },
      ],
    };
    service({ rollout: [{ second: 0, status: 'IN_PROGRESS' }], later: [other] }, 0);
    await seconds(15);
    expect((await job.finish()).status).toBe('failure');
    expect(world.endings()).toEqual([expect.stringMatching(/^failure: shop\/web: superseded: .*web:9/)]);
  });

  test.each([
    [
      'canary with an alarm',
      {
        rollout: [
          { second: 0, status: 'IN_PROGRESS', stage: 'PRODUCTION_TRAFFIC_SHIFT', alarms: ['5xx'] },
          { second: 40, status: 'ROLLBACK_SUCCESSFUL', alarms: ['5xx'] },
        ],
      },
      'failure',
      /^failure: rolled back: shop\/web: .*alarms: 5xx/,
    ],
    [
      'Express service, linear',
      {
        express: true,
        rollout: [
          { second: 0, status: 'IN_PROGRESS', stage: 'BAKE_TIME' },
          { second: 40, status: 'SUCCESSFUL' },
        ],
      },
      'success',
      /^success: deployed in/,
    ],
    ['daemon', { daemon: true, ...WELL }, 'success', /^success: deployed in/],
    [
      'being deleted',
      {
        rollout: [{ second: 0, status: 'IN_PROGRESS' }],
        changes: [{ second: 20, status: 'DRAINING', desired: 0, running: 1 }],
      },
      'failure',
      /^failure: shop\/web: the service is being deleted/,
    ],
    [
      'stopped by hand',
      {
        rollout: [
          { second: 0, status: 'IN_PROGRESS' },
          { second: 20, status: 'STOPPED' },
        ],
      },
      'failure',
      /^failure: shop\/web: STOPPED: by hand/,
    ],
  ] as const)('%s', async (_, shape, status, ending) => {
    service({});
    const job = deployment();
    await job.guard(SERVICE);
    service(shape as Partial<Shape>, 0);
    expect((await job.finish()).status).toBe(status);
    expect(world.endings()).toEqual([expect.stringMatching(ending)]);
  });

  test('without credentials it is one line at once, and the environment is free again', async () => {
    service({});
    const job = world.deployment({
      env: {
        ...ecs.env,
        AWS_ACCESS_KEY_ID: '',
        AWS_SECRET_ACCESS_KEY: '',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    });
    const { exitCode, annotations } = await job.guard(SERVICE);
    expect(exitCode).toBe(1);
    expect(annotations.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Service "shop\/web" cannot be read: there are no AWS credentials/),
    ]);
    await job.finish();
    expect(world.endings()).toEqual([expect.not.stringMatching(/^(success|in_progress)/)]);
  });

  test('what a permission hides is not called well, and the permission is named', async () => {
    service({ ...WELL });
    ecs.denied.add('ListServiceDeployments');
    const job = deployment();
    await job.guard(SERVICE);
    service({ ...ROLLED_BACK, events: [], rollout: [{ second: 0, status: 'ROLLBACK_SUCCESSFUL' }] }, 0);
    const { summary, annotations } = await job.finish();
    expect(summary).toContain('Lost sight');
    expect(annotations.map(({ message }) => message).join('\n')).toContain('ecs:ListServiceDeployments');
    expect(world.endings()).toEqual([expect.stringMatching(/is not known/)]);
  });

  test('credentials that expire in the rollout lose sight, and nothing is called a failure', async () => {
    service({});
    const job = deployment();
    await job.guard(SERVICE);
    service({ rollout: [{ second: 0, status: 'IN_PROGRESS' }] }, 0);
    await seconds(40);
    ecs.expired.add('AKIATEST');
    const { status, summary, annotations } = await job.finish();
    expect(status).toBe('success');
    expect(summary).toContain('Lost sight');
    expect(annotations.map(({ message }) => message).join('\n')).toMatch(
      /lost sight of its rollout.*expired/,
    );
  });
});

describe('the root action over an address alone', () => {
  test('an answer of before the deployment does not count', async () => {
    let status = 200;
    const page = await listen(() => ({ status, headers: {}, body: '' }), 0);
    closing.push(page.close);
    const job = deployment();
    await job.guard({ 'health-url': `${page.url}/health?key=hunter2`, 'health-timeout': '20s' });
    await seconds(40);
    status = 503;
    const result = await job.finish();
    expect(result.status).toBe('failure');
    expect(world.endings()).toEqual([
      expect.stringMatching(/^failure: http:\/\/127.0.0.1:\d+\/health: not healthy: HTTP 503/),
    ]);
    expect(JSON.stringify([result, world.endings()])).not.toContain('hunter2');
  });

  test.each([
    ['health-url', 'https://mona:hunter2@shop.example/'],
    ['health-url', 'https://shop.example:99999/hunter2'],
    ['health-timeout', 'https://shop.example/', { 'health-timeout': '3s', 'health-successes': '20' }],
    ['health-status', 'https://shop.example/', { 'health-status': '302', 'health-follow-redirects': 'true' }],
  ] as const)(
    'what can never work is refused before anything is written (%s, %s)',
    async (input, url, more: Readonly<Record<string, string>> = {}) => {
      const job = deployment();
      const { exitCode, stdout, annotations } = await job.guard({ 'health-url': url, ...more });
      expect(exitCode).toBe(1);
      expect(annotations.map(({ message }) => message)).toEqual([
        expect.stringContaining(`Input "${input}"`),
      ]);
      expect(stdout).not.toContain('hunter2');
      expect(world.endings()).toEqual([]);
      await job.finish();
    },
  );
});

describe('the monitor over a service alone', () => {
  const monitor = (given: Readonly<Record<string, string>>) => ({
    uses: actionFolder('monitor'),
    // The simulated runner writes no event file, which tells when the job began.
    with: { ...SERVICE, 'started-at': new Date(world.clock.now() - 1000).toISOString(), ...given },
  });
  const reportOf = (outputs: Readonly<Record<string, string>>) =>
    JSON.parse(readFileSync(outputs['report-path'] ?? '', 'utf8')) as MonitorReport;

  test('in the background it is judged after the steps, and red in the post step', async () => {
    service({});
    const job = deployment();
    await job.runner.run(monitor({ mode: 'background' }));
    service(ROLLED_BACK, 0);
    const { status, summary } = await job.finish();
    expect(status).toBe('failure');
    expect(summary).toContain('rolled-back');
  });

  test('after the steps it judges what this job began, with its time, and 100 % for success only', async () => {
    const job = deployment();
    service(WELL, 0);
    const { outputs } = await job.runner.run(monitor({}));
    expect(outputs).toMatchObject({ status: 'succeeded', progress: '100', 'failed-resource': '' });
    expect(Number(outputs['duration-seconds'])).toBe(30);
    service(ROLLED_BACK, 0);
    const failed = await job.runner.run(monitor({}));
    expect(failed.outputs).toMatchObject({
      status: 'rolled-back',
      'failed-resource': 'shop/web',
      'duration-seconds': '40',
    });
    expect(Number(failed.outputs['progress'])).toBeLessThan(100);
    await job.finish();
  });

  test('one clock: a rollout that hangs ends with `timeout`, readiness included', async () => {
    const page = await listen(() => ({ status: 503, headers: {}, body: '' }), 0);
    closing.push(page.close);
    const job = deployment();
    service(WELL, 0);
    const { outputs, exitCode } = await job.runner.run(
      monitor({ timeout: '50s', 'health-url': page.url, 'health-timeout': '5m' }),
    );
    expect(exitCode).toBe(1);
    expect(outputs['status']).toBe('timed-out');
    const took = Number(outputs['duration-seconds']);
    expect(took).toBeGreaterThanOrEqual(45);
    expect(took).toBeLessThan(100);
    await job.finish();
  });

  test('a pause for a person is told while it lasts', async () => {
    const hooks = [
      { type: 'PAUSE', status: 'AWAITING_ACTION', expires: 3600, timeoutAction: 'ROLLBACK' },
    ] as const;
    const job = deployment();
    service(
      {
        rollout: [
          { second: 0, status: 'IN_PROGRESS', stage: 'POST_TEST_TRAFFIC_SHIFT', hooks },
          { second: 60, status: 'SUCCESSFUL' },
        ],
      },
      0,
    );
    const { outputs, annotations } = await job.runner.run(monitor({}));
    expect(outputs['status']).toBe('succeeded');
    expect(annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^shop\/web: AWAITING_ACTION at POST_TEST_TRAFFIC_SHIFT.* until 20\d\d-.*ROLLBACK/,
      ),
    ]);
    await job.finish();
  });

  test('one named by its ARN is found in its own region, and not in the job’s', async () => {
    service({ ...WELL, region: 'us-east-1' }, 0);
    const job = deployment();
    const by = (region: string) => ({ 'ecs-service': `arn:aws:ecs:${region}:123456789012:service/shop/web` });
    const found = await job.runner.run(monitor(by('us-east-1')));
    expect(found.outputs['status']).toBe('succeeded');
    const elsewhere = await job.runner.run(monitor({ ...by('eu-west-1'), 'start-timeout': '10s' }));
    expect(elsewhere).toMatchObject({ exitCode: 1, outputs: { status: 'not-found' } });
    await job.finish();
  });

  test('a typo is not found, and red', async () => {
    service({});
    const job = deployment();
    const typo = await job.runner.run(
      monitor({ 'ecs-service': 'shop/wbe', 'start-timeout': '10s', 'fail-on': 'not-found' }),
    );
    expect(typo).toMatchObject({ exitCode: 1, outputs: { status: 'not-found' } });
    expect(reportOf(typo.outputs).checks).toMatchObject([
      { reason: 'there is no such service; there is shop/web' },
    ]);
    await job.finish();
  });
});
