// How well +25 % is found at the noise of the recordings, how often a shift is told that is none, and what nobody can do better.
import { shiftsOf } from '@signalbox/report/change-points';
import {
  drawing,
  haveRecordings,
  historyOf,
  recordedNoise,
  seeded,
  spreadOf,
  synthetic,
} from '@signalbox/report/test/recordings';
import { table } from '../table.ts';
import { evidenceOf, foundKnowing, mostFound } from './bounds.ts';

const HISTORIES = 40;
const QUIET = 12;
const LENGTH = 500;
const WITHIN = [10, 20, 40] as const;
const LATEST = 40;
/** The odds at which a shift is told are 400; the others show what another choice would do. */
const LEVELS = [300, 400, 550] as const;
const CHOSEN = 400;
/** The middle half of calm series is not wider. */
const CALM = 0.16;

interface Measured {
  /** Found within 10, 20 and 40, of 1. */
  readonly found: readonly number[];
  /** In 500 deployments. */
  readonly alarms: number;
}

interface Row {
  readonly name: string;
  readonly spread: number;
  readonly at: ReadonlyMap<number, Measured>;
  /** Within 10: what no rule can exceed, and what one finds that knows the noise and the size. */
  readonly most: number;
  readonly knowing: number;
  readonly doubled: number;
}

/** Prints the table; whether it is as it should be. */
export function measureChangePoints(): boolean {
  const recorded = [...(haveRecordings ? recordedNoise() : [])].map(([name, noise]) => rowOf(name, noise));
  const draw = synthetic(0.07, seeded(7));
  const madeUp = rowOf('made up, without recordings', Array.from({ length: 2000 }, draw));
  print([...recorded, madeUp]);
  const rows = recorded.length > 0 ? recorded : [madeUp];
  const calm = rows.filter(({ spread }) => spread < CALM);
  const found = mean(calm.map(({ at }) => at.get(CHOSEN)?.found[0] ?? 0));
  const alarms = mean(rows.map(({ at }) => at.get(CHOSEN)?.alarms ?? 0));
  console.log(
    `\ncalm series: ${percent(found)} found within 10; all: ${alarms.toFixed(2)} false alarms in 500`,
  );
  if (recorded.length > 0) printMixed(recorded);
  return found >= 0.9 && alarms <= 1;
}

function rowOf(name: string, noise: readonly number[]): Row {
  const quiet = Array.from({ length: QUIET }, (_, seed) =>
    historyOf(drawing(noise, seeded(seed * 17 + 40_009)), LENGTH),
  );
  const evidence = evidenceOf(noise, 5);
  const at = LEVELS.map((level) => {
    const delays = Array.from({ length: HISTORIES }, (_, seed) => delayOf(noise, seed, level));
    const found = WITHIN.map((within) => delays.filter((delay) => delay < within).length / HISTORIES);
    return [level, { found, alarms: mean(quiet.map((values) => shiftsOf(values, level).length)) }] as const;
  });
  return {
    ...{ name, spread: spreadOf(noise), at: new Map(at) },
    ...{ most: mostFound(evidence, 10, LENGTH), knowing: foundKnowing(evidence, 10, LENGTH) },
    doubled: mean(quiet.map(doubled)),
  };
}

/** How many deployments after a shift of +25 % it was told, 0 for the first; infinite where it was not, or as a fall. */
function delayOf(noise: readonly number[], seed: number, level: number): number {
  const random = seeded(seed * 101 + 20_011);
  const shift = 40 + Math.floor(random() * 20);
  const values = historyOf(drawing(noise, random), shift + LATEST, shift);
  const told = shiftsOf(values, level).find(({ confirmedAt, rise }) => confirmedAt >= shift && rise);
  return told === undefined ? Number.POSITIVE_INFINITY : told.confirmedAt - shift;
}

/** What github-action-benchmark does: an alarm where a value is twice the one before. */
const doubled = (values: readonly number[]): number =>
  values.filter((value, index) => index > 0 && value >= 2 * (values[index - 1] ?? value)).length;

function print(rows: readonly Row[]): void {
  const head = ['noise of (half of the runs within)', ...WITHIN.map((within) => `+25 % in ${within}`)];
  const more = [
    'false in 500',
    'at most in 10',
    'knowing all',
    'level of the others',
    '"twice the last" false',
  ];
  const cells = rows.map((row) => {
    const { found, alarms } = row.at.get(CHOSEN) ?? { found: [], alarms: Number.NaN };
    return [
      `${row.name} (±${percent(Math.exp(row.spread / 2) - 1)})`,
      ...found.map(percent),
      alarms.toFixed(2),
      percent(row.most),
      percent(row.knowing),
      heldOut(row, rows),
      row.doubled.toFixed(1),
    ];
  });
  console.log(`\n${table([...head, ...more], cells)}`);
}

/** Found and false in one series at the lowest level that gives the other series together at most one false alarm. */
function heldOut(row: Row, rows: readonly Row[]): string {
  const others = rows.filter((other) => other !== row);
  const alarmsAt = (level: number) => mean(others.map(({ at }) => at.get(level)?.alarms ?? 0));
  const level = LEVELS.find((each) => alarmsAt(each) <= 1);
  const measured = level === undefined ? undefined : row.at.get(level);
  return measured === undefined
    ? '-'
    : `${level}: ${percent(measured.found[0] ?? 0)}, ${measured.alarms.toFixed(2)}`;
}

/** As somebody meets them who has environments of each kind: the histories go round the recordings. */
function printMixed(rows: readonly Row[]): void {
  const series = [...recordedNoise().values()];
  const delays = Array.from({ length: HISTORIES }, (_, seed) =>
    delayOf(series[seed % series.length] ?? [], seed + 1000, CHOSEN),
  );
  const found = WITHIN.map(
    (within) => `${delays.filter((delay) => delay < within).length} within ${within}`,
  ).join(', ');
  const [most, knowing] = [mean(rows.map((row) => row.most)), mean(rows.map((row) => row.knowing))];
  console.log(
    `${HISTORIES} histories over all recordings: ${found}; at most ${percent(most)} can be found within 10, ${percent(knowing)} by a rule that knows noise and size`,
  );
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const percent = (value: number): string => `${Math.round(value * 100)} %`;
