import type { Attributes, CountedOutcome, DeploymentTelemetry, Distribution } from './deployment.ts';

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

/**
 * What an ending tells of its environment. Nothing in it names a run: such a label would make a series of each deployment.
 * What is not known is left out, and never 0.
 */
export function metricsOf(deployment: DeploymentTelemetry, temporality: Temporality): readonly Metric[] {
  return [
    ...countersOf(deployment, temporality),
    ...histogramsOf(deployment, temporality),
    ...gaugesOf(deployment),
  ];
}

const common = ({ environment, registry }: DeploymentTelemetry): Attributes => ({
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

function countersOf(deployment: DeploymentTelemetry, temporality: Temporality): readonly Metric[] {
  const { totals, counted, rolledBack, breached, heldSeconds, endedAt } = deployment;
  const attributes = common(deployment);
  if (temporality === 'delta') {
    // Who never held has deployed nothing.
    if (heldSeconds === undefined) return [];
    const since = endedAt - heldSeconds * 1000;
    const one = (outcome: Attributes) => [{ attributes: { ...attributes, ...outcome }, value: 1, since }];
    return [
      { ...DEPLOYMENTS, kind: 'counter', points: one({ outcome: counted }) },
      ...(rolledBack ? [{ ...ROLLBACKS, kind: 'counter' as const, points: one({}) }] : []),
      ...(breached ? [{ ...BREACHES, kind: 'counter' as const, points: one({}) }] : []),
    ];
  }
  if (totals === undefined) return [];
  const { since } = totals;
  return [
    {
      ...DEPLOYMENTS,
      kind: 'counter',
      points: COUNTED.map((each) => ({
        attributes: { ...attributes, outcome: each },
        value: totals.deployments[each],
        since,
      })),
    },
    { ...ROLLBACKS, kind: 'counter', points: [{ attributes, value: totals.rollbacks, since }] },
    { ...BREACHES, kind: 'counter', points: [{ attributes, value: totals.breaches, since }] },
  ];
}

function histogramsOf(deployment: DeploymentTelemetry, temporality: Temporality): readonly Metric[] {
  const attributes = common(deployment);
  const { durations, waits, heldSeconds, waitedSeconds } = deployment;
  const metric = (
    described: Described,
    all: Distribution | undefined,
    own: number | undefined,
  ): readonly Metric[] => {
    if (all === undefined) return [];
    const value = temporality === 'delta' ? only(all.bounds, own, deployment.endedAt) : all;
    if (value === undefined) return [];
    return [{ ...described, kind: 'histogram', points: [{ attributes, value, since: value.since }] }];
  };
  return [
    ...metric(
      {
        name: 'cicd.pipeline.run.duration',
        description: 'How long the environment was held by a deployment',
        unit: 's',
      },
      durations,
      heldSeconds,
    ),
    ...metric(
      { name: 'signalbox.queue.wait', description: 'How long a deployment waited for its turn', unit: 's' },
      waits,
      waitedSeconds,
    ),
  ];
}

function only(
  bounds: readonly number[],
  seconds: number | undefined,
  endedAt: number,
): Distribution | undefined {
  if (seconds === undefined) return undefined;
  const bucket = bucketOf(bounds, seconds);
  const counts = [...bounds, Number.POSITIVE_INFINITY].map((_, at) => Number(at === bucket));
  return { bounds, counts, sum: seconds, since: endedAt - seconds * 1000 };
}

/** The first bucket whose upper bound is not exceeded. */
function bucketOf(bounds: readonly number[], seconds: number): number {
  const at = bounds.findIndex((bound) => seconds <= bound);
  return at === -1 ? bounds.length : at;
}

function gaugesOf(deployment: DeploymentTelemetry): readonly Metric[] {
  const { gauges, endedAt } = deployment;
  if (gauges === undefined) return [];
  const attributes = common(deployment);
  const gauge = (name: string, description: string, unit: string, value: number): Metric => ({
    ...{ name, description, unit, kind: 'gauge' },
    points: [{ attributes, value, since: endedAt }],
  });
  const { frozen, queueDepth, lastSuccess } = gauges;
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
