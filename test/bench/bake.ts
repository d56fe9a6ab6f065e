import { runGuarded } from '../bake/guarded.ts';
import { type BakeRun, quantile, runBake } from '../bake/run.ts';
import { IN_TURNS, KINDS, scriptOf } from '../bake/scripts.ts';
import { table } from './table.ts';

const SCRIPTS = 300;
/** Seconds from a breach to the first thing that the rollback command does; 95 of 100 within it. */
const MOST_SECONDS = 45;
/** Requests to AWS a minute, for all that is watched. */
const MOST_CALLS = 2.5;
/** Guarded commands that break and are rolled back, the bundle as a process; so many at once, on a clock that runs so fast. */
const GUARDED = { runs: 12, atOnce: 4, speed: 2, latencyMs: 300 };

/**
 * Scripted bakes on a virtual clock, the real adapter against the simulated CloudWatch: whether the verdict is right, how soon
 * a breach ends the bake, how often AWS is asked. Then guarded commands with the bundle: how long after the end of a bake the
 * rollback command begins. Arguments: the number of scripts, the first seed.
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
      ['bakes', 'n', 'right', 'breach to end p50 s', 'p95 s', 'most calls/min'],
      [
        ...kinds,
        row(
          'all whose look is one request',
          runs.filter(({ script }) => !IN_TURNS.includes(script.kind)),
        ),
        row('all', runs),
      ],
    ),
  );
  const told = runs
    .filter(({ script }) => !IN_TURNS.includes(script.kind))
    .flatMap(({ toldAfter }) => toldAfter ?? []);
  const { isRight, phases } = await guarded();
  // Any breach may come with any of them.
  const begun = told.flatMap((seconds) => phases.map((more) => seconds + more));
  const s = (values: readonly number[], level: number) => quantile(values, level).toFixed(1);
  console.log(
    `\nend of the bake to the rollback command (${phases.length} guarded commands, services that answer in ${GUARDED.latencyMs} ms): p50 ${s(phases, 0.5)} s, p95 ${s(phases, 0.95)} s`,
  );
  console.log(`breach to the rollback command: p50 ${s(begun, 0.5)} s, p95 ${s(begun, 0.95)} s`);
  return (
    isRight &&
    runs.every(({ script, report }) => report.status === script.expected) &&
    (begun.length === 0 || quantile(begun, 0.95) <= MOST_SECONDS) &&
    whole(runs).every(({ calls, minutes }) => calls / minutes <= MOST_CALLS)
  );
}

/** Some of them have a rollback command that fails: its begin is the same. */
async function guarded() {
  const { runs, atOnce, speed, latencyMs } = GUARDED;
  const phases: number[] = [];
  let isRight = true;
  for (let first = 0; first < runs; first += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, runs - first) }, (_, index) => first + index);
    const done = await Promise.all(
      some.map((index) =>
        runGuarded({ breaksAt: 3 + ((7 * index) % 25), speed, latencyMs, fails: index % 3 === 0 }),
      ),
    );
    for (const [index, run] of done.entries()) {
      const expected = (first + index) % 3 === 0 ? 'rollback-failed' : 'rolled-back';
      if (run.outcome !== expected || run.phases === undefined) {
        isRight = false;
        console.log(`guarded command ${first + index}: ${run.outcome}, not ${expected}: ${run.ending}`);
      } else phases.push(run.phases);
    }
  }
  return { isRight, phases };
}
