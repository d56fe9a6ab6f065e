import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { deployment, rollout, seen, state, taskSet } from '../../test/samples.ts';
import { baselineOf, type Origin } from '../model/baseline.ts';
import type { Judged, RolloutMemory } from '../model/rollout-state.ts';
import type { CodeDeployment, Rollout, Seen } from '../model/service.ts';
import { judge } from './judge.ts';

const NOW = 600_000;
const HIDDEN = 'the credentials need ecs:ListServiceDeployments';
const at = (time: number, message: string) => ({ time, message });

/** Judges one read after the other, and gives the last state. */
function follow(reads: readonly Omit<Seen, 'now'>[], origin: Origin = { since: 0 }, stepsAreSeen = false) {
  let judged: Judged = { known: { stepsAreSeen } satisfies RolloutMemory, state: undefined as never };
  for (const read of reads) judged = judge({ ...read, now: NOW }, judged.known, origin);
  return judged.state;
}

const before = (read: Omit<Seen, 'now'>): Origin => ({
  since: 0,
  before: baselineOf('shop/web', { ...read, now: 0 }),
});
const settled = (status: string, reason: RegExp) => ({
  kind: 'settled',
  status,
  reason: expect.stringMatching(reason),
});

describe('DescribeServices alone, for want of a permission', () => {
  const hidden = (more: Parameters<typeof state>[0]) => seen({ service: state(more), hidden: HIDDEN });
  const fresh = (more = {}) => deployment({ id: 'ecs-svc/2', revision: 2, createdAt: 1000, ...more });
  const moving = hidden({
    deployments: [fresh({ state: 'IN_PROGRESS', running: 0 }), deployment({ status: 'ACTIVE' })],
  });
  const done = hidden({ deployments: [fresh()] });
  const back = (more = {}) => deployment({ id: 'ecs-svc/3', revision: 1, createdAt: 90_000, ...more });

  test('what was seen to begin and to be completed is deployed', () =>
    expect(follow([moving, done])).toMatchObject(settled('succeeded', /2 of 2 tasks run web:2/)));

  test('and so is a new task definition, against the one before', () =>
    expect(follow([done], before(hidden({})))).toMatchObject(settled('succeeded', /web:2/)));

  test('and what the scheduler calls completed', () => {
    const events = [at(2000, '(service web) (deployment ecs-svc/2) deployment completed.')];
    expect(follow([hidden({ deployments: [fresh()], events })])).toMatchObject(settled('succeeded', /web:2/));
  });

  test('a first read of a new deployment that is complete may be at a rollback: not known, and said', () => {
    const judged = follow([done]);
    expect(judged).toMatchObject({
      kind: 'settled',
      status: 'timed-out',
      lostSight: expect.stringContaining(HIDDEN),
    });
  });

  test('nothing new, and no events that would show a rollback: not known either', () => {
    expect(follow([hidden({})])).toMatchObject({ kind: 'unchanged', hidden: HIDDEN });
    const quiet = hidden({ events: [at(-5000, '(service web) has reached a steady state.')] });
    expect(follow([quiet])).not.toHaveProperty('hidden');
  });

  test.each([
    ['seen', [moving, hidden({ deployments: [back()] })], { since: 0 }],
    [
      'shown by events',
      [
        hidden({
          deployments: [back()],
          events: [
            at(90_000, '(service web) rolling back to deployment ecs-svc/3.'),
            at(89_000, '(service web) (deployment ecs-svc/2) deployment failed: tasks failed to start.'),
          ],
        }),
      ],
      { since: 0 },
    ],
    [
      'shown by events, back to the very deployment of before',
      [
        hidden({
          events: [at(89_000, '(service web) (deployment ecs-svc/2) deployment failed: alarm detected.')],
        }),
      ],
      { since: 0 },
    ],
    ['under the id of before', [moving, hidden({})], { since: 0 }],
    [
      'shown by its reason',
      [
        hidden({
          deployments: [
            back({ reason: 'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/1.' }),
          ],
        }),
      ],
      { since: 0 },
    ],
  ])('a rollback %s', (_, reads, origin) => {
    const judged = follow(reads, before(hidden({})));
    expect(judged).toMatchObject(settled('rolled-back', /./));
    if (_ !== 'seen') expect(follow(reads, origin)).toMatchObject({ status: 'rolled-back' });
  });

  test('a rollback under way is not yet over, and has failed already', () => {
    const failed = deployment({
      id: 'ecs-svc/2',
      status: 'ACTIVE',
      state: 'FAILED',
      reason: 'tasks failed to start',
      createdAt: 1000,
    });
    const judged = follow([hidden({ deployments: [back({ state: 'IN_PROGRESS' }), failed] })]);
    expect(judged).toMatchObject({ kind: 'ongoing', rollingBack: true });
  });

  test('what was rolled back began with the deployment that failed, not with the way back', () => {
    const failing = { id: 'ecs-svc/2', status: 'ACTIVE', state: 'FAILED', createdAt: 1000 } as const;
    const both = hidden({ deployments: [back({ state: 'IN_PROGRESS' }), deployment(failing)] });
    const gone = hidden({ deployments: [back()] });
    const start = { startedAt: 1000 };
    expect(follow([moving, both])).toMatchObject({ kind: 'ongoing', rollingBack: true, ...start });
    for (const reads of [
      [moving, both, gone],
      [moving, gone],
    ])
      expect(follow(reads, before(hidden({})))).toMatchObject({ status: 'rolled-back', ...start });
    const other = hidden({ deployments: [deployment({ id: 'ecs-svc/9', revision: 9, createdAt: 50_000 })] });
    expect(follow([moving, other])).toMatchObject({ status: 'failed', ...start });
    // Nobody saw it: then it is not known when it began.
    const events = [at(89_000, '(service web) (deployment ecs-svc/2) deployment failed: alarm detected.')];
    expect(follow([hidden({ deployments: [back()], events })], before(hidden({})))).not.toHaveProperty(
      'startedAt',
    );
    // Its tasks were created before the way back: they are not to be left out as those of another deployment.
    const ongoing = follow(
      [hidden({ deployments: [back({ state: 'IN_PROGRESS' })], events })],
      before(hidden({})),
    );
    expect(ongoing).toMatchObject({ kind: 'ongoing', rollingBack: true, startedAt: undefined });
  });

  test('a next try that brings another version than before is no way back, though one that failed still shows', () => {
    const failed = fresh({ status: 'ACTIVE', state: 'FAILED', running: 0, reason: 'tasks failed to start' });
    const next = (revision: number, more = {}) =>
      hidden({ deployments: [back({ revision, ...more }), failed] });
    const origin = before(hidden({}));
    for (const revision of [2, 3]) {
      const goes = next(revision, { state: 'IN_PROGRESS', running: 1 });
      expect(follow([moving, goes], origin, true)).toMatchObject({ kind: 'ongoing', rollingBack: false });
      const stands = hidden({ deployments: [back({ revision })] });
      expect(follow([moving, goes, next(revision), stands], origin, true)).toMatchObject(
        settled('succeeded', new RegExp(`web:${revision}`)),
      );
    }
    // Back to what an earlier deployment of the same steps brought, as ECS says.
    const reason = 'ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/5.';
    expect(follow([moving, next(3, { reason })], origin, true)).toMatchObject({ status: 'rolled-back' });
    const events = [at(90_000, '(service web) rolling back to deployment ecs-svc/3.')];
    const told = hidden({ deployments: [back({ revision: 3 }), failed], events });
    expect(follow([moving, told], origin, true)).toMatchObject({ status: 'rolled-back' });
    expect(follow([moving, next(1)], origin, true)).toMatchObject({ status: 'rolled-back' });
  });

  test('a failure of what began before us is not ours', () => {
    const theirs = hidden({
      deployments: [deployment({ id: 'ecs-svc/7', revision: 7, state: 'IN_PROGRESS' })],
    });
    const events = [
      at(5000, '(service web) rolling back to deployment ecs-svc/8.'),
      at(4000, '(service web) (deployment ecs-svc/7) deployment failed: tasks failed to start.'),
    ];
    const after = hidden({ deployments: [deployment({ id: 'ecs-svc/7', revision: 7 })], events });
    expect(follow([after], before(theirs))).toMatchObject({ kind: 'unchanged' });
  });

  test('FAILED, with rollback turned off', () =>
    expect(
      follow([hidden({ deployments: [fresh({ state: 'FAILED', reason: 'tasks failed to start' })] })]),
    ).toMatchObject(settled('failed', /tasks failed to start/)));

  test('a deployment of the same version that is forced twice has not been rolled back', () => {
    const forced = (id: string, more = {}) => fresh({ id, revision: 1, ...more });
    const first = {
      deployments: [
        forced('ecs-svc/2', { state: 'IN_PROGRESS', running: 0 }),
        deployment({ status: 'ACTIVE' }),
      ],
    };
    const origin = before(hidden({}));
    const twice = [hidden(first), hidden({ deployments: [forced('ecs-svc/3')] })];
    expect(follow(twice, origin, true)).toMatchObject({ status: 'timed-out', lostSight: expect.any(String) });
    const seen = hidden({
      deployments: [forced('ecs-svc/3', { state: 'IN_PROGRESS' }), deployment({ status: 'ACTIVE' })],
    });
    expect(follow([hidden(first), seen, ...twice.slice(1)], origin, true)).toMatchObject({
      status: 'succeeded',
    });
    const events = [
      at(2000, '(service web) (deployment ecs-svc/2) deployment failed: tasks failed to start.'),
    ];
    const failed = hidden({ deployments: [forced('ecs-svc/3')], events });
    expect(follow([hidden(first), failed], origin, true)).toMatchObject({ status: 'rolled-back' });
  });

  test('replaced by something else after the deploying steps', () => {
    const other = hidden({ deployments: [deployment({ id: 'ecs-svc/9', revision: 9, createdAt: 50_000 })] });
    expect(follow([moving, other])).toMatchObject(settled('failed', /superseded.*ecs-svc\/9.*web:9/));
  });

  test('a service that scales at the first read has not been rolled back when ours begins', () => {
    const scaling = hidden({ desired: 4, running: 2 });
    expect(follow([scaling], before(scaling))).toMatchObject({ kind: 'unchanged' });
    expect(follow([scaling, moving, done], before(scaling))).toMatchObject(settled('succeeded', /web:2/));
  });
});

