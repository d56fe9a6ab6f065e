// What surrounds a deployment fails: Slack, AWS, the disk, the clock.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { startWorld, type World } from './world.ts';

jest.setTimeout(60_000);

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

test('Slack is down throughout: the deployment is green, and the log says what was not told', async () => {
  world.slack.faults.add({ fault: { kind: 'status', status: 503 } });
  const job = world.deployment();
  const main = await job.guard(world.slackInputs);
  await job.runner.shell('echo deployed');
  const { status, annotations } = await job.finish();
  expect(main.exitCode).toBe(0);
  expect(status).toBe('success');
  expect(annotations).toContainEqual(
    expect.objectContaining({ level: 'warning', message: expect.stringMatching(/waits? in the outbox/) }),
  );
  expect(world.endings()).toEqual([expect.stringMatching(/^success: /)]);
});

test('AWS throttles everybody for minutes: waited out, and the end is still seen', async () => {
  const stack = world.stack('update-ok');
  const job = world.deployment();
  await job.guard({ 'stack-name': stack.name });
  world.aws.begin(stack);
  const restore = world.aws.faults.add({ fault: { kind: 'rate-limit', retryAfterSeconds: 1 } });
  await world.clock.sleep(4 * 60_000);
  restore();
  const { status, summary } = await job.finish();
  expect(status).toBe('success');
  expect(summary).toContain('succeeded');
  expect(world.endings()).toEqual([expect.stringMatching(/^success: /)]);
});

test('AWS credentials expire while the stack moves: the outcome is called unknown, not failed', async () => {
  const stack = world.stack('update-ok');
  const job = world.deployment();
  await job.guard({ 'stack-name': stack.name });
  world.aws.begin(stack);
  await world.clock.sleep(20_000);
  world.aws.expireCredentials();
  const { status, summary, annotations } = await job.finish();
  expect(status).toBe('success');
  expect(summary).toContain('Lost sight');
  expect(annotations.map(({ message }) => message).join('\n')).toContain('is not known');
});

test('AWS credentials that cannot read the stack are refused before the queue is joined', async () => {
  const stack = world.stack('update-ok');
  world.aws.denied.add('DescribeStacks');
  const job = world.deployment();
  const main = await job.guard({ 'stack-name': stack.name });
  expect(main.exitCode).toBe(1);
  expect(main.annotations).toEqual([
    expect.objectContaining({
      level: 'error',
      message: expect.stringContaining('cloudformation:DescribeStacks'),
    }),
  ]);
  await job.finish();
  expect(world.endings()).toEqual([]);
});

test('temporary files cannot be written: no watch and no Slack, but a deployment with a true record', async () => {
  const stack = world.stack('update-ok');
  const job = world.deployment();
  writeFileSync(join(job.runner.tempDir, 'signalbox'), 'in the way of a folder');
  const main = await job.guard({ 'stack-name': stack.name, ...world.slackInputs });
  expect(main).toMatchObject({ exitCode: 0, outputs: { acquired: 'true' } });
  const { status, annotations } = await job.finish();
  expect(status).toBe('success');
  const said = annotations.map(({ message }) => message).join('\n');
  expect(said).toContain('is not watched');
  expect(said).toContain('Slack was not told');
  expect(world.endings()).toEqual([expect.stringMatching(/^success: /)]);
});

const full = (variable: string) => ({
  NODE_OPTIONS: `--import=data:text/javascript,process.env.${variable}='/dev/full'`,
});

test('the disk is full: the summary is lost and said, the release is not', async () => {
  const job = world.deployment({ env: full('GITHUB_STEP_SUMMARY') });
  expect(await job.guard()).toMatchObject({ exitCode: 0, outputs: { acquired: 'true' } });
  const { status, annotations } = await job.finish();
  expect(status).toBe('success');
  expect(annotations.map(({ message }) => message).join('\n')).toContain('summary could not be written');
  expect(world.endings()).toEqual([expect.stringMatching(/^success: /)]);
});

test('the disk is full where the post step would find its ticket: refused before anything is registered', async () => {
  const job = world.deployment({ env: full('GITHUB_STATE') });
  const main = await job.guard();
  expect(main.exitCode).toBe(1);
  expect(main.raw).toContain('ENOSPC');
  await job.finish();
  expect(world.endings()).toEqual([]);
});

test.each([1, -1])(
  "the runner's clock is off by %d hour: nobody overlaps, and the times told are true",
  async (hours) => {
    const [holder, next] = [
      world.deployment({ offsetMs: hours * 3_600_000 }),
      world.deployment({ offsetMs: -hours * 3_600_000 }),
    ];
    await holder.guard();
    const waiting = next.guard();
    await world.until(
      () => world.endings().length === 2 && world.endings()[1]?.startsWith('queued') === true,
    );
    expect(world.endings()[0]).toMatch(/^in_progress: deploying/);
    await holder.finish();
    expect(world.endings()[0]).toMatch(/^success: deployed in (\d+ s|\d+ min)/);
    const turn = await waiting;
    expect(turn).toMatchObject({ outputs: { acquired: 'true' } });
    expect(turn.stdout).toMatch(/1st in line behind run \d+ .*, deploying for \d+ s[.;]/);
    await next.finish();
  },
);
