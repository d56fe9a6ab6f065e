// Imports point one way, and a heavy SDK has one room: read from the source itself.
import { expect, test } from '@jest/globals';
import { importedNames, isTest, readSources, type Source } from '../scripts/source.ts';

const sources = ['packages', 'actions']
  .flatMap((top) => readSources(top, (file) => !isTest(file)))
  .map((source) => ({ ...source, room: roomOf(source), imports: importedNames(source.tree) }));

/** The package or action that a file belongs to. */
function roomOf({ file }: Source): string {
  return file.split('/').slice(0, 2).join('/');
}

const violations = (allowed: (source: (typeof sources)[number], imported: string) => boolean) =>
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

test('estimate and drawing import nothing of ours; runner imports no other package', () => {
  const closed = ['packages/estimate', 'packages/drawing', 'packages/runner'];
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
  '@aws-sdk/client-cloudwatch',
  '@aws-sdk/client-cloudwatch-logs',
  '@aws-sdk/client-codedeploy',
  '@opentelemetry/otlp-transformer',
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
