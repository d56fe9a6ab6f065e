import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { virtualClock } from '@signalbox/simulator/clock';
import { seededRandom } from '@signalbox/simulator/random';
import { type Life, live } from '@signalbox/slack/test/life';
import { run as coldStart } from './cold-start.ts';
import { table } from './table.ts';

const RUNS = 10_000;
const MINUTES = 10;
const BUDGET_SECONDS = 60;
/** What a notifier sends that posts, updates each 15 s, and updates at the end. */
const NAIVE = 2 + (MINUTES * 60) / 15;
const DIST = join(import.meta.dirname, '../../dist');

/**
 * Lives through deployments of ten minutes: troubled requests (429, 5xx, cut before and after their effect, hanging,
 * unreadable answers, carried out late) and processes killed at any await, more or less of each from run to run.
 * Arguments: the number of runs, the first seed.
 */
export async function run([runs = String(RUNS), first = '1']: readonly string[]): Promise<boolean> {
  const lives: Life[] = [];
  for (let seed = Number(first); seed < Number(first) + Number(runs); seed++) {
    const random = seededRandom(seed);
    const chances = { trouble: random() * 0.3, crash: random() < 0.5 ? random() * 0.03 : 0 };
    const life = await live({
      clock: virtualClock(undefined, { timeouts: 'virtual' }),
      random,
      minutes: MINUTES,
      budgetSeconds: BUDGET_SECONDS,
      ...chances,
    });
    if (life.wrongs.length > 0) console.log(`seed ${seed}: ${life.wrongs.join('; ')}`);
    lives.push(life);
  }
  const rows = [...outcomes(lives), ...(await calmRequests()), ...size()];
  console.log(
    table(
      ['', 'ours', 'allowed', ''],
      rows.map(({ name, value, most }) => [name, value, most ?? '', verdict(value, most)]),
    ),
  );
  const fast = await coldStart(['--only', 'notify']);
  return fast && rows.every(({ value, most }) => most === undefined || value <= most);
}

interface Row {
  readonly name: string;
  readonly value: number;
  readonly most?: number;
}

const verdict = (value: number, most: number | undefined) =>
  most === undefined ? '' : value <= most ? 'ok' : 'MISSED';

function outcomes(lives: readonly Life[]): Row[] {
  const having = (wrong: RegExp) =>
    lives.filter(({ wrongs }) => wrongs.some((each) => wrong.test(each))).length;
  return [
    { name: 'deployments', value: lives.length },
    { name: 'processes killed', value: lives.reduce((sum, { crashes }) => sum + crashes, 0) },
    { name: 'endings lost or told twice', value: having(/ending was told/), most: 0 },
    { name: 'messages that stand twice at the end', value: having(/twice|heads/), most: 0 },
    { name: 'heads that are wrong at the end', value: having(/head says/), most: 0 },
    {
      name: 'anything else wrong at the end',
      value: lives.filter(({ wrongs }) => wrongs.length > 0).length,
      most: 0,
    },
    {
      name: 'runs where a message stood twice for seconds',
      value: lives.filter((life) => life.twiceForAWhile).length,
    },
    {
      name: 'ms a step was over its budget',
      value: Math.max(...lives.map((life) => life.overBudgetMs)),
      most: 0,
    },
  ];
}

/** Without any trouble, averaged over endings. */
async function calmRequests(): Promise<Row[]> {
  let requests = 0;
  const runs = 40;
  for (let seed = 1; seed <= runs; seed++) {
    const world = {
      clock: virtualClock(undefined, { timeouts: 'virtual' }),
      random: seededRandom(seed),
      minutes: MINUTES,
      budgetSeconds: BUDGET_SECONDS,
    };
    requests += (await live({ ...world, trouble: 0, crash: 0 })).requests / runs;
  }
  const share = Math.round((requests / NAIVE) * 100);
  return [
    { name: `requests in ${MINUTES} min (naive: ${NAIVE})`, value: Math.round(requests * 10) / 10 },
    { name: 'percent of the naive', value: share, most: 40 },
  ];
}

/** All that the action may load: its door, and each chunk that one of those names. */
function size(): Row[] {
  const files = new Set([join(DIST, 'notify/index.js'), join(DIST, 'index.js')]);
  const [, wanted = ''] =
    /'notify\/index\.js': \(\) => (.*)/.exec(readFileSync(join(DIST, 'index.js'), 'utf8')) ?? [];
  let texts = [wanted];
  while (texts.length > 0) {
    const named = texts.flatMap((text) => [
      ...text.matchAll(/__(?:nccwpck|webpack)_require__\.e\((?:\/\*.*?\*\/ )?(\d+)\)/g),
    ]);
    const found = [...new Set(named.map(([, id]) => join(DIST, `${id}.index.js`)))].filter(
      (file) => !files.has(file),
    );
    for (const file of found) files.add(file);
    texts = found.map((file) => readFileSync(file, 'utf8'));
  }
  const bytes = [...files].reduce((sum, file) => sum + statSync(file).size, 0);
  return [{ name: 'kB of bundle with Slack chunk', value: Math.round(bytes / 1000), most: 1500 }];
}
