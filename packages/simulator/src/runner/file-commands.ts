import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILES = {
  output: 'GITHUB_OUTPUT',
  env: 'GITHUB_ENV',
  state: 'GITHUB_STATE',
  summary: 'GITHUB_STEP_SUMMARY',
  path: 'GITHUB_PATH',
} as const;

const SUMMARY_LIMIT = 1024 * 1024;

/** What a step said through the files that the runner gave it. */
interface FileCommands {
  readonly outputs: Record<string, string>;
  readonly env: Record<string, string>;
  readonly state: Record<string, string>;
  readonly summary: string;
  readonly path: readonly string[];
  /** What the runner would refuse, with its reason. */
  readonly errors: readonly string[];
}

/** Fresh files for one step: the variables that name them, and how to read and remove them afterwards. */
export function openFileCommands(tempDir: string) {
  const folder = mkdtempSync(join(tempDir, '_runner_file_commands-'));
  const paths = Object.entries(FILES).map(([kind, variable]) => ({ variable, path: join(folder, kind) }));
  for (const { path } of paths) writeFileSync(path, '');
  return {
    variables: Object.fromEntries(paths.map(({ variable, path }) => [variable, path])),
    close: (): FileCommands => {
      const text = (kind: keyof typeof FILES) => readFileSync(join(folder, kind), 'utf8');
      const errors: string[] = [];
      const pairs = (kind: keyof typeof FILES) => {
        try {
          return parsePairs(text(kind));
        } catch (error) {
          errors.push(`Unable to process file command '${kind}' successfully. ${(error as Error).message}`);
          return {};
        }
      };
      const summary = text('summary');
      const fits = Buffer.byteLength(summary) <= SUMMARY_LIMIT;
      if (!fits) errors.push(`$GITHUB_STEP_SUMMARY upload aborted, supports content up to 1024k`);
      const env = pairs('env');
      if ('NODE_OPTIONS' in env) {
        errors.push(`Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.`);
        delete env['NODE_OPTIONS'];
      }
      const [outputs, state] = [pairs('output'), pairs('state')];
      const path = text('path').split('\n').filter(Boolean);
      rmSync(folder, { recursive: true, force: true });
      return { outputs, env, state, summary: fits ? summary : '', path, errors };
    },
  };
}

/**
 * `name=value` lines and `name<<DELIMITER` blocks (docs: workflow-commands#multiline-strings).
 * @throws for a line that is neither, and for a block without its delimiter
 */
export function parsePairs(text: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (equals > 0 && (heredoc < 0 || equals < heredoc)) {
      pairs[line.slice(0, equals)] = line.slice(equals + 1);
    } else if (heredoc > 0) {
      const delimiter = line.slice(heredoc + 2);
      const end = lines.indexOf(delimiter, index + 1);
      if (end < 0) throw new Error(`Matching delimiter not found '${delimiter}'`);
      pairs[line.slice(0, heredoc)] = lines.slice(index + 1, end).join('\n');
      index = end;
    } else {
      throw new Error(`Invalid format '${line}'`);
    }
  }
  return pairs;
}
