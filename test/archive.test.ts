// What a runner downloads: the archive of a commit, without what .gitattributes keeps out of it. Each action must work
// from that alone.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '..');
const FOLDERS = ['.', ...readdirSync(join(ROOT, 'actions')).map((name) => `actions/${name}`)];

let home: string;
let archive: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'archive-'));
  archive = join(home, 'signalbox');
  mkdirSync(archive);
  execFileSync('tar', ['-xC', archive], { input: archiveOfCheckout() });
});
afterAll(() => rmSync(home, { recursive: true }));

/** `git archive` of the commit that the checkout as it is would make; an index and objects of its own, nothing is committed. */
function archiveOfCheckout(): Buffer {
  const objects = join(home, 'objects');
  mkdirSync(objects);
  const env: NodeJS.ProcessEnv = { ...process.env };
  const git = (...args: readonly string[]) =>
    execFileSync('git', args, { cwd: ROOT, env, maxBuffer: 2 ** 28 });
  const path = (name: string) => resolve(ROOT, git('rev-parse', '--git-path', name).toString().trim());
  const [index, shared] = [path('index'), path('objects')];
  copyFileSync(index, join(home, 'index'));
  env['GIT_INDEX_FILE'] = join(home, 'index');
  env['GIT_OBJECT_DIRECTORY'] = objects;
  env['GIT_ALTERNATE_OBJECT_DIRECTORIES'] = shared;
  git('add', '--all');
  return git('archive', git('write-tree').toString().trim());
}

const files = (folder: string) =>
  readdirSync(join(archive, folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(archive, folder, name)).isFile(),
  );

test('holds what runs, its licence and its words, and nothing else', () => {
  expect(readdirSync(archive).toSorted()).toEqual([
    ...['.github', 'LICENSE', 'README.md', 'SECURITY.md', 'action.yml', 'actions', 'dist'],
  ]);
  expect(files('.').filter((name) => /\.ts$|fixtures|\.test\./.test(name))).toEqual([]);
  for (const name of ['deploy.yml', 'operate.yml'])
    expect(existsSync(join(archive, '.github/workflows', name))).toBe(true);
});

test('dist is small, and names the licences of all that is in it', () => {
  const contents = files('dist').map((name) => readFileSync(join(archive, 'dist', name)));
  expect(contents.reduce((sum, { length }) => sum + length, 0)).toBeLessThanOrEqual(8_000_000);
  expect(gzipSync(Buffer.concat(contents)).length).toBeLessThanOrEqual(1_700_000);
  const licences = readFileSync(join(archive, 'dist/licenses.txt'), 'utf8').split('\n');
  expect(licences).toEqual(
    expect.arrayContaining(['@actions/core', '@actions/cache', '@actions/github', '@slack/web-api']),
  );
});

describe.each(FOLDERS)('the action in %s', (folder) => {
  interface Runs {
    readonly main: string;
    readonly post?: string;
  }
  const runs = (): Runs => {
    const manifest = readFileSync(join(archive, folder, 'action.yml'), 'utf8');
    return (parse(manifest) as { readonly runs: Runs }).runs;
  };
  const start = (script: string, env: NodeJS.ProcessEnv) => {
    const path = join(archive, folder, script);
    return spawnSync(process.execPath, [path], { cwd: home, env, encoding: 'utf8' });
  };

  test('refuses bad input in one line', () => {
    const { main } = runs();
    expect(dirname(resolve(archive, folder, main))).toContain(join(archive, 'dist'));
    const { status, stdout, stderr } = start(main, {
      ...{ INPUT_ENVIRONMENT: 'x'.repeat(300), INPUT_EVENT: 'no such', INPUT_TIMEOUT: 'soon' },
      'INPUT_FAIL-ON': 'x',
    });
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/^::error::[^\n]*Input [^\n]*\n$/);
  });

  test('has a post step that says nothing of what was refused', () => {
    const { post } = runs();
    if (post === undefined) return;
    const { status, stdout, stderr } = start(post, { 'STATE_signalbox-post': 'refused' });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});