describe('a deployment that began before the baseline', () => {
  const theirs = (status: string) => [rollout(status, { id: 'theirs', createdAt: -20_000 })];
  const rolls = seen({
    service: state({ deployments: [deployment({ id: 'ecs-svc/7', revision: 7, state: 'IN_PROGRESS' })] }),
    rollouts: theirs('IN_PROGRESS'),
  });
  const back = state({ deployments: [deployment({ id: 'ecs-svc/8', createdAt: 40_000 })] });
  const late = seen({ service: back, rollouts: theirs('IN_PROGRESS') });

  test('and was rolled back is not ours, even while the list of deployments does not show it yet', () => {
    expect(follow([late], before(rolls), true)).toMatchObject({ kind: 'unchanged', moving: true });
    const over = seen({ service: back, rollouts: theirs('ROLLBACK_SUCCESSFUL') });
    expect(follow([late, over], before(rolls), true)).toMatchObject({ kind: 'unchanged', moving: false });
  });

  test('and is over does not make what runs now what ran before', () => {
    const over = seen({ service: back, rollouts: theirs('ROLLBACK_SUCCESSFUL') });
    expect(follow([over], before(rolls), true)).toMatchObject({
      reason: 'not deployed: 2 of 2 tasks run web:1, and web:7 ran before',
    });
    expect(follow([rolls], before(rolls), true)).toMatchObject({
      reason: expect.stringMatching(/^not deployed: 2 of 2 tasks run web:7 as before; /),
    });
  });

  test('and was rolled back while the baseline was read', () => {
    const [ended] = theirs('ROLLBACK_SUCCESSFUL');
    const over = seen({ service: back, rollouts: ended === undefined ? [] : [{ ...ended, endedAt: -500 }] });
    expect(follow([over], before(rolls), true)).toMatchObject({ kind: 'unchanged', moving: false });
  });

  test('does not hide ours, which stops it', () => {
    const ours = rollout('SUCCESSFUL', { id: 'ours', createdAt: 39_000 });
    const done = seen({ service: back, rollouts: [ours, ...theirs('STOPPED')] });
    expect(follow([late, done], before(rolls), true)).toMatchObject(settled('succeeded', /2 of 2 tasks run/));
  });
});

