import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { forecast } from '@signalbox/estimate/forecast';
import { calibration, calibrationByClock, LEVELS } from './estimate/calibration.ts';
import { FIGURES, limit, WAPE, within } from './estimate/figures.ts';
import { leftOut } from './estimate/left-out.ts';
import { mean, polling } from './estimate/polling.ts';
import { scoreBaselines, scoreOurs } from './estimate/scorer.ts';
import {
  hasRecorded,
  heldOut,
  questions,
  recorded,
  type Series,
  synthesized,
  twoModes,
} from './estimate/series.ts';
import { table } from './table.ts';

const ROOT = join(import.meta.dirname, '../..');
const BASELINES = ['jenkins-3', 'median-10', 'quantiles-30', 'lognormal-30'];

type Row = [name: string, ours: string, limit: string, verdict: string, ...baselines: string[]];

/**
 * Scores the forecasts on the recorded series against the common estimators, and measures polling, cost and size.
 * Where the recorded series are absent, or with --synthesized, only measures, on synthesized ones.
 * With --left-out it checks, for minutes, that the method's constants suit series that did not choose them.
 */
export async function run(args: readonly string[]): Promise<boolean> {
  const scored = hasRecorded() && !args.includes('--synthesized');
  const series = scored ? recorded() : synthesized();
  if (args.includes('--left-out')) return await leftOut();
  const clock = calibrationByClock(series, 400, [0.5, 1, 1.5, 2]);
  const rows = [
    ...(scored ? [...(await scores()), ...clock.flatMap(clockRows)] : []),
    ...modeRows(),
    ...heldOutRows(),
    ...measurements(series),
  ];
  console.log(table(['', 'ours', 'allowed', '', ...(scored ? BASELINES : [])], rows));
  console.log(
    `\nShare of runs within the quantiles predicted at their start, ${scored ? 'recorded' : 'synthesized'} series\n`,
  );
  console.log(table(['', 'runs', ...LEVELS.map((level) => `p${level * 100}`)], shares(series)));
  console.log('\nShare of runs that still go on after so many medians, within the quantiles given then\n');
  console.log(table(['', 'runs', ...LEVELS.map((level) => `p${level * 100}`)], sharesByClock(clock)));
  return rows.every(([, , , verdict]) => verdict !== 'MISSED');
}

async function scores(): Promise<Row[]> {
  const [ours, stalled, baselines] = await Promise.all([
    scoreOurs({ unlabelled: false }),
    scoreOurs({ unlabelled: true }),
    scoreBaselines(BASELINES),
  ]);
  const unlabelled = WAPE.of(stalled);
  const rows = FIGURES.map((figure): Row => {
    const value = figure.of(ours);
    const others = BASELINES.map((name) => (baselines[name] ? show(figure.of(baselines[name])) : ''));
    return [figure.name, show(value), limit(figure), verdict(within(figure, value)), ...others];
  });
  const stalls = { most: 31 };
  return [
    ...rows,
    ['WAPE %, stalls unlabelled', show(unlabelled), limit(stalls), verdict(within(stalls, unlabelled))],
  ];
}

function measurements(series: readonly Series[]): Row[] {
  const { polls, delay } = polling(series);
  const row = (name: string, value: number, most: number): Row => [
    name,
    show(value),
    limit({ most }),
    verdict(within({ most }, value)),
  ];
  return [
    row('polls a run', polls, 15),
    row('seconds from end to poll', delay, 9),
    row('ms an estimate of 200 runs, p95', cost(series), 5),
    row('bytes minified', minifiedBytes(), 12_000),
  ];
}

const shares = (series: readonly Series[]) =>
  calibration(series, 200).map(({ name, runs, inside }) => [
    name,
    runs,
    ...inside.map((share) => share.toFixed(3)),
  ]);

type ByClock = ReturnType<typeof calibrationByClock>;

const sharesByClock = (clock: ByClock) =>
  clock.map(({ multiple, runs, inside }) => [
    `${multiple} medians`,
    runs,
    ...inside.map((share) => share.toFixed(3)),
  ]);

function clockRows({ multiple, inside: [, p80 = Number.NaN, p95 = Number.NaN] }: ByClock[number]): Row[] {
  return [
    bounded(`inside p80, after ${multiple} medians`, p80, { least: 0.76, most: 0.84 }),
    bounded(`inside p95, after ${multiple} medians`, p95, { least: 0.92, most: 0.97 }),
  ];
}

/** Of seeded runs with two modes, none of which any constant was chosen by. */
const modeRows = (): Row[] =>
  [0.1, 0.2, 0.3, 0.4, 0.5].map((share) => {
    const inside = calibration(twoModes(share), 100).map(({ inside }) => inside[2] ?? Number.NaN);
    const allowed = { least: 0.93, most: 0.97 };
    return bounded(`inside p95, second mode of ${100 * share} %`, mean(inside), allowed);
  });

/** The scorer's own series have the first three kinds, too: here they are strong, and alone. */
const heldOutRows = (): Row[] =>
  heldOut().flatMap(({ kind, series }) => {
    const inside = calibration(series, 100).map(({ inside }) => inside);
    const covered = (level: number) => mean(inside.map((shares) => shares[level] ?? Number.NaN));
    return [
      bounded(`inside p80, ${kind}`, covered(1), { least: 0.76, most: 0.84 }),
      bounded(`inside p95, ${kind}`, covered(2), { least: 0.92, most: 0.97 }),
    ];
  });

const bounded = (
  name: string,
  value: number,
  allowed: { readonly least: number; readonly most: number },
): Row => [name, show(value), limit(allowed), verdict(within(allowed, value))];

/** CPU milliseconds, so that a busy machine does not count; p95 of warm estimates of p50, p80 and p95. */
function cost(series: readonly Series[]): number {
  const histories = series
    .flatMap((one) => questions(one, 20))
    .map(({ history }) => history.slice(-200))
    .filter(({ length }) => length === 200);
  const times = [...histories, ...histories].map((history) => {
    const before = process.cpuUsage();
    const given = forecast(history);
    for (const level of LEVELS) given?.quantile(level);
    return process.cpuUsage(before).user / 1000;
  });
  const warm = times.slice(histories.length).sort((a, b) => a - b);
  return warm[Math.floor(0.95 * warm.length)] ?? Number.NaN;
}

/** All of packages/estimate, bundled by the esbuild that tsx brings. */
function minifiedBytes(): number {
  const source = join(ROOT, 'packages/estimate/src');
  const files = readdirSync(source).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const entry = files.map((file) => `export * from './${file}';`).join('\n');
  const bundle = execFileSync(
    join(ROOT, 'node_modules/.bin/esbuild'),
    ['--bundle', '--minify', '--format=esm', '--log-level=error'],
    { input: entry, cwd: source },
  );
  return bundle.length;
}

const verdict = (ok: boolean) => (ok ? 'ok' : 'MISSED');
const show = (value: number) => (Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 3 : 1));
