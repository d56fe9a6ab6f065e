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