describe('the task definition of before, deployed again', () => {
  const running = (revision: number) =>
    state({ deployments: [deployment({ id: `ecs-svc/${revision}`, revision })] });
  const first = rollout('IN_PROGRESS', { id: 'a' });
  const again = (status: string) => [
    rollout('STOPPED', { id: 'a', endedAt: 60_000 }),
    rollout(status, { id: 'b', createdAt: 60_000 }),
  ];
  const origin = before(seen({ service: running(1) }));
  const shows = (revision: number, rollouts: readonly Rollout[]) =>
    seen({ service: running(revision), rollouts });

  test('after another one was tried is a rollback, whoever did it', () => {
    const reads = [shows(2, [first]), shows(1, again('IN_PROGRESS')), shows(1, again('SUCCESSFUL'))];
    expect(follow(reads.slice(0, 2), origin, true)).toMatchObject({ kind: 'ongoing' });
    expect(follow(reads, origin, true)).toMatchObject({
      ...settled('rolled-back', /^web:2 was deployed, then web:1 of before again; 2 of 2 tasks run web:1/),
      startedAt: 1000,
    });
  });

  test('is a deployment where no other was tried', () => {
    const reads = [shows(1, [first]), shows(1, again('SUCCESSFUL'))];
    expect(follow(reads, origin, true)).toMatchObject(settled('succeeded', /web:1; replaced a$/));
  });

  test('and what follows it is one', () => {
    const next = [...again('STOPPED'), rollout('SUCCESSFUL', { id: 'c', createdAt: 90_000 })];
    const reads = [shows(2, [first]), shows(1, again('IN_PROGRESS')), shows(3, next)];
    expect(follow(reads, origin, true)).toMatchObject(settled('succeeded', /web:3/));
  });
});

