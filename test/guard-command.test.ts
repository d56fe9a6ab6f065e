// The root action with a deploy command: the real bundle in a job of a simulated runner, with GitHub and CloudFormation around it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import {
  type CloudFormationSimulator,
  startCloudFormation,
} from '@signalbox/simulator/cloudformation/server';
import { readTimeline } from '@signalbox/simulator/cloudformation/timeline';
import { addCommit, addRepository, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Repository } from '@signalbox/simulator/github/state';
import { actionFolder, endingOf, type Given, startRun } from './start-run.ts';

// Real processes against real (if local) servers: generous, and only a limit.
jest.setTimeout(180_000);

const FIXTURES = join(import.meta.dirname, '../packages/simulator/fixtures/timelines');

let github: GitHubSimulator;
let aws: CloudFormationSimulator;
let shop: Repository;
let token: string;
let folder: string;

beforeEach(async () => {
  [github, aws] = await Promise.all([startGitHub(), startCloudFormation({ speed: 60 })]);
  shop = addRepository(github.state, 'octo/shop');
  token = addToken(github.state, [shop]);
  folder = mkdtempSync(join(tmpdir(), 'workspace-'));
});
afterEach(async () => {
  await Promise.all([github.close(), aws.close()]);
  rmSync(folder, { recursive: true, force: true });
});

function newJob() {
  const env = {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIATEST',
    AWS_SECRET_ACCESS_KEY: 'aws-secret-of-the-job',
    AWS_ENDPOINT_URL_CLOUDFORMATION: aws.url,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
  return startRun({ github, repository: shop, token }, { env, workspace: folder, secrets: ['t0p-secret'] });
}

const guard = (job: ReturnType<typeof newJob>, given: Given) =>
  job.use('guard', { environment: 'production', ...given });

/** The last status of every deployment, oldest first. */
const endings = () => shop.deployments.map(endingOf);

/** A stack whose next deployment follows the timeline; `begin` is a shell command that begins it. */
function stack(timeline: string) {
  const told = readTimeline(join(FIXTURES, `${timeline}.json`));
  const simulated = aws.add([told]);
  const flag = join(folder, 'begin');
  const look = setInterval(() => {
    if (!existsSync(flag)) return;
    clearInterval(look);
    aws.begin(simulated);
  }, 20);
  look.unref();
  return { name: told.stack.name, begin: `touch '${flag}'`, told };
}

describe('a command that deploys', () => {
  test('is run while the environment is held, and all is over, and free, with the step', async () => {
    const job = newJob();
    const main = await guard(job, {
      'deploy-command':
        'echo "to $ENVIRONMENT at $SHA under $FENCING_TOKEN as $DEPLOYMENT_CORRELATION_ID from <$PREVIOUS_SHA>"',
    });
    expect(main).toMatchObject({ exitCode: 0, outputs: { outcome: 'succeeded', acquired: 'true' } });
    const { 'fencing-token': fencing, 'correlation-id': id } = main.outputs;
    expect(main.stdout).toContain(`to production at ${job.run.headSha} under ${fencing} as ${id} from <>`);
    expect(endings()).toEqual([expect.stringMatching(/^success: deployed in /)]);
    expect(main.summary).toContain('### production: deployed after');
    const { status, steps } = await job.finish();
    expect(status).toBe('success');
    expect(steps.at(-1)).toMatchObject({ phase: 'post', exitCode: 0, stdout: '' });
  });

  test('is watched beside, and ready, before the smoke command', async () => {
    const { name, begin } = stack('update-ok');
    const job = newJob();
    const main = await guard(job, {
      ...{ 'stack-name': name, 'poll-interval': '1s' },
      'deploy-command': `${begin}\necho deploy command ends`,
      'smoke-command': 'echo smoke command begins',
    });
    expect(main.outputs).toMatchObject({
      outcome: 'succeeded',
      status: 'succeeded',
      'stack-status': expect.stringMatching(/^UPDATE_COMPLETE/),
    });
    expect(main.stdout).toMatch(
      /deploy command ends[\s\S]*^\[watch\] .*UPDATE_COMPLETE[\s\S]*smoke command begins/m,
    );
    expect(existsSync(main.outputs['report-path'] ?? '')).toBe(true);
  });

  test('that changes nothing is told so', async () => {
    const { name } = stack('update-ok');
    const main = await guard(newJob(), { 'stack-name': name, 'deploy-command': 'echo nothing' });
    expect(main.outputs).toMatchObject({ outcome: 'no-changes', status: 'no-changes' });
    expect(endings()).toEqual([expect.stringMatching(/^success: no changes/)]);
  });

  test('tells the runner what it would from a step of its own', async () => {
    const job = newJob();
    const main = await guard(job, {
      'deploy-command': [
        'echo "version=1.2.3" >>"$GITHUB_OUTPUT"; echo "outcome=forged" >>"$GITHUB_OUTPUT"',
        'echo "VERSION=1.2.3" >>"$GITHUB_ENV"; echo "$PWD/bin" >>"$GITHUB_PATH"',
        'echo "### from the command" >>"$GITHUB_STEP_SUMMARY"; echo "deployment=forged" >>"$GITHUB_STATE"',
        'echo "::warning title=Beware::of this"; echo "::add-mask::hide-me"; echo "see hide-me and t0p-secret"',
      ].join('\n'),
      'smoke-command': 'echo "smoke of $VERSION with $PATH"; env | grep -c "^INPUT_" || true',
    });
    expect(main.outputs).toMatchObject({ outcome: 'succeeded', version: '1.2.3' });
    expect(main.env).toMatchObject({ VERSION: '1.2.3' });
    expect(main.annotations).toContainEqual({ level: 'warning', title: 'Beware', message: 'of this' });
    expect(main.stdout).toContain('see *** and ***');
    expect(main.stdout).toMatch(/smoke of 1\.2\.3 with \S*\/bin:/);
    expect(main.stdout).toMatch(/^0$/m);
    expect(main.summary).toContain('### from the command');
    await job.finish();
    expect(endings()).toEqual([expect.stringMatching(/^success: /)]);
  });
});

describe('a deployment that fails', () => {
  test('by its command is red, and over', async () => {
    const main = await guard(newJob(), { 'deploy-command': 'exit 3', 'smoke-command': 'echo never' });
    expect(main).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } });
    expect(main.stdout).not.toContain('never');
    expect(endings()).toEqual(['failure: deploy-command ended with exit code 3']);
  });

  test('by its stack, though the command went well', async () => {
    const { name, begin, told } = stack('update-failed-nested');
    const main = await guard(newJob(), {
      ...{ 'stack-name': name, 'poll-interval': '1s', 'deploy-command': begin },
    });
    expect(main).toMatchObject({ exitCode: 1, outputs: { outcome: 'rolled-back', status: 'rolled-back' } });
    expect(endings()[0]).toContain(`failure: rolled back: ${told.expect.rootCause?.logicalId}`);
  });

  test('by its time limit', async () => {
    const main = await guard(newJob(), {
      'deploy-command': 'echo begun; sleep 1000',
      'command-timeout': '1s',
    });
    expect(main).toMatchObject({ exitCode: 1, outputs: { outcome: 'timed-out' } });
    expect(endings()).toEqual([expect.stringMatching(/^failure: deploy-command did not end within 1 s/)]);
  });

  test('by its smoke command', async () => {
    const main = await guard(newJob(), { 'deploy-command': 'true', 'smoke-command': 'exit 4' });
    expect(main).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } });
    expect(endings()).toEqual(['failure: smoke-command ended with exit code 4']);
  });
});

