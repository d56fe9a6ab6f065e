// docs/pipeline.md tells every input, secret and output of the workflow, with its default, and no other.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';

const read = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8');
const { workflow_call: call } = parse(read('.github/workflows/deploy.yml')).on;

interface Described {
  readonly description: string;
  readonly required?: boolean;
  readonly default?: string | number | boolean;
}

const rowOf = ([name, { description, ...given }]: [string, Described], hasDefault: boolean) => {
  const initial = given.default === undefined ? '' : `\`${given.default}\``;
  const cells = [
    `\`${name}\``,
    ...(hasDefault ? [given.required ? '**required**' : initial] : []),
    description,
  ];
  return `| ${cells.join(' | ')} |`;
};

test.each(['inputs', 'secrets', 'outputs'])('the table of %s is the workflow’s', (kind) => {
  const heading = `## ${kind.charAt(0).toUpperCase()}${kind.slice(1)}\n`;
  const [, section = ''] = read('docs/pipeline.md').split(heading);
  const told = (section.split('\n## ')[0] ?? '').match(/^\| `.*$/gm);
  expect(told).toEqual(Object.entries<Described>(call[kind]).map((entry) => rowOf(entry, kind === 'inputs')));
});