describe('task sets', () => {
  const sets = (controller: string, ...taskSets: ReturnType<typeof taskSet>[]) =>
    seen({ service: state({ controller, deployments: [], taskSets }) });
  const old = taskSet({ id: 'ecs-svc/1', revision: 1 });
  const green = (more = {}) =>
    taskSet({
      id: 'ecs-svc/2',
      revision: 2,
      createdAt: 1000,
      externalId: 'd-ABC',
      status: 'ACTIVE',
      steady: false,
      running: 1,
      ...more,
    });

  const codeDeploy = (status: string, more: Partial<CodeDeployment> = {}) => ({
    codeDeploy: { deployment: { id: 'd-ABC', status, shifted: false, reason: '', ...more } },
  });

  test.each(['CODE_DEPLOY', 'EXTERNAL'])(
    '%s: steady as before is unchanged, not a time-out',
    (controller) => {
      for (const origin of [{ since: 0 }, before(sets(controller, old))])
        expect(follow([sets(controller, old)], origin)).toMatchObject({ kind: 'unchanged', exists: true });
    },
  );

  test.each(['CODE_DEPLOY', 'EXTERNAL'])(
    '%s: a new one that serves and is steady is deployed',
    (controller) => {
      const done = sets(
        controller,
        { ...old, status: 'ACTIVE' },
        green({ status: 'PRIMARY', steady: true, running: 2 }),
      );
      const more = controller === 'EXTERNAL' ? {} : codeDeploy('InProgress', { shifted: true });
      const reads = [sets(controller, old, green()), { ...done, ...more }];
      expect(follow(reads.slice(0, 1))).toMatchObject({
        kind: 'ongoing',
        activity: expect.stringContaining('no production traffic yet'),
      });
      expect(follow(reads)).toMatchObject(
        settled('succeeded', /2 of 2 tasks run web:2; the task set before/),
      );
    },
  );

  test('EXTERNAL: one that stood by, and that the deploying steps made primary, is deployed', () => {
    // "Modifies which task set in a service is the primary task set" (API_UpdateServicePrimaryTaskSet).
    const standsBy = green({ createdAt: -9000, steady: true, running: 2 });
    const was = sets('EXTERNAL', old, standsBy);
    const promoted = (more = {}) =>
      sets('EXTERNAL', { ...old, status: 'ACTIVE' }, { ...standsBy, status: 'PRIMARY', ...more });
    expect(follow([was], before(was))).toMatchObject({
      kind: 'unchanged',
      reason: expect.stringMatching(/2 of 2 tasks run web:1 as before/),
    });
    expect(follow([promoted({ steady: false })], before(was))).toMatchObject({ kind: 'ongoing' });
    expect(follow([promoted()], before(was))).toMatchObject(settled('succeeded', /2 of 2 tasks run web:2/));
  });

  describe('what CodeDeploy says of a new set that serves and is steady', () => {
    const serving = sets(
      'CODE_DEPLOY',
      { ...old, status: 'ACTIVE' },
      green({ status: 'PRIMARY', steady: true, running: 2 }),
    );
    const say = (...given: Parameters<typeof codeDeploy>) =>
      follow([{ ...serving, ...codeDeploy(...given) }]);

    test.each(['Created', 'Queued', 'InProgress', 'Baking', 'Ready', 'SomethingNew'])(
      '%s: not over',
      (status) =>
        expect(say(status)).toMatchObject({ kind: 'ongoing', activity: expect.stringContaining(status) }),
    );

    test('Ready: somebody has to reroute the traffic, and that is reported', () =>
      expect(say('Ready')).toMatchObject({ troubles: [expect.stringContaining('--deployment-id d-ABC')] }));

    test('Succeeded: deployed', () => expect(say('Succeeded')).toMatchObject(settled('succeeded', /web:2/)));

    test.each(['Failed', 'Stopped'])('%s, and nothing undoes it: failed, with its words', (status) =>
      expect(say(status, { reason: 'HOOK_EXECUTION_FAILURE: AfterAllowTraffic' })).toMatchObject(
        settled('failed', /d-ABC .*HOOK_EXECUTION_FAILURE/),
      ),
    );

    test('and is rolled back: awaited, then said', () => {
      const failed = codeDeploy('Failed', { reason: 'ALARM_ACTIVE: errors', rolledBackBy: 'd-DEF' });
      expect(follow([{ ...serving, ...failed }])).toMatchObject({ kind: 'ongoing', rollingBack: true });
      const back = { ...sets('CODE_DEPLOY', old, green({ status: 'ACTIVE', steady: true })), ...failed };
      expect(follow([{ ...serving, ...failed }, back])).toMatchObject(
        settled('rolled-back', /d-ABC .*ALARM_ACTIVE/),
      );
      const gone = { ...sets('CODE_DEPLOY', old), ...failed };
      expect(follow([{ ...serving, ...failed }, gone])).toMatchObject(
        settled('rolled-back', /d-ABC .*ALARM_ACTIVE/),
      );
    });

    test('a deployment that itself undoes another one is no success', () => {
      expect(say('InProgress', { rollbackOf: 'd-OLD' })).toMatchObject({
        kind: 'ongoing',
        rollingBack: true,
      });
      expect(say('Succeeded', { rollbackOf: 'd-OLD' })).toMatchObject(settled('rolled-back', /undoes d-OLD/));
    });

    test('where it may not be read: not known, and said; unless the set before is removed, its last step', () => {
      const hidden = { codeDeploy: { hidden: 'the credentials need codedeploy:GetDeployment' } };
      const judged = follow([{ ...serving, ...hidden }]);
      expect(judged).toMatchObject({
        status: 'timed-out',
        lostSight: expect.stringContaining('codedeploy:GetDeployment'),
      });
      expect(follow([serving])).toMatchObject({ status: 'timed-out', lostSight: expect.anything() });
      for (const rest of [[], [{ ...old, status: 'DRAINING' }]]) {
        const alone = sets('CODE_DEPLOY', green({ status: 'PRIMARY', steady: true, running: 2 }), ...rest);
        expect(follow([{ ...alone, ...hidden }])).toMatchObject(settled('succeeded', /web:2/));
      }
    });
  });

  describe('of two in a row the last one counts', () => {
    const first = green({ status: 'PRIMARY', steady: true, running: 2 });
    const second = (more = {}) =>
      green({ id: 'ecs-svc/3', revision: 3, createdAt: 5000, externalId: 'd-DEF', ...more });
    const origin = before(sets('CODE_DEPLOY', old));
    const serves = sets('CODE_DEPLOY', first, second());
    const failed = codeDeploy('Failed', { id: 'd-DEF', reason: 'HEALTH_CONSTRAINTS' });

    test.each([
      ['being removed', sets('CODE_DEPLOY', first, second({ status: 'DRAINING' }))],
      ['removed', sets('CODE_DEPLOY', first)],
    ])('whose set is %s: back to the first', (_, back) =>
      expect(follow([serves, { ...back, ...failed }], origin)).toMatchObject({
        ...settled('rolled-back', /task set ecs-svc\/3 of d-DEF.*HEALTH_CONSTRAINTS.*web:2 serves as before/),
        startedAt: 5000,
      }),
    );

    test('also when the first was taken back', () => {
      const done = sets('CODE_DEPLOY', second({ status: 'PRIMARY', steady: true, running: 2 }));
      const reads = [sets('CODE_DEPLOY', old, green()), sets('CODE_DEPLOY', old), done];
      expect(follow([reads[0], reads[2]] as typeof reads, origin)).toMatchObject(
        settled('succeeded', /web:3/),
      );
    });
  });

  test.each([
    ['gone', [sets('CODE_DEPLOY', old, green()), sets('CODE_DEPLOY', old)]],
    ['draining', [sets('CODE_DEPLOY', old, green({ status: 'DRAINING' }))]],
    [
      'known from events alone',
      [
        seen({
          service: state({
            controller: 'CODE_DEPLOY',
            deployments: [],
            taskSets: [old],
            events: [at(2000, '(service web, taskSet ecs-svc/2) has started 2 tasks: (task a) (task b).')],
          }),
        }),
      ],
    ],
  ])('a CodeDeploy deployment that failed or was stopped is not well: %s', (_, reads) =>
    expect(follow(reads, before(sets('CODE_DEPLOY', old)))).toMatchObject(
      settled('rolled-back', /task set ecs-svc\/2.*web:1 serves as before/),
    ),
  );
});

