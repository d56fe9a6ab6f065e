// Workflows and examples as their linters see them.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { withoutBackgroundSteps } from './background-steps.ts';
import { withoutWaitingRoom } from './waiting-room.ts';

const root = join(import.meta.dirname, '../..');

const files = ['.github/workflows', 'examples'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => /\.github\/workflows\/[^/]+\.ya?ml$/.test(name)),
);

test('there are workflows and examples to look at', () => expect(files.length).toBeGreaterThan(3));

const lint = (command: string, args: readonly string[], input = '') => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', input });
  return { status, findings: `${stdout}${stderr}` };
};

test.each(files)('actionlint finds nothing in %s', (file) => {
  // actionlint 1.7.12 does not know `uses: $/path`; the same action by its local path is checked with its inputs.
  const source = readFileSync(join(root, file), 'utf8').replaceAll('uses: $/', 'uses: ./');
  const text = withoutWaitingRoom(withoutBackgroundSteps(source));
  const args = ['-no-color', '-stdin-filename', file, '-'];
  expect(lint('actionlint', args, text)).toEqual({ status: 0, findings: '' });
});

test('zizmor finds nothing', () => {
  const options = ['--offline', '--quiet', '--persona=pedantic', '--config', '.github/zizmor.yml'];
  expect(lint('zizmor', [...options, '.github', 'examples', 'action.yml', 'actions'])).toMatchObject({
    status: 0,
  });
});
