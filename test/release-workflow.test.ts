// The scripts of release.yml, and of the release of deploy.yml, taken from it and run by bash: with real git, and a `gh` that
// answers from a folder and writes down what it was asked. Then all of them in order, in a clone.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { jobsOf, type Release, rehearseRelease, runScript, stepOf } from './release.ts';

const jobs: ReturnType<typeof jobsOf> = {
  ...jobsOf('release.yml'),
  deployed: jobsOf('deploy.yml')['release'] as (typeof jobs)[string],
};

const SHA = 'a'.repeat(40);
/** `there NAME` is a file of the world: `gh` fails where there is none, and prints it where there is. */
const GH = `#!/bin/bash
echo "gh $*" >>"$WORLD/asked"
case "$*" in
  "release view "*) exec cat "$WORLD/release" ;;
  "release create "*) while [ "$1" != --target ]; do shift; done; echo "$2" >"$WORLD/commit" ;;
  "release verify "*) exec cat "$WORLD/attested" ;;
  "attestation verify "*) test -f "$3" ;;
  *"/commits/"*) exec cat "$WORLD/commit" ;;
  *"/releases/tags/"*) exec cat "$WORLD/moving-release" ;;
  *"/git/ref/tags/"*) exec cat "$WORLD/moving-tag" ;;
esac
`;

let world: string;
beforeEach(() => {
  world = mkdtempSync(join(tmpdir(), 'release-'));
  writeFileSync(join(world, 'gh'), GH, { mode: 0o755 });
  writeFileSync(join(world, 'sleep'), '#!/bin/sh\n', { mode: 0o755 });
});
afterEach(() => rmSync(world, { recursive: true }));

const there = (name: string, content = '') => writeFileSync(join(world, name), content);
const read = (name: string) => (existsSync(join(world, name)) ? readFileSync(join(world, name), 'utf8') : '');

/** A step of the job, as the runner runs `shell: bash`. */
function run(job: string, name: string, given: Readonly<Record<string, string>> = {}) {
  const env = {
    ...{ WORLD: world, VERSION: '1.2.3', GITHUB_SHA: SHA, GITHUB_REPOSITORY: 'octo/signalbox' },
    ...{ GITHUB_OUTPUT: join(world, 'output'), PATH: `${world}:${process.env['PATH']}` },
    ...given,
  };
  const { status, stdout } = runScript(stepOf(jobs[job], name).run ?? '', world, env);
  return { status, stdout, asked: read('asked').split('\n').filter(Boolean) };
}

describe('the version', () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=m', '-c', 'user.email=m@example.com', ...args], { cwd: world });
  beforeEach(() => {
    git('init', '--quiet');
    git('commit', '--quiet', '--allow-empty', '--message', 'begin');
  });

  test.each([
    { version: '1.2.3', tags: ['v1.2.2'], output: 'version=1.2.3\nnew=true\n' },
    { version: '1.2.3', tags: ['v1.2.3'], output: 'version=1.2.3\nnew=false\n' },
    { version: '2.0.0-rc.1', tags: [], output: 'version=2.0.0-rc.1\nnew=true\n' },
  ])('$version, with tags $tags', ({ version, tags, output }) => {
    for (const tag of tags) git('tag', tag);
    there('package.json', JSON.stringify({ version }));
    expect(run('verify', 'Which version')).toMatchObject({ status: 0 });
    expect(read('output')).toBe(output);
  });

  test('is still new on the commit that has its tag: all jobs of a run that failed half-way are run again', () => {
    git('tag', 'v1.2.3');
    there('package.json', JSON.stringify({ version: '1.2.3' }));
    const sha = git('rev-parse', 'HEAD').toString().trim();
    expect(run('verify', 'Which version', { GITHUB_SHA: sha })).toMatchObject({ status: 0 });
    expect(read('output')).toBe('version=1.2.3\nnew=true\n');
  });

  test.each(['1.2', 'v1.2.3', '1.2.3\nnew=true', '1.2.3; id'])('refuses %j', (version) => {
    there('package.json', JSON.stringify({ version }));
    expect(run('verify', 'Which version')).toMatchObject({ status: 1 });
    expect(read('output')).toBe('');
  });
});

describe('what is new', () => {
  test.each(['## 1.2.3', '# Changelog\n\n## 1.2.4\n\n## 1.2.3 (2026-11-28)\n'])('is told by %j', (text) => {
    there('CHANGELOG.md', text);
    expect(run('verify', 'What is new')).toMatchObject({ status: 0 });
  });

  test.each(['', '## 1.2.30', '## 1.203', '### 1.2.3', 'See ## 1.2.3'])('is not told by %j', (text) => {
    there('CHANGELOG.md', text);
    expect(run('verify', 'What is new')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('has no section "## 1.2.3"'),
    });
  });
});