describe('the service itself', () => {
  const ours = [rollout('SUCCESSFUL')];

  test('that is being deleted has failed, whatever its rollout says', () =>
    expect(follow([seen({ rollouts: ours, service: state({ status: 'DRAINING' }) })])).toMatchObject(
      settled('failed', /DRAINING/),
    ));

  test.each([undefined, 'INACTIVE'])('that is gone is not there (%s)', (status) => {
    const service = status === undefined ? undefined : state({ status });
    const judged = follow([seen({ service })], before(seen()));
    expect(judged).toMatchObject({ kind: 'unchanged', exists: false, reason: 'the service was deleted' });
  });

  // ECS keeps 90 days of them ("View service history" of the Developer Guide) under the service's name.
  test.each([undefined, 'INACTIVE'])(
    'that is made anew is not judged by its namesake’s deployments (%s)',
    (status) => {
      const none = status === undefined ? undefined : state({ status });
      const origin = before(seen({ service: none }));
      const old = rollout('SUCCESSFUL', { id: 'old', createdAt: -9000 });
      const fresh = deployment({ id: 'ecs-svc/2', state: 'IN_PROGRESS', running: 0, createdAt: 1000 });
      const made = seen({ rollouts: [old], service: state({ deployments: [fresh], running: 0 }) });
      const failed = { ...made, rollouts: [old, rollout('STOPPED', { reason: 'tasks failed to start' })] };
      expect(follow([made], origin, true)).toMatchObject({ kind: 'ongoing' });
      expect(follow([made, failed], origin, true)).toMatchObject(settled('failed', /tasks failed to start/));
    },
  );

  test('scaled to 0 by the deployment runs nothing, which is said', () => {
    const empty = state({
      desired: 0,
      running: 0,
      deployments: [deployment({ id: 'ecs-svc/2', revision: 2, running: 0 })],
    });
    const judged = follow([seen({ rollouts: ours, service: empty })], before(seen()));
    expect(judged).toMatchObject({
      ...settled('succeeded', /nothing runs.*scaled to 0 from 2/),
      warning: expect.any(String),
    });
    const alone = follow([seen({ service: state({ desired: 0, running: 0 }) })], before(seen()));
    expect(alone).toMatchObject(settled('succeeded', /scaled to 0 from 2.*not deployed anew/));
  });

  // "Once this percentage of tasks is healthy, Amazon ECS completes the deployment, and continues to scale the target
  // revision" (API_DeploymentEarlySuccessCriteria): the tasks of before may still run, too.
  test('that succeeds early counts only the tasks that run what was deployed', () => {
    const deployments = [
      deployment({ id: 'ecs-svc/2', revision: 2, running: 3, createdAt: 1000 }),
      deployment({ status: 'ACTIVE', running: 4 }),
    ];
    const service = state({ desired: 4, running: 7, deployments });
    expect(follow([seen({ rollouts: ours, service })], before(seen()))).toMatchObject(
      settled('succeeded', /^3 of 4 tasks run web:2$/),
    );
  });

  test('that always had 0 is steady with 0', () => {
    const empty = state({ desired: 0, running: 0 });
    const judged = follow([seen({ rollouts: ours, service: empty })], before(seen({ service: empty })));
    expect(judged).toMatchObject(settled('succeeded', /nothing runs/));
    expect(judged).not.toHaveProperty('warning');
  });
});

