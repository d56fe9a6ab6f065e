import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { explore } from '../protocol/explore.ts';
import { table } from './table.ts';

/** Minutes each, so not part of the tests: more of every interleaving than they explore. */
const WORLDS = [
  { contenders: 3, comebacks: 1, lag: 1, settle: 1 },
  { contenders: 3, comebacks: 0, lag: 2, settle: 2 },
];

type Explored = ReturnType<typeof explore>;

/** Each world in a process of its own; with its number, that world alone, as JSON. */
export async function run([nth]: readonly string[]): Promise<boolean> {
  if (nth !== undefined) {
    const world = WORLDS[Number(nth)];
    if (world === undefined) throw new Error(`There is no world ${nth}.`);
    console.log(JSON.stringify(explore(world)));
    return true;
  }
  const explored = await Promise.all(WORLDS.map((_, index) => exploreApart(index)));
  const rows = WORLDS.map(({ contenders, comebacks, lag, settle }, index) => {
    const { states, transitions, overlap } = explored[index] as Explored;
    return [contenders, comebacks, lag, settle, states, transitions, overlap?.join(' | ') ?? 'none'];
  });
  console.log(table(['contenders', 'come back', 'lag', 'settle', 'states', 'transitions', 'overlap'], rows));
  return explored.every(({ overlap }) => overlap === undefined);
}

async function exploreApart(index: number): Promise<Explored> {
  const [node, ...main] = [process.execPath, ...process.execArgv, process.argv[1] ?? '', 'protocol'];
  const { stdout } = await promisify(execFile)(node, [...main, String(index)]);
  return JSON.parse(stdout) as Explored;
}
