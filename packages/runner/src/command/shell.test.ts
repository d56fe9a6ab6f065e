import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { argsFor, defaultShell, findShell, scriptText } from './shell.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shell-'));
  for (const name of ['bash', 'pwsh.EXE', 'node']) writeFileSync(join(folder, name), '', { mode: 0o755 });
  writeFileSync(join(folder, 'python'), '', { mode: 0o644 });
});
afterEach(() => rmSync(folder, { recursive: true }));

test('bash is given the script as a file, with all of its guards', () => {
  const shell = findShell('bash', { PATH: `/nowhere:${folder}` }, 'linux');
  expect(shell.program).toBe(join(folder, 'bash'));
  expect(argsFor('/tmp/a b.sh', shell)).toEqual(['--noprofile', '--norc', '-euo', 'pipefail', '/tmp/a b.sh']);
});

test('on Windows the default is pwsh, found by PATHEXT whatever the case of Path, and its script is a .ps1', () => {
  const env = { Path: `C:\\nowhere;${folder}`, PATHEXT: '.COM;.EXE' };
  const shell = findShell(defaultShell('win32'), env, 'win32');
  expect(shell.program).toBe(join(folder, 'pwsh.EXE'));
  expect(argsFor("C:\\it's\\deploy.ps1", shell)).toEqual(['-command', ". 'C:\\it''s\\deploy.ps1'"]);
  expect(scriptText('one\ntwo\n', shell, 'win32').split('\r\n')).toEqual([
    "$ErrorActionPreference = 'stop'",
    'one',
    'two',
    '',
    'if ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }',
    '',
  ]);
});

test('a script from a file with Windows line ends runs in bash', () => {
  expect(scriptText('one\r\ntwo', { extension: '.sh' }, 'linux')).toBe('one\ntwo\n');
});

test('a command of its own may be a shell, too', () => {
  const shell = findShell('node --eval {0} x', { PATH: folder }, 'linux');
  expect(argsFor('/tmp/$&.js', shell)).toEqual(['--eval', '/tmp/$&.js', 'x']);
});

test.each([
  ['fish', 'Input "shell": expected bash, sh, pwsh, powershell, python, or a command with {0}'],
  ['toString', 'Input "shell": expected'],
  ['python', 'there is no "python" on this runner'],
  ['/nowhere/bash {0}', 'there is no "/nowhere/bash"'],
])('%s is refused', (name, message) => {
  expect(() => findShell(name, { PATH: folder }, 'linux')).toThrow(message);
});