describe('under way', () => {
  test('a PAUSE hook says what is awaited, and until when', () => {
    const hook = {
      id: 'ecs-pause-1',
      type: 'PAUSE',
      status: 'AWAITING_ACTION',
      expiresAt: Date.UTC(2026, 0, 5, 12),
      timeoutAction: 'ROLLBACK',
    };
    const judged = follow([
      seen({ rollouts: [rollout('IN_PROGRESS', { stage: 'POST_TEST_TRAFFIC_SHIFT', hooks: [hook] })] }),
    ]);
    expect(judged).toMatchObject({
      kind: 'ongoing',
      troubles: [
        expect.stringMatching(
          /^AWAITING_ACTION at POST_TEST_TRAFFIC_SHIFT.*2026-01-05T12:00:00.000Z.*ROLLBACK.*ecs-pause-1/,
        ),
      ],
    });
  });

  test('alarms and the scheduler’s words are reported, those of before are not', () => {
    const events = [
      at(
        9000,
        '(service web) was unable to place a task because no container instance met all of its requirements.',
      ),
      at(9000, '(service web) has started 1 tasks: (task a).'),
      at(
        500,
        '(service web) (instance i) is unhealthy in (target-group t) due to (reason Health checks failed)',
      ),
    ];
    const judged = follow([
      seen({ rollouts: [rollout('IN_PROGRESS', { alarms: ['5xx'] })], service: state({ events }) }),
    ]);
    expect(judged).toMatchObject({
      troubles: ['alarm 5xx went off', expect.stringContaining('unable to place a task')],
    });
  });

  test('a name in the scheduler’s words is not its word for trouble', () => {
    const events = [
      at(9000, '(service failed-orders) has started 1 tasks: (task a).'),
      at(8000, '(service failed-orders) registered 1 targets in (target-group arn:tg/unhealthy-orders/1)'),
      at(7000, '(service failed-orders, taskSet ecs-svc/2) has begun draining connections on 1 tasks.'),
      at(6000, '(service web) failed to launch a task with (error ECS was unable to assume the role.).'),
    ];
    expect(follow([seen({ rollouts: [rollout('IN_PROGRESS')], service: state({ events }) })])).toMatchObject({
      troubles: [expect.stringContaining('failed to launch')],
    });
  });

  test.each([
    [
      'that is new has nothing to roll back to',
      seen({ service: undefined }),
      { kind: 'settled', status: 'failed' },
    ],
    ['that stood is rolled back', seen(), { kind: 'ongoing', rollingBack: true }],
  ])('the failed deployment of a service %s', (_, was, expected) => {
    const reason = 'ECS deployment circuit breaker: tasks failed to start.';
    const failed = deployment({ id: 'ecs-svc/2', state: 'FAILED', running: 0, reason, createdAt: 1000 });
    const rollouts = [rollout('IN_PROGRESS', { rollsBack: true, failures: { count: 3, threshold: 3 } })];
    const now = seen({ rollouts, service: state({ running: 0, deployments: [failed] }) });
    expect(follow([now], before(was), true)).toMatchObject(expected);
  });

  test('a rollout that may neither stop nor start a task can no longer succeed, breaker or not', () => {
    const events = [
      at(
        9000,
        '(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
      ),
    ];
    const judged = follow([
      seen({
        rollouts: [rollout('IN_PROGRESS', { failures: { count: 0, threshold: 3 } })],
        service: state({ events }),
      }),
    ]);
    expect(judged).toMatchObject({ doomed: expect.stringContaining('minimumHealthyPercent') });
  });

  // "deploymentConfiguration: This parameter doesn't trigger a new service deployment" (API_UpdateService), and the number of
  // tasks it allows depends on the desired count, which auto scaling changes.
  test.each([
    '(service web) has started 1 tasks: (task a).',
    '(service web) has stopped 1 running tasks: (task b).',
  ])('unless it moved since, with another configuration or desired count: %s', (moved) => {
    const stuck = at(
      9000,
      '(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
    );
    const shows = (...events: readonly ReturnType<typeof at>[]) =>
      follow([seen({ rollouts: [rollout('IN_PROGRESS')], service: state({ events }) })]);
    expect(shows(at(20_000, moved), stuck)).not.toHaveProperty('doomed');
    expect(shows(stuck, at(2000, moved))).toHaveProperty('doomed');
    expect(shows({ ...stuck, time: 30_000 }, at(20_000, moved), stuck)).toHaveProperty('doomed');
  });

  test.each(['PRE_SCALE_UP', 'PRODUCTION_TRAFFIC_SHIFT', 'BAKE_TIME', 'CLEAN_UP', undefined])(
    'is never 100 %% (%s)',
    (stage) => {
      const judged = follow([
        seen({ rollouts: [rollout('IN_PROGRESS', stage === undefined ? {} : { stage })] }),
      ]);
      expect(judged).toMatchObject({ kind: 'ongoing' });
      if (judged.kind === 'ongoing') expect(judged.progress).toBeLessThan(100);
    },
  );
});

