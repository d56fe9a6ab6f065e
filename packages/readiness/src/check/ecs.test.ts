import { describe, expect, test } from '@jest/globals';
import { ReadError, type Trouble } from '@signalbox/cloudformation/reader';
import { virtualClock } from '@signalbox/simulator/clock';
import { seededRandom } from '@signalbox/simulator/random';
import { ARN, deployment, rollout as make, seen, state } from '../../test/samples.ts';
import type { Rollout, Seen } from '../model/service.ts';
import type { EcsReader } from '../ports.ts';
import { awaitService } from './ecs.ts';
import type { ServiceWatch } from './poll.ts';

type Shown = Omit<Seen, 'now'> | Error;

/** ECS that gives each of `reads` in turn, the last one for ever. */
function watching(reads: readonly Shown[], given: Given = {}) {
  const { tasks = [], watch = {}, renewals = 0 } = given;
  const clock = virtualClock(0);
  const said: string[] = [];
  let read = 0;
  let renewed = 0;
  const reader: EcsReader = {
    now: () => clock.now(),
    fetchService: async () => {
      const shown = reads[Math.min(read++, reads.length - 1)];
      if (shown instanceof Error || shown === undefined) throw shown;
      return { ...shown, now: clock.now() };
    },
    fetchStoppedTasks: async () => tasks,
  };
  const told: string[] = [];
  const ports = {
    ...{ reader, clock, random: seededRandom(1), signal: new AbortController().signal },
    renew: async () => ++renewed <= renewals,
    say: (line: string, level: string) => said.push(`${level} ${line}`),
    trouble: (reason: string) => void told.push(reason),
  };
  const all = { since: 0, startTimeoutSeconds: 10, deadline: 7200_000, ...watch };
  return { said, told, clock, result: awaitService('shop/web', all, ports) };
}

interface Given {
  readonly tasks?: readonly string[];
  readonly watch?: Partial<ServiceWatch> & { readonly overAt?: number };
  readonly renewals?: number;
}

const show = (status: string, more: Partial<Rollout> = {}) =>
  seen({ rollouts: [make(status, { createdAt: 1000, ...more })] });
const trouble = (kind: Trouble, message = kind as string) => new ReadError(kind, message, undefined);
const DIED = ['task stopped: Essential container in task exited; container web exited with 1'];

describe('a rollout', () => {
  test.each([
    ['SUCCESSFUL', 'succeeded', 100],
    ['STOPPED', 'failed', 0],
    ['ROLLBACK_SUCCESSFUL', 'rolled-back', 0],
    ['ROLLBACK_FAILED', 'failed', 0],
  ])('that ends %s has %s', async (status, expected, progress) => {
    const { result } = watching([show('PENDING'), show('IN_PROGRESS'), show(status, { endedAt: 61_000 })]);
    expect(await result).toMatchObject({
      ...{ status: expected, ok: expected === 'succeeded', seconds: 60, progress },
      ...{ startedAt: new Date(1000).toISOString(), endedAt: new Date(61_000).toISOString() },
    });
  });

  test('warns of the first failed task, with its reason, before the breaker trips', async () => {
    const failing = show('IN_PROGRESS', { failures: { count: 1, threshold: 3 } });
    const { result, said } = watching([show('IN_PROGRESS'), failing, failing, show('SUCCESSFUL')], {
      tasks: DIED,
    });
    await result;
    expect(said.filter((line) => line.startsWith('warning'))).toEqual([
      expect.stringMatching(/1 of 3 task failures.*exited with 1/),
    ]);
  });

  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html
  test.each([
    ['(task %) failed container health checks.', '0123456789abcdef0123456789abcde%'],
    [
      '(instance %) (port 3276%) is unhealthy in (target-group arn:tg/web/1) due to (reason x)',
      'i-0abcdef012345678%',
    ],
    [
      'was unable to place a task … The closest matching (container-instance %) has x.',
      '01234567-89ab-cdef-0123-456789abcde%',
    ],
  ])(
    'tells the same trouble of another task or instance once, and another trouble too: %s',
    async (words, id) => {
      const reads = Array.from({ length: 9 }, (_, index) => {
        const message = words.replace('%', id).replaceAll('%', String(index));
        const events = [{ time: 2000, message: `(service web) ${message}` }];
        return seen({ rollouts: [make('IN_PROGRESS')], service: state({ events }) });
      });
      const other = { time: 3000, message: '(service web) operations are being throttled.' };
      const last = seen({ rollouts: [make('IN_PROGRESS')], service: state({ events: [other] }) });
      const { result, told } = watching([...reads, last, show('SUCCESSFUL')]);
      await result;
      expect(told).toEqual([expect.stringContaining(id.replace('%', '0')), other.message]);
    },
  );

  test('says why its tasks stopped when it fails', async () => {
    const failing = show('ROLLBACK_SUCCESSFUL', { reason: 'breaker', alarms: ['5xx'] });
    expect((await watching([failing], { tasks: DIED }).result).reason).toMatch(
      /breaker; alarms: 5xx; task stopped/,
    );
  });

  test('has a reason that fits a line, whatever its containers log: it ends with the end of the log', async () => {
    const lines = Array.from({ length: 10 }, (_, i) => `web | ${i} \u001b[31m${'x'.repeat(290)}\n::error::y`);
    const tasks = ['task stopped: OutOfMemory', ...lines, 'web | the end'];
    const { reason } = await watching([show('STOPPED')], { tasks }).result;
    expect(reason.length).toBeLessThan(1000);
    expect(reason).toMatch(/^STOPPED.*; task stopped: OutOfMemory; .*; web \| the end$/);
  });

  test('that never ends times out, and says where it was', async () => {
    const { result } = watching([show('IN_PROGRESS', { stage: 'BAKE_TIME' })], {
      watch: { deadline: 60_000 },
    });
    expect(await result).toMatchObject({
      ...{ status: 'timed-out', reason: expect.stringContaining('BAKE_TIME'), progress: expect.any(Number) },
    });
    expect((await result).progress).toBeLessThan(100);
  });

  test('that rolls back when the time is up has failed', async () => {
    const { result } = watching([show('ROLLBACK_IN_PROGRESS')], { watch: { deadline: 60_000 } });
    expect(await result).toMatchObject({ status: 'failed', ok: false });
  });
});

