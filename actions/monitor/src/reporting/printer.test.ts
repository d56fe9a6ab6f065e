import { expect, test } from '@jest/globals';
import type { Notice } from '@signalbox/cloudformation/notice';
import type { Progress } from '@signalbox/cloudformation/progress';
import { scenario } from '@signalbox/cloudformation/test/scenario';
import { actionsLog } from '@signalbox/runner/log';
import { virtualClock } from '@signalbox/simulator/clock';
import { recordedStep } from '@signalbox/simulator/step';
import { lineOf, stillLine } from './lines.ts';
import { printer } from './printer.ts';

const progress: Progress = {
  ...{ elapsedSeconds: 9, percent: 30, done: 1, total: 3, running: [] },
  remaining: { seconds: 20, low: 10, high: 30 },
};
const PROGRESS: Notice = { kind: 'progress', rollingBack: false, progress };

const notices = (lines: string): Notice[] => [
  ...scenario(lines).events.map((event, index): Notice => {
    const nested = event.stackName === 'shop' ? '' : event.stackName.slice('shop-'.length);
    return {
      kind: 'event',
      event,
      elapsedSeconds: index,
      percent: 10 * index,
      rollingBack: false,
      path: nested,
    };
  }),
  PROGRESS,
];

const NESTED = `
  0 Api    CREATE_IN_PROGRESS
  1 Api/*  CREATE_IN_PROGRESS
  2 Api/Fn CREATE_IN_PROGRESS
  3 Api/Fn CREATE_COMPLETE
  4 Api    CREATE_COMPLETE
`;

function printed(lines: string): string[] {
  const step = recordedStep({ clock: virtualClock() });
  const print = printer(step, '');
  for (const notice of notices(lines)) print(notice);
  return step.lines;
}

test('what a nested stack shows in a row is folded under its name, at once', () => {
  const lines = printed(NESTED);
  expect(lines).toHaveLength(6);
  expect(lines[1]).toBe('Api: 3 events');
});

test('a failure is not folded away', () => {
  expect(printed(NESTED.replace('Fn CREATE_COMPLETE', 'Fn CREATE_FAILED  no'))).not.toContain(
    'Api: 3 events',
  );
});

test('little is not worth folding', () => {
  expect(printed('0 Api CREATE_IN_PROGRESS\n1 Api/* CREATE_IN_PROGRESS').join()).not.toContain('events');
});

test('each line shows the percent of its own event', () => {
  expect(printed(NESTED).at(-1)).toMatch(/^\[00:04\] {2}40%/);
});

test('a total is shown as one only where it is known what is to come', () => {
  expect(stillLine(progress, false)).toContain(' 1 of 3 done');
  expect(stillLine({ ...progress, unplanned: true }, false)).toContain(' 1 of at least 3 done');
});

test('what is undone has no percent', () => {
  expect(stillLine({ ...progress, percent: 74 }, true)).toMatch(
    /^\[\d\d:\d\d\] ⏪ rolling back +… 1 of 3 done/,
  );
});

test('hostile names in a fold never become commands', () => {
  const written: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = ((text: string) => written.push(text) > 0) as typeof process.stdout.write;
  try {
    actionsLog().folded('Api\n::set-env name=X::y', ['fine\n::add-mask::a', '::endgroup::']);
  } finally {
    process.stdout.write = write;
  }
  const lines = written.join('').split('\n').filter(Boolean);
  expect(lines.filter((line) => line.startsWith('::')).map((line) => line.split('::')[1])).toEqual([
    'group',
    'endgroup',
  ]);
});

test.each([
  [undefined, false, 'Stack shop does not exist yet: waiting for an operation to begin'],
  ['UPDATE_COMPLETE', false, 'Stack shop is UPDATE_COMPLETE: waiting for an operation to begin'],
  ['REVIEW_IN_PROGRESS', false, 'Stack shop is REVIEW_IN_PROGRESS: waiting for an operation to begin'],
  ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', false, /: waiting for an operation to begin$/],
  ['UPDATE_IN_PROGRESS', false, 'Stack shop is UPDATE_IN_PROGRESS: its events follow'],
  ['ROLLBACK_IN_PROGRESS', false, 'Stack shop is ROLLBACK_IN_PROGRESS: its events follow'],
  ['UPDATE_COMPLETE', true, /the job goes on/],
])('a stack that is %s says what is waited for', (stackStatus, further, text) => {
  const notice: Notice = { kind: 'waiting', stack: 'shop', further, ...(stackStatus && { stackStatus }) };
  expect(lineOf(notice)?.text).toMatch(text);
});
