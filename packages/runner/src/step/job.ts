import type { Env } from '../inputs/inputs.ts';
import { tempFolder } from './platform.ts';

/** The workflow job this step runs in, as the runner describes it. */
export interface Job {
  readonly repository: string;
  /** Stays when the repository is renamed or transferred. */
  readonly repositoryId?: number;
  readonly runId: number;
  readonly runAttempt: number;
  readonly workflow: string;
  readonly jobName: string;
  readonly actor: string;
  readonly sha: string;
  /** Branch or tag name. */
  readonly refName: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** The page of this run attempt. */
  readonly runUrl: string;
  /** Removed by the runner when the job ends. */
  readonly tempDir: string;
}

/** Reads GitHub's default variables (docs: reference/workflows-and-actions/variables). */
export function readJob(env: Env): Job {
  const serverUrl = env['GITHUB_SERVER_URL'] || 'https://github.com';
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  const repositoryId = Number(env['GITHUB_REPOSITORY_ID'] || Number.NaN);
  const runId = Number(env['GITHUB_RUN_ID'] ?? 0);
  const runAttempt = Number(env['GITHUB_RUN_ATTEMPT'] ?? 1);
  const apiUrl = env['GITHUB_API_URL'] || 'https://api.github.com';
  return {
    repository,
    ...(Number.isSafeInteger(repositoryId) ? { repositoryId } : {}),
    runId,
    runAttempt,
    workflow: env['GITHUB_WORKFLOW'] ?? '',
    jobName: env['GITHUB_JOB'] ?? '',
    actor: env['GITHUB_ACTOR'] ?? '',
    sha: env['GITHUB_SHA'] ?? '',
    refName: env['GITHUB_REF_NAME'] ?? '',
    serverUrl,
    apiUrl,
    graphqlUrl: env['GITHUB_GRAPHQL_URL'] || `${apiUrl}/graphql`,
    runUrl: `${serverUrl}/${repository}/actions/runs/${runId}/attempts/${runAttempt}`,
    tempDir: tempFolder(env),
  };
}
