import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Env } from '../inputs/inputs.ts';
import { PRIVATE_FILE } from '../step/platform.ts';

/**
 * The files through which a script tells the runner something. A command gets its own: what it writes to them is read when it
 * is over, as the runner does, and handed on to the step's files. The summary needs none: all append to the step's.
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#environment-files
 */
const FILES = {
  output: 'GITHUB_OUTPUT',
  env: 'GITHUB_ENV',
  path: 'GITHUB_PATH',
  state: 'GITHUB_STATE',
} as const;

type Pairs = Readonly<Record<string, string>>;

/** What a command told the runner. */
export interface Written {
  readonly env: Pairs;
  /** Folders for PATH, the last one first in it. */
  readonly path: readonly string[];
  readonly outputs: Pairs;
  /** What the runner would have refused, for people. */
  readonly refused: readonly string[];
}

interface FileCommands {
  /** The variables that name the files. */
  readonly variables: Pairs;
  /** Reads them. */
  written(): Written;
}

/** Makes the files in `directory`. */
export function openFileCommands(directory: string, name: string): FileCommands {
  const path = (kind: keyof typeof FILES) => join(directory, `${name}-${kind}`);
  const kinds = Object.keys(FILES) as (keyof typeof FILES)[];
  for (const kind of kinds) writeFileSync(path(kind), '', PRIVATE_FILE);
  return {
    variables: Object.fromEntries(kinds.map((kind) => [FILES[kind], path(kind)])),
    written: () => {
      const env = parsePairs(read(path('env')));
      const outputs = parsePairs(read(path('output')));
      const { NODE_OPTIONS, ...allowed } = env.pairs;
      return {
        env: allowed,
        path: read(path('path')).split(/\r?\n/).filter(Boolean),
        outputs: outputs.pairs,
        refused: [
          ...env.faults.map((fault) => `GITHUB_ENV: ${fault}`),
          ...outputs.faults.map((fault) => `GITHUB_OUTPUT: ${fault}`),
          // As the runner: it would change every later action of the job.
          ...(NODE_OPTIONS === undefined ? [] : ['GITHUB_ENV: NODE_OPTIONS may not be set']),
        ],
      };
    },
  };
}

/** Hands on to the step's own files what a command told, but for the outputs that the step sets itself. */
export function handOn(
  { env, path, outputs }: Written,
  step: Env,
  ownOutputs: readonly string[],
): readonly string[] {
  append(step['GITHUB_ENV'], env);
  for (const folder of path) if (step['GITHUB_PATH']) appendFileSync(step['GITHUB_PATH'], `${folder}\n`);
  const theirs = Object.entries(outputs).filter(([name]) => !ownOutputs.includes(name));
  append(step['GITHUB_OUTPUT'], Object.fromEntries(theirs));
  return Object.keys(outputs).filter((name) => ownOutputs.includes(name));
}

/** The environment of the next command: with what the earlier ones exported. */
export function withWritten(env: Env, written: Pick<Written, 'env' | 'path'>): Env {
  const merged: Env = { ...env, ...written.env };
  if (written.path.length === 0) return merged;
  const name = Object.keys(merged).find((each) => each.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...merged, [name]: [...written.path.toReversed(), merged[name] ?? ''].join(delimiter) };
}

function append(file: string | undefined, pairs: Pairs): void {
  if (!file) return;
  const blocks = Object.entries(pairs).map(([name, value]) => {
    const mark = `ghadelimiter_${randomUUID()}`;
    return `${name}<<${mark}\n${value}\n${mark}\n`;
  });
  appendFileSync(file, blocks.join(''));
}

/** `name=value` lines and `name<<MARK` blocks; a line that is neither ends the reading, as it fails a step of the runner. */
export function parsePairs(text: string): { readonly pairs: Pairs; readonly faults: readonly string[] } {
  const pairs: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const block = line.indexOf('<<');
    if (equals > 0 && (block < 0 || equals < block)) {
      pairs[line.slice(0, equals)] = line.slice(equals + 1);
      continue;
    }
    const end = block > 0 ? lines.indexOf(line.slice(block + 2), index + 1) : -1;
    if (end < 0)
      return { pairs, faults: [`line ${index + 1} is neither NAME=VALUE nor a whole NAME<<MARK block`] };
    pairs[line.slice(0, block)] = lines.slice(index + 1, end).join('\n');
    index = end;
  }
  return { pairs, faults: [] };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
