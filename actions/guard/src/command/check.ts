import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '@signalbox/runner/errors';
import { defaultShell, findShell, type Shell } from '@signalbox/runner/shell';
import type { Step } from '@signalbox/runner/step';
import { oneLine } from '@signalbox/runner/untrusted';
import type { GuardInputs } from '../inputs.ts';

/** The commands of a deployment, and how each is run. */
export interface Commands {
  readonly deploy: string;
  readonly smoke?: string;
  readonly rollback?: string;
  readonly shell: Shell;
  /** Where the job's files are. */
  readonly workspace: string;
  /** From there, or absolute. */
  readonly workingDirectory: string;
  readonly limitSeconds: number;
}

type Given = Pick<
  GuardInputs,
  'deploy-command' | 'smoke-command' | 'rollback-command' | 'shell' | 'working-directory' | 'command-timeout'
>;

/**
 * What the inputs say of commands; undefined when the job's own steps deploy.
 * @throws UserError before anything is sent: for a command that nothing could follow, a shell or a folder that is not there
 */
export function checkCommands(inputs: Given, { env }: Pick<Step, 'env'>): Commands | undefined {
  const { 'deploy-command': deploy, 'smoke-command': smoke, 'rollback-command': rollback } = inputs;
  if (deploy === undefined) {
    const needless = (['smoke-command', 'rollback-command', 'shell', 'working-directory'] as const).find(
      (name) => inputs[name] !== undefined,
    );
    if (needless === undefined) return undefined;
    throw new UserError(`Input "${needless}" needs "deploy-command": without it the job's own steps deploy.`);
  }
  const workspace = env['GITHUB_WORKSPACE'] || process.cwd();
  const workingDirectory = inputs['working-directory'] ?? '.';
  requireFolder(resolve(workspace, workingDirectory), workingDirectory);
  return {
    ...{ deploy, workspace, workingDirectory, limitSeconds: inputs['command-timeout'] },
    ...(smoke === undefined ? {} : { smoke }),
    ...(rollback === undefined ? {} : { rollback }),
    shell: findShell(inputs.shell ?? defaultShell(process.platform), env),
  };
}

function requireFolder(path: string, given: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  const what = found === undefined ? 'there is no such folder' : 'it is no folder';
  throw new UserError(
    `Input "working-directory": ${what} in the workspace: "${oneLine(given, 200)}". Check out before this step.`,
  );
}
