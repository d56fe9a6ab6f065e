import { expect, test } from '@jest/globals';
import type { BakeReport } from '@signalbox/cloudformation/report';
import { judge, qualified, type Verdict, type Watched } from './verdict.ts';

test.each<[string, Watched['status'] | undefined, Verdict['outcome'], Verdict['event']]>([
  ['success', undefined, 'success', 'complete'],
  ['success', 'succeeded', 'success', 'complete'],
  ['success', 'no-changes', 'success', 'complete'],
  ['success', 'not-found', 'success', 'complete'],
  ['success', 'stalled', 'success', 'complete'],
  ['success', 'failed', 'failure', 'failed'],
  ['success', 'rolled-back', 'failure', 'rolled-back'],
  ['success', 'timed-out', 'failure', 'timed-out'],
  ['failure', undefined, 'failure', 'failed'],
  ['failure', 'succeeded', 'failure', 'failed'],
  ['failure', 'rolled-back', 'failure', 'rolled-back'],
  ['cancelled', undefined, 'cancelled', 'cancelled'],
  ['cancelled', 'cancelled', 'cancelled', 'cancelled'],
  ['cancelled', 'timed-out', 'cancelled', 'cancelled'],
  ['cancelled', 'no-changes', 'cancelled', 'cancelled'],
  ['cancelled', 'succeeded', 'success', 'cancelled'],
  ['cancelled', 'failed', 'failure', 'failed'],
  ['cancelled', 'rolled-back', 'failure', 'rolled-back'],
  ['', undefined, 'failure', 'failed'],
])('job %j over stack %j is %s, reported as %s', (job, status, outcome, event) => {
  const verdict = judge(job, status === undefined ? undefined : { status });
  expect(verdict).toMatchObject({ outcome, event });
  expect(verdict.reason === undefined).toBe(event === 'complete');
});

test.each<[string, Watched | undefined, RegExp]>([
  ['cancelled', undefined, /^the job was cancelled$/],
  [
    'cancelled',
    { status: 'succeeded', stackStatus: 'UPDATE_COMPLETE' },
    /finished \(UPDATE_COMPLETE\): the new version runs/,
  ],
  ['cancelled', { status: 'no-changes' }, /did not change: what ran before still runs/],
  [
    'cancelled',
    { status: 'cancelled', stackStatus: 'UPDATE_IN_PROGRESS' },
    /still moving \(UPDATE_IN_PROGRESS\)/,
  ],
  ['cancelled', { status: 'rolled-back', reason: 'no capacity' }, /^no capacity \(the job was cancelled\)$/],
  ['failure', { status: 'succeeded' }, /a step of the job failed, but the stack succeeded/],
])('of a job that ends as %s people read what became of the stack: %j', (job, watched, words) => {
  expect(judge(job, watched).reason).toMatch(words);
});

test.each([undefined, 'succeeded', 'no-changes'] as const)(
  'a job that had failed before the deployment began does not show how it ended, over stack %j',
  (status) => {
    const verdict = judge('failure', status && { status }, { failedBefore: true });
    expect(verdict).toMatchObject({ outcome: 'failure', event: 'failed' });
    expect(verdict.reason).toMatch(/^the job had failed before this deployment began/);
  },
);

test('what nobody saw is no success of a green job, nor a failure', () => {
  const lost = { status: 'timed-out', lostSight: 'expired', checks: [] } as const;
  expect(qualified(judge('success', undefined), lost)).toMatchObject({
    ...{ outcome: 'error', event: 'timed-out', reason: expect.stringContaining('not known: expired') },
  });
  expect(qualified(judge('failure', undefined), lost)).toEqual(judge('failure', undefined));
});

test('nor is what nobody saw of one part where another, which may be missing, is not found', () => {
  const check = { kind: 'ecs-service', ok: false, reason: 'why', seconds: 1, progress: 0 } as const;
  const checks = [
    { ...check, subject: 'shop/wbe', status: 'not-found' },
    { ...check, subject: 'shop/web', status: 'timed-out', lostSight: 'lost sight of its rollout' },
  ] as const;
  const seen = { status: 'not-found', stacks: [], checks } as const;
  const allowed = { failOn: ['failed'] };
  expect(qualified(judge('success', { status: 'not-found' }, allowed), seen)).toMatchObject({
    ...{ outcome: 'error', reason: expect.stringContaining('not known: lost sight of its rollout') },
  });
  const red = judge('success', { status: 'not-found' }, { failOn: ['not-found'] });
  expect(qualified(red, seen)).toEqual(red);
});

test('a green job whose monitor left no report, for whatever cause, is no success', () => {
  const green = judge('success', undefined);
  for (const why of ['the monitor ended without a report', 'c/web: lost sight of its rollout: outage'])
    expect(qualified(green, undefined, why)).toMatchObject({
      ...{ outcome: 'error', event: 'timed-out', reason: expect.stringContaining(`not known: ${why}`) },
    });
  const ended = { status: 'cancelled', checks: [] } as const;
  expect(qualified(judge('success', { status: 'cancelled' }), ended).outcome).toBe('error');
  expect(qualified(judge('cancelled', undefined), undefined, 'x')).toEqual(judge('cancelled', undefined));
  const failed = judge('success', { status: 'failed' });
  expect(qualified(failed, { status: 'failed', checks: [] }, 'x')).toEqual(failed);
});

test('what did not change is reported so', () => {
  const verdict = judge('success', { status: 'no-changes' });
  expect(qualified(verdict, { status: 'no-changes', checks: [] })).toMatchObject({
    ...{ outcome: 'success', reason: 'no changes' },
  });
  const note = 'shop is in REVIEW_IN_PROGRESS';
  expect(qualified(verdict, { status: 'no-changes', checks: [], note }).reason).toBe(`no changes: ${note}`);
  expect(qualified(verdict, { status: 'succeeded', checks: [] })).toEqual(verdict);
  expect(qualified(verdict, undefined)).toEqual(verdict);
});

test('a bake that is inconclusive, or only warns, is reported with the success that it leaves', () => {
  const verdict = judge('success', { status: 'succeeded' });
  const seen = (status: 'inconclusive' | 'breached' | 'passed' | 'skipped') => ({
    ...({ status: 'succeeded', checks: [] } as const),
    bake: { status, reason: 'no data' } as BakeReport,
  });
  expect(qualified(verdict, seen('inconclusive'))).toMatchObject({
    ...{ outcome: 'success', reason: 'deployed; its bake is inconclusive: no data' },
  });
  expect(qualified(verdict, seen('breached')).reason).toMatch(/its bake broke, which only warns: no data/);
  expect(qualified(verdict, seen('passed'))).toEqual(verdict);
  expect(qualified(verdict, seen('skipped'))).toEqual(verdict);
  const cancelled = judge('cancelled', { status: 'succeeded' });
  expect(qualified(cancelled, seen('inconclusive')).reason).toMatch(/was cancelled.*bake is inconclusive/);
});
