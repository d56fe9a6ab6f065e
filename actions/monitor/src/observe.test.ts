import { expect, test } from '@jest/globals';
import { replayReader } from '@signalbox/cloudformation/test/replay-reader';
import { scenario } from '@signalbox/cloudformation/test/scenario';
import { inputVariable, parseInputs } from '@signalbox/runner/inputs';
import { virtualClock } from '@signalbox/simulator/clock';
import { recordedStep } from '@signalbox/simulator/step';
import { inputs as fields } from './inputs.ts';
import { observe } from './observe.ts';
import { openNotified } from './reporting/notified.ts';

const UPDATE = scenario(`
  0   *       UPDATE_IN_PROGRESS  User Initiated
  10  Fn:AWS::Lambda::Function  UPDATE_IN_PROGRESS
  50  Fn:AWS::Lambda::Function  UPDATE_COMPLETE
  60  *       UPDATE_COMPLETE
`);

/** What the stack went through an hour before. */
const earlier = (start: number) =>
  scenario('0  *  UPDATE_COMPLETE', { start: start - 3_600_000, token: 'before' }).events.map((event) => ({
    ...event,
    id: 'before',
  }));

interface Setup {
  /** When the operation begins, in seconds after the watch. */
  readonly operationAt: number;
  /** When the deployment is over. */
  readonly overAt: number;
  readonly given?: Readonly<Record<string, string>>;
}

/** A watch in this process, during a deployment that is over at a moment. */
async function withDeployment({ operationAt, overAt, given = {} }: Setup) {
  const clock = virtualClock();
  const began = clock.now();
  const step = recordedStep({ clock, env: { AWS_REGION: 'eu-west-1' } });
  const reader = replayReader(UPDATE, {
    clock,
    startAt: began + operationAt * 1000,
    earlier: earlier(began),
  });
  const asked: number[] = [];
  const variables = Object.entries({ 'stack-name': 'shop', ...given }).map(([name, value]) => [
    inputVariable(name),
    value,
  ]);
  const { report } = await observe(
    parseInputs(fields, Object.fromEntries(variables)),
    step,
    {
      connect: async () => ({
        ...{ reader, readerOf: async () => reader, renew: async () => false, calls: () => reader.calls() },
        services: async () => {
          throw new Error('not asked for');
        },
        region: 'eu-west-1',
        cloudwatch: async () => {
          throw new Error('not asked for');
        },
      }),
      subscribers: async () => [],
      runs: async () => [],
      fetch: async () => {
        asked.push((clock.now() - began) / 1000);
        return new Response(null, { status: 200 });
      },
    },
    'one-id',
    {
      ...{ since: began, baseline: [], notified: openNotified() },
      over: () => clock.now() >= began + overAt * 1000,
    },
  );
  return { report, asked, step, seconds: (clock.now() - began) / 1000 };
}

test('an operation that begins long after the start time-out is still waited for, as long as the deployment goes on', async () => {
  const { report } = await withDeployment({ operationAt: 1200, overAt: 1260 });
  expect(report).toMatchObject({ status: 'succeeded', correlationId: 'one-id' });
});

test('nothing is judged before the deployment is over', async () => {
  const { report, seconds } = await withDeployment({ operationAt: 10, overAt: 600 });
  expect(report.status).toBe('succeeded');
  expect(seconds).toBeGreaterThan(600);
});

test('a deployment that begins no operation has changed nothing, which is known soon after its end', async () => {
  const { report, seconds } = await withDeployment({ operationAt: 90_000, overAt: 600 });
  expect(report.status).toBe('no-changes');
  expect(seconds).toBeLessThan(630);
});

test('no address is asked while the deployment goes on', async () => {
  const given = { 'stack-name': '', 'health-url': 'https://shop.example/' };
  const { asked, report } = await withDeployment({ operationAt: 0, overAt: 300, given });
  expect(report.status).toBe('succeeded');
  expect(Math.min(...asked)).toBeGreaterThanOrEqual(300);
});

test('it sets no output, writes no summary and keeps no state: who asked does', async () => {
  const { step } = await withDeployment({ operationAt: 10, overAt: 20 });
  const { outputs, summaries, states, exported } = step;
  expect({ outputs, summaries, states, exported }).toEqual({
    outputs: {},
    summaries: [],
    states: {},
    exported: {},
  });
});
