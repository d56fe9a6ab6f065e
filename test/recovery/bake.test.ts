// Killed in its bake, or between what that found and the end of its rollback. What was seen before stays seen, and no bake that
// was not finished is called passed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { AlarmMoment } from '@signalbox/simulator/cloudwatch/alarm';
import { type CloudWatchSimulator, startCloudWatch } from '@signalbox/simulator/cloudwatch/server';
import type { Given } from '../start-run.ts';
import { startWorld, type World } from './world.ts';

jest.setTimeout(180_000);

const GRACE_MS = 7 * 60_000;

let world: World;
let cloudwatch: CloudWatchSimulator;
beforeEach(async () => {
  world = await startWorld({ stackSpeed: 20 });
  cloudwatch = await startCloudWatch({ clock: world.clock });
  alarm();
});
afterEach(async () => {
  await world.close();
  await cloudwatch.close();
});

function alarm(...moments: readonly AlarmMoment[]): void {
  cloudwatch.alarms.length = 0;
  cloudwatch.alarms.push({ name: 'errors', startsAt: world.clock.now(), moments });
}
const off = { second: 0, state: 'ALARM' } as const;

const ending = (): string | undefined => world.endings()[0];
const BAKE = { bake: '10m', 'bake-alarms': 'errors' };
/** Only the action's own process dies, as when memory runs out. */
const KILL_MAIN = 'kill -KILL $PPID; while :; do sleep 0.1; done';

/** The stack is updated as soon as somebody watches. */
function deploying(given: Given, seen: (line: string) => void = () => {}) {
  const stack = world.stack('update-ok');
  let raw = '';
  const job = world.deployment({
    env: cloudwatch.env,
    onLine: ({ line }) => {
      raw += `${line}\n`;
      seen(line);
    },
  });
  const main = job.guard({ 'stack-name': 'shop', ...world.slackInputs, ...given });
  const said = (words: string) => world.until(() => raw.includes(words));
  const begin = () => world.aws.begin(stack);
  const updated = async () => {
    await world.until(() => world.aws.calls()['DescribeStackEvents'] !== undefined);
    begin();
  };
  return { ...job, main, said, begin, updated };
}

async function expectNextDeploys(): Promise<void> {
  const next = world.deployment();
  const main = await next.guard({ 'deploy-command': 'true' });
  expect(main).toMatchObject({ exitCode: 0, outputs: { outcome: 'succeeded' } });
  await next.finish();
}

/** One thread, whose head and one reply say the end. */
async function expectTold(words: RegExp): Promise<void> {
  const threads = await world.threads();
  expect(threads.map(({ text }) => text)).toEqual([expect.stringMatching(words)]);
}

