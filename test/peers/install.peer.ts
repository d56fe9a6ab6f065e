// The installer on a machine that lacks what it needs.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const INSTALLER = join(import.meta.dirname, 'install.sh');

let bin: string;
let cache: string;

beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'bin-'));
  cache = mkdtempSync(join(tmpdir(), 'cache-'));
  symlinkSync('/bin/bash', join(bin, 'bash'));
});
afterEach(() => {
  for (const folder of [bin, cache]) rmSync(folder, { recursive: true });
});

/** With nothing on the PATH but bash and the named commands. */
function install(...commands: string[]) {
  for (const name of commands) writeFileSync(join(bin, name), '#!/bin/bash\nexit 0\n', { mode: 0o755 });
  const env = { PATH: bin, SIGNALBOX_CACHE: cache };
  const { status, stdout, stderr } = spawnSync('/bin/bash', [INSTALLER], { env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test.each([
  { missing: 'Go', present: ['python3'], needs: 'Go 1.24 or newer on the PATH (go)' },
  { missing: 'Python', present: ['go'], needs: 'Python 3.10 or newer on the PATH (python3)' },
])('without $missing it says so in one line and leaves nothing behind', ({ present, needs }) => {
  const stderr = `The peer suite needs ${needs}: install it, or run 'npm test', which needs neither.\n`;
  expect(install(...present)).toEqual({ status: 1, stdout: '', stderr });
  expect(readdirSync(cache)).toEqual([]);
});

test('installed once, it only says where, and needs neither', () => {
  const [folder] = spawnSync('/bin/bash', [INSTALLER], { encoding: 'utf8' }).stdout.split('\n');
  const { PATH: _, ...env } = process.env;
  const again = spawnSync('/bin/bash', [INSTALLER], { env: { ...env, PATH: bin }, encoding: 'utf8' });
  expect(again).toMatchObject({ status: 0, stdout: `${folder}\n`, stderr: '' });
  expect(folder).not.toContain(join(import.meta.dirname, '../..'));
});