describe('sight', () => {
  test('that is lost for a while goes on', async () => {
    const { result } = watching([trouble('throttled'), trouble('unavailable'), show('SUCCESSFUL')]);
    expect((await result).ok).toBe(true);
  });

  test('of expired credentials is renewed', async () => {
    const { result } = watching([show('IN_PROGRESS'), trouble('expired'), show('SUCCESSFUL')], {
      renewals: 1,
    });
    expect(await result).toMatchObject({ status: 'succeeded' });
  });

  test.each(['expired', 'denied'] as const)(
    'lost for good by %s credentials in a rollout is no failure',
    async (kind) => {
      const report = await watching([show('IN_PROGRESS'), trouble(kind)]).result;
      expect(report).toMatchObject({
        ok: false,
        status: 'timed-out',
        lostSight: expect.stringContaining(kind),
      });
    },
  );

  test('lost while it rolled back does not hide the failure', async () => {
    const report = await watching([show('ROLLBACK_IN_PROGRESS'), trouble('expired')]).result;
    expect(report.status).toBe('failed');
    expect(report.lostSight).toBeUndefined();
  });

  test('that was never had in all the time is no success, and red', async () => {
    const { result } = watching([trouble('unavailable', 'a page of HTML')], { watch: { deadline: 60_000 } });
    const report = await result;
    expect(report).toMatchObject({ status: 'timed-out', ok: false, reason: expect.stringContaining('HTML') });
    expect(report.lostSight).toBeUndefined();
  });

  test('that there never was is said at once, with the permission', async () => {
    const denied = trouble('denied', 'DescribeServices: (the credentials need ecs:DescribeServices)');
    const { result, clock } = watching([denied]);
    expect(await result).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('ecs:DescribeServices'),
    });
    expect(clock.now()).toBe(0);
  });
});

