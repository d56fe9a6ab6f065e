// What the report action shows of the rehearsal's own registry.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { addCommit, addJob, addRun, finishJob, finishRun } from '@signalbox/simulator/github/builders';
import { startJob } from '@signalbox/simulator/runner/job';
import { githubContext } from '@signalbox/simulator/runner/variables';
import { compare } from '../report/recompute.ts';
import { REHEARSED } from './deployment.ts';
import type { Claim } from './evidence.ts';
import type { World } from './world.ts';

const FOLDER = join(import.meta.dirname, '../../rehearsal/report');

/** The rehearsal's past is some days old. */
const WINDOW = '4d';

export interface RehearsedReport {
  /** The page's path from here. */
  readonly page: string;
  /** `report.json`. */
  readonly json: string;
  readonly claim: Claim;
}

/** Runs the report as a scheduled workflow would, and computes its figures once more from its CSV. */
export async function reportOn(
  { github, repository, token }: World,
  { deployments, print }: { readonly deployments: readonly string[]; readonly print: (line: string) => void },
): Promise<RehearsedReport> {
  const { sha } = addCommit(github.state, repository, { message: 'Report' });
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
  await job.run({ uses: join(REHEARSED, 'actions/report'), with: { path: FOLDER, window: WINDOW } });
  const { status } = await job.finish();
  finishJob(github.state, githubJob, status);
  finishRun(github.state, run, status);
  if (status !== 'success') throw new Error('The report failed.');
  const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
  return {
    page: relative(process.cwd(), join(FOLDER, 'deployments.html')),
    json: read('report.json'),
    claim: claimOf(read('deployments.csv'), read('report.json'), deployments),
  };
}

function claimOf(csv: string, json: string, deployments: readonly string[]): Claim {
  const { compared, differences } = compare(csv, json);
  const missing = deployments.filter((id) => !csv.includes(id));
  return {
    text: 'the report shows every deployment, and its CSV gives each of its figures again',
    holds: differences.length === 0 && missing.length === 0 && compared > 0,
    found: differences[0] ?? (missing.length > 0 ? `without ${missing.join(', ')}` : `${compared} figures`),
  };
}
