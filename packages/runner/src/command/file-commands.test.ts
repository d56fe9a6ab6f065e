import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { handOn, openFileCommands, parsePairs, withWritten } from './file-commands.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what a command tells the runner reaches the next command and the later steps', () => {
  const files = openFileCommands(folder, 'deploy');
  const { GITHUB_ENV = '', GITHUB_PATH = '', GITHUB_OUTPUT = '', GITHUB_STATE = '' } = files.variables;
  writeFileSync(GITHUB_ENV, 'ONE=1\nTWO<<END\nline 1\nline = 2\nEND\nNODE_OPTIONS=--require=/evil\n');
  writeFileSync(GITHUB_PATH, '/first\n/second\n');
  writeFileSync(GITHUB_OUTPUT, 'version=1.2.3\noutcome=succeeded\n');
  writeFileSync(GITHUB_STATE, 'ticket=forged\n');
  const written = files.written();
  expect(written).toEqual({
    env: { ONE: '1', TWO: 'line 1\nline = 2' },
    path: ['/first', '/second'],
    outputs: { version: '1.2.3', outcome: 'succeeded' },
    refused: ['GITHUB_ENV: NODE_OPTIONS may not be set'],
  });
  expect(withWritten({ PATH: '/bin', ONE: '0' }, written)).toEqual({
    ...{ PATH: '/second:/first:/bin', ONE: '1', TWO: 'line 1\nline = 2' },
  });
  const step = {
    GITHUB_ENV: join(folder, 'E'),
    GITHUB_PATH: join(folder, 'P'),
    GITHUB_OUTPUT: join(folder, 'O'),
  };
  expect(handOn(written, step, ['outcome'])).toEqual(['outcome']);
  expect(parsePairs(readFileSync(step.GITHUB_ENV, 'utf8')).pairs).toEqual(written.env);
  expect(parsePairs(readFileSync(step.GITHUB_OUTPUT, 'utf8')).pairs).toEqual({ version: '1.2.3' });
  expect(readFileSync(step.GITHUB_PATH, 'utf8')).toBe('/first\n/second\n');
});

test('a file that the runner would refuse is told of, up to its fault', () => {
  const files = openFileCommands(folder, 'deploy');
  writeFileSync(files.variables['GITHUB_ENV'] ?? '', 'A=1\nnonsense\nB=2\n');
  writeFileSync(files.variables['GITHUB_OUTPUT'] ?? '', 'a<<END\nnever ended\n');
  expect(files.written()).toMatchObject({
    env: { A: '1' },
    outputs: {},
    refused: [/line 2/, /line 1/].map((each) => expect.stringMatching(each)),
  });
});

test('files that the command took away have told nothing', () => {
  const files = openFileCommands(folder, 'deploy');
  for (const file of readdirSync(folder)) rmSync(join(folder, file));
  expect(files.written()).toEqual({ env: {}, path: [], outputs: {}, refused: [] });
});
