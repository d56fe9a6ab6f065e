import { createHash } from 'node:crypto';
import type { Env } from '@signalbox/runner/inputs';

/** The `github` context, as far as the suite and its users read it. */
export interface GithubContext {
  readonly token: string;
  readonly repository: string;
  /** Stays when the repository is renamed. */
  readonly repository_id: number;
  readonly sha: string;
  readonly ref: string;
  readonly ref_name: string;
  readonly run_id: number;
  readonly run_number: number;
  readonly run_attempt: number;
  readonly workflow: string;
  readonly job: string;
  readonly actor: string;
  readonly event_name: string;
  readonly server_url: string;
  readonly api_url: string;
  readonly graphql_url: string;
}

/** A whole context from the facts that matter to a test. */
export function githubContext(
  given: Partial<GithubContext> & Pick<GithubContext, 'token' | 'api_url'>,
): GithubContext {
  return {
    repository: 'octo/shop',
    repository_id: idOf(given.repository ?? 'octo/shop'),
    sha: 'a'.repeat(40),
    ref: 'refs/heads/main',
    ref_name: 'main',
    run_id: 7001,
    run_number: 1,
    run_attempt: 1,
    workflow: 'deploy',
    job: 'deploy',
    actor: 'mona',
    event_name: 'push',
    server_url: 'https://github.com',
    graphql_url: `${given.api_url}/graphql`,
    ...given,
  };
}

/** One id for each name, until a test says that two names are one repository. */
const idOf = (repository: string): number =>
  createHash('sha1').update(repository.toLowerCase()).digest().readUInt32BE(0);

/** The default variables of a job (docs: reference/workflows-and-actions/variables), without the token. */
export function githubVariables(github: GithubContext, workspace: string): Record<string, string> {
  const { token: _, ...shown } = github;
  const variables = Object.entries(shown).map(([name, value]) => [
    `GITHUB_${name.toUpperCase()}`,
    String(value),
  ]);
  return {
    ...Object.fromEntries(variables),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY_OWNER: github.repository.split('/')[0] ?? '',
    GITHUB_WORKSPACE: workspace,
    GITHUB_RETENTION_DAYS: '90',
  };
}

export function runnerVariables(tempDir: string, trackingId: string): Record<string, string> {
  return {
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_TEMP: tempDir,
    RUNNER_TOOL_CACHE: `${tempDir}/tool-cache`,
    RUNNER_TRACKING_ID: trackingId,
  };
}

/** What a process needs from this machine; nothing else of our own environment reaches a step. */
export function machineVariables(env: Env): Record<string, string> {
  const names = ['PATH', 'HOME', 'LANG', 'TMPDIR'];
  return Object.fromEntries(
    names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name] ?? '']])),
  );
}
