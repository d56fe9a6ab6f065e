// npm run bench                  lists the benchmarks
// npm run bench -- cold-start    runs one; what follows its name goes to it
import { readdirSync } from 'node:fs';

/** What each file here exports. */
interface Benchmark {
  /** @returns whether the figures are within what is allowed */
  run(args: readonly string[]): Promise<boolean>;
}

const HELPERS = ['main', 'table'];
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => !HELPERS.includes(name));

const [name, ...args] = process.argv.slice(2);
if (name === undefined) {
  console.log(names.join('\n'));
} else if (names.includes(name)) {
  const benchmark = (await import(`./${name}.ts`)) as Benchmark;
  process.exitCode = (await benchmark.run(args)) ? 0 : 1;
} else {
  console.error(`No benchmark "${name}"; there are: ${names.join(', ')}.`);
  process.exitCode = 2;
}
