// npm run bench -- monitor
// npm run bench -- monitor --ideal   only what an ideal schedule would need
// Calls, end lag, progress, causes and stalls of ours against the algorithms of its peers, on a virtual clock.
import { FAILING_SCENARIOS } from '@signalbox/cloudformation/test/failing-scenarios';
import { toEvent } from '@signalbox/cloudformation/test/replay-reader';
import { seededRandom } from '@signalbox/simulator/random';
import { familyFigures } from './monitor/family-figures.ts';
import { idealFigures } from './monitor/ideal.ts';
import { type Load, watchLarge } from './monitor/large.ts';
import { type Watched, watchTimeline } from './monitor/ours.ts';
import { operationOf, PEERS } from './monitor/peers.ts';
import { type Case, cases, earlierRuns, longestWork, stalledAt } from './monitor/timelines.ts';
import { table } from './table.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];
const EARLIER_RUNS = 10;
/** Where in a peer's first pause the operation may begin. */
const PHASES = Array.from({ length: 20 }, (_, index) => (index + 0.5) / 20);

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const fixed = (value: number, digits = 1) => value.toFixed(digits);

interface Figures {
  readonly calls: number;
  readonly lag: number;
  readonly worstLag: number;
}

interface Ours extends Figures {
  readonly error: number;
  readonly runs: readonly Watched[];
}

/** @returns whether the figures are within what the project promises */
export async function run(args: readonly string[] = []): Promise<boolean> {
  if (args.includes('--ideal')) {
    idealFigures([FIRST_SET, SECOND_SET, THIRD_SET, LONGER_SET]);
    return true;
  }
  const all = cases();
  const rows = await Promise.all(all.map(measure));
  console.log(`${callsTable(rows)}\n\n${oursTable(rows)}\n`);
  const claims = [
    ...figures(rows),
    ...(await causes(rows)),
    ...(await stalls(all)),
    ...(await large()),
    ...(await family()),
  ];
  for (const { text, holds } of claims) console.log(`${holds ? 'ok  ' : 'MISS'} ${text}`);
  return claims.every(({ holds }) => holds);
}

interface Row {
  readonly case: Case;
  readonly seconds: number;
  readonly peers: ReadonlyMap<string, Figures>;
  readonly without: Ours;
  /** Only where the operation succeeds, as the earlier ones did: nobody can foresee a failure's length. */
  readonly with: Ours | undefined;
}

async function measure(each: Case): Promise<Row> {
  const { timeline, healthy } = each;
  const operation = operationOf(timeline.stack.arn, timeline.events.map(toEvent));
  const random = seededRandom(1);
  const peers = PEERS.map(({ name, poll }) => {
    const polled = PHASES.map((phase) => poll(operation, phase, random));
    return [name, figuresOf(polled)] as const;
  });
  return {
    case: each,
    seconds: operation.ends,
    peers: new Map(peers),
    without: await ours(each, 0),
    with:
      healthy !== undefined && timeline.expect.status === 'succeeded'
        ? await ours(each, EARLIER_RUNS)
        : undefined,
  };
}

async function ours({ timeline, healthy }: Case, runs: number): Promise<Ours> {
  const watched: Watched[] = [];
  for (const seed of SEEDS) {
    const earlier = healthy && runs > 0 ? { earlier: earlierRuns(healthy, runs, seed) } : {};
    watched.push(await watchTimeline({ timeline, seed, phase: (3 * seed) / SEEDS.length, ...earlier }));
  }
  const error = mean(watched.map(({ progressError }) => progressError));
  return { ...figuresOf(watched), error, runs: watched };
}

function figuresOf(polled: readonly { readonly calls: number; readonly lag: number }[]): Figures {
  const lags = polled.map(({ lag }) => lag);
  return { calls: mean(polled.map(({ calls }) => calls)), lag: mean(lags), worstLag: Math.max(...lags) };
}

const cell = ({ calls, lag, worstLag }: Figures) => `${fixed(calls, 0)} / ${fixed(lag)} (${fixed(worstLag)})`;

function callsTable(rows: readonly Row[]): string {
  const names = PEERS.map(({ name }) => name);
  return table(
    ['calls / mean (worst) lag in s', 'seconds', ...names, 'ours', 'ours, 10 runs'],
    rows.map((row) => [
      row.case.timeline.name,
      fixed(row.seconds, 0),
      ...[...row.peers.values()].map(cell),
      cell(row.without),
      row.with ? cell(row.with) : '-',
    ]),
  );
}

