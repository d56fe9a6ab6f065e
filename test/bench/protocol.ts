import { explore } from '../protocol/explore.ts';
import { table } from './table.ts';

/** Minutes each, so not part of the tests: more of every interleaving than CI explores. */
const WORLDS = [
  { contenders: 3, comebacks: 1, lag: 1, settle: 1 },
  { contenders: 3, comebacks: 0, lag: 2, settle: 2 },
];

export async function run(): Promise<boolean> {
  const rows = WORLDS.map((world) => {
    const { states, transitions, overlap } = explore(world);
    const { contenders, comebacks, lag, settle } = world;
    return [
      contenders,
      comebacks,
      lag,
      settle,
      states,
      transitions,
      overlap === undefined ? 'none' : overlap.join(' | '),
    ];
  });
  console.log(table(['contenders', 'come back', 'lag', 'settle', 'states', 'transitions', 'overlap'], rows));
  return rows.every((row) => row.at(-1) === 'none');
}
