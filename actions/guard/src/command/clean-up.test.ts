import { expect, test } from '@jest/globals';
import type { Watched } from '../verdict.ts';
import { verdictOfLeft } from './clean-up.ts';

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
    const verdict = verdictOfLeft(job, { doing, cancelled }, status === undefined ? undefined : { status });
    expect(verdict.outcome).toBe(outcome);
    expect(verdict.reason).toMatch(reason);
  },
);
