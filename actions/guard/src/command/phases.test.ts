import { describe, expect, test } from '@jest/globals';
import type { MonitorReport, MonitorStatus } from '@signalbox/cloudformation/report';
import type { CommandEnd } from '@signalbox/runner/command';
import fc from 'fast-check';
import type { Seen } from '../../../monitor/src/background.ts';
import { type Deployment, endOf, failureOf, nextPhase, type Phase } from './phases.ts';

const well: CommandEnd = { kind: 'exited', code: 0 };
const badly: CommandEnd = { kind: 'exited', code: 1 };
const FAIL_ON = ['failed', 'rolled-back', 'timed-out', 'not-found'];

const saw = (status: MonitorStatus, more: Partial<MonitorReport> = {}): Seen => ({
  summary: '',
  report: {
    ...{ version: 1, correlationId: 'c', status, endedAt: '', durationSeconds: 0, progress: 0, apiCalls: 0 },
    ...{ stacks: [{ name: 'shop', status }], checks: [] },
    ...more,
  } as unknown as MonitorReport,
});

const command = fc.constantFrom<CommandEnd>(
  ...[
    well,
    well,
    well,
    badly,
    { kind: 'timed-out', seconds: 60 } as const,
    { kind: 'killed', signal: 'SIGKILL' } as const,
  ],
  ...[{ kind: 'cancelled' } as const, { kind: 'not-started', reason: 'no shell' } as const],
);
const status = fc.constantFrom<MonitorStatus>(
  ...(['succeeded', 'succeeded', 'no-changes', 'failed', 'rolled-back', 'timed-out', 'stalled'] as const),
  ...(['cancelled', 'not-found'] as const),
);
const watched = fc.oneof(
  { weight: 6, arbitrary: status.map((each) => saw(each)) },
  fc.constantFrom<Seen>(
    saw('timed-out', { lostSight: 'expired' }),
    { summary: '', unknown: 'no report' },
    { summary: '', refused: 'may not be read' },
  ),
);

/** All that may come of the phases of one deployment. */
const world = fc.record({
  plan: fc.record({
    ...{ watches: fc.boolean(), smokes: fc.boolean(), bakes: fc.boolean(), rollsBack: fc.boolean() },
    failOn: fc.constantFrom(FAIL_ON, [...FAIL_ON, 'stalled'], ['failed']),
  }),
  ...{ deploy: command, watched, smoke: command, rollback: command, rollbackWatched: watched },
  earlier: fc.constantFrom<NonNullable<Deployment['earlier']>>(
    { kind: 'commit', sha: 'a'.repeat(40) },
    { kind: 'none' },
    { kind: 'refused', why: 'a fork' },
  ),
  files: fc.constantFrom('', '', 'could not be checked out'),
  /** Before which phase the step is cancelled. */
  cancelledAt: fc.option(fc.nat(10)),
});

const RESULT = {
  ...{
    deploy: 'deploy',
    readiness: 'watched',
    smoke: 'smoke',
    bake: 'baked',
    earlier: 'earlier',
    rest: 'rested',
  },
  ...{ files: 'files', rollback: 'rollback', 'rollback-watch': 'rollbackWatched' },
} as const;

/** Plays a deployment as the interpreter does. */
function play(given: Omit<Deployment, 'cancelled' | 'rested'> & { readonly cancelledAt?: number | null }) {
  const phases: Phase[] = [];
  let at: Deployment = { plan: given.plan, cancelled: false };
  for (;;) {
    if (phases.length === given.cancelledAt && nextPhase(at) !== 'over') at = { ...at, cancelled: true };
    const phase = nextPhase(at);
    if (phase === 'over') return { phases, at, end: endOf(at) };
    phases.push(phase);
    if (phases.length > 20) throw new Error(`never over: ${phases}`);
    const name = RESULT[phase];
    const result =
      name === 'rested' || name === 'baked' ? true : (given as Readonly<Record<string, unknown>>)[name];
    const cancelled = at.cancelled || isCancelled(result);
    at = { ...at, [name]: result, cancelled };
  }
}

