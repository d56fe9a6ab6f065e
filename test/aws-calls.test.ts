// Whoever writes the role's policy from docs/getting-started.md has allowed every call that the bundles make.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const guide = readFileSync(join(root, 'docs/getting-started.md'), 'utf8');

/** IAM's name of a service where the SDK has another. */
const PREFIXES: Readonly<Record<string, string>> = { 'cloudwatch-logs': 'logs' };

/** `cloudformation:DescribeStacks`: what a client is sent, by the service its file imports. */
const calls = ['packages', 'actions'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\/src\/.*(?<!\.test)\.ts$/.test(name) && !name.startsWith('simulator/'))
    .flatMap((name) => {
      const text = readFileSync(join(root, top, name), 'utf8');
      const services = [...text.matchAll(/import\('@aws-sdk\/client-([a-z-]+)'\)/g)].map(
        (match) => match[1] ?? '',
      );
      const commands = [...text.matchAll(/new sdk\.(\w+)Command\(/g)].map((match) => match[1] ?? '');
      return services.flatMap((service) =>
        commands.map((command) => `${PREFIXES[service] ?? service}:${command}`),
      );
    }),
);

test('there are calls', () => expect(calls).toContain('cloudformation:DescribeStackEvents'));

test.each([...new Set(calls)])('%s is in the table and in the policy', (call) => {
  expect(guide).toContain(`\`${call}\``);
  expect(guide).toContain(`"${call}"`);
});
