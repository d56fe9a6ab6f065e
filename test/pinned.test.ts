// What is pinned runs that very commit: our workflows name the actions of the same commit, and all others by full SHA.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Every `uses` in it, at any depth. */
function usesIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const mine = 'uses' in node && typeof node.uses === 'string' ? [node.uses] : [];
  return [...mine, ...Object.values(node).flatMap(usesIn)];
}

const workflows = readdirSync(join(root, '.github/workflows')).map((name) => `.github/workflows/${name}`);

// The self repository reference is the commit that the called workflow is of, no matter who calls it:
// https://github.blog/changelog/2026-07-30-reference-same-repository-actions-with-self-repository-syntax/
test.each(workflows)('%s uses what cannot move', (file) => {
  for (const uses of usesIn(parse(read(file)))) {
    expect(uses).toMatch(/^(\$\/[\w./-]+|[\w.-]+\/[\w./-]+@[0-9a-f]{40})$/);
    if (uses.startsWith('$/')) expect(existsSync(join(root, uses.slice(2), 'action.yml'))).toBe(true);
  }
});

test('the root action and the one that our workflows use are the same', () => {
  const [action, guard] = [parse(read('action.yml')), parse(read('actions/guard/action.yml'))];
  expect(guard).toEqual({
    ...action,
    runs: { using: 'node24', main: '../../dist/guard/index.js', post: '../../dist/guard/index.js' },
  });
});

const tracked = execFileSync('git', ['ls-files', '*.md', '*.yml'], { cwd: root, encoding: 'utf8' });

test('documents and examples name one owner, and until there is one nobody can be it', () => {
  const { repository } = JSON.parse(read('package.json'));
  const named = tracked
    .split('\n')
    .filter(Boolean)
    .flatMap((file) => read(file).match(/(?<![$\w])[\w.-]+\/signalbox(?=@|\/actions\/|\/\.github)/g) ?? []);
  expect(named.length).toBeGreaterThan(20);
  expect(new Set(named)).toEqual(new Set([repository]));
});

const owner = (cwd: string, ...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', join(root, 'scripts/owner.ts'), ...args], {
    cwd,
    encoding: 'utf8',
  });

const WORKFLOW = 'steps:\n  - uses: $/actions/guard\n  - uses: a/b@v1\n';

function withRepository(use: (folder: string, file: (name: string) => string) => void): void {
  // Inside the checkout, where its tools are found.
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache/owner-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"repository": "__OWNER__/signalbox"}');
    writeFileSync(join(folder, 'README.md'), 'uses: __OWNER__/signalbox@v1');
    writeFileSync(join(folder, 'zizmor.yml'), '__OWNER__/*: ref-pin');
    writeFileSync(join(folder, 'deploy.yml'), WORKFLOW);
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    execFileSync('git', ['add', '.'], { cwd: folder });
    use(folder, (name) => readFileSync(join(folder, name), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a publisher writes its name once, and may write another one later', () =>
  withRepository((folder, file) => {
    for (const name of ['octo/signalbox', 'mona-lisa/deploy.guard']) {
      expect(owner(folder, name)).toMatchObject({ status: 0, stderr: '' });
      expect(file('README.md')).toBe(`uses: ${name}@v1`);
      expect(file('zizmor.yml')).toBe(`${name.split('/')[0]}/*: ref-pin`);
      expect(JSON.parse(file('package.json'))).toEqual({ repository: name });
      expect(file('deploy.yml')).toBe(WORKFLOW);
    }
  }));

test('for Enterprise Server the self references become that commit', () =>
  withRepository((folder, file) => {
    expect(owner(folder, 'octo/signalbox', '--self', 'a'.repeat(40))).toMatchObject({ status: 0 });
    expect(file('deploy.yml')).toBe(
      `steps:\n  - uses: octo/signalbox/actions/guard@${'a'.repeat(40)}\n  - uses: a/b@v1\n`,
    );
  }));

test.each([
  [],
  ['octo'],
  ['__OWNER__/signalbox'],
  ['octo/signalbox', '--self', 'v1'],
  ['octo/signalbox', '--other'],
])('refuses %j and changes nothing', (...args) =>
  withRepository((folder, file) => {
    expect(owner(folder, ...args.flat())).toMatchObject({ status: 1 });
    expect(file('README.md')).toBe('uses: __OWNER__/signalbox@v1');
  }),
);
