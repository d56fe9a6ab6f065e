import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { fastTime } from './fast-time.ts';
import { type Job, type JobOptions, type LogLine, startJob } from './job.ts';
import { githubContext } from './variables.ts';

const uses = join(import.meta.dirname, '../../fixtures/action');
const github = githubContext({ token: 'ghs_secret', api_url: 'http://127.0.0.1:1' });
const jobs: Job[] = [];
let processes: 'fresh' | 'reused' = 'fresh';
afterEach(async () => {
  for (const job of jobs.splice(0)) await job.finish();
});

/** A job; `processes` as the tests that run say. */
function start(options: Partial<JobOptions> = {}) {
  const lines: LogLine[] = [];
  const job = startJob({ github, processes, onLine: (line) => lines.push(line), ...options });
  jobs.push(job);
  return { job, lines };
}

/** Resolves when the job's log shows `text`. */
async function shown(lines: readonly LogLine[], text: string): Promise<void> {
  while (!lines.some(({ line }) => line.includes(text))) await new Promise((go) => setTimeout(go, 5));
}

describe.each(['fresh', 'reused'] as const)('processes that are %s', (kind) => {
  beforeAll(() => {
    processes = kind;
  });

  test('inputs are what the step gives, else the evaluated default, else empty', async () => {
    const { job } = start();
    const script = `for (const [k, v] of Object.entries(env)) if (k.startsWith('INPUT_')) append('GITHUB_OUTPUT', k + '=' + v)`;
    const { outputs } = await job.run({ uses, with: { script } });
    expect(outputs).toEqual({
      INPUT_SCRIPT: script,
      'INPUT_POST-SCRIPT': '',
      INPUT_TOKEN: 'ghs_secret',
      INPUT_TWO_WORDS: `octo/shop@${'a'.repeat(40)}`,
      'INPUT_JOB-STATUS': 'success',
    });
  });

  test('nothing of our own environment reaches a step', async () => {
    process.env['LEAK'] = 'leaked';
    const { job } = start({ env: { AWS_REGION: 'eu-west-1' } });
    const { stdout } = await job.shell('env');
    delete process.env['LEAK'];
    expect(stdout).not.toContain('leaked');
    expect(stdout).not.toContain('ghs_secret');
    for (const line of ['AWS_REGION=eu-west-1', 'GITHUB_ACTIONS=true', 'GITHUB_REPOSITORY=octo/shop']) {
      expect(stdout).toContain(line);
    }
  });

  test('file commands reach later steps, summary and state included', async () => {
    const { job } = start();
    const script = [
      `append('GITHUB_ENV', 'LATER<<END\\ntwo\\nlines\\nEND')`,
      `append('GITHUB_PATH', '/added')`,
      `append('GITHUB_STATE', 'kept=yes')`,
      `append('GITHUB_STEP_SUMMARY', '# Hello')`,
    ].join(';');
    await job.run({
      uses,
      with: { script, 'post-script': 'console.log("kept " + env.STATE_kept, env.STATE_other)' },
    });
    const later = await job.shell('echo "$LATER"; echo "$PATH"');
    expect(later.stdout).toMatch(/^two\nlines\n\/added:/);
    const result = await job.finish();
    expect(result.summary).toBe('# Hello\n');
    expect(result.steps.at(-1)).toMatchObject({ phase: 'post', stdout: 'kept yes undefined' });
  });

  test('post steps run last first, with the job’s status of that moment, after a failed main, too', async () => {
    const { job, lines } = start();
    const post = `console.log(env['INPUT_JOB-STATUS'])`;
    await job.run({ uses, name: 'first', with: { script: '', 'post-script': post } });
    const second = {
      script: 'process.exit(3)',
      'post-script': `${post}; append('GITHUB_OUTPUT', 'dropped=1')`,
    };
    expect(await job.run({ uses, name: 'second', with: second })).toMatchObject({
      exitCode: 3,
      conclusion: 'failure',
    });
    expect(await job.shell('echo never')).toMatchObject({ conclusion: 'skipped' });
    expect(await job.shell('echo still', { always: true })).toMatchObject({ stdout: 'still' });
    const result = await job.finish();
    expect(result.status).toBe('failure');
    expect(lines.filter(({ phase }) => phase === 'post')).toMatchObject([
      { step: 'second', line: 'failure' },
      { step: 'first', line: 'failure' },
    ]);
    expect(result.steps.at(-2)?.outputs).toEqual({});
  });

  test('secrets and commands: what the log shows', async () => {
    const { job, lines } = start();
    const script = `console.log('::add-mask::hush%0Ahush2\\nsay hush and hush2 and ghs_secret');
    console.log('::error title=Oh::no%0Ahush\\n::stop-commands::tok\\n::error::printed\\n::tok::\\n::warning::w');
    console.error('##[notice]n'); console.log('::debug::quiet')`;
    const { annotations, raw } = await job.run({ uses, with: { script } });
    expect(annotations).toEqual(
      expect.arrayContaining([
        { level: 'error', message: 'no\n***', title: 'Oh' },
        { level: 'warning', message: 'w' },
        { level: 'notice', message: 'n' },
      ]),
    );
    expect(annotations).toHaveLength(3);
    const log = lines.map(({ line }) => line).join('\n');
    expect(log).toContain('say *** and *** and ***');
    expect(log).toContain('::error::printed');
    expect(log).not.toMatch(/hush|ghs_secret|quiet/);
    expect(raw).toContain('ghs_secret');
  });

  test('cancelling asks twice, then kills; the post step runs and sees it', async () => {
    const { job, lines } = start({ waits: { afterInterruptMs: 150, afterTerminateMs: 150 } });
    const script = `for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => console.log('got ' + s));
    setInterval(() => {}, 1000); console.log('ready')`;
    const main = job.run({ uses, with: { script, 'post-script': `console.log(env['INPUT_JOB-STATUS'])` } });
    await shown(lines, 'ready');
    await job.cancel();
    expect(await main).toMatchObject({
      stdout: 'ready\ngot SIGINT\ngot SIGTERM',
      exitCode: null,
      conclusion: 'cancelled',
    });
    const result = await job.finish();
    expect(result.status).toBe('cancelled');
    expect(result.steps.at(-1)?.stdout).toBe('cancelled');
  });

  test('a killed main is followed by its post step, a lost runner by nothing', async () => {
    for (const way of ['killStep', 'crash'] as const) {
      const { job, lines } = start();
      const script = `setInterval(() => {}, 1000); console.log('ready')`;
      const main = job.run({ uses, with: { script, 'post-script': `console.log('post')` } });
      await shown(lines, 'ready');
      job[way]();
      expect(await main).toMatchObject({ exitCode: null, conclusion: 'failure' });
      expect((await job.finish()).steps).toHaveLength(way === 'crash' ? 1 : 2);
    }
  });

  test('a detached process lives on through the post steps and is killed when the job ends', async () => {
    const { job, lines } = start();
    const script = `const c = require('node:child_process').spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    c.unref(); append('GITHUB_STATE', 'pid=' + c.pid); append('GITHUB_OUTPUT', 'pid=' + c.pid)`;
    const post = `process.kill(Number(env.STATE_pid), 0); console.log('alive')`;
    const { outputs } = await job.run({ uses, with: { script, 'post-script': post } });
    const result = await job.finish();
    expect(lines.map(({ line }) => line)).toEqual(['alive']);
    expect(result.orphans).toEqual([Number(outputs['pid'])]);
  });

  test('a summary beyond 1 MiB is refused', async () => {
    const { job } = start();
    const script = `append('GITHUB_STEP_SUMMARY', 'x'.repeat(1024 * 1024 + 1))`;
    expect(await job.run({ uses, with: { script } })).toMatchObject({
      summary: '',
      annotations: [{ level: 'error' }],
    });
  });
});