const isCancelled = (result: unknown) =>
  (result as { readonly kind?: string } | undefined)?.kind === 'cancelled';

const isWell = (end: CommandEnd | undefined) => end?.kind === 'exited' && end.code === 0;
const isSeenWell = (seen: Seen | undefined) =>
  seen?.report !== undefined &&
  seen.report.lostSight === undefined &&
  ['succeeded', 'no-changes', 'stalled', 'not-found', 'timed-out', 'failed', 'rolled-back'].includes(
    seen.report.status,
  );

describe('whatever comes of the phases', () => {
  test('it ends, each phase is done once, and in order', () => {
    const order = Object.keys(RESULT);
    fc.assert(
      fc.property(world, (given) => {
        const { phases } = play(given);
        expect(phases).toEqual(order.filter((phase) => phases.includes(phase as Phase)));
      }),
      { numRuns: 2000 },
    );
  });

  test('a success is said only of commands that ended well over a watch that saw it', () => {
    fc.assert(
      fc.property(world, (given) => {
        const { at, end } = play(given);
        const said = end.outcome === 'succeeded' || end.outcome === 'no-changes';
        expect(said).toBe(end.verdict.outcome === 'success');
        if (!said) return;
        expect(at.cancelled).toBe(false);
        expect(isWell(at.deploy)).toBe(true);
        expect(given.plan.smokes).toBe(at.smoke !== undefined);
        expect(at.smoke === undefined || isWell(at.smoke)).toBe(true);
        expect(!given.plan.watches || isSeenWell(at.watched)).toBe(true);
        expect(failureOf(at)).toBeUndefined();
      }),
      { numRuns: 5000 },
    );
  });

  test('only what failed, was begun, and is confirmed is rolled back, at rest and in the right files', () => {
    fc.assert(
      fc.property(world, (given) => {
        const { phases, at, end } = play(given);
        if (phases.includes('rollback')) {
          expect(failureOf(at)).toBeDefined();
          expect(given.plan.rollsBack).toBe(true);
          expect(at.deploy?.kind).not.toBe('not-started');
          expect(at.earlier?.kind).not.toBe('refused');
          expect({ rested: at.rested, files: at.files }).toEqual({ rested: true, files: '' });
        }
        if (end.outcome === 'rolled-back' && given.plan.rollsBack) {
          expect(isWell(at.rollback)).toBe(true);
          const seen = at.rollbackWatched?.report;
          if (given.plan.watches) {
            expect(['succeeded', 'no-changes']).toContain(seen?.status);
            expect(seen?.lostSight).toBeUndefined();
          }
        }
        if (end.outcome === 'rollback-failed') expect(end.verdict.reason).toContain('THE ROLLBACK FAILED');
      }),
      { numRuns: 5000 },
    );
  });

  test('what is no success has a reason, for the record and for Slack', () => {
    fc.assert(
      fc.property(world, (given) => {
        const { end } = play(given);
        if (end.outcome !== 'succeeded') expect(end.verdict.reason).toMatch(/\S/);
        expect(end.verdict.reason ?? '').not.toContain('undefined');
      }),
      { numRuns: 5000 },
    );
  });
});

const plan = { watches: true, smokes: true, bakes: false, rollsBack: false, failOn: FAIL_ON };
const rolling = { ...plan, rollsBack: true };
const none = { kind: 'none' } as const;

