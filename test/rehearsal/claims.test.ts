import { expect, test } from '@jest/globals';
import type { DeploymentStatus, StatusState } from '@signalbox/simulator/github/state';
import { oneHolder, released, waited } from './queue-claims.ts';
import type { Registered } from './queue-view.ts';
import { rolledOut } from './ready-claims.ts';

// A claim that cannot fail is worth nothing: each is shown a history that breaks it.

type Posted = readonly [id: number, state: StatusState, description?: string];

const registered = (id: number, ...posted: readonly Posted[]): Registered => ({
  ...{ id, runId: id, text: '' },
  statuses: posted.map(
    ([statusId, state, description = '']): DeploymentStatus => ({
      ...{ id: statusId, state, description, createdAt: statusId, committedAt: statusId },
      ...{ environment: 'production', environmentUrl: '', logUrl: '', creator: 'mona' },
    }),
  ),
});

const claim: Posted[1] = 'in_progress';
const first = registered(
  1,
  [10, claim, 'claim: checking'],
  [11, 'in_progress', 'deploying'],
  [20, 'success'],
);

test.each([
  ['one after the other', registered(2, [21, 'in_progress', 'deploying'], [30, 'success']), true],
  ['a claim beside a holder', registered(2, [12, claim, 'claim: checking'], [22, 'inactive']), true],
  ['two at once', registered(2, [15, 'in_progress', 'deploying'], [30, 'success']), false],
])('never two holders: %s', (_, second, holds) => {
  expect(oneHolder([first, second]).holds).toBe(holds);
});

test.each([
  ['over', registered(2, [15, 'queued'], [30, 'inactive']), true],
  ['never heard of again', registered(2, [15, 'queued']), false],
  ['without any status', registered(2), false],
])('everything released: %s', (_, second, holds) => {
  expect(released([first, second]).holds).toBe(holds);
});

test.each([
  ['queued, then held', registered(2, [15, 'queued'], [21, 'in_progress', 'deploying']), true],
  ['arrived too late', registered(2, [25, 'queued'], [26, 'in_progress', 'deploying']), false],
  ['held too early', registered(2, [15, 'queued'], [16, 'in_progress', 'deploying']), false],
])('queued behind: %s', (_, second, holds) => {
  expect(waited(first, second).holds).toBe(holds);
});

test.each([
  ['done once it had settled', '| ecs-service shop/web | ✅ succeeded | 8 s | SUCCESSFUL |', 20, true],
  ['done before', '| ecs-service shop/web | ✅ succeeded | 0 s | SUCCESSFUL |', 9, false],
  ['rolled back', '| ecs-service shop/web | ❌ rolled back | 8 s | |', 20, false],
  ['not looked at', '| shop | ✅ succeeded |', 20, false],
])('the service settled first: %s', (_, summary, endedAt, holds) => {
  expect(rolledOut(summary, 10, endedAt).holds).toBe(holds);
});
