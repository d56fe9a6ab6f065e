// Our reusable workflow as act runs it for a caller with two environments. Taken out for act 0.2.89: `queue:` (see
// waiting-room.ts), `environment:` of the job, of which it does not know `deployment`, and the `ref` of checkouts: it has the files. A remote workflow would be fetched from
// GitHub, so the caller has a copy of it; the actions that it uses are the released ones.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { synthesize } from '@signalbox/simulator/cloudformation/synthesize';
import { act, channel, endings, endWorld, ROOT, startWorld, type World } from './act.ts';
import { withoutWaitingRoom } from './waiting-room.ts';

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

function write(jobs: object): void {
  const folder = join(caller, '.github/workflows');
  const deploy = withoutWaitingRoom(readFileSync(join(ROOT, '.github/workflows/deploy.yml'), 'utf8'));
  const plain = deploy
    .replace(/^ {4}environment:\n {6}name: .*\n {6}deployment: false\n/gm, '')
    .replace(/^ *slack-api-url: \$.*\n/gm, '') // act.ts gives the simulator's.
    .replace(/^ *ref: .*\n(?= *persist-credentials)/gm, '');
  writeFileSync(join(folder, 'deploy.yml'), plain);
  writeFileSync(join(folder, 'caller.yml'), JSON.stringify({ on: 'push', jobs }));
}

const call = (given: object, needs: string[] = []) => ({
  needs,
  uses: './.github/workflows/deploy.yml',
  with: { ...COMMANDS, ...given },
});

test('staging, then production, which promotes what staging runs', async () => {
  write({
    staging: call({ environment: 'staging' }),
    production: call({ environment: 'production', 'promoted-from': 'staging' }, ['staging']),
  });
  const { exitCode, log } = await act(world, { example: caller });
  expect({ exitCode, log }).toEqual({ exitCode: 0, log: expect.stringContaining('tries production') });
  expect(log).not.toContain('undoes');
  expect(world.shop.deployments.map(({ originalEnvironment }) => originalEnvironment)).toEqual([
    'staging',
    'production',
  ]);
  expect(endings(world)).toEqual(['success', 'success']);
});

test('what the earlier environment does not run is refused, and nothing is undone', async () => {
  write({ production: call({ environment: 'production', 'promoted-from': 'staging' }) });
  const { exitCode, log } = await act(world, { example: caller });
  expect({ exitCode, log }).toEqual({ exitCode: 1, log: expect.stringContaining('no recorded commit') });
  expect(log).not.toMatch(/deploys production|undoes production/);
  expect(endings(world)).toEqual(['failure']);
});

test('a failed smoke test is undone, and stays red', async () => {
  write({ staging: call({ environment: 'staging', 'smoke-command': 'exit 1' }) });
  const { exitCode, log } = await act(world, { example: caller });
  expect({ exitCode, log }).toEqual({ exitCode: 1, log: expect.stringContaining('undoes staging') });
  expect(endings(world)).toEqual(['failure']);
});

test('over a stack: ready before the smoke test, rolled back and watched after it, and told in one thread', async () => {
  const table = { id: 'Table', type: 'AWS::DynamoDB::Table', seconds: 60 };
  const update = (name: string) =>
    synthesize({ name, stackName: 'shop', operation: 'UPDATE', resources: [table] });
  world.aws.add([update('deploy'), update('rollback')]);
  const deploy = 'aws cloudformation deploy --stack-name shop --template-file template.yml';
  const stack = { 'stack-name': 'shop', 'aws-region': 'eu-west-1' };
  const slack = { 'updates-channel': '${{ vars.SLACK_CHANNEL }}' };
  const commands = { 'deploy-command': deploy, 'smoke-command': 'exit 1', 'rollback-command': deploy };
  const staging = call({ environment: 'staging', ...stack, ...slack, ...commands });
  write({ staging: { ...staging, secrets: { 'slack-token': '${{ secrets.SLACK_BOT_TOKEN }}' } } });
  const { exitCode, log } = await act(world, { example: caller });
  expect({ exitCode, log }).toEqual({
    exitCode: 1,
    log: expect.stringMatching(/shop: succeeded.*shop: succeeded/s),
  });
  expect(endings(world)).toEqual(['failure']);
  const threads = await channel(world);
  expect(threads).toHaveLength(1);
  expect(JSON.stringify(threads)).toContain('The rollback is done.');
});
