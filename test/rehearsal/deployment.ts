import { join } from 'node:path';
import { addCommit, addJob, addRun, finishJob, finishRun } from '@signalbox/simulator/github/builders';
import { type JobResult, type StepResult, startJob } from '@signalbox/simulator/runner/job';
import { githubContext } from '@signalbox/simulator/runner/variables';
import { ALARM, AWS_SECRET, AWS_SESSION, ENVIRONMENT, SERVICE, type World } from './world.ts';

/** Where the actions under rehearsal are: this repository, or a copy of it that the variable names. */
export const REHEARSED = process.env['REHEARSED'] ?? join(import.meta.dirname, '../..');
const TSX = import.meta.resolve('tsx');

export interface LogLine {
  /** Seconds since the rehearsal began. */
  readonly at: number;
  readonly line: string;
}

/** One workflow run that deploys, as it goes and as it went. */
export interface Deployment {
  readonly name: string;
  readonly runId: number;
  readonly commit: string;
  readonly lines: readonly LogLine[];
  /** Resolves when the deploy step of the user has begun to change the stack. */
  readonly deploying: Promise<void>;
  readonly finished: Promise<Finished>;
  /** Somebody presses "Cancel workflow". */
  cancel(): Promise<void>;
  /** The runner is lost, and GitHub has noticed. */
  crash(): Promise<void>;
}

export interface Finished {
  readonly guard: StepResult;
  readonly job: JobResult;
}

export interface Starting {
  readonly name: string;
  readonly message: string;
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  /** A step of the job deploys, not the guard's command. */
  readonly bracket: boolean;
  /** It is watched for two minutes after its success, and undone when that breaks. */
  readonly bakes: boolean;
  readonly now: () => number;
  readonly print: (line: string) => void;
}

/** Starts a run of `.github/workflows/deploy.yml`: the guard with the user's command, or around a step of the user's. */
export function startDeployment(world: World, starting: Starting): Deployment {
  const { github, repository, token, aws, cloudwatch, ecs, slack, stack } = world;
  const { name, now, print } = starting;
  const { sha } = addCommit(github.state, repository, { message: starting.message });
  const run = addRun(github.state, repository, { headSha: sha });
  const githubJob = addJob(github.state, repository, run);
  const lines: LogLine[] = [];
  let begun = () => {};
  const deploying = new Promise<void>((resolve) => {
    begun = resolve;
  });

  const job = startJob({
    github: githubContext({
      ...{ token, sha, run_id: run.id, run_number: run.number },
      ...{ repository: 'octo/shop', api_url: github.url, graphql_url: github.graphqlUrl },
    }),
    checkRunId: githubJob.id,
    secrets: [slack.token, AWS_SECRET, AWS_SESSION],
    env: {
      ...{
        AWS_REGION: stack.region,
        AWS_ENDPOINT_URL_CLOUDFORMATION: aws.url,
        ...ecs.env,
        ...cloudwatch.env,
      },
      // On Node 20 the SDK would print a notice of its end of support into every log.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...{
        AWS_ACCESS_KEY_ID: 'AKIAREHEARSAL',
        AWS_SECRET_ACCESS_KEY: AWS_SECRET,
        AWS_SESSION_TOKEN: AWS_SESSION,
      },
    },
    runtime: world.cache.runtime,
    onLine: ({ line }) => {
      lines.push({ at: now(), line });
      if (line.startsWith(BEGUN)) begun();
      print(line);
    },
  });

  const complete = (conclusion: 'success' | 'failure' | 'cancelled') => {
    const time = new Date(github.state.clock.now()).toISOString();
    githubJob.log = lines.map(({ line }) => `${time} ${line}\n`).join('');
    finishJob(github.state, githubJob, conclusion);
    finishRun(github.state, run, conclusion);
  };
  let lost = false;

  const play = async (): Promise<Finished> => {
    const command = `exec "${process.execPath}" --import "${TSX}" "${DEPLOY_SCRIPT}" ${starting.operation} ${stack.name}`;
    const guard = await job.run({
      uses: REHEARSED,
      with: {
        ...{ environment: ENVIRONMENT, 'stack-name': stack.name, 'ecs-service': SERVICE },
        // One answer will do here: the pause between answers is real.
        ...{ 'health-url': `${world.shop.url}/health`, 'health-successes': 1 },
        ...{ 'slack-token': slack.token, 'slack-api-url': slack.apiUrl, 'updates-channel': world.channel },
        ...(starting.bracket ? {} : { 'deploy-command': command }),
        ...(starting.bakes ? { bake: '2m', 'bake-alarms': ALARM, 'rollback-command': command } : {}),
      },
    });
    if (starting.bracket) await job.shell(command, { name: 'Deploy' });
    const result = await job.finish();
    if (!lost) complete(result.status);
    return { guard, job: result };
  };

  const finished = play();
  return {
    ...{ name, runId: run.id, commit: sha, lines },
    deploying,
    finished,
    cancel: () => job.cancel(),
    crash: async () => {
      lost = true;
      job.crash();
      await finished;
      complete('failure');
      // A runner that lost sight of GitHub may work on for minutes, so nobody takes over before. They have passed.
      githubJob.completedAt = (githubJob.completedAt ?? 0) - RUNNER_LOST_MS;
    },
  };
}

/** How long ago GitHub says that the job of a lost runner ended. */
const RUNNER_LOST_MS = 600_000;
const DEPLOY_SCRIPT = join(import.meta.dirname, 'deploy-step.ts');
/** How the deploy step's line begins that says that the stack is being changed. */
const BEGUN = 'deploy: started';
