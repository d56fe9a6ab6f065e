import { expect, test } from '@jest/globals';
import { calibrationOf, finishedRun } from './history.ts';
import { lifeOf, type State, type Status } from './registration.ts';

const status = (state: State, description: string, second: number): Status => ({
  state,
  description,
  createdAt: second * 1000,
});

/** A life that held from second 10 with a prediction, and ended. */
const life = (seconds: number, ended: State = 'success') =>
  lifeOf([
    status('queued', '2nd in line', 0),
    status('in_progress', 'claim: checking', 5),
    status('in_progress', 'deploying abc1234, expected 300/360/480 s (deploy by mona)', 10),
    status('in_progress', '40 %', 60),
    status(ended, 'done', 10 + seconds),
  ]);

test('the prediction is read from the status that made it hold', () => {
  expect(life(100).predicted).toEqual({ p50: 300, p80: 360, p95: 480 });
});

test('what it changed is read from what was reported while it held', () => {
  const reported = [
    status('in_progress', 'claim: change 00000000', 5),
    status('in_progress', 'deploying abc1234 (deploy by mona)', 10),
    status('in_progress', 'shop: 40% of change 0123abcd, Queue, about 2 min left', 60),
    status('success', 'done', 90),
  ];
  expect(finishedRun(lifeOf(reported))?.shape).toBe('0123abcd');
  expect(finishedRun(life(100))?.shape).toBeUndefined();
});

test('successes that had a prediction are judged by it', () => {
  const unreported = lifeOf([status('in_progress', 'deploying', 0), status('success', '', 900)]);
  expect(calibrationOf([life(100), life(400), life(500), life(9000, 'failure'), unreported])).toEqual({
    runs: 3,
    insideP80: 1 / 3,
    insideP95: 2 / 3,
  });
});

test('without any prediction nothing is claimed', () => expect(calibrationOf([])).toBeUndefined());

test.each([
  ['one that said so', ['shop: changed nothing'], 'nothing'],
  [
    'unless another stack has a shape',
    ['shop: changed nothing', 'web: 40% of change 0123abcd, 3 of 9'],
    '0123abcd',
  ],
  ['or made progress of an unknown shape', ['shop: changed nothing', 'web: 40%, 3 resources'], undefined],
  ['foreign words do not count', ['deploying 0123abc (: changed nothing by mona)'], undefined],
])('a deployment that changed nothing is known: %s', (_, reported, shape) => {
  const statuses = reported.map((description, i) => status('in_progress', description, i));
  expect(finishedRun(lifeOf([...statuses, status('success', '', 900)]))?.shape).toBe(shape);
});