function oursTable(rows: readonly Row[]): string {
  return table(
    ['progress error', 'without history', 'with 10 runs'],
    rows.map((row) => [
      row.case.timeline.name,
      fixed(row.without.error, 3),
      row.with ? fixed(row.with.error, 3) : '-',
    ]),
  );
}

interface Claim {
  readonly text: string;
  readonly holds: boolean;
}

function atMost(what: string, value: number, limit: number, digits = 2): Claim {
  return {
    text: `${what}: ${fixed(value, digits)} (at most ${fixed(limit, digits)})`,
    holds: value <= limit,
  };
}

function figures(rows: readonly Row[]): Claim[] {
  const known = rows.flatMap((row) => (row.with ? [{ ...row, with: row.with }] : []));
  const calls = (name: string, of: readonly Row[]) =>
    of.reduce((sum, { peers }) => sum + (peers.get(name)?.calls ?? 0), 0);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const adaptive = (row: Row) => row.peers.get('5-15 s adaptive')?.lag ?? 0;
  const errors = rows.map(({ without }) => without.error);
  const knownErrors = known.map((row) => row.with.error);
  const knownCalls = sum(known.map((row) => row.with.calls));
  const knownLag = mean(known.map((row) => row.with.lag));
  return [
    atMost(
      'share of cdk’s calls, without history',
      sum(rows.map(({ without }) => without.calls)) / calls('cdk', rows),
      1 / 4,
    ),
    atMost('mean lag, without history', mean(rows.map(({ without }) => without.lag)), 5),
    atMost('share of cdk’s calls, with 10 runs', knownCalls / calls('cdk', known), 1 / 8, 3),
    atMost('mean lag, with 10 runs', knownLag, 3),
    atMost('calls beside 5-15 s adaptive, with 10 runs', knownCalls, calls('5-15 s adaptive', known), 0),
    atMost('lag beside 5-15 s adaptive, with 10 runs', knownLag, mean(known.map(adaptive))),
    atMost('progress error, without history', mean(errors), 0.15, 3),
    atMost('worst progress error, without history', Math.max(...errors), 0.35, 3),
    atMost('progress error, with 10 runs', mean(knownErrors), 0.08, 3),
    atMost('worst progress error, with 10 runs', Math.max(...knownErrors), 0.15, 3),
  ];
}

async function causes(rows: readonly Row[]): Promise<Claim[]> {
  const wrong: string[] = [];
  for (const { case: each, without } of rows) {
    const { name, expect } = each.timeline;
    const right = without.runs.every(
      ({ status, cause }) => status === expect.status && cause === expect.rootCause?.logicalId,
    );
    if (!right) wrong.push(name);
  }
  for (const told of FAILING_SCENARIOS) {
    const { cause, status } = await watchTimeline({ timeline: told, seed: 1, phase: 0 });
    if (cause !== told.cause || status !== told.status) wrong.push(told.name);
  }
  const count = rows.length + FAILING_SCENARIOS.length;
  const list = wrong.length > 0 ? `; wrong: ${wrong.join(', ')}` : '';
  return [
    {
      text: `status and root cause right: ${count - wrong.length} of ${count}${list}`,
      holds: wrong.length === 0,
    },
  ];
}

/**
 * A stall must be told within so many times what the resource usually takes, or 30 s after half as long again: the monitor
 * pauses, and does not know of what begins meanwhile.
 */
const STALL_FACTOR = 2;
const stallLimit = (usualSeconds: number) => Math.max(STALL_FACTOR, 1.5 + 30 / usualSeconds);
/** Of the shortest resource that a person would wait for. */
const NOTABLE_SECONDS = 30;

