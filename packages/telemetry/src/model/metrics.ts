import type {
  Attributes,
  ByOutcome,
  CountedOutcome,
  Distribution,
  EnvironmentTelemetry,
  OwnEnding,
} from './deployment.ts';

/** Whether points say all since the beginning, or what came new. */
export type Temporality = 'cumulative' | 'delta';

export interface Point<V> {
  readonly attributes: Attributes;
  readonly value: V;
  /** Since when it counts. Milliseconds since the epoch. */
  readonly since: number;
}

interface Described {
  readonly name: string;
  readonly description: string;
  /** UCUM, as OpenTelemetry has it; a word in braces is no unit. */
  readonly unit: string;
}

export type Metric = Described &
  (
    | { readonly kind: 'counter' | 'gauge'; readonly points: readonly Point<number>[] }
    | { readonly kind: 'histogram'; readonly points: readonly Point<Distribution>[] }
  );

const COUNTED: readonly CountedOutcome[] = ['succeeded', 'failed', 'error', 'released'];

/** Of an environment, and of the ending that is published, if it is one. */
type MetricsSource = EnvironmentTelemetry & Partial<OwnEnding>;

/**
 * The metrics of an environment. Nothing in it names a run: such a label would make a series of each deployment.
 * What is not known is omitted, and never 0.
 */
export function metricsOf(source: MetricsSource, temporality: Temporality): readonly Metric[] {
  const counts = temporality === 'delta' ? [...addedCounts(source), ...addedTimes(source)] : allOf(source);
  return [...counts, ...gaugesOf(source)];
}

const common = ({ environment, registry }: EnvironmentTelemetry): Attributes => ({
  'deployment.environment.name': environment.toLowerCase(),
  repository: registry,
});

const DEPLOYMENTS = {
  name: 'signalbox.deployments',
  description: 'Deployments that have ended',
  unit: '{deployment}',
} as const;
const ROLLBACKS = {
  name: 'signalbox.rollbacks',
  description: 'Deployments that were rolled back',
  unit: '{rollback}',
} as const;
const BREACHES = {
  name: 'signalbox.bake.breaches',
  description: 'Deployments whose alarms or queries were breached while they baked',
  unit: '{breach}',
} as const;

const DURATION = {
  name: 'cicd.pipeline.run.duration',
  description: 'How long the environment was held by a deployment',
  unit: 's',
} as const;
const WAIT = {
  name: 'signalbox.queue.wait',
  description: 'How long a deployment waited for its turn',
  unit: 's',
} as const;

const allOf = (source: MetricsSource): readonly Metric[] => [
  ...totalsOf(source),
  ...allTimes(DURATION, source.durations, source),
  ...allTimes(WAIT, source.waits, source),
];

function totalsOf(source: MetricsSource): readonly Metric[] {
  const { totals } = source;
  if (totals === undefined) return [];
  const attributes = common(source);
  const { since } = totals;
  return [
    {
      ...DEPLOYMENTS,
      kind: 'counter',
      points: COUNTED.map((outcome) => ({
        attributes: { ...attributes, outcome },
        value: totals.deployments[outcome],
        since,
      })),
    },
    { ...ROLLBACKS, kind: 'counter', points: [{ attributes, value: totals.rollbacks, since }] },
    { ...BREACHES, kind: 'counter', points: [{ attributes, value: totals.breaches, since }] },
  ];
}

function allTimes(described: Described, all: ByOutcome = {}, source: MetricsSource): readonly Metric[] {
  const points = COUNTED.flatMap((outcome) => {
    const value = all[outcome];
    const attributes = { ...common(source), outcome };
    return value === undefined ? [] : [{ attributes, value, since: value.since }];
  });
  return points.length === 0 ? [] : [{ ...described, kind: 'histogram', points }];
}

/** The one that is new. Who never held has deployed nothing. */
function addedCounts(source: MetricsSource): readonly Metric[] {
  const { counted, rolledBack, breached, heldSeconds, endedAt } = source;
  if (heldSeconds === undefined || endedAt === undefined || counted === undefined) return [];
  const since = endedAt - heldSeconds * 1000;
  const one = (outcome: Attributes) => [{ attributes: { ...common(source), ...outcome }, value: 1, since }];
  return [
    { ...DEPLOYMENTS, kind: 'counter', points: one({ outcome: counted }) },
    ...(rolledBack ? [{ ...ROLLBACKS, kind: 'counter' as const, points: one({}) }] : []),
    ...(breached ? [{ ...BREACHES, kind: 'counter' as const, points: one({}) }] : []),
  ];
}

/** Into the buckets in which the others are. */
function addedTimes(source: MetricsSource): readonly Metric[] {
  const { counted, endedAt, durations, waits, heldSeconds, waitedSeconds } = source;
  if (endedAt === undefined || counted === undefined) return [];
  const one = (described: Described, all: ByOutcome = {}, seconds: number | undefined): readonly Metric[] => {
    const bounds = all[counted]?.bounds;
    if (bounds === undefined || seconds === undefined) return [];
    const value = only(bounds, seconds, endedAt);
    const attributes = { ...common(source), outcome: counted };
    return [{ ...described, kind: 'histogram', points: [{ attributes, value, since: value.since }] }];
  };
  return [...one(DURATION, durations, heldSeconds), ...one(WAIT, waits, waitedSeconds)];
}

function only(bounds: readonly number[], seconds: number, endedAt: number): Distribution {
  const bucket = bucketOf(bounds, seconds);
  const counts = [...bounds, Number.POSITIVE_INFINITY].map((_, at) => Number(at === bucket));
  return { bounds, counts, sum: seconds, since: endedAt - seconds * 1000 };
}

/** The first bucket whose upper bound is not exceeded. */
function bucketOf(bounds: readonly number[], seconds: number): number {
  const at = bounds.findIndex((bound) => seconds <= bound);
  return at === -1 ? bounds.length : at;
}

function gaugesOf(source: MetricsSource): readonly Metric[] {
  const { gauges } = source;
  if (gauges === undefined) return [];
  const { at, frozen, queueDepth, lastSuccess } = gauges;
  const attributes = common(source);
  const gauge = (name: string, description: string, unit: string, value: number): Metric => ({
    ...{ name, description, unit, kind: 'gauge' },
    points: [{ attributes, value, since: at }],
  });
  return [
    gauge(
      'signalbox.environment.frozen',
      '1 while the environment is closed for everybody',
      '',
      Number(frozen),
    ),
    gauge('signalbox.queue.depth', 'Deployments that wait for their turn', '{deployment}', queueDepth),
    ...(lastSuccess === undefined
      ? []
      : [
          gauge(
            'signalbox.deployment.last_success',
            'When the last successful deployment ended, in seconds since 1970',
            's',
            lastSuccess / 1000,
          ),
        ]),
  ];
}
