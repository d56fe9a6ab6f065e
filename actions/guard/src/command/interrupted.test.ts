import { describe, expect, test } from '@jest/globals';
import type { BakeReport, MonitorReport, MonitorStatus } from '@signalbox/cloudformation/report';
import type { Seen } from '../../../monitor/src/background.ts';
import type { Watched } from '../verdict.ts';
import { interruptedVerdict, NOTHING_YET, withUnfinishedBake } from './interrupted.ts';
import type { Deployment } from './phases.ts';

const doing = 'the deploy command ran';

test.each<[string, Watched['status'] | undefined, boolean, string, RegExp]>([
  [
    'failure',
    undefined,
    false,
    'error',
    /the step was killed while the deploy command ran, so .* not known$/,
  ],
  ['failure', 'succeeded', false, 'error', /killed while .*; the stack succeeded$/],
  ['failure', 'no-changes', false, 'error', /killed while .*; the stack did not change$/],
  ['failure', 'timed-out', false, 'error', /killed while .*; the stack did not finish in time$/],
  [
    'failure',
    'rolled-back',
    false,
    'failure',
    /rolled.back \(the step was ended while the deploy command ran\)/,
  ],
  // A step's own time limit: it saw the signal.
  ['failure', 'succeeded', true, 'error', /the step was ended while/],
  ['success', 'succeeded', false, 'error', /killed while/],
  ['cancelled', undefined, true, 'cancelled', /the job was cancelled/],
  ['cancelled', 'succeeded', true, 'cancelled', /the new version runs/],
  ['cancelled', 'failed', false, 'failure', /\(the job was cancelled\)/],
  ['', 'succeeded', false, 'error', /killed while/],
])(
  'a step that did not live to its end is never a success: job %j, stack %j',
  (job, status, cancelled, outcome, reason) => {
    const watched = status === undefined ? undefined : { status };
    const verdict = interruptedVerdict({ jobStatus: job, command: { doing, cancelled }, watched });
    expect(verdict.outcome).toBe(outcome);
    expect(verdict.reason).toMatch(reason);
  },
);

describe('what was seen before stays seen', () => {
  const well = { kind: 'exited', code: 0 } as const;
  const saw = (status: MonitorStatus, more: Partial<MonitorReport> = {}): Seen => ({
    summary: '',
    report: {
      ...{ version: 1, correlationId: 'c', status, durationSeconds: 0, progress: 0, apiCalls: 0 },
      ...{ endedAt: '2026-11-29T01:00:00.000Z', stacks: [{ name: 'shop', status }], checks: [] },
      ...more,
    } as unknown as MonitorReport,
  });
  const plan = { watches: true, smokes: true, bakes: true, rollsBack: true, failOn: ['failed'] };
  const deployed: Deployment = {
    ...{ plan, deploy: well, watched: saw('succeeded'), smoke: well, cancelled: false },
  };
  const breached: Deployment = {
    ...{ ...deployed, baked: true },
    watched: saw('failed', {
      ...{ failedResource: 'errors', failureReason: 'alarm errors: 12' },
      bake: { status: 'breached', reason: 'alarm errors: 12', breach: {} } as BakeReport,
    }),
  };
  const verdictWhile = (deployment: Deployment, doing: string, jobStatus = 'failure') =>
    interruptedVerdict({ jobStatus, command: { doing }, deployment, watched: { status: 'succeeded' } });
  const baking = 'it was baked';
  const unbaked = withUnfinishedBake(deployed, { doing: baking }, 600);

  test('killed in the bake: deployed, and its bake inconclusive', () => {
    expect(unbaked.watched?.report?.bake).toMatchObject({ status: 'inconclusive', plannedSeconds: 600 });
    expect(verdictWhile(unbaked, baking)).toEqual({
      ...{ outcome: 'success', event: 'complete' },
      reason: 'deployed; its bake is inconclusive: not finished: the step was killed while it was baked',
    });
    expect(verdictWhile(unbaked, baking, 'cancelled')).toEqual({
      ...{ outcome: 'success', event: 'cancelled' },
      reason: expect.stringMatching(/the job was cancelled.*the new version runs; its bake is inconclusive/),
    });
  });

  test('where only the bake could have shown it, it is not known', () => {
    const alone = saw('no-changes', { stacks: [] });
    const unfinished = withUnfinishedBake({ ...deployed, watched: alone }, { doing: baking }, 600);
    expect(verdictWhile(unfinished, baking)).toMatchObject({ outcome: 'error' });
  });

  const rollingBack = 'it was to be rolled back';
  test.each<[string, Deployment, string, string, RegExp]>([
    [
      'in readiness',
      { plan, deploy: well, cancelled: false },
      'it was waited',
      'error',
      /had ended by itself$/,
    ],
    [
      'in smoke',
      { ...deployed, smoke: undefined } as unknown as Deployment,
      'it was tried',
      'error',
      /not tried to the end$/,
    ],
    [
      'after the breach',
      breached,
      rollingBack,
      'failure',
      /^NOT ROLLED BACK, since the step was killed .*: alarm errors: 12$/,
    ],
    [
      'before the rollback command',
      { ...breached, earlier: { kind: 'none' }, rested: true },
      ...([rollingBack, 'failure', /NOT ROLLED BACK/] as const),
    ],
    [
      'in the rollback command',
      { ...breached, earlier: { kind: 'none' }, rested: true, files: '' },
      ...([
        'the rollback command ran',
        'error',
        /not known.*; it was rolled back for: alarm errors: 12$/,
      ] as const),
    ],
    [
      'in the watch of the rollback, which was seen to its end since',
      {
        ...{ ...breached, earlier: { kind: 'none' }, rested: true, files: '', rollback: well },
        rollbackWatched: saw('succeeded'),
      },
      ...([
        'the rollback was watched',
        'failure',
        /^rolled back: alarm errors: 12 \(the step was killed/,
      ] as const),
    ],
    [
      'in telling it',
      { ...deployed, plan: { ...plan, bakes: false } },
      'the smoke command ran',
      'success',
      /^deployed; the/,
    ],
  ])('killed %s', (_, deployment, doing, outcome, reason) => {
    const verdict = verdictWhile(deployment, doing);
    expect(verdict).toMatchObject({ outcome, reason: expect.stringMatching(reason) });
  });

  test('what the runner’s signal ended came to nothing of its own', () => {
    const smoke = { kind: 'cancelled' } as const;
    expect(verdictWhile({ ...deployed, smoke }, 'the smoke command ran')).toMatchObject({ outcome: 'error' });
    expect(verdictWhile({ ...deployed, smoke }, 'the smoke command ran', 'cancelled')).toMatchObject({
      outcome: 'cancelled',
    });
  });

  test('killed before anything was deployed', () => {
    expect(interruptedVerdict({ jobStatus: 'failure', command: { doing: NOTHING_YET } })).toEqual({
      ...{ outcome: 'error', event: 'failed' },
      reason: 'the step was killed before anything was deployed',
    });
  });
});
