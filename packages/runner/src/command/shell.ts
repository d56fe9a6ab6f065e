import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Env } from '../inputs/inputs.ts';
import { UserError } from '../text/errors.ts';
import { oneLine } from '../text/untrusted.ts';

/**
 * How a script becomes a process, as the runner does it for `run:`.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Worker/Handlers/ScriptHandlerHelpers.cs
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 */
export interface Shell {
  /** As the input names it. */
  readonly name: string;
  /** The program, found on PATH. */
  readonly program: string;
  /** Its arguments; `{0}` in one of them is the script's path. */
  readonly args: readonly string[];
  /** Of the script's file: PowerShell refuses any other. */
  readonly extension: string;
}

type Platform = NodeJS.Platform;

interface BuiltIn {
  readonly program: string;
  readonly args: readonly string[];
  readonly extension: string;
}

const POWERSHELL = { args: ['-command', ". '{0}'"], extension: '.ps1' } as const;

/** With `-u`, which the runner leaves out: a variable that is missing must not become an empty part of a deployment. */
const BUILT_IN: Readonly<Record<string, BuiltIn>> = {
  bash: { program: 'bash', args: ['--noprofile', '--norc', '-euo', 'pipefail', '{0}'], extension: '.sh' },
  sh: { program: 'sh', args: ['-e', '{0}'], extension: '.sh' },
  pwsh: { program: 'pwsh', ...POWERSHELL },
  powershell: { program: 'powershell', ...POWERSHELL },
  python: { program: 'python', args: ['{0}'], extension: '.py' },
};

/** What the input `shell` accepts, in words. */
export const SHELLS = `${Object.keys(BUILT_IN).join(', ')}, or a command with {0} for the script's path, such as "bash -x {0}"`;

/** The default of a platform. */
export const defaultShell = (platform: Platform): string => (platform === 'win32' ? 'pwsh' : 'bash');

/** Whether `text` can name a shell at all; whether it is there, `findShell` says. */
export const isShell = (text: string): boolean => Object.hasOwn(BUILT_IN, text) || text.includes('{0}');

/**
 * The shell by its name, or by a command with `{0}` in it.
 * @throws UserError when it is unknown, or not on PATH
 */
export function findShell(name: string, env: Env, platform: Platform = process.platform): Shell {
  const [program = '', ...words] = name.trim().split(/\s+/);
  const known = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
  if (known === undefined && !isShell(name))
    throw new UserError(`Input "shell": expected ${SHELLS}; got "${oneLine(name, 60)}".`);
  const { args, extension } = known ?? {
    args: words,
    extension: BUILT_IN[program]?.extension ?? '',
  };
  const path = onPath(known?.program ?? program, env, platform);
  if (path === undefined)
    throw new UserError(
      `Input "shell": there is no "${oneLine(known?.program ?? program, 200)}" on this runner's PATH.`,
    );
  return { name, program: path, args, extension };
}

/** The script as it is written to its file. PowerShell stops at the first error and exits with the last program's code, as in `run:`. */
export function scriptText(
  script: string,
  { extension }: Pick<Shell, 'extension'>,
  platform = process.platform,
): string {
  const end = platform === 'win32' ? '\r\n' : '\n';
  const whole =
    extension === '.ps1'
      ? [
          "$ErrorActionPreference = 'stop'",
          script,
          'if ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }',
        ].join('\n')
      : script;
  return `${whole.replace(/\r\n/g, '\n').replace(/\n$/, '')}\n`.replaceAll('\n', end);
}

/** The arguments with the script's path in place. */
export const argsFor = (path: string, { args, extension }: Pick<Shell, 'args' | 'extension'>): string[] =>
  // Between single quotes, PowerShell reads two of them as one.
  args.map((arg) => arg.replaceAll('{0}', () => (extension === '.ps1' ? path.replaceAll("'", "''") : path)));

function onPath(program: string, env: Env, platform: Platform): string | undefined {
  if (isAbsolute(program)) return isProgram(program) ? program : undefined;
  const path = Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
  const endings = platform === 'win32' ? (env['PATHEXT'] ?? '.EXE;.CMD').split(';') : [''];
  const separator = platform === 'win32' ? ';' : delimiter;
  return path
    .split(separator)
    .filter(Boolean)
    .flatMap((folder) => endings.map((ending) => join(folder, `${program}${ending}`)))
    .find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
