import { forecast } from '@signalbox/estimate/forecast';
import { mean } from './polling.ts';
import { questions, type Series } from './series.ts';

export const LEVELS = [0.5, 0.8, 0.95];

/** For each series, the share of runs that ended within the quantile predicted at their start. */
export const calibration = (series: readonly Series[], targets: number) =>
  series.map((one) => {
    const asked = questions(one, targets).map(({ run, history }) => ({ run, given: forecast(history) }));
    const inside = LEVELS.map((level) =>
      mean(asked.map(({ run, given }) => (given && run.seconds <= given.quantile(level) ? 1 : 0))),
    );
    return { name: one.name, runs: asked.length, inside };
  });

/** Of the runs that outlast so many times their predicted median, the share that ends within each quantile then given. */
export function calibrationByClock(series: readonly Series[], targets: number, multiples: readonly number[]) {
  const asked = series.flatMap((one) =>
    questions(one, targets).flatMap(({ run, history }) => {
      const given = forecast(history);
      return given === undefined ? [] : [{ seconds: run.seconds, given, median: given.quantile(0.5) }];
    }),
  );
  return multiples.map((multiple) => {
    const outlasting = asked.filter(({ seconds, median }) => seconds > multiple * median);
    const inside = LEVELS.map((level) =>
      mean(
        outlasting.map(({ seconds, given, median }) =>
          seconds <= given.quantile(level, multiple * median) ? 1 : 0,
        ),
      ),
    );
    return { multiple, runs: outlasting.length, inside };
  });
}