describe('the step that runs the commands is killed', () => {
  test('in the bake: deployed, as was seen, and the bake inconclusive', async () => {
    const job = deploying({ ...BAKE, 'deploy-command': 'true', 'smoke-command': 'true' });
    await job.updated();
    await job.said('baking 1/10 min');
    job.runner.killStep();
    await job.main;
    const { status, summary, orphans } = await job.finish();
    expect(status).toBe('failure');
    expect(orphans).toEqual([]);
    expect(ending()).toMatch(
      /^success: deployed; its bake is inconclusive: not finished: the step was killed/,
    );
    expect(summary).toContain('Bake: inconclusive');
    expect(summary).not.toContain('Bake: passed');
    await expectTold(/was deployed in .*its bake is inconclusive/);
    await expectNextDeploys();
  });

  test('between the breach and the rollback: failed by what broke, and not rolled back', async () => {
    let kill = () => {};
    const job = deploying(
      { ...BAKE, 'deploy-command': 'true', 'rollback-command': 'echo UNDOING' },
      (line) => line.includes('The rollback command runs as soon as') && kill(),
    );
    kill = () => job.runner.killStep();
    await job.updated();
    await job.said('baking 0/10 min');
    alarm(off);
    const main = await job.main;
    expect(main.stdout).not.toContain('UNDOING');
    await job.finish();
    expect(ending()).toMatch(
      /^failure: breached: NOT ROLLED BACK, since the step was killed while it was to be rolled back: .*alarm/,
    );
    await expectTold(/failed.*NOT ROLLED BACK/);
    await expectNextDeploys();
  });

  test('in the rollback after a breach: not known, and why it was undone', async () => {
    const job = deploying({
      ...{ ...BAKE, 'start-timeout': '20s' },
      ...{ 'deploy-command': 'true', 'rollback-command': KILL_MAIN },
    });
    await job.updated();
    await job.said('baking 0/10 min');
    alarm(off);
    await job.main;
    const { orphans } = await job.finish();
    expect(orphans).toEqual([]);
    expect(ending()).toMatch(/^error: the step was killed while the rollback command ran, so .* not known/);
    await expectTold(/not known/);
    await expectNextDeploys();
  });

  test('in the watch of the rollback: it is seen to its end', async () => {
    await world.close();
    world = await startWorld({ stackSpeed: 1 });
    const job = deploying({ 'deploy-command': 'false', 'rollback-command': 'echo UNDOING; sleep 0.5' });
    await job.said('UNDOING');
    job.begin();
    // The command is over by then, and the stack is not.
    await world.clock.sleep(30_000);
    expect(world.aws.look('shop')?.status).toBe('UPDATE_IN_PROGRESS');
    job.runner.killStep();
    await job.main;
    await job.finish();
    expect(ending()).toMatch(
      /^failure: rolled back: deploy-command ended with exit code 1 \(the step was killed/,
    );
    await expectTold(/rolled back/);
    await expectNextDeploys();
  });

  test.each([
    [
      'nothing else was to be seen: deployed',
      {},
      /^success: deployed; the step was killed while it was waited/,
    ],
    [
      'it was to be tried: not known',
      { 'smoke-command': 'true' },
      /^error: the step was killed while it was waited until all is ready, so .* not known/,
    ],
    [
      'it was to be baked: not known to be well for long',
      BAKE,
      /^success: deployed; its bake is inconclusive/,
    ],
  ])('in readiness, and %s', async (_, given, words) => {
    const job = deploying({ ...given, 'deploy-command': 'true' });
    await job.updated();
    await world.until(() => world.aws.look('shop')?.status === 'UPDATE_IN_PROGRESS');
    job.runner.killStep();
    await job.main;
    await job.finish();
    expect(ending()).toMatch(words);
    await expectNextDeploys();
  });
});

test('a step that is cancelled in its bake: what was deployed stays deployed', async () => {
  const job = deploying({ ...BAKE, 'deploy-command': 'true' });
  await job.updated();
  await job.said('baking 0/10 min');
  await job.runner.cancel();
  expect((await job.main).outputs).toMatchObject({ outcome: 'cancelled', 'bake-status': 'inconclusive' });
  await job.finish();
  expect(ending()).toMatch(
    /^success: the job was cancelled, but the stack finished.*its bake is inconclusive/,
  );
  await expectTold(/was cancelled/);
  await expectNextDeploys();
});

test('the runner is lost in the bake: the next deployment takes over', async () => {
  const job = deploying({ ...BAKE, 'deploy-command': 'true' });
  await job.updated();
  await job.said('baking 0/10 min');
  job.runner.crash();
  await job.main;
  await job.lose(GRACE_MS);
  await expectNextDeploys();
  expect(ending()).toMatch(/^error: ended by another run/);
});

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

const onLinux = existsSync('/proc/self/environ') ? describe : describe.skip;

onLinux('the monitor of a bracket is killed in its bake', () => {
  const baking = () =>
    world.shop.deployments.some(({ statuses }) =>
      statuses.some(({ description }) => description.startsWith('baking ')),
    );

  /** Its stack is updated, the job's steps are over, and it bakes. */
  async function bakingBracket() {
    const job = deploying({ ...BAKE, bake: '4m' });
    const { state } = await job.main;
    const { directory } = JSON.parse(state['deployment'] ?? '').monitor.detached;
    await job.updated();
    await world.until(() => world.aws.look('shop')?.status === 'UPDATE_COMPLETE');
    const finished = job.finish();
    await world.until(baking);
    const kill = () => {
      for (const pid of processesIn(directory)) process.kill(pid, 'SIGKILL');
    };
    return { finished, kill };
  }

  test('once: another one goes on where it was, and it passes', async () => {
    const { finished, kill } = await bakingBracket();
    const began = world.clock.now();
    await world.clock.sleep(60_000);
    kill();
    const { status, summary, annotations } = await finished;
    expect(annotations.map(({ message }) => message).join('\n')).toContain('was killed; another one goes on');
    expect(status).toBe('success');
    expect(summary).toContain('Bake: passed');
    expect((world.clock.now() - began) / 1000).toBeLessThan(400);
    expect(ending()).toMatch(/^success: deployed in/);
    await expectTold(/was deployed in/);
    await expectNextDeploys();
  });

  test('and what went off meanwhile counts', async () => {
    const { finished, kill } = await bakingBracket();
    alarm({ second: 1, state: 'ALARM' }, { second: 3, state: 'OK' });
    await world.clock.sleep(4000);
    kill();
    const { status } = await finished;
    expect(status).toBe('failure');
    expect(ending()).toMatch(/^failure: .*alarm errors .*went off at/);
  });

  test('again and again: deployed, as was seen, and the bake inconclusive', async () => {
    const { finished, kill } = await bakingBracket();
    const killer = setInterval(kill, 50);
    const { status, summary } = await finished;
    clearInterval(killer);
    expect(status).toBe('success');
    expect(summary).toContain('Bake: inconclusive');
    expect(ending()).toMatch(/^success: deployed; its bake is inconclusive: not finished: the monitor ended/);
    await expectTold(/was deployed in .*its bake is inconclusive/);
    await expectNextDeploys();
  });
});
