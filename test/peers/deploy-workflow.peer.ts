// The reusable workflow as act runs it for its callers: the pipeline of the examples, and one environment by itself.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { synthesize } from '@signalbox/simulator/cloudformation/synthesize';
import { addCommit, addDeployment } from '@signalbox/simulator/github/builders';
import { ACTOR, type ActRun, act, channel, endings, endWorld, OURS, startWorld, type World } from './act.ts';

jest.setTimeout(300_000);

let world: World;
let caller: string;

beforeEach(async () => {
  world = await startWorld();
  caller = mkdtempSync(join(tmpdir(), 'caller-'));
  mkdirSync(join(caller, '.github/workflows'), { recursive: true });
});
afterEach(async () => {
  await endWorld(world);
  rmSync(caller, { recursive: true, force: true });
});

const COMMANDS = {
  'deploy-command': 'echo "deploys $ENVIRONMENT"',
  'smoke-command': 'echo "tries $ENVIRONMENT"',
  'rollback-command': 'echo "undoes $ENVIRONMENT"',
};

/** A caller of one environment; `version` is what its files say. */
function calling(given: object, version = '1') {
  const call = {
    uses: `${OURS}/.github/workflows/deploy.yml@v1`,
    with: { ...COMMANDS, ...given, 'updates-channel': '${{ vars.SLACK_CHANNEL }}', ...toSlack() },
    secrets: { slack_token: '${{ secrets.SLACK_BOT_TOKEN }}' },
  };
  writeFileSync(join(caller, 'version'), version);
  writeFileSync(
    join(caller, '.github/workflows/caller.yml'),
    JSON.stringify({ on: 'push', jobs: { deploy: call } }),
  );
  return { example: caller };
}

/** Known, so that an approval by anybody else can be told from one by who started the run. */
const REQUESTER = `${ACTOR}: U0000000001`;

const toSlack = () => ({ 'slack-api-url': world.slack.apiUrl });

function addStack(stackName: string, options: { fails?: string; seconds?: number } = {}, times = 1) {
  const table = { id: 'Table', type: 'AWS::DynamoDB::Table', seconds: 60, ...options };
  const update = () => synthesize({ name: stackName, stackName, operation: 'UPDATE', resources: [table] });
  world.aws.add([update(), ...Array.from({ length: times - 1 }, update)]);
}

const succeeded = (text: string) => ({ exitCode: 0, log: expect.stringContaining(text) });
const failed = (text: string) => ({ exitCode: 1, log: expect.stringContaining(text) });

/** A run in which the person replies to the question as soon as it is asked. */
async function answering(text: string, run: ActRun) {
  const { slack } = world;
  const ended = new AbortController();
  const acting = act(world, run).finally(() => ended.abort());
  while (!ended.signal.aborted) {
    const asked = ({ text }: { text: string }) => text.includes('Without a clear answer');
    const thread = (await channel(world)).find(asked);
    if (thread !== undefined) {
      await slack.reply(slack.channels['deployments'] ?? '', thread.ts, text);
      break;
    }
    await setTimeout(500);
  }
  return acting;
}

test('the example: staging, then production, which promotes what staging runs after a yes in Slack', async () => {
  addStack('shop-staging');
  addStack('shop');
  const vars = { SLACK_APPROVERS: world.slack.person, SLACK_MENTIONS: REQUESTER };
  const run = await answering('proceed', { example: 'pipeline', vars });
  expect(run).toEqual(succeeded('Answer: proceed'));
  expect(world.shop.deployments.map((each) => each.originalEnvironment)).toEqual(['staging', 'production']);
  expect(endings(world)).toEqual(['success', 'success']);
  // Staging, the question, production.
  expect(await channel(world)).toHaveLength(3);
});

test('without a yes in Slack nothing is registered and nothing is deployed', async () => {
  const given = { environment: 'production', approvers: world.slack.person, mentions: REQUESTER };
  const run = await answering('Cancel!', calling(given));
  expect(run).toEqual(failed('The answer in Slack was not'));
  expect(run.log).not.toContain('deploys production');
  expect(endings(world)).toEqual([]);
});

test('what the earlier environment does not run is refused, and nothing is registered or undone', async () => {
  const given = { environment: 'production', 'promoted-from': 'staging' };
  const run = await act(world, calling(given));
  expect(run).toEqual(failed('no recorded commit'));
  expect(run.log).not.toMatch(/deploys production|undoes production/);
  expect(endings(world)).toEqual([]);
});

