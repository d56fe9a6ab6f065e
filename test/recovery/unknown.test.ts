// What nobody saw is no success: the record of a green job is an error, no matter which step in the job lost it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { actionFolder } from '../start-run.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.close());

const warnings = (annotations: readonly { level: string; message: string }[]) =>
  annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);

/** The processes that were started with the directory of a detached one in their environment. */
function processesIn(directory: string): readonly number[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`SIGNALBOX_DETACHED=${directory}\0`)
        ? [Number(pid)]
        : [];
    } catch {
      return [];
    }
  });
}

const onLinux = existsSync('/proc/self/environ') ? test : test.skip;

onLinux('a monitor that is killed again and again leaves no report: an error, said loudly', async () => {
  const stack = world.stack('update-failed-nested');
  const { guard, finish } = world.deployment();
  const { state } = await guard({ 'stack-name': stack.name, ...world.slackInputs });
  world.aws.begin(stack);
  const { directory } = JSON.parse(state['deployment'] ?? '').monitor.detached;
  const killer = setInterval(() => {
    for (const pid of processesIn(directory)) process.kill(pid, 'SIGKILL');
  }, 50);
  await world.until(() => world.aws.look(stack.name)?.status === 'UPDATE_ROLLBACK_COMPLETE');
  const { status, annotations, summary } = await finish();
  clearInterval(killer);
  expect(status).toBe('success');
  expect(warnings(annotations)).toContainEqual(expect.stringContaining('ended without a report. Look at it'));
  expect(world.endings()).toEqual([expect.stringMatching(/^error: .*not known/)]);
  expect(summary).toContain('not known how it ended');
  expect((await world.threads())[0]?.text).not.toContain('was deployed');
});

test('a monitor that is told to end from outside has not seen the end', async () => {
  const stack = world.stack('update-ok');
  const { guard, finish } = world.deployment();
  const { state } = await guard({ 'stack-name': stack.name });
  world.aws.begin(stack);
  await world.until(() => world.aws.look(stack.name)?.status === 'UPDATE_IN_PROGRESS');
  await world.clock.sleep(10_000);
  process.kill(JSON.parse(state['deployment'] ?? '').monitor.detached.pid, 'SIGTERM');
  await world.until(() => world.aws.look(stack.name)?.status === 'UPDATE_COMPLETE');
  const { status } = await finish();
  expect(status).toBe('success');
  expect(world.endings()).toEqual([expect.stringMatching(/^error: .*ended from outside/)]);
});

test('a monitor that could never look: an error on record, and red, since that is the user’s to mend', async () => {
  const stack = world.stack('update-ok');
  world.aws.denied.add('DescribeStackEvents');
  const { guard, finish } = world.deployment();
  await guard({ 'stack-name': stack.name });
  world.aws.begin(stack);
  await world.until(() => world.aws.look(stack.name)?.status === 'UPDATE_COMPLETE');
  const { status, annotations } = await finish();
  expect(status).toBe('failure');
  expect(annotations.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
    expect.stringContaining('cloudformation:DescribeStackEvents'),
  ]);
  expect(world.endings()).toEqual([expect.stringMatching(/^error: .*not known/)]);
});

test.each([
  ['guard', 'something else', /^error: .*not known/],
  ['coordinate', 'something else', /^error: .*not known/],
  ['guard', 'the same stack', /^success: /],
])(
  '%s: another monitor of the job loses sight, and a further one sees %s to be well',
  async (holder, what, ending) => {
    const stack = world.stack('update-ok');
    const { runner, finish } = world.deployment();
    await runner.run({ uses: actionFolder(holder), with: { environment: 'production' } });
    const watch = (inputs: Readonly<Record<string, string>>) =>
      runner.run({ uses: actionFolder('monitor'), with: inputs });
    world.aws.begin(stack);
    const watching = watch({ 'stack-name': stack.name });
    await world.clock.sleep(30_000);
    const restore = world.aws.expireCredentials();
    const { env, conclusion } = await watching;
    restore();
    expect(conclusion).toBe('success');
    expect(env['SIGNALBOX_OUTCOME_UNKNOWN']).toContain(stack.name);
    const other = { 'health-url': world.github.url, 'health-status': '200-599' };
    const further = await watch(what === 'the same stack' ? { 'stack-name': stack.name } : other);
    expect(further.conclusion).toBe('success');
    expect((await finish()).status).toBe('success');
    expect(world.endings()).toEqual([expect.stringMatching(ending)]);
  },
);
