import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addRepository, addToken } from '@signalbox/simulator/github/builders';
import { startGitHub } from '@signalbox/simulator/github/server';
import { startOtlp } from '@signalbox/simulator/otlp/server';
import { startRun } from '../start-run.ts';
import { table } from './table.ts';

/** Issue 17: chunk, import, and how much longer the step may take at a local collector. */
const ALLOWED = { kilobytes: 250, loadMs: 15, longerMs: 300 };

/** Writes down each file of the bundle that a process opens, its load time, and the moment of its end. */
const SPY = `const Module = require('node:module');
const { appendFileSync } = require('node:fs');
const load = Module._extensions['.js'];
const lines = [];
Module._extensions['.js'] = (module, path) => {
  const started = performance.now();
  load(module, path);
  lines.push('file ' + (performance.now() - started) + ' ' + path);
};
process.on('exit', () => appendFileSync(process.env.SPIED, lines.concat('end ' + performance.now(), '').join('\\n')));`;

interface Spied {
  /** Milliseconds from the start of the post step's process to its end. */
  readonly ms: number;
  readonly files: ReadonlyMap<string, number>;
}

/**
 * The post step of `coordinate` with telemetry at a receiver on this machine, and without, in turn.
 *   --runs N   of each (default: 8)
 */
export async function run(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({ args: [...args], options: { runs: { type: 'string', default: '8' } } });
  const folder = mkdtempSync(join(tmpdir(), 'bench-telemetry-'));
  const [github, otlp] = [await startGitHub(), await startOtlp()];
  const repository = addRepository(github.state, 'octo/shop');
  const place = { github, repository, token: addToken(github.state, [repository]) };
  const spy = join(folder, 'spy.cjs');
  writeFileSync(spy, SPY);
  let count = 0;

  async function deploy(endpoint: string): Promise<Spied> {
    const spied = join(folder, `spied-${++count}`);
    const job = startRun(place, {
      processes: 'fresh',
      env: { NODE_OPTIONS: `--require=${spy}`, SPIED: spied },
    });
    await job.use('coordinate', { environment: 'production', settle: '2s', 'otlp-endpoint': endpoint });
    rmSync(spied);
    await job.finish();
    const lines = readFileSync(spied, 'utf8').trim().split('\n');
    const files = lines.flatMap((line): [string, number][] => {
      const [, ms, path] = /^file ([\d.]+) (.*)$/.exec(line) ?? [];
      return path === undefined ? [] : [[path, Number(ms)]];
    });
    return { ms: Number(/^end ([\d.]+)$/m.exec(lines.join('\n'))?.[1]), files: new Map(files) };
  }

  const [on, off]: [Spied[], Spied[]] = [[], []];
  for (let round = 0; round < Number(values.runs); round++) {
    off.push(await deploy(''));
    on.push(await deploy(otlp.url));
  }
  await Promise.all([github.close(), otlp.close()]);
  rmSync(folder, { recursive: true });
  return report(on, off, otlp.requests.length);
}

function report(on: readonly Spied[], off: readonly Spied[], requests: number): boolean {
  const usual = new Set(off.flatMap(({ files }) => [...files.keys()]));
  const added = [...(on[0]?.files.keys() ?? [])].filter((path) => !usual.has(path));
  const kilobytes = added.reduce((sum, path) => sum + statSync(path).size, 0) / 1000;
  const loads = on.map(({ files }) => added.reduce((sum, path) => sum + (files.get(path) ?? 0), 0));
  const [loadMs, onMs, offMs] = [
    median(loads),
    median(on.map(({ ms }) => ms)),
    median(off.map(({ ms }) => ms)),
  ];
  const rows = [
    ['kB of chunks that only telemetry reads', kilobytes.toFixed(0), ALLOWED.kilobytes],
    ['ms to read and compile them', loadMs.toFixed(1), ALLOWED.loadMs],
    ['ms that the post step takes longer', (onMs - offMs).toFixed(0), ALLOWED.longerMs],
    ['post step: times as long', (onMs / offMs).toFixed(2), ''],
    ['requests a deployment', (requests / on.length).toFixed(1), 3],
  ] as const;
  console.log(table(['', 'measured', 'at most'], rows));
  return rows.every(([, value, most]) => most === '' || Number(value) <= most);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
