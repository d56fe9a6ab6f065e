import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { rememberSecret } from '../text/secrets.ts';
import * as commands from './commands.ts';

const FILES = ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_STEP_SUMMARY'] as const;
type Api = typeof core | typeof commands;
const HOSTILE = 'a%b: c,d\r\n::error::x\nghadelimiter_1 ##[x] ü🚦';

let folder: string;
const environment = { ...process.env };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commands-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  process.env = { ...environment };
  process.exitCode = undefined;
  jest.restoreAllMocks();
});

/** What an implementation printed, wrote and changed; random delimiters made alike. */
async function record(act: () => unknown): Promise<object> {
  for (const name of FILES) {
    const path = join(folder, name);
    writeFileSync(path, '');
    process.env[name] = path;
  }
  const printed: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
  await act();
  write.mockRestore();
  const alike = (text: string) => text.replace(/ghadelimiter_[0-9a-f-]{36}/g, 'DELIMITER');
  const files = FILES.map((name) => alike(readFileSync(join(folder, name), 'utf8')));
  const exitCode = process.exitCode;
  process.exitCode = undefined;
  return { printed: printed.join(''), files, exitCode, variable: process.env['SIGNALBOX_TEST'] };
}

describe('the same bytes as @actions/core, where there is no secret', () => {
  test.each([
    { name: 'info', act: (api: Api) => api.info(HOSTILE) },
    { name: 'debug', act: (api: Api) => api.debug(HOSTILE) },
    { name: 'notice', act: (api: Api) => api.notice(HOSTILE) },
    {
      name: 'warning',
      act: (api: Api) => api.warning(HOSTILE, { title: HOSTILE }),
    },
    { name: 'error', act: (api: Api) => api.error('', { title: 'x' }) },
    { name: 'setFailed', act: (api: Api) => api.setFailed(HOSTILE) },
    { name: 'setSecret', act: (api: Api) => api.setSecret('top%secret\n::second:, line') },
    { name: 'setOutput', act: (api: Api) => api.setOutput('a-b', HOSTILE) },
    { name: 'saveState', act: (api: Api) => api.saveState('a-b', '') },
    {
      name: 'exportVariable',
      act: (api: Api) => api.exportVariable('SIGNALBOX_TEST', HOSTILE),
    },
    {
      name: 'group',
      act: (api: Api) => api.group(HOSTILE, async () => api.info('in it')),
    },
  ])('$name', async ({ act }) => {
    const theirs = await record(() => act(core));
    delete process.env['SIGNALBOX_TEST'];
    expect(await record(() => act(commands))).toEqual(theirs);
  });

  test('the summary', async () => {
    const theirs = await record(() => core.summary.addRaw(`# x\n${HOSTILE}`, true).write());
    expect(await record(() => commands.appendSummary(`# x\n${HOSTILE}\n`))).toEqual(theirs);
  });

  test('state', () => {
    process.env['STATE_a'] = 'kept';
    expect(commands.getState('a')).toBe(core.getState('a'));
    expect(commands.getState('b')).toBe(core.getState('b'));
  });
});

const SECRET = 'a secret of this process';

test.each<[string, () => unknown]>([
  ['info', () => commands.info(SECRET)],
  ['debug', () => commands.debug(`x ${SECRET}`)],
  ['notice', () => commands.notice(SECRET, { title: SECRET })],
  ['warning', () => commands.warning(SECRET, { title: SECRET })],
  ['error', () => commands.error(SECRET, { title: SECRET })],
  ['setFailed', () => commands.setFailed(SECRET)],
  ['startGroup', () => commands.startGroup(SECRET)],
  ['group', () => commands.group(SECRET, async () => commands.info(SECRET))],
  ['setOutput', () => commands.setOutput('a', SECRET)],
  ['saveState', () => commands.saveState('a', SECRET)],
  ['exportVariable', () => commands.exportVariable('A', SECRET)],
  ['appendSummary', () => commands.appendSummary(SECRET)],
])('%s tells no secret', async (_, act) => {
  rememberSecret(SECRET);
  const { printed, files } = (await record(act)) as { printed: string; files: readonly string[] };
  const told = [printed, ...files].join('');
  expect(told).toContain('***');
  expect(told).not.toContain(SECRET);
});

test('a group ends when its body fails', async () => {
  const { printed } = (await record(() =>
    commands.group('x', () => Promise.reject(new Error('no'))).catch(() => undefined),
  )) as { printed: string };
  expect(printed).toBe('::group::x\n::endgroup::\n');
});

const fileCommands = [
  () => commands.setOutput('a', 'b'),
  () => commands.saveState('a', 'b'),
  () => commands.exportVariable('SIGNALBOX_TEST', 'b'),
  () => commands.appendSummary('b'),
];

test.each(fileCommands)('without a runner nothing is written or printed: %s', (act) => {
  for (const name of FILES) delete process.env[name];
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(act).not.toThrow();
  expect(write).not.toHaveBeenCalled();
});

test.each(fileCommands)('a file that the runner has taken away fails nothing: %s', (act) => {
  for (const name of FILES) process.env[name] = join(folder, name);
  expect(act).not.toThrow();
  expect(FILES.filter((name) => existsSync(join(folder, name)))).toHaveLength(1);
});