describe('whose release it is', () => {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: world });
  beforeEach(() => {
    git('init', '--quiet');
    mkdirSync(join(world, '.github/workflows'), { recursive: true });
    there('.github/workflows/release.yml', "refuses '__OWNER__/'");
  });

  test.each(['README.md', 'examples/one/deploy.yml', 'package.json'])(
    'is not said by a placeholder in %s',
    (file) => {
      mkdirSync(join(world, 'examples/one'), { recursive: true });
      there(file, 'uses: __OWNER__/signalbox@v1');
      git('add', '.');
      const { status, stdout } = run('verify', 'Whose');
      expect({ status, stdout }).toEqual({
        status: 1,
        stdout: expect.stringContaining('npm run owner -- octo/signalbox'),
      });
    },
  );

  test('is said when the owner was written', () => {
    there('README.md', 'uses: octo/signalbox@v1');
    git('add', '.');
    expect(run('verify', 'Whose')).toMatchObject({ status: 0 });
  });
});

describe('the release', () => {
  test('is made of this commit', () => {
    const { status, asked } = run('publish', 'Publish');
    expect(status).toBe(0);
    expect(asked).toContain(
      `gh release create v1.2.3 sbom.spdx.json --target ${SHA} --notes-file notes.md --latest`,
    );
  });

  test('is a prerelease where the version says so', () => {
    const { asked } = run('publish', 'Publish', { VERSION: '1.2.3-rc.1' });
    expect(asked).toContain(
      `gh release create v1.2.3-rc.1 sbom.spdx.json --target ${SHA} --notes-file notes.md --prerelease`,
    );
  });

  test('is not made twice', () => {
    there('release');
    there('commit', `${SHA}\n`);
    const { status, asked } = run('publish', 'Publish');
    expect(status).toBe(0);
    expect(asked.join()).not.toContain('create');
  });

  test('of another commit is not taken for this one', () => {
    there('release');
    there('commit', `${'b'.repeat(40)}\n`);
    expect(run('publish', 'Publish')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('raise the version'),
    });
  });
});

describe('what was published', () => {
  beforeEach(() => {
    for (const folder of ['actions/notify', 'dist/notify', '.github/workflows'])
      mkdirSync(join(world, folder), { recursive: true });
    for (const file of [
      'action.yml',
      'actions/notify/action.yml',
      'dist/notify/index.js',
      'dist/notify/1.index.js',
      '.github/workflows/deploy.yml',
      '.github/workflows/operate.yml',
    ])
      there(file);
  });

  test('is verified file by file', () => {
    there('attested');
    const { status, asked } = run('publish', 'Verify');
    expect(status).toBe(0);
    const files = asked.flatMap((line) => /^gh attestation verify (\S+)/.exec(line)?.[1] ?? []);
    expect(files).toEqual([
      'action.yml',
      'actions/notify/action.yml',
      'dist/notify/1.index.js',
      'dist/notify/index.js',
      '.github/workflows/deploy.yml',
      '.github/workflows/operate.yml',
      // And once more for the bill of materials.
      'action.yml',
    ]);
  });

  test('is not trusted without the attestation of an immutable release', () => {
    const { status, stdout, asked } = run('publish', 'Verify');
    expect({ status, stdout }).toEqual({
      status: 1,
      stdout: expect.stringContaining('enable release immutability'),
    });
    expect(asked.filter((line) => line.includes('release verify'))).toHaveLength(6);
  });
});

describe('the major tag', () => {
  const refs = 'gh api repos/octo/signalbox/git/refs';
  test('is made by the first release', () => {
    const { status, asked } = run('publish', 'Move');
    expect(status).toBe(0);
    expect(asked.at(-1)).toBe(`${refs} --method POST --field ref=refs/tags/v1 --field sha=${SHA}`);
  });

  test('is moved by the next', () => {
    there('moving-tag');
    const { status, asked } = run('publish', 'Move');
    expect(status).toBe(0);
    expect(asked.at(-1)).toBe(`${refs}/tags/v1 --method PATCH --field sha=${SHA} --field force=true`);
  });

  test('moves nobody to a prerelease', () =>
    expect(run('publish', 'Move', { VERSION: '1.2.3-rc.1' })).toMatchObject({ status: 0, asked: [] }));

  test('is not moved where a release hangs on it', () => {
    there('moving-release');
    const { status, asked } = run('publish', 'Move');
    expect(status).toBe(1);
    expect(asked.join()).not.toContain('--method');
  });
});

