// npm run bench                  lists the benchmarks
// npm run bench -- cold-start    runs one; what follows its name goes to it
import { FIGURES } from './figures.ts';

/** What each file here exports. */
interface Benchmark {
  /** @returns whether the figures are within what is allowed */
  run(args: readonly string[]): Promise<boolean>;
}

const names = Object.keys(FIGURES);
const [name, ...args] = process.argv.slice(2);
if (name === undefined) {
  console.log('npm run bench -- NAME   (docs/benchmarks.md)\n');
  for (const [each, figures] of Object.entries(FIGURES)) console.log(`  ${each.padEnd(12)}${figures}`);
} else if (names.includes(name)) {
  const benchmark = (await import(`./${name}.ts`)) as Benchmark;
  process.exitCode = (await benchmark.run(args)) ? 0 : 1;
} else {
  console.error(`No benchmark "${name}"; there are: ${names.join(', ')}.`);
  process.exitCode = 2;
}
