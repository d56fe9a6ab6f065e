// The monitor's bundle as the runner runs it, against the simulated CloudFormation: foreground, background, cancelled,
// throttled, and on every timeline at hand.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { MonitorReport } from '@signalbox/cloudformation/report';
import { type Clock, systemClock } from '@signalbox/runner/clock';
import {
  type CloudFormationSimulator,
  startCloudFormation,
} from '@signalbox/simulator/cloudformation/server';
import { readTimeline, seconds, type Timeline } from '@signalbox/simulator/cloudformation/timeline';
import type { Job } from '@signalbox/simulator/runner/job';
import { actionFolder, firstCall, startLonelyRun } from './start-run.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDERS = [join(ROOT, 'packages/simulator/fixtures/timelines'), join(ROOT, '../shared/timelines')];
const TIMELINES = FOLDERS.filter(existsSync).flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => readTimeline(join(folder, file))),
);
/** How long a timeline is to take here. */
const PLAYED_SECONDS = 3;

const timelineOf = (name: string) => TIMELINES.find((each) => each.name === name) ?? TIMELINES[0];

let opened: CloudFormationSimulator[] = [];
beforeEach(() => {
  opened = [];
});
afterEach(async () => {
  for (const simulator of opened) await simulator.close();
});

interface World {
  readonly aws: CloudFormationSimulator;
  readonly job: Job;
  readonly begin: () => void;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Stands still until there is a call: a process may take longer to start than an operation is played. */
function fromFirst(isCalled: () => boolean): Clock {
  const start = systemClock.now();
  let called: number | undefined;
  const now = () => {
    if (isCalled()) called ??= systemClock.now();
    return called === undefined ? start : start + systemClock.now() - called;
  };
  return { ...systemClock, now };
}

async function world(timeline: Timeline | undefined, playedSeconds = PLAYED_SECONDS): Promise<World> {
  if (timeline === undefined) throw new Error('there is no timeline');
  const speed = Math.max(1, seconds(timeline) / playedSeconds);
  const aws = await startCloudFormation({ speed, clock: fromFirst(() => aws.log.length > 0) });
  opened.push(aws);
  const stack = aws.add([timeline]);
  const { runner: job } = startLonelyRun({
    env: {
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_REGION: timeline.stack.region,
      AWS_ENDPOINT_URL: aws.url,
    },
  });
  const inputs = { 'stack-name': timeline.stack.name, 'poll-interval': '1s', 'start-timeout': '20s' };
  return { aws, job, begin: () => aws.begin(stack), inputs };
}

const MONITOR = actionFolder('monitor');

test('is right on every timeline', async () => {
  const seen = await Promise.all(
    TIMELINES.map(async (timeline) => {
      const { aws, job, begin, inputs } = await world(timeline);
      const running = job.run({ uses: MONITOR, with: inputs });
      // A stack that is deleted before the first look cannot be found by its name.
      await firstCall(aws);
      begin();
      const step = await running;
      await job.finish();
      const { status, 'failed-resource': failed } = step.outputs;
      return { name: timeline.name, status, failed, conclusion: step.conclusion };
    }),
  );
  expect(seen).toEqual(
    TIMELINES.map(({ name, expect: { status, rootCause } }) => ({
      name,
      status,
      failed: rootCause?.logicalId ?? '',
      conclusion: status === 'succeeded' ? 'success' : 'failure',
    })),
  );
});

test('what is under way already is said at once, and watched to its end', async () => {
  const { job, begin, inputs } = await world(timelineOf('update-ok'));
  begin();
  const step = await job.run({ uses: MONITOR, with: inputs });
  await job.finish();
  expect(step.stdout).toContain('is UPDATE_IN_PROGRESS: its events follow');
  expect(step).toMatchObject({ conclusion: 'success', outputs: { status: 'succeeded' } });
});

test('in the background it watches beside the job, and the post step shows all and fails', async () => {
  const { job, begin, inputs } = await world(timelineOf('update-failed-nested'));
  const main = await job.run({ uses: MONITOR, with: { ...inputs, mode: 'background' } });
  expect(main).toMatchObject({ conclusion: 'success', outputs: {} });
  begin();
  await job.shell('sleep 1');
  const { status, steps, orphans } = await job.finish();
  const post = steps.find(({ phase }) => phase === 'post');
  expect(status).toBe('failure');
  expect(post?.stdout).toContain('UPDATE_ROLLBACK_IN_PROGRESS');
  expect(post?.summary).toContain('**Root cause:** Trigger');
  expect(post?.annotations.map(({ level }) => level)).toContain('error');
  expect(orphans).toEqual([]);
});

test.each([
  ['as by the runner', (job: Job) => job.cancel()],
  ['by SIGTERM alone', (job: Job) => job.terminate()],
] as const)(
  'cancelled %s, it says what still runs, and is not killed',
  async (_, cancel) => {
    const { aws, job, begin, inputs } = await world(timelineOf('create-ok'), 60);
    begin();
    const running = job.run({ uses: MONITOR, with: inputs });
    while ((aws.calls()['DescribeStackEvents'] ?? 0) < 4)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await cancel(job);
    const step = await running;
    // Null when it had to be killed.
    expect(step.exitCode).toBe(0);
    expect(step.outputs['status']).toBe('cancelled');
    expect(step.summary).toContain('**Still running:**');
    await job.finish();
  },
  60_000,
);

test('throttled and without the right to more than events, it still sees the end', async () => {
  const { aws, job, begin, inputs } = await world(timelineOf('update-ok'));
  for (const name of ['DescribeEvents', 'DescribeChangeSet']) aws.denied.add(name);
  // After the first look, which sees it begin: even a process that is slow has these calls still before it.
  aws.faults.add({ skip: 1, times: 2, fault: { kind: 'rate-limit', retryAfterSeconds: 0 } });
  aws.faults.add({ skip: 2, times: 1, fault: { kind: 'status', status: 503 } });
  begin();
  const step = await job.run({ uses: MONITOR, with: inputs });
  expect(step).toMatchObject({ conclusion: 'success', outputs: { status: 'succeeded' } });
  const report = JSON.parse(readFileSync(step.outputs['report-path'] ?? '', 'utf8')) as MonitorReport;
  expect(report.stacks[0]?.lostSightSeconds).toBeGreaterThan(0);
  await job.finish();
});