test('a failed smoke test is undone with the files of the commit that ran before, and told', async () => {
  const given = { environment: 'staging', 'deploy-command': 'echo "deploys version $(cat version)"' };
  expect(await act(world, calling(given, '1'))).toEqual(succeeded('deploys version 1'));
  const [first] = world.shop.deployments;
  const bad = {
    ...given,
    'smoke-command': 'exit 1',
    'rollback-command': 'echo "back to $PREVIOUS_SHA, version $(cat version)"',
  };
  const run = await act(world, calling(bad, '2'));
  expect(run).toEqual(failed(`back to ${first?.sha}, version 1`));
  expect(run.log).toContain('deploys version 2');
  expect(endings(world)).toEqual(['success', 'failure']);
  expect(JSON.stringify(await channel(world))).toContain('The rollback is done.');
});

test('what GitHub does not confirm is never run again, and that is said loudly', async () => {
  const given = { environment: 'staging', 'deploy-command': 'echo "deploys version $(cat version)"' };
  expect(await act(world, calling(given, '1'))).toEqual(succeeded('deploys version 1'));
  // Somebody who may write deployments says that a commit runs which no branch has.
  const [first] = world.shop.deployments;
  const { commits, refs } = world.shop;
  const stray = addCommit(world.github.state, world.shop, { branch: 'stray' });
  refs.delete('refs/heads/stray');
  expect(commits.has(stray.sha)).toBe(true);
  addDeployment(world.github.state, world.shop, {
    ...{ environment: 'staging', task: 'signalbox', sha: stray.sha },
    payload: { ...(first?.payload as object), nonce: 'forged' },
    statuses: [{ state: 'in_progress', description: 'deploying' }, { state: 'success' }],
  });
  const bad = { ...given, 'smoke-command': 'exit 1', 'rollback-command': 'echo "undoes in $(cat version)"' };
  const run = await act(world, calling(bad, '2'));
  expect(run).toEqual(failed('not to be run again'));
  expect(run.log).toContain('NO ROLLBACK');
  expect(run.log).not.toContain('undoes in');
  expect(JSON.stringify(await channel(world))).toContain('IT IS NOT ROLLED BACK');
});

test('over a stack: ready before the smoke test, rolled back and watched after it', async () => {
  addStack('shop', {}, 2);
  const deploy = 'aws cloudformation deploy --stack-name shop --template-file template.yml';
  const stack = { 'stack-name': 'shop', 'aws-region': 'eu-west-1' };
  const commands = { 'deploy-command': deploy, 'smoke-command': 'exit 1', 'rollback-command': deploy };
  const run = await act(world, calling({ environment: 'staging', ...stack, ...commands }));
  expect(run).toEqual({ exitCode: 1, log: expect.stringMatching(/shop: succeeded.*shop: succeeded/s) });
  expect(endings(world)).toEqual(['failure']);
  const threads = await channel(world);
  expect(threads).toHaveLength(1);
  expect(JSON.stringify(threads)).toContain('The rollback is done.');
});

test('a stack that CloudFormation has rolled back leaves nothing to undo: that is a good rollback', async () => {
  // Longer than clocks may differ: 300 s are played in 10 s.
  addStack('shop', { fails: 'Throughput exceeds the account limit', seconds: 300 });
  const run = await act(
    world,
    calling({
      ...{ environment: 'production', 'stack-name': 'shop', 'aws-region': 'eu-west-1' },
      'deploy-command': 'aws cloudformation deploy --stack-name shop',
    }),
  );
  expect(run).toEqual(failed('undoes production'));
  expect(run.log).toContain('shop: no-changes');
  expect(endings(world)).toEqual(['failure']);
  expect(JSON.stringify(await channel(world))).toContain('The rollback is done.');
});

test('a rollback that fails, too, is called by its name', async () => {
  const given = { environment: 'staging', 'smoke-command': 'exit 1', 'rollback-command': 'exit 7' };
  expect(await act(world, calling(given))).toEqual(failed('Job failed'));
  expect(endings(world)).toEqual(['failure']);
  expect(JSON.stringify(await channel(world))).toContain('THE ROLLBACK FAILED');
});

// What an attacker may write into an input stays data, and a secret reaches the commands alone.
test('an input is never code', async () => {
  const run = await act(
    world,
    calling({ environment: '$(touch pwned)`touch pwned`"; touch pwned; "', 'deploy-command': 'ls' }),
  );
  expect(run).toEqual(succeeded('Job succeeded'));
  expect(run.log).not.toContain('pwned\n');
});