describe('during the deploying steps', () => {
  const stepsUntil = (overAt: number, clock: () => number) => ({ stepsEnded: () => clock() >= overAt });
  const before = {
    ...{
      subject: 'shop/web',
      exists: true,
      at: 0,
      desired: 2,
      taskDefinition: `${ARN}:task-definition/web:1`,
    },
    ...{ rollouts: ['old'], deployments: ['ecs-svc/1'], taskSets: [] },
  };
  /** ECS over time, and steps that end at a second. */
  function duringSteps(shows: (second: number) => Shown, overSecond: number) {
    const clock = virtualClock(0);
    const reader: EcsReader = {
      now: () => clock.now(),
      fetchService: async () => {
        const shown = shows(clock.now() / 1000);
        if (shown instanceof Error) throw shown;
        return { ...shown, now: clock.now() };
      },
      fetchStoppedTasks: async () => [],
    };
    const ports = {
      ...{ reader, clock, random: seededRandom(1), signal: new AbortController().signal },
      ...{ renew: async () => false, say: () => {} },
    };
    const watch = {
      since: 0,
      before,
      startTimeoutSeconds: 10,
      deadline: 7200_000,
      ...stepsUntil(overSecond * 1000, clock.now),
    };
    return awaitService('shop/web', watch, ports);
  }
  const OLD = make('SUCCESSFUL', { id: 'old', createdAt: -86_400_000 });

  test('yesterday’s success is not today’s: the one that begins later is judged', async () => {
    const report = await duringSteps((second) => {
      if (second < 100) return seen({ rollouts: [OLD] });
      const status = second < 400 ? 'IN_PROGRESS' : 'ROLLBACK_SUCCESSFUL';
      return seen({ rollouts: [OLD, make(status, { id: 'new', createdAt: 100_000 })] });
    }, 120);
    expect(report.status).toBe('rolled-back');
  });

  test('what did not change is no-changes, as soon as the steps are over', async () => {
    const report = await duringSteps(() => seen({ rollouts: [OLD] }), 50);
    expect(report).toMatchObject({
      status: 'no-changes',
      ok: true,
      reason: expect.stringContaining('as before'),
    });
    expect(report.seconds).toBeLessThan(90);
  });

  test('one that began before and ends after the first read is not ours, well or not', async () => {
    for (const end of ['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL', 'STOPPED']) {
      const theirs = (second: number) =>
        make(second < 60 ? 'IN_PROGRESS' : end, {
          id: 'old',
          createdAt: -60_000,
          ...(second < 60 ? {} : { endedAt: 60_000 }),
        });
      const report = await duringSteps((second) => seen({ rollouts: [theirs(second)] }), 90);
      expect(report.status).toBe('no-changes');
    }
  });

  test('of two in a row the last one before the steps are over counts', async () => {
    const report = await duringSteps((second) => {
      const first = make(second < 30 ? 'IN_PROGRESS' : 'STOPPED', {
        id: 'a',
        createdAt: 10_000,
        ...(second < 30 ? {} : { endedAt: 30_000 }),
      });
      const next = make(second < 200 ? 'IN_PROGRESS' : 'SUCCESSFUL', { id: 'b', createdAt: 30_000 });
      return seen({ rollouts: [OLD, first, ...(second < 30 ? [] : [next])] });
    }, 60);
    expect(report).toMatchObject({ status: 'succeeded', reason: expect.stringContaining('replaced a') });
  });

  test('one that comes when ours has succeeded is not what ours brought', async () => {
    const report = await duringSteps((second) => {
      if (second < 60) return seen({ rollouts: [OLD, make('IN_PROGRESS', { id: 'a', createdAt: 10_000 })] });
      const rollouts = [
        make('SUCCESSFUL', { id: 'a', createdAt: 10_000, endedAt: 62_000 }),
        make('IN_PROGRESS', { id: 'b', createdAt: 65_000 }),
      ];
      const deployments = [
        deployment({ id: 'ecs-svc/9', revision: 9, state: 'IN_PROGRESS', createdAt: 65_000 }),
      ];
      return seen({ rollouts, service: state({ deployments }) });
    }, 60);
    expect(report).toMatchObject({
      status: 'succeeded',
      reason: 'deployment a is SUCCESSFUL; another one (b) came after it, which brings web:9',
    });
  });

  test('one that comes after the steps and brings something else supersedes ours', async () => {
    const primary = (revision: number) => [
      deployment({ id: `ecs-svc/${revision}`, revision, state: 'IN_PROGRESS' }),
    ];
    const report = await duringSteps((second) => {
      if (second < 100)
        return seen({
          rollouts: [OLD, make('IN_PROGRESS', { id: 'a', createdAt: 10_000 })],
          service: state({ deployments: primary(2) }),
        });
      const rollouts = [
        OLD,
        make('STOPPED', { id: 'a', createdAt: 10_000, endedAt: 100_000 }),
        make('SUCCESSFUL', { id: 'b', createdAt: 100_000 }),
      ];
      return seen({ rollouts, service: state({ deployments: primary(9) }) });
    }, 60);
    expect(report).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/superseded: deployment a .* \(b\).*web:9/),
    });
  });
});

test('without a breaker it ends when nothing can come of it, and says what dies and why', async () => {
  const dying = (failedTasks: number) =>
    seen({
      rollouts: [make('IN_PROGRESS', { createdAt: 1000 })],
      service: state({
        deployments: [deployment({ failedTasks, running: 0, state: 'IN_PROGRESS', createdAt: 1000 })],
      }),
    });
  const reads = [1, 2, 3, 4, 5, 6, 7].map(dying);
  const { result, said } = watching(reads, { tasks: DIED });
  expect(await result).toMatchObject({
    status: 'failed',
    reason: expect.stringMatching(/can no longer succeed: 6 tasks failed.*exited with 1/),
  });
  expect(said).toContainEqual(
    expect.stringMatching(/^warning .*1 tasks failed, and no circuit breaker is on/),
  );
  const image = ['task stopped: CannotPullContainerError: pull image manifest: not found'];
  expect((await watching(reads, { tasks: image }).result).reason).toContain(
    'can no longer succeed: 3 tasks failed',
  );
  // What a container logs is its own affair, but for what the kernel says of its program.
  const logs = (line: string) =>
    watching([...reads.slice(0, 3), show('SUCCESSFUL')], { tasks: [...DIED, `web | ${line}`] });
  expect(await logs('unable to assume role arn:x for tenant 7, is STS away?').result).toMatchObject({
    ok: true,
  });
  expect(await logs('exec /app/server: exec format error').result).toMatchObject({ status: 'failed' });
  // A breaker decides itself.
  const guarded = show('IN_PROGRESS', { failures: { count: 3, threshold: 100 } });
  expect(await watching([guarded, show('SUCCESSFUL')], { tasks: image }).result).toMatchObject({ ok: true });
});
