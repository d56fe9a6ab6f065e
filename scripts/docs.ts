// Writes the tables of inputs and outputs into each action's README from its action.yml, between the markers.
//   npm run docs           writes
//   npm run docs -- check  fails when a README is not in step
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

function main(check: boolean): void {
  const folders = ['.', ...readdirSync(join(root, 'actions')).map((name) => `actions/${name}`)];
  for (const folder of folders.filter((each) => existsSync(join(root, each, 'action.yml')))) {
    const path = join(root, folder === '.' ? 'actions/guard' : folder, 'README.md');
    const readme = readFileSync(path, 'utf8');
    const updated = withTables(readme, tables(parse(readFileSync(join(root, folder, 'action.yml'), 'utf8'))));
    if (updated === readme) continue;
    if (check)
      throw new Error(`${path.slice(root.length + 1)} is not in step with action.yml: run npm run docs`);
    writeFileSync(path, updated);
  }
}

if (process.argv[1] === import.meta.filename) main(process.argv.includes('check'));
