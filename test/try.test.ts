import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { root } from './documents.ts';
import { eventOf, stacksIn } from './peers/try.ts';

test.each([
  [{ jobs: { a: { steps: [{ with: { 'stack-name': 'shop' } }] } } }, ['shop']],
  [{ a: { 'stack-name': 'shop,\nmail' }, b: [{ 'stack-name': 'shop' }] }, ['shop', 'mail']],
  [{ 'stack-name': '${{ inputs.stack }}' }, []],
  [null, []],
])('the stacks of %j are %j', (workflow, names) => expect(stacksIn(workflow)).toEqual(names));

test.each([
  ['push', undefined, 'push'],
  [{ workflow_dispatch: null, push: { branches: ['main'] } }, undefined, 'push'],
  [{ workflow_dispatch: null }, undefined, 'workflow_dispatch'],
  [['release', 'schedule'], undefined, 'release'],
  [['release', 'schedule'], 'schedule', 'schedule'],
])('on %j, asked for %j, it plays %s', (on, asked, event) => expect(eventOf(on, asked)).toBe(event));

test.each([
  [[], 'npm run try -- FILE'],
  [['--help'], 'npm run try -- FILE'],
  [['.github/workflows/none.yml'], 'No workflow file: .github/workflows/none.yml'],
  [['package.json'], 'No workflow file: package.json'],
])('%j starts nothing', (args, says) => {
  const script = join(root, 'test/peers/try.ts');
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(says) });
});
