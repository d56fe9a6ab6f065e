// What the documents give to paste calls our actions and workflows by inputs and outputs that these have.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { repository, root, snippets } from './documents.ts';

const OWN = new RegExp(`^${repository}(?:/([^@]+))?@`);

interface Call {
  readonly id?: string;
  readonly uses: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, unknown>> | 'inherit';
}

type Named = Readonly<Record<string, { readonly required?: boolean }>>;

interface Manifest {
  readonly inputs?: Named;
  readonly outputs?: Named;
  readonly on?: { readonly workflow_call: { readonly inputs: Named; readonly secrets?: Named } };
}

/** Every step or job in it, at any depth, that calls something of ours. */
function calls(node: unknown): Call[] {
  if (typeof node !== 'object' || node === null) return [];
  const mine = 'uses' in node && OWN.test(String(node.uses)) ? [node as Call] : [];
  return [...mine, ...Object.values(node).flatMap(calls)];
}

function manifest(uses: string): Manifest | undefined {
  const path = OWN.exec(uses)?.[1] ?? '';
  const file = join(root, path.endsWith('.yml') ? path : join(path, 'action.yml'));
  return existsSync(file) ? (parse(readFileSync(file, 'utf8')) as Manifest) : undefined;
}

/** What is wrong with it, a line each. */
function faults(yaml: string): string[] {
  const found = calls(parse(yaml));
  return found.flatMap(({ id, uses, with: given, secrets }) => {
    const called = manifest(uses);
    if (called === undefined) return [`${uses}: there is no such thing`];
    const { inputs = {}, secrets: known = {} } =
      called.on?.workflow_call ?? (called as { inputs?: Named; secrets?: Named });
    const names = Object.keys(given ?? {});
    const read =
      id === undefined ? [] : [...yaml.matchAll(new RegExp(`steps\\.${id}\\.outputs\\.([\\w-]+)`, 'g'))];
    return [
      ...names.filter((name) => !(name in inputs)).map((name) => `${uses}: no input ${name}`),
      // A line that only shows how to write `uses` has no inputs at all.
      ...Object.keys(given === undefined ? {} : inputs)
        .filter((name) => inputs[name]?.required && !names.includes(name))
        .map((name) => `${uses}: needs ${name}`),
      ...(secrets === 'inherit' ? [] : Object.keys(secrets ?? {}))
        .filter((name) => !(name in known))
        .map((name) => `${uses}: no secret ${name}`),
      ...read
        .map(([, name = '']) => name)
        .filter((name) => !(name in (called.outputs ?? {})))
        .map((name) => `${uses}: no output ${name}`),
    ];
  });
}

test('there are snippets to look at', () => expect(snippets.length).toBeGreaterThan(20));

test.each(snippets)('$file calls what there is', ({ yaml }) => expect(faults(yaml)).toEqual([]));

test.each([
  [`uses: ${repository}/actions/nothing@v1`, 'there is no such thing'],
  [`uses: ${repository}@v1\nwith: { environment: a, stack: b }`, 'no input stack'],
  [`uses: ${repository}/actions/notify@v1\nwith: { environment: a }`, 'needs event'],
  [`id: a\nuses: ${repository}@v1\nname: $\{{ steps.a.outputs.none }}`, 'no output none'],
  [`uses: ${repository}/.github/workflows/deploy.yml@v1\nsecrets: { TOKEN: a }`, 'no secret TOKEN'],
])('and a wrong one is found: %s', (yaml, fault) => {
  expect(faults(yaml)).toEqual([expect.stringContaining(fault)]);
});
