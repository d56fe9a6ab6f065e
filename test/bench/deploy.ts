import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeCheckout, NEW, takeOld } from './deploy/checkout.ts';
import { byKind, complaints, endOf, explained, type Pair, tableOf } from './deploy/judge.ts';
import { deploy } from './deploy/run.ts';
import { SCRIPTS } from './deploy/scripts.ts';
import { table } from './table.ts';

/**
 * Scripted deployments by the deploy.yml of before it became one guarded step, with the bundle of then, and by that of now:
 * at the same time, against the same simulators, in real time.
 *   --only TEXT      scripts whose kind and name have it in them
 *   --at-once N      scripts at once (default: 3); each is two jobs
 *   --logs FOLDER    where the logs of the jobs are written
 */
export async function run(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      'at-once': { type: 'string', default: '3' },
      logs: { type: 'string' },
    },
  });
  const home = mkdtempSync(join(tmpdir(), 'bench-deploy-'));
  const checkout = makeCheckout(home);
  const old = takeOld(home);
  if (old === undefined) return false;
  const left = SCRIPTS.filter(({ kind, name }) => `${kind}: ${name}`.includes(values.only));
  const pairs: Pair[] = [];
  const work = async () => {
    for (let script = left.shift(); script !== undefined; script = left.shift()) {
      const [before, now] = await Promise.all([deploy(script, old, checkout), deploy(script, NEW, checkout)]);
      const pair = { script, old: before, now };
      pairs.push(pair);
      say(pair);
      if (values.logs !== undefined) writeLogs(pair, values.logs);
    }
  };
  await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
  rmSync(home, { recursive: true, force: true });

  const inOrder = SCRIPTS.flatMap((script) => pairs.filter((pair) => pair.script === script));
  const each = tableOf(inOrder.map((pair) => [pair.script.name, [pair]]));
  const kinds = tableOf(byKind(inOrder));
  console.log(`\n${table(each.header, each.rows)}\n\n${table(kinds.header, kinds.rows)}\n`);
  for (const { script } of inOrder.filter(({ script }) => script.differs !== undefined))
    console.log(`${script.name} ends otherwise: ${script.differs}`);
  const [said, says] = (['old', 'now'] as const).map((side) => explained(inOrder.map((pair) => pair[side])));
  console.log(`records of what failed that say what did: ${said} before, ${says} now`);
  const wrong = complaints(inOrder);
  for (const line of wrong) console.log(line);
  return wrong.length === 0;
}

function say({ script, old, now }: Pair): void {
  console.log(
    `${script.kind}: ${script.name}\n  before: ${endOf(old)}: ${old.words}\n  now:    ${endOf(now)}: ${now.words}`,
  );
}

function writeLogs({ script, old, now }: Pair, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const name = script.name.replaceAll(/\W+/g, '-');
  for (const [side, { log }] of [
    ['old', old],
    ['now', now],
  ] as const)
    writeFileSync(join(folder, `${name}.${side}.log`), `${log}\n`);
}
