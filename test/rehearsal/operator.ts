import { join } from 'node:path';
import { addCommit, addJob, addRun, finishJob, finishRun } from '@signalbox/simulator/github/builders';
import { type StepResult, startJob } from '@signalbox/simulator/runner/job';
import { githubContext } from '@signalbox/simulator/runner/variables';
import { REHEARSED } from './deployment.ts';
import { ENVIRONMENT, type World } from './world.ts';

/** What somebody asks and does afterwards, each in a run of the operate workflow. */
export interface Operated {
  /** What became of the first deployment. */
  readonly status: StepResult;
  /** Whether one could deploy once the environment was frozen, and once it was not any more. */
  readonly closed: StepResult;
  readonly open: StepResult;
}

export const FREEZE_REASON = 'Stocktaking until noon';

export async function operate(
  world: World,
  { correlationId, print }: { readonly correlationId: string; readonly print: (line: string) => void },
): Promise<Operated> {
  const run = (inputs: Readonly<Record<string, string>>) => runOperation(world, inputs, print);
  const canDeploy = () => run({ operation: 'can-deploy' });
  return {
    status: await run({ operation: 'status', 'correlation-id': correlationId }),
    closed: await run({ operation: 'freeze', reason: FREEZE_REASON }).then(canDeploy),
    open: await run({ operation: 'unfreeze' }).then(canDeploy),
  };
}

async function runOperation(
  { github, repository, token }: World,
  inputs: Readonly<Record<string, string>>,
  print: (line: string) => void,
): Promise<StepResult> {
  const { sha } = addCommit(github.state, repository, { message: 'Operate' });
  const run = addRun(github.state, repository, { headSha: sha });
  const githubJob = addJob(github.state, repository, run);
  const job = startJob({
    github: githubContext({
      ...{ token, sha, run_id: run.id, run_number: run.number },
      ...{ repository: 'octo/shop', api_url: github.url, graphql_url: github.graphqlUrl },
    }),
    checkRunId: githubJob.id,
    onLine: ({ line }) => print(line),
  });
  const ran = await job.run({
    uses: join(REHEARSED, 'actions/coordinate'),
    with: { environment: ENVIRONMENT, ...inputs },
  });
  const { status } = await job.finish();
  finishJob(github.state, githubJob, status);
  finishRun(github.state, run, status);
  return ran;
}
