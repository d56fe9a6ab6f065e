// What a peer test runs: an example as a repository of its own, by act in host mode, against the simulators.
// act 0.2.89 does not know `job.check_run_id`; what it leaves empty is what GitHub Enterprise Server leaves
// empty, so these runs prove that path, too.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import {
  type CloudFormationSimulator,
  startCloudFormation,
} from '@signalbox/simulator/cloudformation/server';
import { addCommit, addRepository, addRun, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Repository } from '@signalbox/simulator/github/state';
import { type SlackSimulator, startSlack } from '@signalbox/simulator/slack/server';
import { withoutSelf } from '../../scripts/owner.ts';
import { withoutWaitingRoom } from './waiting-room.ts';

export const ROOT = join(import.meta.dirname, '../..');
/** Who starts every run. */
export const ACTOR = 'hubot';
/** act numbers every run 1. */
export const RUN = 1;

export interface World {
  readonly github: GitHubSimulator;
  readonly aws: CloudFormationSimulator;
  readonly slack: SlackSimulator;
  /** The repository that the example is. */
  readonly shop: Repository;
  /** Everything that the run may leave behind. */
  readonly home: string;
}

export async function startWorld(): Promise<World> {
  const [github, aws, slack] = await Promise.all([
    startGitHub(),
    startCloudFormation({ speed: 30 }),
    startSlack(),
  ]);
  const shop = addRepository(github.state, 'octo/shop');
  addRun(github.state, shop, { id: RUN });
  return { github, aws, slack, shop, home: mkdtempSync(join(tmpdir(), 'act-')) };
}

export async function endWorld({ github, aws, slack, home }: World): Promise<void> {
  await Promise.all([github.close(), aws.close(), slack.close()]);
  rmSync(home, { recursive: true, force: true });
}

/** The messages that people see in the channel, each with its replies. */
export async function channel({ slack }: World) {
  const { threads } = await slack.read(slack.channels['deployments'] ?? '');
  return threads;
}

/** How each registration ended, oldest first. */
export const endings = ({ shop }: World) => shop.deployments.map(({ statuses }) => statuses.at(-1)?.state);

export interface ActRun {
  /** Folder under `examples/`, or an absolute path. */
  readonly example: string;
  /** Name of the one workflow file to run. @default each that waits for the event */
  readonly workflow?: string;
  /** Is told what act prints, as it comes. */
  readonly heard?: (text: string) => void;
  /** @default push */
  readonly event?: string;
  /** Inputs of a `workflow_dispatch`. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** What the workflow uses of ours, and the folder that holds it. @default this checkout, as `@v1` */
  readonly released?: { readonly uses: string; readonly folder: string };
  /** What act does not know yet, taken out of every YAML file of the example. */
  readonly without?: (text: string) => string;
  /** Outputs of a foreign action's stand-in, by `owner/name`. @default it does nothing */
  readonly standIns?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** SIGINT, as Ctrl-C would send it, as soon as this is so. */
  readonly interruptWhen?: (log: string) => boolean;
}

/** One run of an example's workflow, to its end. */
export async function act(world: World, run: ActRun): Promise<{ exitCode: number | null; log: string }> {
  const folder = checkOut(world, run);
  const { github, aws, slack, shop } = world;
  const env = {
    GITHUB_API_URL: github.url,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    AWS_ENDPOINT_URL_CLOUDFORMATION: aws.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIATEST',
    AWS_SECRET_ACCESS_KEY: 'secret',
    ...run.env,
  };
  const secrets = {
    GITHUB_TOKEN: addToken(github.state, [shop]),
    SLACK_BOT_TOKEN: slack.token,
    ...run.secrets,
  };
  const vars = { SLACK_CHANNEL: slack.channels['deployments'] ?? '', ...run.vars };
  const args = [
    ...[run.event ?? 'push', '--platform', 'ubuntu-latest=-self-hosted', '--action-offline-mode'],
    ...['--actor', ACTOR],
    ...(run.workflow === undefined ? [] : ['--workflows', `.github/workflows/${run.workflow}`]),
    ...localActions(world, folder, run).flatMap((pair) => ['--local-repository', pair]),
    ...pairs('--secret', secrets),
    ...pairs('--var', vars),
    ...pairs('--env', env),
    ...pairs('--input', run.inputs ?? {}),
  ];
  const path = `${commands(world)}:${process.env['PATH']}`;
  const child = spawn('act', args, { cwd: folder, env: { ...process.env, PATH: path } });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => {
      log += String(data);
      run.heard?.(String(data));
    });
  }
  const watch = setInterval(() => {
    if (!run.interruptWhen?.(log)) return;
    clearInterval(watch);
    child.kill('SIGINT');
  }, 50);
  const exitCode = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(watch);
  return { exitCode, log };
}

const pairs = (option: string, values: Readonly<Record<string, string>>) =>
  Object.entries(values).flatMap(([name, value]) => [option, `${name}=${value}`]);

