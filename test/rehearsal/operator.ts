import { join } from 'node:path';
import { addCommit, addJob, addRun, finishJob, finishRun } from '@signalbox/simulator/github/builders';
import { type StepResult, startJob } from '@signalbox/simulator/runner/job';
import { githubContext } from '@signalbox/simulator/runner/variables';
import { REHEARSED } from './deployment.ts';
import { ENVIRONMENT, type World } from './world.ts';

/** Somebody runs the operate workflow afterwards: what became of this deployment? */
export async function askStatus(
  { github, repository, token }: World,
  { correlationId, print }: { readonly correlationId: string; readonly print: (line: string) => void },
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
  const told = await job.run({
    uses: join(REHEARSED, 'actions/coordinate'),
    with: { operation: 'status', environment: ENVIRONMENT, 'correlation-id': correlationId },
  });
  const { status } = await job.finish();
  finishJob(github.state, githubJob, status);
  finishRun(github.state, run, status);
  return told;
}
