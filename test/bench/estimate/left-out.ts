// Were the method's constants fitted to the recorded series, or would other series have chosen the same?
// Every constant is chosen by all series but one, and the method so made is scored on that one.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { table } from '../table.ts';
import { macro, type Scored, scoreOurs } from './scorer.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** What else each constant might be, in the source's own words. */
const OTHERS: Readonly<Record<string, readonly [file: string, ...values: string[]]>> = {
  MEMORIES: ['experts', '[1.5, 5, 20, 80].map(memory)', '[3, 12, 45, 180].map(memory)'],
  PRIOR_SPREAD: ['mixture', '0.25', '0.6'],
  PRIOR_RUNS: ['mixture', '2', '8'],
  BANDWIDTH: ['mixture', '0.7', '1.1'],
  FINEST: ['mixture', '0.01', '0.025'],
  NEAR: ['mixture', '0.06', '0.2'],
  NARROWEST: ['mixture', '0.3', '0.7'],
  TAIL: ['forecast', '0.4', '0.6'],
  MODE_SPREAD: ['sample', '0.1', '0.3'],
  DISCOUNT: ['pool', '0.9', '0.97'],
  FIXED_SHARE: ['pool', '0.02', '0.1'],
  RATE: ['pool', '0.005', '0.02'],
  FARTHEST: ['pool', '0.2', '0.5'],
  STALLS_SUPPOSED: ['pool', '1', '4'],
  STALL_SHIFT: ['pool', '0.5', '1.2'],
  STALL_WIDTH: ['pool', '0.5', '1'],
  STALL_FACTOR: ['sample', '5', '12'],
  ALIKE: ['sample', '0', '0.25'],
  LEAN: ['forecast', '0.3', '0.6'],
  LEAN_FADES: ['forecast', '0.05', '0.25'],
};

/** A third of the runs is enough to choose by, and both cores are used. */
const TARGETS = 130;
const AT_ONCE = 2;

/** What a choice is judged by, each with its allowed value. */
const JUDGED: Readonly<Record<string, number>> = { pl: 0.165, r50: 0.175, r75: 0.14, clock: 0.455 };
const SHOWN = ['wape', 'pl', 'c80', 'c95', 'w95', 'r50', 'r75', 'clock', 'regc95'];

/** The values of constants that differ from the source, by name. */
type Choice = Readonly<Record<string, string>>;
type Series = Scored['series'];

/** @returns whether constants that a series did not choose serve it as well, within 2 % */
export async function leftOut(): Promise<boolean> {
  const ours = (await scoreWith({})).series;
  const tried = Object.entries(OTHERS).flatMap(([name, [, ...values]]) =>
    values.map((value) => ({ name, value })),
  );
  const scores = await inTurns(tried, async ({ name, value }) => ({
    name,
    value,
    series: (await scoreWith({ [name]: value })).series,
  }));
  const names = ours.map(({ series }) => series);
  const choices = names.map((name) => chooseWithout(name, ours, scores));
  const held = await inTurns(names, async (name, index) => {
    const scored = await scoreWith(choices[index] ?? {});
    return scored.series.filter(({ series }) => series === name);
  });
  console.log(table(['constant', 'source', 'series left out that would choose otherwise'], votes(choices)));
  const row = (label: string, series: Series) => [
    label,
    ...SHOWN.map((key) => macro(series, key).toFixed(3)),
    loss(series).toFixed(3),
  ];
  const refitted = held.flat();
  console.log(
    `\n${table(
      ['', ...SHOWN, 'judged'],
      [row('constants as they are', ours), row('chosen by the other nine', refitted)],
    )}`,
  );
  return loss(refitted) <= 1.02 * loss(ours);
}

/** Mean of the figures judged, as shares of what is allowed. */
function loss(series: Series): number {
  const shares = Object.entries(JUDGED).map(([key, allowed]) => macro(series, key) / allowed);
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

interface Tried {
  readonly name: string;
  readonly value: string;
  readonly series: Series;
}

/** For each constant the value that the other series like best, alone; those that like the source's are left out. */
function chooseWithout(name: string, ours: Series, tried: readonly Tried[]): Choice {
  const others = (series: Series) => loss(series.filter((one) => one.series !== name));
  const choices = Object.keys(OTHERS).flatMap((name) => {
    const alternatives = tried.filter((one) => one.name === name);
    const best = alternatives.toSorted((a, b) => others(a.series) - others(b.series))[0];
    return best !== undefined && others(best.series) < others(ours) ? [[name, best.value]] : [];
  });
  return Object.fromEntries(choices);
}

function votes(choices: readonly Choice[]): string[][] {
  return Object.entries(OTHERS).map(([name, [file, ...values]]) => {
    const counts = values.map((value) => choices.filter((choice) => choice[name] === value).length);
    const chosen = values.flatMap((value, i) => (counts[i] === 0 ? [] : [`${value}: ${counts[i]}`]));
    return [name, valueIn(sourceOf(file), name), chosen.join(', ') || 'none'];
  });
}

const declaration = (name: string) => new RegExp(`^const ${name} = (.*);$`, 'm');
const sourceOf = (file: string) => readFileSync(join(ROOT, `packages/estimate/src/${file}.ts`), 'utf8');

function valueIn(source: string, name: string): string {
  const value = declaration(name).exec(source)?.[1];
  if (value === undefined) throw new Error(`packages/estimate declares no constant ${name}`);
  return value;
}

/** Scores a copy of the method in which some constants are others. */
async function scoreWith(choice: Choice): Promise<Scored> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-method-'));
  try {
    cpSync(join(ROOT, 'packages/estimate/src'), folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    for (const [name, value] of Object.entries(choice)) {
      const file = join(folder, `${OTHERS[name]?.[0]}.ts`);
      const source = readFileSync(file, 'utf8');
      valueIn(source, name);
      writeFileSync(file, source.replace(declaration(name), `const ${name} = ${value};`));
    }
    return await scoreOurs({ unlabelled: false, targets: TARGETS, method: join(folder, 'forecast.ts') });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Does `work` for all items, AT_ONCE of them at a time; results in the items' order. */
async function inTurns<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  const queue = [...items.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      results[next[0]] = await work(next[1], next[0]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