describe('a rollback', () => {
  /** A repository with two commits; the second one is checked out, with a file of its own lying about. */
  function checkout() {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@x', ...args], { cwd: folder })
        .toString()
        .trim();
    git('init', '-q');
    const commit = (words: string) => {
      writeFileSync(join(folder, 'version.txt'), words);
      git('add', '-A');
      git('commit', '-qm', words);
      return git('rev-parse', 'HEAD');
    };
    return { first: commit('one'), second: commit('two') };
  }

  test('of a first deployment runs in its own files, still held, and is told as what it is', async () => {
    const job = newJob();
    const main = await guard(job, {
      'deploy-command': 'exit 1',
      'rollback-command': 'echo "undone, before: <$PREVIOUS_SHA> under $FENCING_TOKEN"',
    });
    expect(main).toMatchObject({ exitCode: 1, outputs: { outcome: 'rolled-back' } });
    expect(main.stdout).toContain(`undone, before: <> under ${main.outputs['fencing-token']}`);
    expect(endings()).toEqual(['failure: rolled back: deploy-command ended with exit code 1']);
    expect(main.summary).toContain('### production: rolled back after');
  });

  test('that fails, too, is told as that', async () => {
    const main = await guard(newJob(), { 'deploy-command': 'exit 1', 'rollback-command': 'exit 2' });
    expect(main).toMatchObject({ exitCode: 1, outputs: { outcome: 'rollback-failed' } });
    expect(endings()).toEqual([
      'failure: THE ROLLBACK FAILED (rollback-command ended with exit code 2), after: deploy-command ended with exit code 1',
    ]);
  });

  /** Deploys a commit, well. */
  async function deployed(ref: string) {
    const before = newJob();
    const { outputs } = await guard(before, { ref, 'deploy-command': 'true' });
    expect(outputs).toMatchObject({ outcome: 'succeeded' });
    await before.finish();
  }

  const failing = {
    'deploy-command': 'exit 1',
    'rollback-command': 'cat version.txt built.txt; echo " of $PREVIOUS_SHA"',
  };

  test('is run in the files of the commit that ran before, as GitHub confirms it, and in no others', async () => {
    const { first, second } = checkout();
    for (const sha of [first, second]) addCommit(github.state, shop, { sha });
    await deployed(first);
    writeFileSync(join(folder, 'built.txt'), 'by the failed deployment');
    const main = await guard(newJob(), {
      ref: second,
      ...failing,
      'rollback-command': 'cat version.txt; ls; pwd; echo "$GITHUB_WORKSPACE $PREVIOUS_SHA"',
    });
    expect(main).toMatchObject({ exitCode: 1, outputs: { outcome: 'rolled-back' } });
    const lines = main.stdout.split('\n');
    const at = lines.findIndex((line) => line.startsWith('one'));
    expect(lines[at]).toBe('oneversion.txt');
    expect(lines[at + 2]).toBe(`${lines[at + 1]} ${first}`);
    expect(main.stdout).not.toContain('built.txt');
    // The workspace is left as it was, and git no longer knows of another one.
    expect(readFileSync(join(folder, 'version.txt'), 'utf8')).toBe('two');
    expect(
      execFileSync('git', ['worktree', 'list'], { cwd: folder }).toString().trim().split('\n'),
    ).toHaveLength(1);
  });

  test('is not run in the wrong files when the commit cannot be had', async () => {
    const { second } = checkout();
    await deployed(newJob().run.headSha);
    addCommit(github.state, shop, { sha: second });
    const main = await guard(newJob(), { ref: second, ...failing });
    expect(main).toMatchObject({ exitCode: 1, outputs: { outcome: 'rollback-failed' } });
    expect(endings()[1]).toContain('could not be checked out');
    expect(main.stdout).not.toContain(' of ');
  });

  test('goes without files where nothing is checked out, and says so', async () => {
    await deployed(newJob().run.headSha);
    const main = await guard(newJob(), { ...failing, 'rollback-command': 'echo "back to $PREVIOUS_SHA"' });
    expect(main.outputs).toMatchObject({ outcome: 'rolled-back' });
    expect(main.stdout).toMatch(/back to [0-9a-f]{40}/);
    expect(main.annotations.map(({ message }) => message).join()).toContain('no git checkout');
  });

  test('is refused when GitHub does not confirm the commit', async () => {
    const fork = addCommit(github.state, shop, { branch: 'fork', parents: [] });
    await deployed(fork.sha);
    const main = await guard(newJob(), { ...failing, 'rollback-command': 'echo UNDONE' });
    expect(main).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } });
    expect(main.raw).not.toMatch(/^UNDONE/m);
    expect(endings()[1]).toMatch(/NOT ROLLED BACK/);
  });
});