/** The example as a repository of its own, with its commit in the simulated GitHub. */
function checkOut(world: World, { example, without = (text) => text }: ActRun): string {
  const folder = join(world.home, 'shop');
  const filter = (path: string) => !['node_modules', '.git'].includes(basename(path));
  cpSync(resolve(ROOT, 'examples', example), folder, { recursive: true, filter });
  for (const path of yamlFiles(folder)) {
    const text = without(withoutEnvironments(withoutWaitingRoom(readFileSync(path, 'utf8'))));
    writeFileSync(path, withSlackAddress(text, world.slack.apiUrl));
  }
  const identity = ['-c', 'user.name=mona', '-c', 'user.email=mona@example.com'];
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, ...identity, ...args], { encoding: 'utf8' }).trim();
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'remote.origin.url', 'https://github.com/octo/shop.git');
  git('add', '--all');
  git('commit', '--quiet', '--allow-empty', '--message', 'Change the shop');
  const commit = { ...addCommit(world.github.state, world.shop), sha: git('rev-parse', 'HEAD') };
  world.shop.commits.set(commit.sha, commit);
  world.shop.refs.set('refs/heads/main', commit.sha);
  return folder;
}

const yamlFiles = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.startsWith('.github/') && /\.ya?ml$/.test(name))
    .map((name) => join(folder, name));

/** With the local Slack: its address is an input, so no variable of the environment can give it. */
const withSlackAddress = (text: string, address: string) =>
  text.replace(/^( *)updates-channel: \$\{\{ (?:vars|inputs)\..*$/gm, `$&\n$1slack-api-url: ${address}`);

/** Ourselves as released, and a stand-in for every foreign action, for act finds none on a network. */
function localActions(world: World, folder: string, { standIns = {}, released: from }: ActRun): string[] {
  const { uses: ours, folder: source } = from ?? { uses: `${OURS}@v1`, folder: ROOT };
  const released = release(world, source, ours);
  const texts = [folder, released].flatMap(yamlFiles).map((path) => readFileSync(path, 'utf8'));
  const used = texts
    .flatMap((text) => [...text.matchAll(/uses: ([\w.-]+\/[\w.-]+@(?:[0-9a-f]{40}|v\d[\w.]*))\s/g)])
    .flatMap(([, uses = '']) => (uses === '' || uses === ours ? [] : uses));
  return [
    `${ours}=${released}`,
    ...[...new Set(used)].map((uses) => {
      const [name = ''] = uses.split('@');
      const action = name === 'actions/checkout' ? checkout(folder) : inert(uses, standIns[name] ?? {});
      return `${uses}=${standIn(world, uses, action)}`;
    }),
  ];
}

/** The repository of these actions, as documents and examples name it. */
export const OURS: string = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).repository;

/** What a release holds: act copies the whole repository for every step. Its workflows are without what act does not know. */
function release(world: World, source: string, uses: string): string {
  const folder = join(world.home, 'signalbox');
  const [name = '', ref = ''] = uses.split('@');
  for (const part of ['action.yml', 'actions', 'dist', '.github/workflows'])
    cpSync(join(source, part), join(folder, part), { recursive: true });
  for (const path of yamlFiles(folder)) {
    const text = withoutEnvironments(withoutWaitingRoom(readFileSync(path, 'utf8')));
    // act 0.2.89 does not know `uses: $/path`.
    writeFileSync(path, withoutSelf(text, name, ref));
  }
  return folder;
}

/** act 0.2.89 does not know `deployment: false` of a job's environment, nor what an environment would bring. */
const withoutEnvironments = (text: string) =>
  text.replace(/^ {4}environment:.*\n {6}name: .*\n {6}deployment: false\n/gm, '');

/** A foreign action that does nothing but say the given outputs. */
const inert = (name: string, outputs: Readonly<Record<string, string>>) => ({
  name,
  outputs: Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, { value }])),
  runs: { using: 'composite', steps: [{ shell: 'bash', run: 'true' }] },
});

/** actions/checkout where it has a `ref`; without one act does it itself. */
const checkout = (repository: string) => ({
  name: 'checkout',
  inputs: { ref: { required: true } },
  runs: {
    using: 'composite',
    steps: [
      {
        shell: 'bash',
        env: { REF: '${{ inputs.ref }}', REPOSITORY: repository },
        run: 'git init --quiet && git fetch --quiet "$REPOSITORY" && git checkout --quiet --force "$REF"',
      },
    ],
  },
});

function standIn(world: World, uses: string, action: object): string {
  const folder = join(world.home, 'foreign', uses);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'action.yml'), JSON.stringify(action));
  return folder;
}

/**
 * The deploy commands of the examples: `… deploy` updates the stack that `--stack-name`, or the word after `deploy`,
 * names, with the real SDK; everything before that (build, install, login) is nothing here.
 */
function commands(world: World): string {
  const folder = join(world.home, 'bin');
  mkdirSync(folder, { recursive: true });
  const deploy = [join(ROOT, 'node_modules/.bin/tsx'), join(ROOT, 'test/rehearsal/deploy-step.ts')];
  const script = `#!/bin/sh
case " $* " in *" deploy "*) ;; *) exit 0 ;; esac
stack=
while [ $# -gt 0 ]; do
  case $1 in deploy | --stack-name) stack=$2 ;; esac
  shift
done
exec ${deploy.join(' ')} UPDATE "$stack"
`;
  for (const name of ['aws', 'sam', 'npm', 'npx']) writeFileSync(join(folder, name), script, { mode: 0o755 });
  return folder;
}
