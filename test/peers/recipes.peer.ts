// The recipes for tools other than CloudFormation's, run by act: what each would run is written down by a stand-in, which
// can be told to fail.
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { act, channel, endings, endWorld, startWorld, type World } from './act.ts';

jest.setTimeout(180_000);

let world: World;
let site: Server;

beforeEach(async () => {
  world = await startWorld();
  site = createServer((_, response) => response.end('well')).listen(0, '127.0.0.1');
  await once(site, 'listening');
});
afterEach(async () => {
  site.close();
  await endWorld(world);
});

const TOOLS = ['terraform', 'helm', 'kubectl', 'pulumi', 'aws', 'npm', 'zip', 'jq'];

/** Each call of a tool, in order. One that matches `fails` ends with an error, the first time. */
async function recipe(name: string, fails = '^$') {
  const [bin, log] = [join(world.home, 'tools'), join(world.home, 'calls')];
  mkdirSync(bin, { recursive: true });
  writeFileSync(log, '');
  for (const tool of TOOLS) {
    const script = `#!/bin/bash
echo "${tool} $*" >>${log}
if [[ "${tool} $*" =~ ${fails} && ! -e ${log}.failed ]]; then touch ${log}.failed; exit 1; fi
case "${tool} $*" in jq*) echo "$RECIPE_STATUS" ;; aws*--query*) echo 7 ;; esac
`;
    writeFileSync(join(bin, tool), script);
    chmodSync(join(bin, tool), 0o755);
  }
  const { port } = site.address() as AddressInfo;
  const { exitCode, log: printed } = await act(world, {
    example: name,
    env: { PATH: `${bin}:${process.env['PATH']}` },
    vars: {
      HEALTH_URL: `http://127.0.0.1:${port}/`,
      SITE_BUCKET: 'shop-site',
      SITE_DISTRIBUTION: 'E1234567890',
    },
  });
  return { exitCode, printed, calls: readFileSync(log, 'utf8').trim().split('\n') };
}

const RECIPES = [
  { name: 'terraform', deploys: /^terraform apply/, undoes: /^terraform apply/ },
  { name: 'helm', deploys: /^helm upgrade shop/, undoes: /^helm rollback shop/ },
  { name: 'kubernetes', deploys: /^kubectl rollout status/, undoes: /^kubectl rollout undo/ },
  { name: 'pulumi', deploys: /^pulumi up/, undoes: /^pulumi up/ },
  { name: 'lambda', deploys: /^aws lambda update-alias/, undoes: /^aws lambda update-alias/ },
  { name: 'static-site', deploys: /^aws cloudfront wait/, undoes: /^aws s3 sync dist .*html/ },
];

describe.each(RECIPES)('$name', ({ name, deploys, undoes }) => {
  test('deploys while the environment is held, and is recorded and told', async () => {
    const { exitCode, printed, calls } = await recipe(name);
    expect({ exitCode, printed }).toEqual({ exitCode: 0, printed: expect.stringContaining('Job succeeded') });
    expect(calls.filter((call) => deploys.test(call))).toHaveLength(1);
    expect(endings(world)).toEqual(['success']);
    expect(JSON.stringify(await channel(world))).toContain('was deployed in');
  });

  test('is undone by its rollback command when it fails, still held', async () => {
    const { exitCode, calls } = await recipe(name, deploys.source.replaceAll(' ', '\\ '));
    expect(exitCode).toBe(1);
    const failedAt = calls.findIndex((call) => deploys.test(call));
    expect(calls.slice(failedAt + 1).some((call) => undoes.test(call))).toBe(true);
    expect(endings(world)).toEqual(['failure']);
  });
});
