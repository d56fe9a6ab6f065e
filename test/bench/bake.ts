import { type BakeRun, quantile, runBake } from '../bake/run.ts';
import { KINDS, scriptOf } from '../bake/scripts.ts';
import { table } from './table.ts';

const SCRIPTS = 300;
/** Seconds from a breach to the end of the bake, which is when a rollback begins; 95 of 100 within it. */
const MOST_SECONDS = 45;
/** Requests to CloudWatch a minute, for up to 100 alarms. */
const MOST_CALLS = 2.5;

/**
 * Scripted bakes on a virtual clock, the real adapter against the simulated CloudWatch: whether the verdict is right, how soon
 * a breach ends the bake, how often CloudWatch is asked. Arguments: the number of scripts, the first seed.
 */
export async function run([count = String(SCRIPTS), first = '0']: readonly string[]): Promise<boolean> {
  const seeds = Array.from({ length: Number(count) }, (_, index) => Number(first) + index);
  const runs: BakeRun[] = [];
  for (const seed of seeds) {
    const done = await runBake(scriptOf(seed));
    const { script, report } = done;
    if (report.status !== script.expected)
      console.log(
        `seed ${seed} (${script.kind}): ${report.status}, not ${script.expected}: ${report.reason}`,
      );
    runs.push(done);
  }
  const whole = (some: typeof runs) => some.filter(({ report }) => report.status !== 'breached');
  const figures = (some: typeof runs) => {
    const told = some.flatMap(({ toldAfter }) => toldAfter ?? []);
    const rates = whole(some).map(({ calls, minutes }) => calls / minutes);
    const seconds = (level: number) => (told.length === 0 ? '' : quantile(told, level).toFixed(1));
    return {
      right: some.filter(({ script, report }) => report.status === script.expected).length,
      cells: [seconds(0.5), seconds(0.95), rates.length === 0 ? '' : Math.max(...rates).toFixed(2)],
    };
  };
  const row = (name: string, some: typeof runs) => {
    const { right, cells } = figures(some);
    return [name, some.length, right, ...cells];
  };
  const kinds = KINDS.map((kind) =>
    row(
      kind,
      runs.filter(({ script }) => script.kind === kind),
    ),
  );
  console.log(`seeds ${first} to ${Number(first) + Number(count) - 1}\n`);
  console.log(
    table(
      ['bakes', 'n', 'right', 'told p50 s', 'told p95 s', 'most calls/min'],
      [...kinds, row('all', runs)],
    ),
  );
  const told = runs.flatMap(({ toldAfter }) => toldAfter ?? []);
  return (
    runs.every(({ script, report }) => report.status === script.expected) &&
    (told.length === 0 || quantile(told, 0.95) <= MOST_SECONDS) &&
    whole(runs).every(({ calls, minutes }) => calls / minutes <= MOST_CALLS)
  );
}