test('a process that is reused hands nothing from one step to the next', async () => {
  processes = 'reused';
  const { job } = start();
  const dirty = `console.log('pid ' + process.pid); process.exitCode = 3; process.env.DIRT = 'yes'; process.chdir('/tmp');
    process.on('SIGTERM', () => {}); process.stdout.write('no newline at the end')`;
  const first = await job.run({ uses, with: { script: dirty } });
  expect(first).toMatchObject({
    exitCode: 3,
    stdout: expect.stringMatching(/^pid \d+\nno newline at the end$/),
  });
  const clean = `console.log('pid ' + process.pid); console.log(env.DIRT, process.listenerCount('SIGTERM'), process.cwd())`;
  const second = await job.run({ uses, always: true, with: { script: clean } });
  const [pid] = first.stdout.split('\n');
  expect(second.exitCode).toBe(0);
  expect(second.stdout.split('\n')).toEqual([pid, expect.stringMatching(/^undefined 0 .*workspace$/)]);
});

test('a process that is reused has the time of each step', async () => {
  processes = 'reused';
  const { job } = start();
  const time = fastTime(1);
  const script = `console.log(process.pid, Math.round((Date.now() - ${Date.now()}) / 3_600_000))`;
  const shown: string[][] = [];
  for (const hours of [0, -5, 0]) {
    const step = await job.run({ uses, env: time.variables(hours * 3_600_000), with: { script } });
    shown.push(step.stdout.split(' '));
  }
  expect(shown.map(([, hours]) => hours)).toEqual(['0', '-5', '0']);
  expect(new Set(shown.map(([pid]) => pid)).size).toBe(1);
});
