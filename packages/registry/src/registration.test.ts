import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatPayload, parsePayload } from './payload.ts';
import { lifeOf, phaseOf, type State, type Status } from './registration.ts';

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
])('$latest.state $latest.description: $phase', ({ latest, phase }) => expect(phaseOf(latest)).toBe(phase));

describe('the life that statuses tell', () => {
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
  ])('$name', ({ statuses, life }) => expect(lifeOf(statuses)).toEqual(life));
});

describe('payload', () => {
  const payload = fc.record({
    nonce: fc.string({ minLength: 1 }),
    correlationId: fc.stringMatching(/^[A-Za-z0-9]{1,20}$/),
    repository: fc.string(),
    runId: fc.nat(),
    runAttempt: fc.nat(),
    checkRunId: fc.nat(),
    workflow: fc.string(),
    actor: fc.string(),
    priority: fc.integer(),
    scope: fc.constantFrom('job' as const, 'run' as const),
    stacks: fc.array(fc.string()),
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

  test('of anybody else is none of ours, and never throws', () => {
    fc.assert(fc.property(fc.anything(), (stored) => expect(parsePayload(stored)).toBeUndefined()));
    fc.assert(fc.property(fc.json(), (stored) => expect(parsePayload(stored)).toBeUndefined()));
  });
});
