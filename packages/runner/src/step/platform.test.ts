import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { askToEnd, endSignals, onEndAsked, replaceFile, signal, tempFolder } from './platform.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'platform-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const refusal = (code: string) => Object.assign(new Error(code), { code });

test.each([
  { platform: 'linux', signals: ['SIGINT', 'SIGTERM'] },
  { platform: 'darwin', signals: ['SIGINT', 'SIGTERM'] },
  { platform: 'win32', signals: ['SIGINT', 'SIGBREAK'] },
] as const)('a cancelled step on $platform gets $signals', ({ platform, signals }) =>
  expect(endSignals(platform)).toEqual(signals),
);

test('a process is asked to end by SIGTERM, and on Windows, where that would kill it, by a file', async () => {
  const child = spawn(process.execPath, [
    '-e',
    'process.on("SIGTERM", () => process.exit(7)); console.log(1); setInterval(() => {}, 1e6)',
  ]);
  await once(child.stdout, 'data');
  askToEnd(child.pid ?? 0, folder, 'win32');
  expect(existsSync(join(folder, 'end-asked'))).toBe(true);
  expect(signal(child.pid ?? 0, 0)).toBe(true);
  const ended = once(child, 'exit');
  askToEnd(child.pid ?? 0, folder, 'linux');
  expect(await ended).toEqual([7, null]);
});

test('and hears of it there, whether the folder is there already or not, and who asked before it listened', async () => {
  const listening: (() => void)[] = [];
  const heard = (place: string) =>
    new Promise<void>((resolve) => listening.push(onEndAsked(place, resolve, 'win32')));
  for (const place of [folder, join(folder, 'new')]) {
    const asked = heard(place);
    askToEnd(0, place, 'win32');
    await asked;
    // Killed and started again there, it is still to end.
    await heard(place);
  }
  for (const stop of listening) stop();
});

test('elsewhere nothing is watched', () => {
  onEndAsked(join(folder, 'none'), () => {}, 'linux');
  expect(existsSync(join(folder, 'none'))).toBe(false);
});

test('nobody there is no error', () => expect(signal(2 ** 30, 'SIGTERM')).toBe(false));

test.each(['EPERM', 'EACCES', 'EBUSY'])(
  'a file that somebody has open (%s) is replaced a little later',
  (code) => {
    const [part, path] = [join(folder, 'part'), join(folder, 'whole')];
    writeFileSync(path, 'old');
    writeFileSync(part, 'new');
    let refusals = 3;
    replaceFile(part, path, (from, to) => {
      if (refusals-- > 0) throw refusal(code);
      renameSync(from, to);
    });
    expect(readFileSync(path, 'utf8')).toBe('new');
  },
);

test('what cannot be replaced at all is an error: at once where waiting does not help', () => {
  const refused = (code: string) => {
    let tries = 0;
    const rename = () => {
      tries++;
      throw refusal(code);
    };
    expect(() => replaceFile('a', 'b', rename)).toThrow(code);
    return tries;
  };
  expect(refused('ENOSPC')).toBe(1);
  expect(refused('EPERM')).toBe(20);
});

test('without a runner, files are kept where the machine keeps such', () => {
  expect(tempFolder({})).toBe(tmpdir());
  expect(tempFolder({ RUNNER_TEMP: String.raw`D:\a\_temp` })).toBe(String.raw`D:\a\_temp`);
  expect(statSync(tempFolder({})).isDirectory()).toBe(true);
});
