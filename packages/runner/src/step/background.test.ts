import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { expect, test } from '@jest/globals';
import { systemClock } from '../clock.ts';
import { DETACHED_FILES, type Detached, join, startDetached, stop } from './background.ts';
import type { Log } from './log.ts';
import { replay } from './replay.ts';

function recordedLog(): { lines: string[]; log: Log } {
  const lines: string[] = [];
  const say = (level: string) => (line: string, title?: string) =>
    void lines.push([level, title, line].filter(Boolean).join('|'));
  const log: Log = {
    info: say('info'),
    notice: say('notice'),
    warning: say('warning'),
    error: say('error'),
    folded: () => {},
    group: (_, body) => body(),
    with: () => log,
  };
  return { lines, log };
}

function start(program: string): Detached {
  const directory = mkdtempSync(joinPath(tmpdir(), 'detached-'));
  const bundle = joinPath(directory, 'bundle.mjs');
  writeFileSync(bundle, program);
  return startDetached({
    bundle,
    directory,
    inputs: { 'stack-name': 'shop' },
    env: {
      PATH: process.env['PATH'],
      INPUT_SECRET: 'not handed on',
      STATE_x: 'nor this',
      COMMAND_TOKEN: 'nor a secret of the job',
      AWS_REGION: 'eu-west-1',
      AWS_SECRET_ACCESS_KEY: 'by standard input',
    },
    now: 0,
  });
}

const RESULT = `process.env.SIGNALBOX_DETACHED + '/${DETACHED_FILES.result}'`;

test('a detached process has its own inputs and files, and its result and log are joined', async () => {
  const detached = start(`
    import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
    const { env } = process;
    console.log(env['INPUT_STACK-NAME'], env.AWS_REGION, env.AWS_SECRET_ACCESS_KEY, env.INPUT_SECRET, env.STATE_x, env.COMMAND_TOKEN);
    console.log(readFileSync(0, 'utf8'));
    console.log('::warning title=Slow%2C very::50%25 done');
    appendFileSync(env.GITHUB_STEP_SUMMARY, '### Done');
    writeFileSync(${RESULT}, '{"status":"succeeded"}');
  `);
  const { lines, log } = recordedLog();
  const joined = await join(detached, { clock: systemClock, limitSeconds: 20, log });
  expect(joined).toEqual({ ended: true, result: '{"status":"succeeded"}', summary: '### Done' });
  expect(lines).toEqual([
    'info|undefined eu-west-1 undefined undefined undefined undefined',
    'info|{"AWS_SECRET_ACCESS_KEY":"by standard input","INPUT_STACK-NAME":"shop"}',
    'warning|Slow, very|50% done',
  ]);
  expect(existsSync(joinPath(detached.directory, DETACHED_FILES.stepsEnded))).toBe(true);
});

test('a process that dies without a result has ended', async () => {
  const joined = await join(start('process.exit(3)'), {
    clock: systemClock,
    limitSeconds: 20,
    log: recordedLog().log,
  });
  expect(joined).toEqual({ ended: true, summary: '' });
});

test('a process that is joined is gone, and not left to the runner as an orphan', async () => {
  const detached = start(`
    import { writeFileSync } from 'node:fs';
    writeFileSync(${RESULT}, '{}');
    setTimeout(() => {}, 1000);
  `);
  await join(detached, { clock: systemClock, limitSeconds: 20, log: recordedLog().log });
  // Until this process has taken note of it.
  await systemClock.sleep(50);
  expect(() => process.kill(detached.pid, 0)).toThrow('ESRCH');
});

test('a process asked to stop may still flush', async () => {
  const detached = start(`
    import { writeFileSync } from 'node:fs';
    process.on('SIGTERM', () => { writeFileSync(${RESULT}, '{}'); process.exit(); });
    console.log('ready');
    setInterval(() => {}, 1000);
  `);
  const ready = () =>
    readFileSync(joinPath(detached.directory, DETACHED_FILES.log), 'utf8').includes('ready');
  while (!ready()) await systemClock.sleep(20);
  const joined = await stop(detached, { clock: systemClock, limitSeconds: 20, log: recordedLog().log });
  expect(joined).toMatchObject({ ended: true, result: '{}' });
});

test('a secret that another process asked to mask is not shown', () => {
  const { lines, log } = recordedLog();
  for (const line of ['::add-mask::hunter2', '::debug::x', '::group::Stack', '::endgroup::', 'plain'])
    replay(line, log);
  expect(lines).toEqual(['info|Stack', 'info|plain']);
});
