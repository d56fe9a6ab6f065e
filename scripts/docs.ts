// Writes what is derived from each action.yml: the tables in the action's README, and the root action as `actions/guard`.
//   npm run docs           writes
//   npm run docs -- check  fails when one of them is not in step
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Described {
  readonly description: string;
  readonly required?: boolean;
  readonly default?: string | number | boolean;
}

const START = '<!-- inputs and outputs: generated from action.yml by npm run docs -->';
const END = '<!-- end -->';
const root = join(import.meta.dirname, '..');

const cell = (text: string) =>
  text
    .trim()
    .replaceAll('|', '\\|')
    .replace(/\s*\n\s*/g, ' ');

function inputRow([name, input]: [string, Described]): string {
  const initial = input.default === undefined || input.default === '' ? '' : `\`${input.default}\``;
  return `| \`${name}\` | ${input.required ? '**required**' : initial} | ${cell(input.description)} |`;
}

/** The tables of one action; an input or output nobody described is an error. */
export function tables(action: {
  readonly inputs?: Readonly<Record<string, Described>>;
  readonly outputs?: Readonly<Record<string, Described>>;
}): string {
  const [inputs, outputs] = [Object.entries(action.inputs ?? {}), Object.entries(action.outputs ?? {})];
  for (const [name, described] of [...inputs, ...outputs]) {
    if (!described.description?.trim()) throw new Error(`"${name}" has no description in action.yml`);
  }
  const parts = [
    '### Inputs',
    '',
    '| name | default | meaning |',
    '| --- | --- | --- |',
    ...inputs.map(inputRow),
  ];
  if (outputs.length > 0) {
    parts.push('', '### Outputs', '', '| name | meaning |', '| --- | --- |');
    parts.push(...outputs.map(([name, output]) => `| \`${name}\` | ${cell(output.description)} |`));
  }
  return parts.join('\n');
}

/** `readme` with the text between the markers replaced. */
export function withTables(readme: string, generated: string): string {
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)];
  if (start < 0 || end < start) throw new Error('the README lacks the markers for its tables');
  return `${readme.slice(0, start + START.length)}\n\n${generated}\n\n${readme.slice(end)}`;
}

/**
 * The root action under a path of its own, for our workflows: `uses: $/` needs a path after it.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax (self repository reference)
 */
export const asGuard = (rootAction: string): string =>
  `# Generated from ../../action.yml by npm run docs: the same action, for \`uses: $/actions/guard\`.\n${rootAction.replaceAll(': dist/', ': ../../dist/')}`;

function main(check: boolean): void {
  const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');
  const inStep = (path: string, updated: string) => {
    if (updated === read(path)) return;
    if (check) throw new Error(`${path} is not in step with action.yml: run npm run docs`);
    writeFileSync(join(root, path), updated);
  };
  inStep('actions/guard/action.yml', asGuard(read('action.yml')));
  for (const name of readdirSync(join(root, 'actions'))) {
    const readme = `actions/${name}/README.md`;
    inStep(readme, withTables(read(readme), tables(parse(read(`actions/${name}/action.yml`)))));
  }
}

if (process.argv[1] === import.meta.filename) main(process.argv.includes('check'));
