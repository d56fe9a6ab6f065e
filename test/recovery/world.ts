// Real bundles in jobs of a simulated runner, with GitHub, AWS and Slack around them, all on one fast clock.
import { join } from 'node:path';
import { startCloudFormation } from '@signalbox/simulator/cloudformation/server';
import type { SimulatedStack } from '@signalbox/simulator/cloudformation/stack';
import { readTimeline } from '@signalbox/simulator/cloudformation/timeline';
import { addRepository, addToken, finishJob } from '@signalbox/simulator/github/builders';
import { startGitHub } from '@signalbox/simulator/github/server';
import type { Run } from '@signalbox/simulator/github/state';
import { fastTime } from '@signalbox/simulator/runner/fast-time';
import type { JobOptions } from '@signalbox/simulator/runner/job';
import { startSlack } from '@signalbox/simulator/slack/server';
import { endingOf, type Given, startRun } from '../start-run.ts';
import { warmUp } from '../warm-up.ts';

const TIMELINES = join(import.meta.dirname, '../../packages/simulator/fixtures/timelines');

export interface WorldOptions {
  /** How fast time runs. */
  readonly speed?: number;
  /** How much faster than that stacks move. */
  readonly stackSpeed?: number;
}

export type World = Awaited<ReturnType<typeof startWorld>>;
export type Deployment = ReturnType<World['deployment']>;

export async function startWorld({ speed = 20, stackSpeed = 1 }: WorldOptions = {}) {
  const time = fastTime(speed);
  const { clock } = time;
  const [github, aws, slack] = await Promise.all([
    startGitHub({ clock }),
    startCloudFormation({ clock, speed: stackSpeed }),
    startSlack({ clock }),
  ]);
  await warmUp(github);
  const shop = addRepository(github.state, 'octo/shop');
  const token = addToken(github.state, [shop]);
  const channel = slack.channels['deployments'] ?? '';

  /** A job that deploys. `run` makes it another attempt or job of a run that there is. */
  function deployment(
    given: { readonly run?: Run; readonly offsetMs?: number } & Pick<
      JobOptions,
      'env' | 'onLine' | 'processes'
    > = {},
  ) {
    const place = { github, repository: shop, token };
    const { run, job, runner, use } = startRun(place, {
      ...(given.run === undefined ? {} : { run: given.run }),
      ...(given.onLine === undefined ? {} : { onLine: given.onLine }),
      ...(given.processes === undefined ? {} : { processes: given.processes }),
      secrets: [slack.token],
      env: {
        ...time.variables(given.offsetMs),
        ...{ AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'secret' },
        AWS_ENDPOINT_URL_CLOUDFORMATION: aws.url,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
        ...given.env,
      },
    });
    const guard = (inputs: Given = {}) => use('guard', { environment: 'production', ...inputs });
    return {
      ...{ run, job, runner, guard },
      /** Post steps; GitHub sees the job end. */
      finish: async () => {
        const result = await runner.finish();
        finishJob(github.state, job, result.status);
        return result;
      },
      /** The runner dies with all its processes, and GitHub notices `agoMs` before now. */
      lose: async (agoMs = 0) => {
        runner.crash();
        await runner.finish();
        finishJob(github.state, job, 'failure');
        job.completedAt = clock.now() - agoMs;
      },
    };
  }

  return {
    ...{ clock, github, aws, slack, shop, token, deployment },
    /** Inputs that tell Slack. */
    slackInputs: { 'slack-token': slack.token, 'slack-api-url': slack.apiUrl, 'updates-channel': channel },
    threads: async () => (await slack.read(channel)).threads,
    /** A stack whose next deployment follows the timeline. */
    stack: (timeline: string): SimulatedStack => aws.add([readTimeline(join(TIMELINES, `${timeline}.json`))]),
    /** The last status of every deployment, oldest first. */
    endings: () => shop.deployments.map(endingOf),
    /** Resolves when `what` holds; looks again and again, for twenty simulated minutes. */
    until: async (what: () => boolean | Promise<boolean>) => {
      const deadline = clock.now() + 20 * 60_000;
      while (!(await what())) {
        if (clock.now() > deadline) throw new Error(`never came true: ${what}`);
        await clock.sleep(1000);
      }
    },
    close: () => Promise.all([github.close(), aws.close(), slack.close()]),
  };
}
