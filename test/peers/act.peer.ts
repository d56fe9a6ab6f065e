// The examples, with nothing but Slack's address added, run by a runner that nobody here wrote: act in host mode, against the simulators.
// act 0.2.89 does not know `job.check_run_id`; what it leaves empty is what GitHub Enterprise Server leaves
// empty, so these runs prove that path, too.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import {
  type CloudFormationSimulator,
  startCloudFormation,
} from '@signalbox/simulator/cloudformation/server';
import { readTimeline } from '@signalbox/simulator/cloudformation/timeline';
import { addCommit, addRepository, addRun, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Repository } from '@signalbox/simulator/github/state';
import { type SlackSimulator, startSlack } from '@signalbox/simulator/slack/server';

jest.setTimeout(180_000);

const ROOT = join(import.meta.dirname, '../..');
/** act numbers every run 1. */
const RUN = 1;

let github: GitHubSimulator;
let aws: CloudFormationSimulator;
let slack: SlackSimulator;
let shop: Repository;
let home: string;

beforeEach(async () => {
  [github, aws, slack] = await Promise.all([startGitHub(), startCloudFormation({ speed: 30 }), startSlack()]);
  shop = addRepository(github.state, 'octo/shop');
  addRun(github.state, shop, { id: RUN });
  home = mkdtempSync(join(tmpdir(), 'act-'));
});
afterEach(async () => {
  await Promise.all([github.close(), aws.close(), slack.close()]);
  rmSync(home, { recursive: true, force: true });
});

/** The example as a repository of its own. */
function checkOut(example: string): string {
  const folder = join(home, 'shop');
  cpSync(join(ROOT, 'examples', example), folder, { recursive: true });
  const identity = ['-c', 'user.name=mona', '-c', 'user.email=mona@example.com'];
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, ...identity, ...args], { encoding: 'utf8' }).trim();
  git('init', '--quiet', '--initial-branch=main');
  git('remote', 'add', 'origin', 'https://github.com/octo/shop.git');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Add the shop');
  const commit = { ...addCommit(github.state, shop), sha: git('rev-parse', 'HEAD') };
  shop.commits.set(commit.sha, commit);
  shop.refs.set('refs/heads/main', commit.sha);
  return folder;
}

/** What a release holds: act copies the whole repository for every step. */
function release(): string {
  const folder = join(home, 'signalbox');
  for (const part of ['action.yml', 'actions', 'dist'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  return folder;
}

/** What needs the network has a stand-in: credentials by OIDC, and the AWS command line (with the real SDK). */
function standIns(stack: string): { readonly credentials: string; readonly bin: string } {
  const [credentials, bin] = [join(home, 'credentials'), join(home, 'bin')];
  for (const folder of [credentials, bin]) mkdirSync(folder);
  const runs = { using: 'composite', steps: [{ shell: 'bash', run: 'true' }] };
  writeFileSync(join(credentials, 'action.yml'), JSON.stringify({ name: 'credentials', runs }));
  const deploy = [join(ROOT, 'node_modules/.bin/tsx'), join(ROOT, 'test/rehearsal/deploy-step.ts')];
  writeFileSync(join(bin, 'aws'), `#!/bin/sh\nexec ${deploy.join(' ')} UPDATE ${stack}\n`, { mode: 0o755 });
  return { credentials, bin };
}

/** The example with the local Slack: its address is an input, so no variable of the environment can give it. */
function pointAtSlack(folder: string): void {
  for (const file of ['.github/workflows/deploy.yml', '.github/actions/deploy/action.yml']) {
    const path = join(folder, file);
    if (!existsSync(path)) continue;
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/^( *)updates-channel: .*$/gm, `$&\n$1slack-api-url: ${slack.apiUrl}`));
  }
}

async function act(event: string, example: string, stack: string) {
  const folder = checkOut(example);
  pointAtSlack(folder);
  const { credentials, bin } = standIns(stack);
  const workflow = readFileSync(join(folder, '.github/workflows/deploy.yml'), 'utf8');
  const pinned = /aws-actions\/configure-aws-credentials@[0-9a-f]{40}/.exec(workflow)?.[0] ?? '';
  const env = {
    GITHUB_API_URL: github.url,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    AWS_ENDPOINT_URL_CLOUDFORMATION: aws.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIATEST',
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
  const args = [
    ...[event, '--platform', 'ubuntu-latest=-self-hosted', '--action-offline-mode'],
    ...['--local-repository', `${pinned}=${credentials}`],
    ...['--local-repository', `OWNER/signalbox@v1=${release()}`],
    ...['--secret', `GITHUB_TOKEN=${addToken(github.state, [shop])}`],
    ...['--secret', `SLACK_BOT_TOKEN=${slack.token}`],
    ...['--var', `SLACK_CHANNEL=${slack.channels['deployments']}`],
    ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ];
  const path = `${bin}:${process.env['PATH']}`;
  const child = spawn('act', args, { cwd: folder, env: { ...process.env, PATH: path } });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      log += String(data);
    });
  }
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { exitCode, log };
}

const fixture = (name: string) =>
  readTimeline(join(ROOT, `packages/simulator/fixtures/timelines/${name}.json`));

/** Each message that people see in the channel, with the number of its replies. */
async function channel() {
  const { threads } = await slack.read(slack.channels['deployments'] ?? '');
  return threads;
}

test.each([
  { example: 'one-step', event: 'push' },
  { example: 'composite-action', event: 'push' },
  { example: 'four-actions', event: 'workflow_dispatch' },
])('$example deploys, is recorded and is told in one thread', async ({ example, event }) => {
  const timeline = fixture('update-ok');
  aws.add([timeline]);
  const { exitCode, log } = await act(event, example, timeline.stack.name);
  expect({ exitCode, log }).toEqual({ exitCode: 0, log: expect.stringContaining('Job succeeded') });
  expect(shop.deployments.map(({ statuses }) => statuses.at(-1)?.state)).toEqual(['success']);
  expect(await channel()).toHaveLength(1);
});

test('one-step over a stack that rolls back is red, recorded and told as such', async () => {
  const timeline = fixture('update-failed-nested');
  aws.add([timeline]);
  const { exitCode, log } = await act('push', 'one-step', timeline.stack.name);
  expect({ exitCode, log }).toEqual({ exitCode: 1, log: expect.stringContaining('Job failed') });
  expect(shop.deployments.map(({ statuses }) => statuses.at(-1)?.state)).toEqual(['failure']);
  const [thread] = await channel();
  expect(JSON.stringify(thread)).toContain(timeline.expect.rootCause?.logicalId);
});
