import { existsSync, rmSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { withTimeout } from '@signalbox/runner/clock';
import { errorLine } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';

/** The files of an earlier commit, or why there are none. */
export type EarlierFiles =
  | { readonly kind: 'there'; readonly workspace: string; readonly remove: () => Promise<void> }
  /** The workspace is no git checkout: a command that needs no files of it can do without. */
  | { readonly kind: 'no-checkout' }
  | { readonly kind: 'failed'; readonly why: string };

interface Wanted {
  readonly sha: string;
  readonly workspace: string;
  /** Where a command runs in it. */
  readonly workingDirectory: string;
  /** Reads the repository. */
  readonly token: string;
  /** Of this deployment: its folder is not another's. */
  readonly name: string;
}

const LIMIT_MS = 10 * 60_000;

/**
 * Checks out a commit as a worktree, outside of the workspace: nothing of the failed deployment, built or generated, is in it, and
 * the workspace stays as it is for later steps.
 * @see https://git-scm.com/docs/git-worktree
 */
export async function earlierFiles(
  { sha, workspace, workingDirectory, token, name }: Wanted,
  step: Pick<Step, 'env' | 'job' | 'clock' | 'cancelled'>,
): Promise<EarlierFiles> {
  const git = openGit(workspace, token, step);
  if (!existsSync(join(workspace, '.git'))) return { kind: 'no-checkout' };
  const folder = join(step.job.tempDir, 'signalbox', `earlier-${name}`);
  const remove = async () => {
    await git('worktree', 'remove', '--force', folder).catch(() => undefined);
  };
  try {
    rmSync(folder, { recursive: true, force: true });
    // A checkout is usually one commit deep.
    const there = await git('cat-file', '-e', `${sha}^{commit}`).then(
      () => true,
      () => false,
    );
    if (!there) await git('fetch', '--no-tags', '--depth=1', 'origin', sha);
    await git('worktree', 'add', '--force', '--detach', folder, sha);
  } catch (error) {
    return { kind: 'failed', why: `commit ${sha} could not be checked out: ${errorLine(error)}` };
  }
  const inside = insideOf(workspace, workingDirectory);
  if (inside !== undefined && !existsSync(resolve(folder, inside))) {
    await remove();
    return { kind: 'failed', why: `commit ${sha} has no folder "${workingDirectory}" ("working-directory")` };
  }
  return { kind: 'there', workspace: folder, remove };
}

/** A working directory from the workspace; undefined when it is elsewhere. */
export function insideOf(workspace: string, workingDirectory: string): string | undefined {
  const path = isAbsolute(workingDirectory) ? relative(workspace, workingDirectory) : workingDirectory;
  return path.split(/[\\/]/)[0] === '..' || isAbsolute(path) ? undefined : path;
}

type Git = (...args: readonly string[]) => Promise<void>;

/**
 * Git without hooks of the repository. The token is in the environment, as configuration: other processes of the machine can
 * read command lines. In a container the workspace may be another user's.
 * @see https://git-scm.com/docs/git-config#ENVIRONMENT
 */
function openGit(
  workspace: string,
  token: string,
  { env, job, clock, cancelled }: Pick<Step, 'env' | 'job' | 'clock' | 'cancelled'>,
): Git {
  const authorization = Buffer.from(`x-access-token:${token}`).toString('base64');
  const config = [
    ['core.hooksPath', '/dev/null'],
    ['safe.directory', '*'],
    [`http.${job.serverUrl}/.extraheader`, `AUTHORIZATION: basic ${authorization}`],
  ] as const;
  const variables = config.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  const own = {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('INPUT_'))),
    ...Object.fromEntries(variables),
    ...{ GIT_CONFIG_COUNT: String(config.length), GIT_TERMINAL_PROMPT: '0' },
  };
  return (...args) =>
    new Promise((done, fail) => {
      const { execFile } = process.getBuiltinModule('node:child_process');
      const signal = withTimeout(LIMIT_MS, clock, cancelled);
      execFile('git', ['-C', workspace, ...args], { env: own, signal }, (error, _, stderr) => {
        if (error === null) done();
        else fail(new Error(stderr.trim().split('\n').at(-1) || error.message));
      });
    });
}
