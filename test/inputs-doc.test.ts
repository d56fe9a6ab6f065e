// Inputs are met in the order of what a user needs, and names that are easily taken for each other are told apart.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { inTiers, tables } from '../scripts/docs.ts';
import { MOST_TO_START_WITH, TIERS, tiersOf } from '../scripts/tiers.ts';
import { root } from './documents.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const actions = ['.', ...readdirSync(join(root, 'actions')).map((name) => `actions/${name}`)].map(
  (folder) => ({
    folder,
    action: parse(read(`${folder}/action.yml`)) as {
      readonly inputs: Readonly<
        Record<string, { readonly description: string; readonly required?: boolean }>
      >;
      readonly outputs: Readonly<Record<string, unknown>>;
    },
  }),
);
const everyInput = new Set(actions.flatMap(({ action }) => Object.keys(action.inputs)));

describe('tiers', () => {
  const placed = TIERS.flatMap(({ inputs }) => inputs);

  test('give each input one place, and none to what no action has', () => {
    expect([...placed].sort()).toEqual([...everyInput].sort());
  });

  test.each(actions)('$folder lists its inputs in their order, few of them to start with', ({ action }) => {
    const names = Object.keys(action.inputs);
    const tiers = tiersOf(names);
    expect(names).toEqual(tiers.flatMap(({ inputs }) => inputs));
    expect(tiers[0]?.title).toBe('Start with these');
    expect(tiers[0]?.inputs.length).toBeLessThanOrEqual(MOST_TO_START_WITH);
    expect(tiers.at(-1)?.title).toBe('Rarely needed');
    // Whatever a user must give is met first.
    for (const name of names.filter((name) => action.inputs[name]?.required))
      expect(tiers[0]?.inputs).toContain(name);
  });

  test('are the headings of the tables', () => {
    const described = { description: 'a | b' };
    const table = tables({ inputs: { settle: described, environment: { ...described, required: true } } });
    expect(table.split('\n').filter((line) => /^(####|\| `)/.test(line))).toEqual([
      '#### Start with these',
      '| `environment` | **required** | a \\| b |',
      '#### Rarely needed',
      '| `settle` |  | a \\| b |',
    ]);
  });

  test('an input that has none is refused by its name', () => {
    expect(() => tiersOf(['environment', 'colour'])).toThrow('"colour" has no tier');
  });

  test('order the text of an action.yml, and change nothing else of it', () => {
    const text = [
      'name: A # stays',
      'inputs:',
      '  settle:',
      '    description: >-',
      '      two',
      '      lines',
      '  environment:',
      '    description: e',
      '',
      'runs:',
      '  using: node24',
      '',
    ].join('\n');
    const ordered = inTiers(text);
    expect(Object.keys(parse(ordered).inputs)).toEqual(['environment', 'settle']);
    expect(parse(ordered)).toEqual(parse(text));
    expect(ordered).toContain('name: A # stays');
    expect(inTiers(ordered)).toBe(ordered);
    expect(inTiers('name: A\nruns: {}\n')).toBe('name: A\nruns: {}\n');
  });
});

describe('docs/inputs.md', () => {
  const page = read('docs/inputs.md');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const told = rows.flatMap((row) => row.split(' | ')[0]?.match(/(?<=`)[\w-]+(?=`)/g) ?? []);

  test('tells apart every limit of time', () => {
    const limits = [...everyInput].filter((name) => /timeout|^max-|-after$|budget/.test(name));
    expect(limits).toContain('health-timeout');
    for (const name of limits) expect(told).toContain(name);
  });

  test('names nothing that no action has', () => {
    const outputs = actions.flatMap(({ action }) => Object.keys(action.outputs ?? {}));
    const there = new Set([...everyInput, ...outputs]);
    expect(told.length).toBeGreaterThan(25);
    expect(told.filter((name) => !there.has(name))).toEqual([]);
  });
});
