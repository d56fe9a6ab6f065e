import { expect, test } from '@jest/globals';
import type { Registration } from '../../model/registration.ts';
import { isProvenOver } from './rest-only.ts';

const MINUTE = 60_000;
const date = (minutes: number) => new Date(minutes * MINUTE).toISOString();
const payloadOf = (given: object) => ({
  ...{ signalbox: 1, nonce: 'n', repository: 'octo/shop', run_id: 1, run_attempt: 1, priority: 0 },
  ...given,
});
const listed = ({
  id = 5,
  touched = 50,
  ...payload
}: {
  id?: number;
  touched?: number;
  priority?: number;
} = {}) => ({
  ...{ id, created_at: date(40), updated_at: date(touched), payload: payloadOf(payload) },
});
/** Held from minute 100 on. */
const granted = (
  given: { ended?: 'success' | 'failure'; repository?: string; priority?: number } = {},
): Registration => ({
  ...{
    id: 10,
    sha: '',
    creator: '',
    environment: 'production',
    createdAt: 90 * MINUTE,
    heldSince: 100 * MINUTE,
  },
  payload: {
    ...{ nonce: '', correlationId: '', repository: given.repository ?? 'octo/shop', runId: 1, runAttempt: 1 },
    ...{ workflow: '', actor: '', priority: given.priority ?? 0, scope: 'job', stacks: [] },
  },
  ...(given.ended && { ended: { state: given.ended, description: '', createdAt: 110 * MINUTE } }),
});

test.each([
  { name: 'older, and untouched since a later grant that succeeded', over: true },
  { name: 'nothing was granted', proofs: [], over: false },
  { name: 'touched after the grant', row: listed({ touched: 101 }), over: false },
  {
    name: 'touched so shortly before the grant that its read may have missed it',
    row: listed({ touched: 99.5 }),
    over: false,
  },
  { name: 'behind the one that was granted', row: listed({ id: 11 }), over: false },
  { name: 'of lower priority: it may wait ever since', row: listed({ priority: -1 }), over: false },
  {
    name: 'earlier, but the grant went to a higher priority',
    proofs: [granted({ ended: 'success', priority: 1 })],
    over: false,
  },
  {
    name: 'the grant failed: this may be the last success',
    proofs: [granted({ ended: 'failure' })],
    over: false,
  },
  {
    name: 'the success is of another repository',
    proofs: [granted({ ended: 'success', repository: 'octo/x' })],
    over: false,
  },
  { name: 'still held: no success yet', proofs: [granted()], over: false },
])('$name: over is $over', ({ row = listed(), proofs = [granted({ ended: 'success' })], over }) => {
  expect(isProvenOver(row, proofs)).toBe(over);
});
