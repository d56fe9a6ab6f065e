// Somebody who uses a release: made from a clone of this checkout, unpacked from its tarball, pinned by its SHA, run by act.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { type Release, rehearseRelease } from '../release.ts';
import { act, endings, endWorld, startWorld, type World } from './act.ts';

jest.setTimeout(300_000);

let folder: string;
let release: Release;
let unpacked: string;
let world: World;
let consumer: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'));
  release = rehearseRelease(folder, 'mona/signalbox');
  execFileSync('tar', ['-xzf', release.tarball, '-C', folder]);
  unpacked = join(folder, `signalbox-${release.version}`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  world = await startWorld();
  consumer = mkdtempSync(join(tmpdir(), 'consumer-'));
  mkdirSync(join(consumer, '.github/workflows'), { recursive: true });
});
afterEach(async () => {
  await endWorld(world);
  rmSync(consumer, { recursive: true, force: true });
});

/** A run of a workflow with this one job, which uses nothing of ours but the release, by its SHA. */
function run(job: object) {
  const workflow = join(consumer, '.github/workflows/deploy.yml');
  writeFileSync(workflow, JSON.stringify({ on: 'push', jobs: { deploy: job } }));
  const uses = `mona/signalbox@${release.sha}`;
  return act(world, { example: consumer, released: { uses, folder: unpacked } });
}

const succeeded = (text: string) => ({ exitCode: 0, log: expect.stringContaining(text) });

test('its one step guards a deployment', async () => {
  const steps = [
    { uses: `mona/signalbox@${release.sha}`, with: { environment: 'production' } },
    { run: 'echo "deploys it"' },
  ];
  expect(await run({ 'runs-on': 'ubuntu-latest', steps })).toEqual(succeeded('deploys it'));
  expect(endings(world)).toEqual(['success']);
});

test('its reusable workflow deploys, by actions of the same SHA', async () => {
  const job = {
    uses: `mona/signalbox/.github/workflows/deploy.yml@${release.sha}`,
    with: { environment: 'staging', 'deploy-command': 'echo "deploys $ENVIRONMENT"' },
  };
  expect(await run(job)).toEqual(succeeded('deploys staging'));
  expect(endings(world)).toEqual(['success']);
});
