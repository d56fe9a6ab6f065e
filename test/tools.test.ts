// What the tools say of themselves, and that they say it without starting anything.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { FIGURES } from './bench/figures.ts';
import { root } from './documents.ts';
import { parseOptions } from './rehearsal/options.ts';

const run = (script: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join(root, script), ...args],
    { cwd: root, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
};

test.each([
  ['test/rehearsal/main.ts', '-h', '--timeline FILE'],
  ['packages/simulator/src/main.ts', '--help', '--for act'],
])('%s %s says what it takes', (script, option, says) => {
  expect(run(script, option)).toEqual({ status: 0, stdout: expect.stringContaining(says), stderr: '' });
});

test.each([
  ['test/rehearsal/main.ts', ['--timeline', 'none.json'], 'Timeline none.json: there is no such file.'],
  [
    'test/rehearsal/main.ts',
    ['--timeline', 'package.json'],
    'Timeline package.json: it has no "stack.name".',
  ],
  ['packages/simulator/src/main.ts', ['--timeline', 'README.md'], 'Timeline README.md: it is no JSON'],
  ['packages/simulator/src/main.ts', ['--for', 'me'], '--for is one of shell, action, act, not "me"'],
])('%s %j is refused in one line, and what is right is said', (script, args, line) => {
  const { status, stdout, stderr } = run(script, ...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr.split('\n')[0]).toContain(line);
  expect(stderr).toContain('--timeline FILE');
});

test('the rehearsal takes --help with anything', () =>
  expect(parseOptions(['--fail', '--help'])).toBeUndefined());

test('npm run bench says what each figure is', () => {
  const HELPERS = ['main', 'table', 'figures'];
  const files = readdirSync(join(root, 'test/bench')).flatMap(
    (name) => /^([\w-]+)\.ts$/.exec(name)?.[1] ?? [],
  );
  expect(Object.keys(FIGURES).sort()).toEqual(files.filter((name) => !HELPERS.includes(name)).sort());
  const { status, stdout } = run('test/bench/main.ts');
  expect(status).toBe(0);
  for (const [name, figures] of Object.entries(FIGURES)) {
    expect(stdout).toContain(name);
    expect(stdout).toContain(figures);
  }
});

// npm says it of the Node that runs it, so of each Node that runs these tests.
test('nothing that is installed asks for another Node', () => {
  const { stderr } = spawnSync('npm', ['ci', '--dry-run', '--offline', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  expect(stderr).not.toContain('EBADENGINE');
});
