// Whoever writes the role's policy from docs/getting-started.md has allowed every call that the bundles make.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const guide = readFileSync(join(root, 'docs/getting-started.md'), 'utf8');
const table = /^\| call \|.*?\n\n/ms.exec(guide)?.[0];
const policy = /^\{\n {2}"Version".*?^\}/ms.exec(guide)?.[0];

/** The SDK's name of a service, where a policy has another. */
const PREFIXES: Readonly<Record<string, string>> = { 'cloudwatch-logs': 'logs' };

const sources = ['packages', 'actions'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\/src\/.*(?<!\.test)\.ts$/.test(name) && !name.startsWith('simulator/'))
    .map((name) => ({ folder: dirname(join(top, name)), text: readFileSync(join(root, top, name), 'utf8') })),
);

/** The services whose SDK a folder loads. */
const servicesOf = (folder: string): readonly string[] =>
  sources
    .filter((source) => source.folder === folder)
    .flatMap(({ text }) => [...text.matchAll(/import\('@aws-sdk\/client-([a-z-]+)'\)/g)])
    .map(([, service = '']) => service);

const has = (service: string, command: string) =>
  existsSync(
    join(root, `node_modules/@aws-sdk/client-${service}/dist-types/commands/${command}Command.d.ts`),
  );

/** `cloudformation:DescribeStacks`: what a client is sent, by the service that knows it. */
const calls = sources.flatMap(({ folder, text }) =>
  [...text.matchAll(/new sdk\.(\w+)Command\(/g)].flatMap(([, command = '']) => {
    const services = [...new Set(servicesOf(folder))].filter((service) => has(service, command));
    return services.length === 0
      ? [`a service that is not loaded:${command}`]
      : services.map((service) => `${PREFIXES[service] ?? service}:${command}`);
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
