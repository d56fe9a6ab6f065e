import type { Calibration } from './calibration.ts';
import type { Forecast } from './forecast.ts';

/**
 * A unit is used below so many seconds. Numbers are rounded to a multiple of `step`: nobody believes "about 357 s", and 100 s are
 * 2 min.
 */
type Unit = readonly [name: string, seconds: number, below: number, step: number];

const UNITS: readonly Unit[] = [
  ['s', 1, 100, 1],
  ['min', 60, 100 * 60, 1],
  ['h', 3600, 48 * 3600, 0.5],
];
const DAYS: Unit = ['days', 86_400, Number.POSITIVE_INFINITY, 0.5];

/**
 * One line for people: `about 6 min, usually 5-9 (23 runs)`, or with `elapsed` seconds the time that is left:
 * `about 2 min left, usually 1-5 (23 runs)`. "Usually" means 8 runs of 10: from p10 to p90.
 */
export function summary(forecast: Forecast | undefined, elapsed?: number): string {
  if (forecast === undefined) return 'no estimate yet: no successful run to learn from';
  const remaining = (level: number) => forecast.quantile(level, elapsed) - (elapsed ?? 0);
  const middle = remaining(0.5);
  const [name, unit, , step] = UNITS.find(([, , below]) => middle < below) ?? DAYS;
  // Up to a whole second, as the table below this line has them.
  const whole = unit === 1 ? Math.ceil : Math.round;
  const round = (seconds: number) => whole(seconds / unit / step) * step;
  const [low, high] = [round(remaining(0.1)), round(remaining(0.9))];
  const usually = low === high ? '' : `, usually ${low}-${high}`;
  return `about ${round(middle)} ${name}${elapsed === undefined ? '' : ' left'}${usually} (${basis(forecast)})`;
}

const basis = ({ sampleSize }: Forecast) => (sampleSize === 0 ? 'planned, no run yet' : runsOf(sampleSize));

/** `1 run`, `23 runs`. */
const runsOf = (count: number) => `${count} ${count === 1 ? 'run' : 'runs'}`;

/** How true the forecasts were: `Forecasts so far: 82 % of 50 runs within p80, 96 % within p95.` */
export function calibrationLine({ runs, insideP80, insideP95 }: Calibration): string {
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  return `Forecasts so far: ${percent(insideP80)} of ${runsOf(runs)} within p80, ${percent(insideP95)} within p95.`;
}
