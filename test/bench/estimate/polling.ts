import { forecast } from '@signalbox/estimate/forecast';
import { nextPoll } from '@signalbox/estimate/poll';
import { questions, type Series } from './series.ts';

const TARGETS = 40;

/** Mean polls a run, and mean seconds from a run's end to the poll that sees it: mean over the series. */
export function polling(series: readonly Series[]): { readonly polls: number; readonly delay: number } {
  const each = series.map((one) => {
    const watched = questions(one, TARGETS).map(({ run, history }) => {
      const given = forecast(history);
      let polls = 0;
      let elapsed = 0;
      do {
        elapsed += nextPoll(given, elapsed);
        polls++;
      } while (elapsed < run.seconds);
      return { polls, delay: elapsed - run.seconds };
    });
    return { polls: mean(watched.map(({ polls }) => polls)), delay: mean(watched.map(({ delay }) => delay)) };
  });
  return { polls: mean(each.map(({ polls }) => polls)), delay: mean(each.map(({ delay }) => delay)) };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
