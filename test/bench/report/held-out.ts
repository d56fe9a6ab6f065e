// Shapes of the noise that no series chooses for itself: by rule, and each series with those that the others choose.
import { GRID, type Grid } from '@signalbox/report/noise-shapes';
import { table } from '../table.ts';
import type { Row } from './change-points.ts';
import { type Measured, meanOf, measure, shares } from './histories.ts';

/** Other shapes that could have been chosen, with the ones that were. */
const GRIDS: ReadonlyMap<string, Grid> = new Map([
  ['by rule', GRID],
  ['by rule, with sharper peaks', { ...GRID, powers: [0.5, 1, 2] }],
  ['by eye', { scales: [0.07, 0.12, 0.2, 0.34], powers: [0.7, 1.5], strays: [0.03, 0.1, 0.3] }],
]);

/**
 * What each choice of shapes does at the seeds seen; and each series, at fresh seeds, with the shapes that find most in the
 * nine others at the seeds seen, with at most one false alarm there.
 */
export function printHeldOut(rows: readonly Row[]): void {
  const choices = [...GRIDS].map(([name, grid]) => ({
    ...{ name, grid },
    seen: rows.map((row) => (grid === GRID ? row.seen : measure(row.noise, row.bases.seen, grid))),
  }));
  const head = ['found in 10/20/40', 'false in 500', 'at most'];
  console.log(
    `\n${table(
      ['shapes, at seeds seen', ...head],
      choices.map(({ name, seen }) => [name, ...figures(seen)]),
    )}`,
  );

  const held = rows.map((row, index) => {
    const judged = choices.map((choice) => ({
      ...choice,
      others: meanOf(choice.seen.filter((_, other) => other !== index)),
    }));
    const [best] = judged
      .filter(({ others }) => others.alarms <= 1)
      .toSorted((one, other) => (other.others.found[0] ?? 0) - (one.others.found[0] ?? 0));
    if (best === undefined) throw new Error('no shapes have at most one false alarm in 500');
    const { grid, name } = best;
    return { ...{ row, name }, fresh: grid === GRID ? row.fresh : measure(row.noise, row.bases.fresh, grid) };
  });
  const cells = held.map(({ row, name, fresh }) => [`${row.name}: ${name}`, ...figures([fresh])]);
  const all = ['mean of all', ...figures(held.map(({ fresh }) => fresh))];
  const ruled = ['by rule, mean of all', ...figures(rows.map(({ fresh }) => fresh))];
  console.log(`\n${table(['left out: shapes the nine others choose', ...head], [...cells, all, ruled])}`);
}

const figures = (measured: readonly Measured[]): string[] => {
  const mean = meanOf(measured);
  const most = Math.max(...measured.map(({ alarms }) => alarms));
  return [shares(mean), mean.alarms.toFixed(2), most.toFixed(2)];
};
