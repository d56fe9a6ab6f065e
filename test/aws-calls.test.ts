// Whoever writes the role's policy from docs/getting-started.md has allowed every call that the bundles make.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const guide = readFileSync(join(root, 'docs/getting-started.md'), 'utf8');
const table = /^\| call \|.*?\n\n/ms.exec(guide)?.[0];
const policy = /^\{\n {2}"Version".*?^\}/ms.exec(guide)?.[0];

/** The SDK's name of a service, where a policy has another. */
const PREFIXES: Readonly<Record<string, string>> = { 'cloudwatch-logs': 'logs' };

/** `cloudformation:DescribeStacks`: what a client is sent, by the service that its file imports. */
const calls = ['packages', 'actions'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\/src\/.*(?<!\.test)\.ts$/.test(name) && !name.startsWith('simulator/'))
    .flatMap((name) => {
      const text = readFileSync(join(root, top, name), 'utf8');
      const services = [...text.matchAll(/import\('@aws-sdk\/client-([a-z-]+)'\)/g)].map(
        ([, name = '']) => PREFIXES[name] ?? name,
      );
      const commands = [...text.matchAll(/new sdk\.(\w+)Command\(/g)].map((match) => match[1] ?? '');
      return services.flatMap((service) => commands.map((command) => `${service}:${command}`));
    }),
);

test('there are calls to each service', () =>
  expect(calls).toEqual(
    expect.arrayContaining([
      'cloudformation:DescribeStackEvents',
      'ecs:DescribeServices',
      'codedeploy:GetDeployment',
      'logs:GetLogEvents',
    ]),
  ));

test.each([...new Set(calls)])('%s is in the table and in the policy', (call) => {
  expect(table).toContain(`\`${call}\``);
  expect(policy).toContain(`"${call}"`);
});
