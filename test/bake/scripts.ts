// Bakes by script: what alarms, metrics and addresses do, and what a bake must make of it. Which verdict is right follows from
// the script alone. The real adapter speaks to the simulated CloudWatch, and a virtual clock runs both.
import type { BakeStatus } from '@signalbox/cloudformation/report';
import { seededRandom } from '@signalbox/simulator/random';

/** Times are seconds after the beginning of the bake. */
export interface BakeScript {
  readonly kind: BakeKind;
  readonly seed: number;
  readonly bakeSeconds: number;
  readonly alarms: number;
  readonly composites: number;
  /** With two, every other alarm is in the second one. */
  readonly regions: 1 | 2;
  /** One of the alarms, and the spans in which it is in ALARM. */
  readonly bad: readonly Span[];
  /** The same alarm: spans of INSUFFICIENT_DATA. */
  readonly dark: readonly Span[];
  /** A query that is above its threshold, and one that has no data. */
  readonly queryBad: readonly Span[];
  readonly queryDark: readonly Span[];
  readonly queries: boolean;
  /** Who answers them: CloudWatch's requests count, too. */
  readonly asked: 'prometheus' | 'cloudwatch';
  /** Of the rollback command, where there is one to run. */
  readonly rollbackCode: number;
  readonly fewSamples: boolean;
  /** Whether an address is asked, too, and when it answers 500. */
  readonly address: boolean;
  readonly sick: readonly Span[];
  /** CloudWatch throttles, Prometheus cuts connections. */
  readonly throttled: readonly Span[];
  readonly gone: readonly Span[];
  readonly cancelledAt?: number;
  readonly expected: BakeStatus;
  /** When what breaks the bake began. */
  readonly breaksAt?: number;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

export const KINDS = [
  'quiet',
  'late',
  'blip',
  'flapping',
  'pre-existing',
  'only pre-existing',
  'pre-existing again',
  'no data',
  'throttled',
  'throttled and late',
  'throttled to the end',
  'query late',
  'query blip',
  'query no data',
  'too few samples',
  'server gone',
  'server back',
  'address late',
  'address blip',
  'cancelled',
  'two regions, quiet',
  'two regions, late',
  'cloudwatch queries, quiet',
  'cloudwatch queries, late',
  'rollback fails',
] as const;

/** Of these each subject is looked at more seldom, since one look takes several requests. */
export const IN_TURNS: readonly BakeKind[] = [
  ...(['two regions, quiet', 'two regions, late'] as const),
  ...(['cloudwatch queries, quiet', 'cloudwatch queries, late'] as const),
];
export type BakeKind = (typeof KINDS)[number];

const BEFORE = -3600;
const FOREVER = 1e6;
/** So long before the end what begins is sure to be seen by two looks. */
const MARGIN = 46;

/** The script of a seed; seeds go through the kinds in turn. */
export function scriptOf(seed: number): BakeScript {
  const random = seededRandom(seed);
  const between = (low: number, high: number) => low + random() * (high - low);
  const kind = KINDS[seed % KINDS.length] ?? 'quiet';
  const bakeSeconds = Math.round(between(180, 900));
  const alarms = random() < 0.2 ? 100 : 1 + Math.floor(random() * 30);
  const composites = random() < 0.3 ? Math.min(3, alarms - 1) : 0;
  const quiet: BakeScript = {
    ...{ kind, seed, bakeSeconds, alarms, composites, bad: [], dark: [], queryBad: [], queryDark: [] },
    ...{ regions: 1, asked: 'prometheus', rollbackCode: 0 },
    ...{
      queries: random() < 0.5,
      fewSamples: false,
      address: random() < 0.5,
      sick: [],
      throttled: [],
      gone: [],
      expected: 'passed',
    },
  };
  const onset = between(1, bakeSeconds - MARGIN);
  const late = [{ from: onset, to: FOREVER }];
  /** Shorter than the pause before a look that confirms. */
  const short = (from: number) => ({ from, to: from + between(1, 13) });
  const breached = { expected: 'breached' as const, breaksAt: onset };
  switch (kind) {
    case 'quiet':
      return quiet;
    case 'late':
      return { ...quiet, ...breached, bad: late };
    case 'blip':
      return { ...quiet, ...breached, bad: [short(onset)] };
    case 'flapping':
      return { ...quiet, ...breached, bad: [0, 1, 2, 3].map((turn) => short(onset + 20 * turn)) };
    case 'pre-existing':
      return { ...quiet, alarms: alarms + 1, bad: [{ from: BEFORE, to: FOREVER }] };
    case 'only pre-existing':
      return {
        ...quiet,
        alarms: 1,
        composites: 0,
        queries: false,
        address: false,
        bad: [{ from: BEFORE, to: FOREVER }],
        expected: 'inconclusive',
      };
    case 'pre-existing again': {
      const again = between(70, bakeSeconds - MARGIN);
      const bad = [
        { from: BEFORE, to: between(1, 30) },
        { from: again, to: FOREVER },
      ];
      return { ...quiet, bad, expected: 'breached', breaksAt: again };
    }
    case 'no data':
      return {
        ...quiet,
        dark: [{ from: random() < 0.5 ? BEFORE : between(1, bakeSeconds - 70), to: FOREVER }],
        expected: 'inconclusive',
      };
    case 'throttled':
      return { ...quiet, throttled: [{ from: onset, to: onset + between(20, 100) }] };
    case 'throttled and late': {
      const until = Math.min(onset + between(5, 100), bakeSeconds - MARGIN);
      return { ...quiet, bad: late, throttled: [{ from: onset - 1, to: until }], expected: 'breached' };
    }
    case 'throttled to the end':
      return { ...quiet, throttled: [{ from: onset, to: FOREVER }], expected: 'inconclusive' };
    case 'query late':
      return { ...quiet, ...breached, queries: true, queryBad: late };
    case 'query blip':
      return { ...quiet, queries: true, queryBad: [short(onset)] };
    case 'query no data':
      return {
        ...quiet,
        queries: true,
        queryDark: [{ from: BEFORE, to: FOREVER }],
        expected: 'inconclusive',
      };
    case 'too few samples':
      return { ...quiet, queries: true, fewSamples: true, queryBad: late, expected: 'inconclusive' };
    case 'server gone':
      return {
        ...quiet,
        queries: true,
        gone: [{ from: between(1, bakeSeconds - 70), to: FOREVER }],
        expected: 'inconclusive',
      };
    case 'server back':
      return {
        ...quiet,
        queries: true,
        gone: [{ from: onset, to: Math.min(onset + 40, bakeSeconds - MARGIN) }],
      };
    case 'address late':
      return { ...quiet, ...breached, address: true, sick: late };
    case 'address blip':
      return { ...quiet, address: true, sick: [short(onset)] };
    case 'two regions, quiet':
      return { ...quiet, regions: 2, alarms: Math.max(4, alarms) };
    case 'two regions, late':
      return { ...quiet, ...breached, regions: 2, alarms: Math.max(4, alarms), bad: late };
    case 'cloudwatch queries, quiet':
      return { ...quiet, queries: true, asked: 'cloudwatch' };
    case 'cloudwatch queries, late': {
      // A query is looked at every third time: nobody keeps a history of it.
      const from = between(1, bakeSeconds - 3 * MARGIN);
      return {
        ...{ ...quiet, queries: true, asked: 'cloudwatch', queryBad: [{ from, to: FOREVER }] },
        ...{ expected: 'breached', breaksAt: from },
      };
    }
    case 'rollback fails':
      return { ...quiet, ...breached, bad: late, rollbackCode: 7 };
    case 'cancelled':
      return { ...quiet, cancelledAt: onset, expected: 'inconclusive' };
  }
}
