import { describe, expect, test } from '@jest/globals';
import { anyText } from '@signalbox/simulator/any-text';
import fc from 'fast-check';
import { formatPayload, parsePayload } from './payload.ts';
import { lifeOf, queuePhaseOf, type State, type Status, truncatedLife } from './registration.ts';

const status = (state: State, createdAt: number, description = ''): Status => ({
  state,
  createdAt,
  description,
});
const claim = status('in_progress', 1, 'claim: checking');
const held = status('in_progress', 3, 'deploying');
const success = status('success', 60, 'deployed');

test.each([
  { latest: undefined, phase: 'waiting' },
  { latest: status('queued', 1), phase: 'waiting' },
  { latest: status('pending', 1), phase: 'waiting' },
  { latest: claim, phase: 'claiming' },
  { latest: held, phase: 'holding' },
  ...(['success', 'failure', 'error', 'inactive'] as const).map((state) => ({
    latest: status(state, 1),
    phase: 'over',
  })),
])('$latest.state $latest.description: $phase', ({ latest, phase }) =>
  expect(queuePhaseOf(latest)).toBe(phase),
);

describe('the life that statuses show', () => {
  test.each([
    { name: 'waits', statuses: [], life: {} },
    { name: 'claims', statuses: [claim], life: { latest: claim } },
    { name: 'holds', statuses: [claim, held], life: { latest: held, heldSince: 3, updates: 1 } },
    {
      name: 'ended',
      statuses: [claim, held, success],
      life: { latest: success, heldSince: 3, updates: 1, ended: success },
    },
    {
      name: 'ended in success although GitHub made it inactive later',
      statuses: [held, success, status('inactive', 90)],
      life: { latest: status('inactive', 90), heldSince: 3, updates: 1, ended: success },
    },
    {
      name: 'was ended by a stranger, and a monitor wrote on',
      statuses: [held, status('inactive', 20), status('in_progress', 30, '40 %')],
      life: {
        latest: status('in_progress', 30, '40 %'),
        heldSince: 3,
        updates: 2,
        interrupted: status('inactive', 20),
      },
    },
    {
      name: 'holds although somebody wrote that it waits',
      statuses: [claim, held, status('queued', 20, 'waiting')],
      life: { latest: { ...held, createdAt: 20 }, heldSince: 3, updates: 1 },
    },
    {
      name: 'is over although somebody wrote that it waits',
      statuses: [claim, held, success, status('queued', 90)],
      life: { latest: { ...success, createdAt: 90 }, heldSince: 3, updates: 1, ended: success },
    },
    {
      name: 'holds although somebody wrote that it claims',
      statuses: [claim, held, status('in_progress', 20, 'claim: forged')],
      life: { latest: { ...held, createdAt: 20 }, heldSince: 3, updates: 1 },
    },
  ])('$name', ({ statuses, life }) => expect(lifeOf(statuses)).toEqual(life));
});

describe('payload', () => {
  const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
  const text = fc.string({ unit: 'grapheme', maxLength: 50 }).filter((one) => !/[\p{Cc}\p{Cs}]/u.test(one));
  const payload = fc.record({
    nonce: fc.stringMatching(/^[0-9a-z.]{1,40}$/),
    correlationId: fc.stringMatching(/^[A-Za-z0-9]{1,20}$/),
    repository: fc.stringMatching(/^[\w-]{1,39}\/[\w-][\w.-]{0,99}$/),
    runId: id,
    runAttempt: id,
    checkRunId: id,
    workflow: text,
    actor: text,
    priority: fc.integer({ min: -1000, max: 1000 }),
    scope: fc.constantFrom('job' as const, 'run' as const),
    stacks: fc.array(fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,127}$/)),
  });

  test('comes back as it was stored, through up to two layers of JSON', () => {
    fc.assert(
      fc.property(payload, fc.nat(2), (given, layers) => {
        let stored: unknown = formatPayload(given);
        for (let layer = 0; layer < layers; layer++) stored = JSON.stringify(stored);
        expect(parsePayload(stored)).toEqual(given);
      }),
    );
  });

  test('whatever the workflow is called, we can read ourselves', () => {
    fc.assert(
      fc.property(payload, anyText({ maxLength: 1000 }), (given, workflow) => {
        expect(parsePayload(formatPayload({ ...given, workflow }))).toBeDefined();
      }),
    );
  });

  const stored = {
    ...{ signalbox: 1, nonce: 'n', repository: 'octo/shop', run_id: 1, run_attempt: 1, check_run_id: 1 },
    ...{ workflow: 'deploy', actor: 'mona', priority: 0, scope: 'job', stacks: [], correlation_id: 'c' },
  };
  test.each([
    ['nonce', ''],
    ['nonce', 'n'.repeat(20_000)],
    ['nonce', 'a\nb'],
    ['correlation_id', '../../etc'],
    ['correlation_id', 7],
    ['repository', `octo/${'x'.repeat(20_000)}`],
    ['repository', 'octo/..'],
    ['repository', 'octo/shop/../../user'],
    ['repository', 'octo/shop?x=1'],
    ['repository', 'shop'],
    ['run_id', 0],
    ['run_id', 2 ** 60],
    ['run_id', '1'],
    ['run_attempt', -1],
    ['check_run_id', 1.5],
    ['workflow', 'w'.repeat(20_000)],
    ['workflow', '\u001b[2J'],
    ['actor', 'a'.repeat(5000)],
    ['priority', 1001],
    ['priority', -1001],
    ['priority', 1e308],
    ['priority', '5'],
    ['scope', 'everything'],
    ['stacks', 'shop'],
    ['stacks', Array.from({ length: 101 }, (_, index) => `s${index}`)],
    ['stacks', ['shop\n::error::']],
    ['sha', 'main'],
  ])('with a %s that cannot be it is nobody’s', (name, value) => {
    expect(parsePayload(stored)).toBeDefined();
    expect(parsePayload({ ...stored, [name]: value })).toBeUndefined();
  });

  test('of anybody else is none of ours, and never throws', () => {
    fc.assert(fc.property(fc.anything(), (stored) => expect(parsePayload(stored)).toBeUndefined()));
    fc.assert(fc.property(fc.json(), (stored) => expect(parsePayload(stored)).toBeUndefined()));
  });
});

describe('the life of one whose statuses are not all read', () => {
  const any = fc.constantFrom<(at: number) => Status>(
    (at) => status('queued', at),
    (at) => status('in_progress', at, 'claim: checking'),
    (at) => status('in_progress', at, 'deploying'),
    (at) => status('inactive', at),
    (at) => status('success', at),
  );
  const statuses = fc.array(any, { minLength: 1, maxLength: 8 }).map((all) => all.map((one, at) => one(at)));

  test('is over only where all of them say so, else it holds; and it proves nothing', () => {
    fc.assert(
      fc.property(statuses, fc.boolean(), (all, known) => {
        const latest = all.at(-1);
        const life = truncatedLife({ createdAt: 0, ...(known && latest ? { latest } : {}) });
        const phase = queuePhaseOf(life.latest);
        expect(['holding', 'over']).toContain(phase);
        if (phase === 'over') expect(queuePhaseOf(lifeOf(all).latest)).toBe('over');
        expect(life).not.toHaveProperty('heldSince');
        expect(life).not.toHaveProperty('ended');
      }),
    );
  });
});
