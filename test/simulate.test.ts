import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..');

test('one command starts the simulators, says where they are, and ends at Ctrl-C', async () => {
  const command = ['--import', 'tsx', 'packages/simulator/src/main.ts', '--repository', 'octo/demo'];
  const child = spawn(process.execPath, command, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const environment: Record<string, string> = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [name = '', ...value] = line.split('=');
    environment[name] = value.join('=');
    if (name === 'GITHUB_TOKEN') break;
  }
  const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN } = environment;
  const answer = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}`, {
    headers: { authorization: `token ${GITHUB_TOKEN}` },
  });
  expect(await answer.json()).toMatchObject({ full_name: 'octo/demo' });
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
