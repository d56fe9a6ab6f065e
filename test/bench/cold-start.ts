import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { table } from './table.ts';

/** Where bare Node needs 25 ms, an action may take 75 ms until it refuses a missing input. */
const ALLOWED_RATIO = 75 / 25;

const ROOT = join(import.meta.dirname, '../..');
const FLOOR = 'node -e 0';

/**
 * How long each bundle takes to find that a required input is missing, beside Node doing nothing.
 * The runs of all are interleaved, so that a busy moment of the machine hits all alike.
 *   --node PATH   the binary to measure with (default: the one running this)
 *   --runs N      (default: 20)
 *   --only NAME   one action
 */
export async function run(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      node: { type: 'string', default: process.execPath },
      runs: { type: 'string', default: '20' },
      only: { type: 'string' },
    },
  });
  const commands = new Map([[FLOOR, ['-e', '0']]]);
  for (const name of readdirSync(join(ROOT, 'actions'))) {
    if (values.only !== undefined && values.only !== name) continue;
    const bundle = join(ROOT, 'dist', name, 'index.js');
    if (existsSync(bundle)) commands.set(name, [bundle]);
    else console.log(`${name}: no bundle, run npm run build`);
  }

  const times = measure(values.node, commands, Number(values.runs));
  const floor = median(times.get(FLOOR) ?? []);
  const allowed = floor * ALLOWED_RATIO;
  const rows = [...times].map(([name, all]) => {
    const middle = median(all);
    const [low, high] = [Math.min(...all), Math.max(...all)].map((ms) => ms.toFixed(1));
    const verdict = name === FLOOR ? '' : middle <= allowed ? 'ok' : 'TOO SLOW';
    const limit = name === FLOOR ? '' : allowed.toFixed(1);
    return [name, middle.toFixed(1), low ?? '', high ?? '', (middle / floor).toFixed(2), limit, verdict];
  });
  const version = spawnSync(values.node, ['--version'], { encoding: 'utf8' }).stdout.trim();
  console.log(`Cold start to the input check, Node ${version}, ${values.runs} runs each, in ms\n`);
  console.log(table(['', 'median', 'min', 'max', 'x floor', 'allowed', ''], rows));
  return rows.every((row) => row.at(-1) !== 'TOO SLOW');
}

function measure(
  node: string,
  commands: ReadonlyMap<string, readonly string[]>,
  runs: number,
): Map<string, number[]> {
  const warmups = 2;
  const times = new Map([...commands.keys()].map((name): [string, number[]] => [name, []]));
  for (let round = -warmups; round < runs; round++) {
    for (const [name, command] of commands) {
      const milliseconds = time(node, command, name === FLOOR ? 0 : 1);
      if (round >= 0) times.get(name)?.push(milliseconds);
    }
  }
  return times;
}

/** @throws when the process does not end as it should: then the time would mean nothing */
function time(node: string, command: readonly string[], expectedExit: number): number {
  const started = performance.now();
  const { status, stdout, error } = spawnSync(node, command, { env: {}, encoding: 'utf8' });
  const elapsed = performance.now() - started;
  const refusals = stdout.match(/^::error::/gm)?.length ?? 0;
  if (error || status !== expectedExit || refusals !== expectedExit) {
    throw new Error(`${command.join(' ')}: exit ${status}, ${refusals} errors; ${error?.message ?? stdout}`);
  }
  return elapsed;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