describe('what is refused before anything is written', () => {
  test.each<[string, Given, string]>([
    [
      'a folder that is not there',
      { 'deploy-command': 'true', 'working-directory': 'nowhere' },
      '"working-directory": there is no such folder',
    ],
    [
      'a shell that nobody knows',
      { 'deploy-command': 'true', shell: 'fish' },
      'Input "shell": expected bash',
    ],
    [
      'a shell that is not installed',
      { 'deploy-command': 'true', shell: 'nosuchshell {0}' },
      'there is no "nosuchshell"',
    ],
    ['a rollback of nothing', { 'rollback-command': 'true' }, '"rollback-command" needs "deploy-command"'],
    [
      'a limit that is none',
      { 'deploy-command': 'true', 'command-timeout': '0s' },
      'Input "command-timeout": expected',
    ],
  ])('%s', async (_, given, message) => {
    const main = await guard(newJob(), given);
    expect(main.exitCode).toBe(1);
    expect(main.annotations.map((each) => each.message).join()).toContain(message);
    expect(shop.deployments).toHaveLength(0);
    expect(github.log).toEqual([]);
  });
});

test('an environment that is held is skipped in green, and no command is run', async () => {
  const holder = newJob();
  await holder.use('guard', { environment: 'production' });
  const late = newJob();
  const main = await guard(late, { 'on-busy': 'skip', 'deploy-command': 'echo DEPLOYED' });
  expect(main).toMatchObject({ exitCode: 0, outputs: { acquired: 'false', outcome: 'skipped' } });
  expect(main.raw).not.toMatch(/^DEPLOYED/m);
  expect((await late.finish()).status).toBe('success');
});

test('the bundle is there', () => expect(existsSync(actionFolder('guard'))).toBe(true));
