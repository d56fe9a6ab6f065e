// Imports point one way, and a heavy SDK has one room: read from the source itself.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');

interface Source {
  readonly file: string;
  readonly room: string;
  readonly text: string;
  /** What it imports, types included. */
  readonly imports: readonly string[];
}

const sources: readonly Source[] = ['packages', 'actions'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.test)\.[jt]s$/.test(name))
    .map((name) => {
      const text = readFileSync(join(root, top, name), 'utf8');
      const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
      return { file: `${top}/${name}`, room: `${top}/${name.split('/')[0]}`, text, imports };
    }),
);

const violations = (allowed: (source: Source, imported: string) => boolean) =>
  sources.flatMap((source) =>
    source.imports
      .filter((imported) => !allowed(source, imported))
      .map((imported) => `${source.file} imports ${imported}`),
  );

test('there is source to look at', () => expect(sources.length).toBeGreaterThan(10));

test('no package imports an action', () => {
  expect(
    violations(({ room }, imported) => room.startsWith('actions/') || !/(^|\/)actions\//.test(imported)),
  ).toEqual([]);
});

test('estimate imports nothing of ours; runner imports no other package', () => {
  const closed = ['packages/estimate', 'packages/runner'];
  expect(
    violations(({ room }, imported) => !closed.includes(room) || !imported.startsWith('@signalbox/')),
  ).toEqual([]);
});

test('only tests import the simulator', () => {
  expect(
    violations(
      ({ room }, imported) => room === 'packages/simulator' || !imported.startsWith('@signalbox/simulator'),
    ),
  ).toEqual([]);
});

test.each([
  '@actions/core',
  '@actions/github',
  '@actions/cache',
  '@aws-sdk/client-cloudformation',
  '@aws-sdk/client-cloudwatch-logs',
  '@slack/web-api',
])('%s has one adapter', (sdk) => {
  const rooms = sources.filter(
    ({ room, imports }) => room !== 'packages/simulator' && imports.some((each) => each === sdk),
  );
  const folders = new Set(rooms.map(({ room, file }) => (sdk === '@actions/core' ? room : file)));
  expect([...folders]).toHaveLength(1);
});

test('heavy SDKs are loaded lazily, after the input check', () => {
  const eager =
    /^import (?!type\b)[^;]*?from '(@actions\/(?:github|cache)|@aws-sdk\/[^']+|@slack\/web-api)'/gm;
  const found = sources
    .filter(({ room }) => room !== 'packages/simulator')
    .flatMap(({ file, text }) => [...text.matchAll(eager)].map((match) => `${file}: ${match[1]}`));
  expect(found).toEqual([]);
});
