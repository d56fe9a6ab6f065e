// Writes what is derived from each action.yml: the tables in the action's README, and the root action as `actions/guard`.
// Puts the inputs of each action.yml in the order of their tiers.
//   npm run docs           writes
//   npm run docs -- check  fails when one of them is not in step
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { tiersOf } from './tiers.ts';

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
  const { inputs: described = {} } = action;
  const [inputs, outputs] = [Object.entries(described), Object.entries(action.outputs ?? {})];
  for (const [name, { description }] of [...inputs, ...outputs]) {
    if (!description?.trim()) throw new Error(`"${name}" has no description in action.yml`);
  }
  const parts = ['### Inputs'];
  for (const tier of tiersOf(Object.keys(described))) {
    const rows = inputs.filter(([name]) => tier.inputs.includes(name));
    const order = ([a]: [string, Described], [b]: [string, Described]) =>
      tier.inputs.indexOf(a) - tier.inputs.indexOf(b);
    parts.push('', `#### ${tier.title}`, '', '| name | default | meaning |', '| --- | --- | --- |');
    parts.push(...rows.sort(order).map(inputRow));
  }
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

/** `action` (the text of an action.yml) with its inputs in the order of their tiers, each tier under its title. */
export function inTiers(action: string): string {
  const lines = action.split('\n');
  const start = lines.indexOf('inputs:') + 1;
  if (start === 0) return action;
  const length = lines.slice(start).findIndex((line) => /^\S/.test(line));
  const end = length < 0 ? lines.length : start + length;
  const blocks = new Map<string, string[]>();
  let block: string[] = [];
  for (const line of lines.slice(start, end)) {
    const name = /^ {2}([\w-]+):/.exec(line)?.[1];
    if (name !== undefined) {
      block = [];
      blocks.set(name, block);
    }
    if (line.trim() !== '' && !TITLE.test(line)) block.push(line);
  }
  const ordered = tiersOf([...blocks.keys()]).flatMap(({ title, inputs }) => [
    `  # -- ${title}`,
    ...inputs.flatMap((name) => blocks.get(name) ?? []),
  ]);
  const gap = lines[end - 1] === '' ? [''] : [];
  return [...lines.slice(0, start), ...ordered, ...gap, ...lines.slice(end)].join('\n');
}

const TITLE = /^ {2}# -- /;

function main(check: boolean): void {
  const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');
  const inStep = (path: string, updated: string) => {
    if (updated === read(path)) return;
    if (check) throw new Error(`${path} is not in step with action.yml: run npm run docs`);
    writeFileSync(join(root, path), updated);
  };
  inStep('action.yml', inTiers(read('action.yml')));
  inStep('actions/guard/action.yml', asGuard(read('action.yml')));
  for (const name of readdirSync(join(root, 'actions'))) {
    const [action, readme] = [`actions/${name}/action.yml`, `actions/${name}/README.md`];
    if (name !== 'guard') inStep(action, inTiers(read(action)));
    inStep(readme, withTables(read(readme), tables(parse(read(action)))));
  }
}

if (process.argv[1] === import.meta.filename) main(process.argv.includes('check'));