async function stalls(all: readonly Case[]): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const { timeline, healthy } of all) {
    if (healthy === undefined) continue;
    const earlier = earlierRuns(healthy, EARLIER_RUNS, 1);
    const clean = await watchTimeline({ timeline: healthy, earlier, seed: 1, phase: 0 });
    const alarms = clean.stalls.length;
    claims.push({ text: `${timeline.name}: ${alarms} false alarms while healthy`, holds: alarms === 0 });
    const [id, seconds] = longestWork(healthy);
    if (seconds < NOTABLE_SECONDS) continue;
    const hanging = { timeline: stalledAt(healthy, id), timeoutSeconds: 4 * seconds + 600 };
    const { stalls } = await watchTimeline({ ...hanging, earlier, seed: 1, phase: 0 });
    const told = stalls.find(([logicalId]) => logicalId === id)?.[1] ?? Number.POSITIVE_INFINITY;
    claims.push(
      atMost(
        `${timeline.name}: stall of ${id} told after its usual time times`,
        told / seconds,
        stallLimit(seconds),
      ),
    );
  }
  return claims;
}

/** Both were looked at while constants were chosen, as the others in docs/benchmarks.md were. */
const FIRST_SET = { first: 1, count: 30 };
const SECOND_SET = { first: 5001, count: 30 };
/** For the ideal schedule only; the figures of ours on them are in docs/benchmarks.md. */
const THIRD_SET = { first: 20001, count: 30 };
const LONGER_SET = { first: 101, count: 40 };

async function family(): Promise<Claim[]> {
  const first = await familyFigures('family, first set', FIRST_SET.first, FIRST_SET.count);
  const second = await familyFigures('family, second set', SECOND_SET.first, SECOND_SET.count);
  const worst = [first, second].flatMap(({ without, with: known, withFailed }) =>
    [without, known, withFailed].map(({ worstLag }) => worstLag),
  );
  return [
    atMost('second set: calls for 26 operations, without history', second.without.calls, 600, 0),
    atMost('second set: mean lag, without history', second.without.lag, 4),
    atMost('both sets: worst lag, with history and without', Math.max(...worst), 12),
    // The aim: 0.6 of 600, at 2.5 s.
    atMost('second set: calls for 26 operations, with 10 runs', second.with.calls, 360, 0),
    atMost('second set: mean lag, with 10 runs', second.with.lag, 2.5),
    atMost(
      'second set: calls for 26 operations, with 10 runs that went likewise',
      second.withAlike.calls,
      325,
      0,
    ),
    atMost('second set: mean lag, with 10 runs that went likewise', second.withAlike.lag, 2.5),
    // Calls, and no share of those without history: fewer of these must not look like a loss.
    atMost(
      'second set, failed: calls for 26 operations, with 10 runs that failed likewise',
      second.withFailed.calls,
      280,
      0,
    ),
    atMost('second set, failed: mean lag, with 10 runs that failed likewise', second.withFailed.lag, 2.5),
    atMost(
      'second set, succeeded: calls for 26 operations, with 10 runs',
      second.withSucceeded.calls,
      365,
      0,
    ),
    atMost('second set, succeeded: mean lag, with 10 runs', second.withSucceeded.lag, 2.8),
    atMost('second set: nested stacks not read to the end', second.unread, 0, 0),
  ];
}

const PASTS = [0, 5_000, 50_000];
const MEMORY_MEGABYTES = 150;
/** Timing on a busy machine scatters; growing with the past would be tenfold. */
const FLAT = 2;

/** 500 resources and 5,000 events: the work of a look does not grow with the stack's past. */
async function large(): Promise<Claim[]> {
  const loads: Load[] = [];
  for (const past of PASTS) loads.push(await watchLarge(past));
  console.log(
    table(
      ['500 resources, 5,000 events; older events', 'calls', 'pages a look', 'ms a look', 'MB of heap'],
      loads.map((load) => [
        ...[load.past, load.calls].map(String),
        ...[load.pagesPerPoll, load.millisecondsPerPoll, load.heapMegabytes].map((value) => fixed(value)),
      ]),
    ),
  );
  const [short, long] = [loads[0], loads.at(-1)];
  if (short === undefined || long === undefined) return [];
  return [
    atMost('large stack: pages a look, with 50,000 older events', long.pagesPerPoll, 1.1, 3),
    atMost(
      'large stack: times the work of a look, with 50,000 older events',
      long.millisecondsPerPoll / short.millisecondsPerPoll,
      FLAT,
    ),
    atMost(
      'large stack: MB of heap',
      Math.max(...loads.map(({ heapMegabytes }) => heapMegabytes)),
      MEMORY_MEGABYTES,
      0,
    ),
  ];
}
