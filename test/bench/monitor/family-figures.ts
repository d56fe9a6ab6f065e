// Calls and lag over the family of made-up operations, which chose the constants in schedule.ts, ends-within.ts and nested.ts.
import { seededRandom } from '@signalbox/simulator/random';
import { table } from '../table.ts';
import { type Member, member } from './family.ts';
import { watchTimeline } from './ours.ts';
import { type Operation, operationOf, PEERS } from './peers.ts';

export interface FamilyFigures {
  readonly simple: Figures;
  readonly without: Figures;
  readonly with: Figures;
  /** Of the members that succeed, as the earlier runs did; without deletions, of which a stack has no earlier one. */
  readonly withSucceeded: Figures;
  /** After runs that went the same way as what is watched: those that fail after ones that failed so. */
  readonly withAlike: Figures;
  /** Of the members that fail, after runs that failed in the same way. */
  readonly withFailed: Figures;
  /** Nested stacks whose events are not all in the report. */
  readonly unread: number;
}

interface Figures {
  /** For 26 operations, as many as there are recordings that are kept back. */
  readonly calls: number;
  readonly lag: number;
  readonly worstLag: number;
}

interface Polled {
  readonly calls: number;
  readonly lag: number;
}

interface Row {
  readonly kinds: readonly string[];
  readonly simple: readonly Polled[];
  readonly cdk: readonly Polled[];
  readonly without: Polled & { readonly unread: number };
  readonly with: Polled & { readonly unread: number };
  readonly withMany: Polled | undefined;
  /** Where it fails: after runs that failed, too. */
  readonly withFailed: (Polled & { readonly unread: number }) | undefined;
  readonly succeeds: boolean;
}

const RECORDINGS = 26;
const RUNS = 10;
/** Each member is watched so often, by other chance: of one watch each, the mean lag scatters by a tenth. */
const LOOKS = 3;
const MANY_RUNS = 40;
/** Of so many events at most: a history of many operations of a large stack is measured in large.ts. */
const MANY_OF = 150;
const PHASES = Array.from({ length: 10 }, (_, index) => (index + 0.5) / 10);
const DAY = 86_400_000;

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

function figuresOf(polled: readonly Polled[]): Figures {
  const lags = polled.map(({ lag }) => lag);
  const calls = RECORDINGS * mean(polled.map(({ calls }) => calls));
  return { calls, lag: mean(lags), worstLag: Math.max(0, ...lags) };
}

const alike = (row: Row): Polled => row.withFailed ?? row.with;

/** @param count how many members, from the seed `first` on */
export async function familyFigures(name: string, first: number, count: number): Promise<FamilyFigures> {
  const rows: Row[] = [];
  for (let seed = first; seed < first + count; seed++)
    for (let look = 0; look < LOOKS; look++) rows.push(await measure(member(seed), seed, look));
  const cell = (polled: readonly Polled[]) => {
    const { calls, lag, worstLag } = figuresOf(polled);
    return `${calls.toFixed(0)} / ${lag.toFixed(1)} (${worstLag.toFixed(1)})`;
  };
  const line = (kind: string, of: readonly Row[]) => [
    ...[
      kind,
      String(of.length / LOOKS),
      cell(of.flatMap(({ simple }) => simple)),
      cell(of.flatMap(({ cdk }) => cdk)),
    ],
    ...[
      cell(of.map((row) => row.without)),
      cell(of.map((row) => row.with)),
      cell(of.flatMap((row) => row.withMany ?? [])),
      cell(of.map(alike)),
    ],
  ];
  const kinds = [...new Set(rows.flatMap((row) => row.kinds))].sort();
  console.log(
    table(
      [
        `${name}: calls for 26 / lag (worst)`,
        'of',
        '5-15 s, root only',
        'cdk',
        'ours',
        '10 runs',
        '40 runs, small ones',
        '10 runs that went likewise',
      ],
      [
        line('all', rows),
        ...kinds.map((kind) =>
          line(
            kind,
            rows.filter((row) => row.kinds.includes(kind)),
          ),
        ),
      ],
    ),
  );
  const failed = rows.filter((row) => row.withFailed !== undefined);
  const well = rows.filter(({ succeeds }) => succeeds);
  return {
    simple: figuresOf(rows.flatMap(({ simple }) => simple)),
    without: figuresOf(rows.map((row) => row.without)),
    with: figuresOf(rows.map((row) => row.with)),
    withSucceeded: figuresOf(well.map((row) => row.with)),
    withAlike: figuresOf(rows.map(alike)),
    withFailed: figuresOf(failed.flatMap((row) => row.withFailed ?? [])),
    unread: rows.reduce(
      (sum, row) => sum + row.without.unread + row.with.unread + (row.withFailed?.unread ?? 0),
      0,
    ),
  };
}

async function measure(made: Member, seed: number, look: number): Promise<Row> {
  const whole = operationOf(made.stack.arn, made.events);
  const operation: Operation = { ...whole, ends: whole.decided };
  const peer = (name: string) => {
    const found = PEERS.find((each) => each.name === name);
    return PHASES.map((phase) =>
      (found as (typeof PEERS)[number]).poll(operation, phase, seededRandom(seed)),
    );
  };
  // Half of what is deployed comes with a change set.
  const common = {
    timeline: made,
    seed: seed + 7000 * look,
    phase: (seed + 0.7 * look) % 3,
    changeSet: seed % 2 === 0,
  };
  const after = (runs: number) =>
    watchTimeline({ ...common, earlier: (startAt) => earlier(made.run, runs, seed + 31 * look, startAt) });
  const without = await watchTimeline(common);
  const back = without.status === 'rolled-back' ? ['rolled back'] : [];
  const nested = operation.nested.length > 0;
  return {
    kinds: [
      made.name.replace(/^\d+ /, ''),
      ...back,
      ...(nested && back.length > 0 ? ['rolled back, nested'] : []),
    ],
    ...{ simple: peer('5-15 s adaptive'), cdk: peer('cdk'), without },
    ...{
      with: await after(RUNS),
      withMany: made.events.length <= MANY_OF ? await after(MANY_RUNS) : undefined,
      withFailed: made.fails
        ? await watchTimeline({
            ...common,
            earlier: (startAt) => earlier(made.again, RUNS, seed + 31 * look, startAt),
          })
        : undefined,
      succeeds: !made.fails && !made.name.endsWith('deletion'),
    },
  };
}

/** So many earlier runs, a day apart. */
function earlier(play: Member['run'], runs: number, seed: number, startAt: number) {
  const random = seededRandom(seed + 999);
  return Array.from({ length: runs }, (_, run) => {
    const at = startAt - (runs - run) * DAY;
    return play(random).map((event) => ({ ...event, id: `${event.id} ${run}`, time: event.time + at }));
  }).flat();
}
