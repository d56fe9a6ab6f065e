// The house: front doors, arrows that point one way, rooms of a size to find one's way in. See docs/architecture.md.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { unusedExports } from '../scripts/exports.ts';
import {
  cycles,
  exportsOf,
  folderOf,
  importedNames,
  importGraph,
  isTest,
  ROOT,
  readSources,
  shippedSources,
} from '../scripts/source.ts';

const MOST_FILES = 15;
/** Rarely over 300, and never far. */
const MOST_LINES = 350;
const packages = readdirSync(join(ROOT, 'packages')).sort();
const shipped = shippedSources();
const simulator = readSources('packages/simulator', (file) => !isTest(file));
const everything = [
  ...['packages', 'actions', 'test', 'scripts'].flatMap((top) => readSources(top, () => true)),
];

test('no file imports itself by any way round, types included', () => {
  expect(cycles(importGraph(shipped, (file) => file))).toEqual([]);
});

test('arrows between folders point one way', () => {
  expect(cycles(importGraph([...shipped, ...simulator], folderOf))).toEqual([]);
});

test("an action's index.ts may stand by itself, since nothing imports it", () => {
  const entries = shipped.filter(({ file }) => folderOf(file) === file).map(({ file }) => file);
  expect(entries).toHaveLength(readdirSync(join(ROOT, 'actions')).length);
  expect(everything.filter(({ imports }) => imports.some((each) => entries.includes(each)))).toEqual([]);
});

test('what is exported is imported by another file', () => {
  expect(unusedExports([...shipped, ...simulator], everything)).toEqual([]);
});

test(`no folder holds more than ${MOST_FILES} source files`, () => {
  const counts = new Map<string, number>();
  for (const { file } of [...shipped, ...simulator])
    counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count > MOST_FILES)).toEqual([]);
});

test(`no file has more than ${MOST_LINES} lines`, () => {
  const long = shipped.filter(({ text }) => text.split('\n').length > MOST_LINES + 1);
  expect(long.map(({ file }) => file)).toEqual([]);
});

test('time comes from the injected clock: no bare timer', () => {
  const bare = /\b(?:setTimeout|setInterval|setImmediate)\(|AbortSignal\.timeout|node:timers/;
  const found = shipped.filter(
    ({ file, text }) => file !== 'packages/runner/src/clock.ts' && bare.test(text),
  );
  expect(found.map(({ file }) => file)).toEqual([]);
});

describe.each(packages)('the front door of %s', (name) => {
  const home = `packages/${name}/`;
  const imported = new Set(
    everything
      .filter(({ file }) => !file.startsWith(home))
      .flatMap(({ tree }) => importedNames(tree))
      .filter((each) => each === `@signalbox/${name}` || each.startsWith(`@signalbox/${name}/`))
      .map((each) => each.replace(`@signalbox/${name}`, '.')),
  );

  test('names each file that others import, and no other', () => {
    expect(Object.keys(exportsOf(name)).sort()).toEqual([...imported].sort());
  });

  test('leads to files that are there', () => {
    const missing = Object.values(exportsOf(name)).filter((path) => !existsSync(join(ROOT, home, path)));
    expect(missing).toEqual([]);
  });

  test('is the only way in', () => {
    const around = everything
      .filter(({ file, imports }) => !file.startsWith(home) && imports.some((each) => each.startsWith(home)))
      .filter(({ tree }) => importedNames(tree).some((each) => each.startsWith('.') && each.includes(home)));
    expect(around.map(({ file }) => file)).toEqual([]);
  });

  test('has a page that says where to start', () => {
    const page = readFileSync(join(ROOT, home, 'README.md'), 'utf8')
      .trim()
      .split('\n');
    expect(page.length).toBeGreaterThanOrEqual(10);
    expect(page.length).toBeLessThanOrEqual(30);
  });
});