describe('the release of what deploy.yml deployed', () => {
  const given = { SHA, TAG: 'v7', GH_REPO: 'octo/shop' };

  test('is made of the commit that was deployed', () => {
    const { status, asked } = run('deployed', 'Make', given);
    expect(status).toBe(0);
    expect(asked).toContain(`gh release create v7 --target ${SHA} --generate-notes`);
    there('release');
    expect(run('deployed', 'Make', given)).toMatchObject({ status: 0 });
  });

  test('is refused where the tag is another commit', () => {
    there('release');
    there('commit', 'b'.repeat(40));
    const { status, stdout } = run('deployed', 'Make', given);
    expect({ status, stdout }).toEqual({
      status: 1,
      stdout: expect.stringContaining('"release-tag" is commit bbb'),
    });
  });
});

describe('a release rehearsed from a clone', () => {
  let folder: string;
  let release: Release;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
    release = rehearseRelease(folder, 'octo/signalbox');
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const inTarball = (file: string) =>
    execFileSync('tar', ['-xzOf', release.tarball, `signalbox-${release.version}/${file}`], {
      maxBuffer: 2 ** 26,
    });
  const sbom = () => JSON.parse(readFileSync(join(release.world, 'sbom.spdx.json'), 'utf8'));

  test('tags this very commit with its version and its major version', () => {
    const tag = (name: string) =>
      execFileSync('git', ['rev-parse', `${name}^{commit}`], { cwd: release.checkout, encoding: 'utf8' });
    const major = `v${release.version.split('.')[0]}`;
    expect([tag(`v${release.version}`), tag(major)]).toEqual([`${release.sha}\n`, `${release.sha}\n`]);
    // Which is what the documents tell people to use.
    expect(inTarball('README.md').toString()).toContain(`uses: octo/signalbox@${major}\n`);
  });

  test('names nobody but its publisher, in what users read', () => {
    const files = execFileSync('git', ['ls-files'], { cwd: release.checkout, encoding: 'utf8' })
      .split('\n')
      .filter((file) => /^(README|CHANGELOG|actions|docs|examples|action).*\.(md|yml)$/.test(file));
    expect(files.length).toBeGreaterThan(30);
    for (const file of files.filter((file) => file !== 'docs/hardening.md'))
      expect({ file, text: readFileSync(join(release.checkout, file), 'utf8') }).toEqual({
        file,
        text: expect.not.stringContaining('__OWNER__'),
      });
  });

  test('attests every file that a job of a user runs, as it is in the tarball', () => {
    const subjects = readFileSync(join(release.world, 'subjects'), 'utf8').trim().split('\n');
    const digests = new Map(subjects.map((line) => [line.slice(66), line.slice(0, 64)]));
    const run = execFileSync('tar', ['-tzf', release.tarball], { encoding: 'utf8' })
      .split('\n')
      .map((file) => file.replace(/^[^/]+\//, ''))
      .filter((file) =>
        /^(actions\/[^/]+\/)?action\.yml$|^dist\/.*[^/]$|^\.github\/workflows\/(deploy|operate)\.yml$/.test(
          file,
        ),
      );
    expect([...digests.keys()].sort()).toEqual(run.sort());
    for (const [file, digest] of digests)
      expect({ file, digest }).toEqual({
        file,
        digest: createHash('sha256').update(inTarball(file)).digest('hex'),
      });
  });

  test('has notes, and of this version alone', () => {
    const notes = readFileSync(join(release.world, 'notes.md'), 'utf8');
    expect(readFileSync(join(release.checkout, 'CHANGELOG.md'), 'utf8')).toContain(
      `## ${release.version}\n${notes}`,
    );
    expect(notes).not.toMatch(/^## /m);
  });

  test('has a bill of materials with every package that a bundle holds, and none that only builds or tests', () => {
    const { spdxVersion, packages } = sbom();
    expect(spdxVersion).toBe('SPDX-2.3');
    const named = new Set(packages.map(({ name }: { name: string }) => name));
    const licences = execFileSync('tar', ['-tzf', release.tarball], { encoding: 'utf8' })
      .split('\n')
      .filter((file) => /\/dist\/.*licenses\.txt$/.test(file));
    expect(licences.length).toBeGreaterThan(0);
    // The name, and below it an SPDX expression.
    const bundled = licences.flatMap((file) =>
      [
        ...inTarball(file.replace(/^[^/]+\//, ''))
          .toString()
          .matchAll(/^((?:@[\w.-]+\/)?[\w.-]+)\n(?:MIT|Apache-2\.0|ISC|BSD-\d-Clause|0BSD)$/gm),
      ].map(([, name]) => name),
    );
    expect(new Set(bundled).size).toBeGreaterThan(20);
    expect([...new Set(bundled)].filter((name) => !named.has(name))).toEqual([]);
    for (const tool of ['jest', 'typescript', 'emulate', '@signalbox/simulator'])
      expect(named).not.toContain(tool);
  });
});
