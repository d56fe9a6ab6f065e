// Workflows and examples as their linters see them.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

const files = ['.github/workflows', 'examples'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => /\.github\/workflows\/[^/]+\.ya?ml$/.test(name)),
);

test('there are workflows and examples to look at', () => expect(files.length).toBeGreaterThan(3));

test('actionlint finds nothing', () => {
  expect(() =>
    execFileSync('actionlint', ['-no-color', ...files], { cwd: root, stdio: 'pipe' }),
  ).not.toThrow();
});

test('zizmor finds nothing', () => {
  const options = ['--offline', '--quiet', '--config', '.github/zizmor.yml'];
  expect(() =>
    execFileSync('zizmor', [...options, '.github', 'examples'], { cwd: root, stdio: 'pipe' }),
  ).not.toThrow();
});