test.each<[string, Omit<Deployment, 'cancelled'>, string, string | RegExp]>([
  ['all well', { plan, deploy: well, watched: saw('succeeded'), smoke: well }, 'succeeded', ''],
  [
    'nothing changed',
    { plan, deploy: well, watched: saw('no-changes'), smoke: well },
    'no-changes',
    /^no changes/,
  ],
  ['command fails', { plan, deploy: badly, watched: saw('no-changes') }, 'failed', /exit code 1/],
  [
    'command fails after the stack',
    { plan, deploy: badly, watched: saw('succeeded') },
    'failed',
    /the new version runs/,
  ],
  ['stack rolls back', { plan, deploy: badly, watched: saw('rolled-back') }, 'rolled-back', /rolled.back/],
  [
    'out of time',
    { plan, deploy: { kind: 'timed-out', seconds: 9 }, watched: saw('no-changes') },
    'timed-out',
    /within 9 s/,
  ],
  [
    'not ready in time',
    { plan, deploy: well, watched: saw('timed-out') },
    'timed-out',
    /did not finish in time/,
  ],
  [
    'lost sight',
    { plan, deploy: well, watched: saw('timed-out', { lostSight: 'x' }), smoke: well },
    'timed-out',
    /not known: x/,
  ],
  ['no stack', { plan, deploy: well, watched: saw('not-found') }, 'failed', /no such stack/],
  [
    'smoke fails',
    { plan, deploy: well, watched: saw('succeeded'), smoke: badly },
    'failed',
    /^smoke-command ended/,
  ],
  [
    'rolled back',
    {
      plan: rolling,
      deploy: badly,
      watched: saw('no-changes'),
      earlier: none,
      rested: true,
      files: '',
      rollback: well,
      rollbackWatched: saw('succeeded'),
    },
    'rolled-back',
    'rolled back: deploy-command ended with exit code 1',
  ],
  [
    'rollback not seen',
    {
      plan: rolling,
      deploy: badly,
      watched: saw('no-changes'),
      earlier: none,
      rested: true,
      files: '',
      rollback: well,
      rollbackWatched: saw('timed-out', { lostSight: 'gone' }),
    },
    'rollback-failed',
    /not known how it ended: gone/,
  ],
  [
    'rollback refused',
    { plan: rolling, deploy: badly, watched: saw('no-changes'), earlier: { kind: 'refused', why: 'a fork' } },
    'failed',
    /NOT ROLLED BACK: a fork/,
  ],
])('%s', (_, given, outcome, reason) => {
  const at = { ...given, cancelled: false };
  expect(nextPhase(at)).toBe('over');
  const end = endOf(at);
  expect(end.outcome).toBe(outcome);
  if (reason === '') expect(end.verdict.reason).toBeUndefined();
  else expect(end.verdict.reason).toMatch(reason);
});

test('what another monitor of the job has lost sight of is no success of this one', () => {
  const at = { plan, deploy: well, watched: saw('succeeded'), smoke: well, cancelled: false };
  expect(endOf(at, 'web: outage').verdict).toMatchObject({ outcome: 'error' });
});

describe('the bake', () => {
  const bakes: Deployment['plan'] = { ...plan, bakes: true, rollsBack: true };
  const ready: Deployment = { plan: bakes, deploy: well, watched: saw('succeeded'), cancelled: false };

  test('comes after the smoke command, and once', () => {
    expect(nextPhase(ready)).toBe('smoke');
    expect(nextPhase({ ...ready, smoke: well })).toBe('bake');
    expect(nextPhase({ ...ready, smoke: well, baked: true })).toBe('over');
    expect(nextPhase({ ...ready, smoke: badly })).toBe('earlier');
  });

  test('that broke is a failure by its numbers, and is rolled back', () => {
    const reason = 'alarm errors 45 s into the bake of 10 min: ALARM: 12.0 > 5.0';
    const broken = saw('failed', {
      ...{ failedResource: 'errors', failureReason: reason },
      bake: { status: 'breached', reason, breach: { kind: 'alarm', name: 'errors', reason } } as never,
    });
    const at = { ...ready, smoke: well, watched: broken, baked: true };
    expect(failureOf(at)).toBe(reason);
    expect(nextPhase(at)).toBe('earlier');
  });
});