test('whatever ECS shows, success is said of what is new and stands only', () => {
  const statuses = [
    'PENDING',
    'IN_PROGRESS',
    'SUCCESSFUL',
    'STOPPED',
    'STOP_REQUESTED',
    'ROLLBACK_IN_PROGRESS',
    'ROLLBACK_SUCCESSFUL',
    'ROLLBACK_FAILED',
  ];
  const anyRollout = fc.record({
    status: fc.constantFrom(...statuses),
    createdAt: fc.integer({ min: -100, max: 100 }),
    id: fc.integer({ min: 0, max: 5 }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(anyRollout, { maxLength: 4, selector: ({ id }) => id }),
      fc.boolean(),
      (found, steps) => {
        const rollouts = found.map(({ status, createdAt, id }) =>
          rollout(status, { id: `d${id}`, createdAt }),
        );
        const judged = follow([seen({ rollouts })], { since: 0 }, steps);
        if (judged.kind !== 'settled' || judged.status !== 'succeeded') return;
        expect(rollouts.some(({ status, createdAt }) => status === 'SUCCESSFUL' && createdAt >= 0)).toBe(
          true,
        );
      },
    ),
    { numRuns: 500 },
  );
});

describe('what a deployment waits for is said, until when, and what happens then', () => {
  const activity = (...rollouts: readonly Rollout[]) => {
    const judged = follow(rollouts.map((one) => seen({ rollouts: [one] })));
    return judged.kind === 'ongoing' ? judged.activity : '';
  };
  const bake = (more: Partial<Rollout>) => rollout('IN_PROGRESS', { stage: 'BAKE_TIME', ...more });

  test.each<[string, Partial<Rollout>, string]>([
    [
      'two alarms',
      { bakeSeconds: 600, watched: ['5xx', 'latency'] },
      'BAKE_TIME; ECS watches the alarms 5xx, latency until 00:20 UTC at the latest, then it removes the old tasks; one that goes off rolls it back',
    ],
    [
      'no alarms',
      { bakeSeconds: 600 },
      'BAKE_TIME; ECS waits with old and new tasks side by side until 00:20 UTC at the latest, then it removes the old tasks; no alarms are set',
    ],
    ['a day', { bakeSeconds: 86_400, watched: ['5xx'] }, 'until 1970-01-02T00:10:00.000Z at the latest'],
    [
      'nothing that is reported',
      {},
      'BAKE_TIME; ECS waits with old and new tasks side by side, then it removes the old tasks',
    ],
  ])('bake time with %s', (_, more, words) => expect(activity(bake(more))).toContain(words));

  test('counted from the first read that showed it', () => {
    const baking = bake({ bakeSeconds: 600 });
    const first = judge({ ...seen({ rollouts: [baking] }), now: 0 }, { stepsAreSeen: false }, { since: 0 });
    const second = judge({ ...seen({ rollouts: [baking] }), now: 300_000 }, first.known, { since: 0 });
    expect(second.state).toMatchObject({ activity: expect.stringContaining('until 00:10 UTC') });
  });

  test('anew for a deployment that takes the place of one that baked', () => {
    const bakes = (id: string, createdAt: number) => bake({ id, createdAt, bakeSeconds: 600 });
    const stopped = rollout('STOPPED', { id: 'a', createdAt: 1000, endedAt: 300_000 });
    const first = judge(
      { ...seen({ rollouts: [bakes('a', 1000)] }), now: 0 },
      { stepsAreSeen: true },
      { since: 0 },
    );
    const next = { ...seen({ rollouts: [stopped, bakes('b', 300_000)] }), now: 3_600_000 };
    expect(judge(next, first.known, { since: 0 }).state).toMatchObject({
      activity: expect.stringContaining('until 01:10 UTC'),
    });
  });

  test('of a rolling deployment, once all tasks run', () => {
    const primary = deployment({ id: 'ecs-svc/2', createdAt: 1000, state: 'IN_PROGRESS', running: 2 });
    const service = state({ deployments: [primary] });
    const judged = follow([seen({ service, rollouts: [rollout('IN_PROGRESS', { watched: ['5xx'] })] })]);
    expect(judged).toMatchObject({
      activity: expect.stringContaining('ECS watches the alarm 5xx for a time'),
    });
  });

  test('the function of a hook', () => {
    const target = 'arn:aws:lambda:eu-west-1:123456789012:function:smoke-test';
    const hook = {
      id: 'h',
      type: 'AWS_LAMBDA',
      status: 'IN_PROGRESS',
      target,
      expiresAt: 900_000,
      timeoutAction: 'ROLLBACK',
    };
    expect(activity(rollout('IN_PROGRESS', { stage: 'POST_SCALE_UP', hooks: [hook] }))).toBe(
      'POST_SCALE_UP; waits at POST_SCALE_UP for the function smoke-test until 1970-01-01T00:15:00.000Z, then ECS does ROLLBACK',
    );
  });
});
