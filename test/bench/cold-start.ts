import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { table } from './table.ts';

/** Where bare Node needs 25 ms, an action may take 75 ms until it refuses a missing input. */
const ALLOWED_RATIO = 75 / 25;

/** What runners may have to download for each step of a job. */
const ALLOWED_BYTES = { raw: 8_000_000, compressed: 1_700_000 };

/**
 * With a bundle for each action: bytes at commit 53ff2a8; starts as multiples of bare Node as docs/benchmarks.md told them
 * there (24.5 ms for Node 24.21, on a quiet machine).
 */
const BEFORE = {
  raw: 14_329_415,
  compressed: 2_926_677,
  starts: new Map([
    ['coordinate', 38.8 / 24.5],
    ['estimate-time', 38.2 / 24.5],
    ['guard', 42.1 / 24.5],
    ['monitor', 45.6 / 24.5],
    ['notify', 39.3 / 24.5],
  ]),
};

const ROOT = join(import.meta.dirname, '../..');
const FLOOR = 'node -e 0';

/**
 * How long each bundle takes to find that a required input is missing, compared with Node doing nothing.
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
    const before = BEFORE.starts.get(name)?.toFixed(2) ?? '';
    return [
      name,
      middle.toFixed(1),
      low ?? '',
      high ?? '',
      (middle / floor).toFixed(2),
      before,
      limit,
      verdict,
    ];
  });
  const version = spawnSync(values.node, ['--version'], { encoding: 'utf8' }).stdout.trim();
  console.log(`Cold start to the input check, Node ${version}, ${values.runs} runs each, in ms\n`);
  console.log(table(['', 'median', 'min', 'max', 'x floor', 'before', 'allowed', ''], rows));
  const small = values.only === undefined ? showSizes() : true;
  return small && rows.every((row) => row.at(-1) !== 'TOO SLOW');
}

function showSizes(): boolean {
  const files = readdirSync(join(ROOT, 'dist'), { recursive: true, withFileTypes: true });
  const contents = files
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name)));
  const raw = contents.reduce((sum, { length }) => sum + length, 0);
  const compressed = gzipSync(Buffer.concat(contents)).length;
  const row = (name: 'raw' | 'compressed', bytes: number) => {
    const figures = [bytes, BEFORE[name], ALLOWED_BYTES[name]].map((each) => (each / 1e6).toFixed(2));
    return [name, ...figures, bytes <= ALLOWED_BYTES[name] ? 'ok' : 'TOO LARGE'];
  };
  console.log('\nThe bundle (dist), in MB\n');
  console.log(table(['', 'now', 'before', 'allowed', ''], [row('raw', raw), row('compressed', compressed)]));
  return raw <= ALLOWED_BYTES.raw && compressed <= ALLOWED_BYTES.compressed;
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
