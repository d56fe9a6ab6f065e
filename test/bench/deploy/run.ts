// One scripted deployment by one deploy.yml: real processes, in a world of its own.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { splitTotals } from '@signalbox/registry/totals';
import { addJob, addRun, addToken, finishJob, finishRun } from '@signalbox/simulator/github/builders';
import type { Job } from '@signalbox/simulator/runner/job';
import { githubContext } from '@signalbox/simulator/runner/variables';
import type { Checkout } from './checkout.ts';
import { COMMANDS } from './commands.ts';
import type { Outcome } from './judge.ts';
import { ENVIRONMENT } from './past.ts';
import type { Script } from './script.ts';
import { type Call, startWorkflow } from './workflow.ts';
import { startWorld, type World } from './world.ts';

/** @param folder holds `.github/workflows/deploy.yml`, the actions and their bundle */
export async function deploy(script: Script, folder: string, checkout: Checkout): Promise<Outcome> {
  const world = await startWorld(script, checkout);
  const { github, shop, cache } = world;
  const run = addRun(github.state, shop, { headSha: checkout.sha });
  const githubJob = addJob(github.state, shop, run);
  const workspace = mkdtempSync(join(tmpdir(), 'bench-deploy-'));
  cpSync(checkout.folder, workspace, { recursive: true });
  const log: string[] = [];
  const { job, ended } = startWorkflow(folder, callOf(script, world), {
    ...{ workspace, runtime: cache.runtime, checkRunId: githubJob.id, env: environmentOf(world) },
    github: githubContext({
      ...{ token: addToken(github.state, [shop]), sha: checkout.sha, run_id: run.id, run_number: run.number },
      ...{ repository: 'octo/shop', api_url: github.url, graphql_url: github.graphqlUrl },
    }),
    onLine: ({ step, line }) => log.push(`${new Date().toISOString()} ${step}: ${line}`),
  });

  const over = new AbortController();
  const seconds = (count: number) => delay(count * 1000, undefined, { signal: over.signal });
  void seconds(script.behind ?? 0).then(world.giveBack, () => {});
  const cancelling = cancel(script, world, job, over.signal);
  const { status, outputs, steps } = await ended;
  over.abort();
  finishJob(github.state, githubJob, status);
  finishRun(github.state, run, status);

  const cancelled = await cancelling;
  const outcome = {
    ...{
      job: status,
      deployed: outputs['deployed'] === 'true',
      rolledBack: outputs['rolled-back'] === 'true',
    },
    ...recordOf(
      world,
      [...world.moments(), ...(cancelled === undefined ? [] : [cancelled])],
      githubJob.createdAt,
    ),
    ...(await costOf(world)),
    log: [...log, ...steps, ...requestsOf(world)].join('\n'),
  };
  rmSync(workspace, { recursive: true, force: true });
  await world.close();
  return outcome;
}

/** Each command is one request to the script's player, which answers when the command is over. */
function callOf(script: Script, { commands, slack }: World): Call {
  const given = COMMANDS.filter((name) => script[name] !== undefined);
  const stacks = (script.stacks ?? []).flatMap(([plan]) => plan?.stackName ?? []);
  return {
    inputs: {
      ...{ environment: ENVIRONMENT, ...script.inputs },
      ...Object.fromEntries(given.map((name) => [`${name}-command`, `curl -sf "$COMMANDS/${name}"`])),
      ...(script.inputs?.['health-url'] === undefined ? {} : { 'health-url': `${commands.url}/health` }),
      ...(stacks.length === 0 ? {} : { 'stack-name': stacks.join(','), 'aws-region': 'eu-west-1' }),
      ...{ 'updates-channel': slack.channels['deployments'] ?? '', 'slack-api-url': slack.apiUrl },
    },
    secrets: { slack_token: slack.token },
  };
}

const environmentOf = ({ aws, ecs, commands }: World) => ({
  ...{ AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'secret' },
  ...{ AWS_ENDPOINT_URL_CLOUDFORMATION: aws.url, ...ecs.env, COMMANDS: commands.url },
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
});

/** Cancels when the script says so. @returns when that was, in milliseconds since the epoch */
async function cancel(
  { cancelled }: Script,
  { commands, registration }: World,
  job: Job,
  over: AbortSignal,
): Promise<number | undefined> {
  if (cancelled === undefined) return undefined;
  const happened = () =>
    cancelled.after === 'registered' ? registration() !== undefined : commands.begun.has('deploy');
  while (!happened()) {
    if (over.aborted) return undefined;
    await delay(50);
  }
  await delay(cancelled.seconds * 1000);
  if (over.aborted) return undefined;
  void job.cancel();
  return Date.now();
}

const OVER: readonly string[] = ['success', 'failure', 'error', 'inactive'];

/** How the registration ended, and how many seconds after the last of the moments before. */
function recordOf({ registration }: World, moments: readonly number[], since: number) {
  const { statuses = [] } = registration() ?? {};
  const end = statuses.find(({ state }) => OVER.includes(state));
  if (end === undefined)
    return { record: registration() === undefined ? '' : 'never ended', words: '', release: undefined };
  const before = moments.filter((at) => at >= since && at <= end.createdAt);
  return {
    ...{ record: end.state, words: splitTotals(end.description).words },
    release: before.length === 0 ? undefined : (end.createdAt - Math.max(...before)) / 1000,
  };
}

/** For the log: what was asked of whom. */
const requestsOf = ({ github, aws, ecs }: World) => [
  ...github.log.map(
    ({ at, method, path, body }) => `${new Date(at).toISOString()} ${method} ${path} ${body.slice(0, 60)}`,
  ),
  JSON.stringify({ cloudformation: aws.calls(), ecs: ecs.calls() }),
];

async function costOf({ github, aws, ecs, slack }: World) {
  const graphql = github.log.filter(({ path }) => path === '/graphql').length;
  const { threads } = await slack.read(slack.channels['deployments'] ?? '');
  return {
    ...{ graphql, rest: github.log.length - graphql, aws: aws.log.length + ecs.log.length },
    messages: threads.reduce((sum, { replies }) => sum + 1 + replies.length, 0),
  };
}
