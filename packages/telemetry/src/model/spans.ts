import type { Env } from '@signalbox/runner/inputs';
import { oneLine } from '@signalbox/runner/untrusted';
import type { Attributes, DeploymentTelemetry, Phase } from './deployment.ts';
import { childSpanId, type SpanContext } from './ids.ts';
import { linkedSpan, rootSpanOf } from './parent.ts';

/** A span, in none of OpenTelemetry's own forms. Moments are milliseconds since the epoch. */
export interface Span extends SpanContext {
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly attributes: Attributes;
  /** Absent where nobody knows. */
  readonly outcome?: 'ok' | 'failed';
  readonly message?: string;
  readonly links: readonly SpanContext[];
}

/** A large stack has thousands; those that took longest are the ones that people search for. */
const MOST_RESOURCES = 200;
const LONGEST_NAME = 200;
const LONGEST_MESSAGE = 1000;

/** The trace of a deployment, its own span first. */
export function spansOf(deployment: DeploymentTelemetry, env: Env): readonly Span[] {
  const { root, parentSpanId } = rootSpanOf(deployment, env);
  const { environment, waitedFor, outcome, reason, startedAt, endedAt } = deployment;
  const shown = longestResources(deployment.phases);
  const first: Span = {
    ...root,
    ...(parentSpanId === undefined ? {} : { parentSpanId }),
    name: oneLine(`deploy ${environment}`, LONGEST_NAME),
    ...ordered(startedAt, endedAt),
    attributes: attributesOf(deployment),
    ...statusOf(outcome),
    ...(reason === undefined ? {} : { message: oneLine(reason, LONGEST_MESSAGE) }),
    links: waitedFor === undefined ? [] : [linkedSpan(waitedFor, env)],
  };
  return [first, ...deployment.phases.flatMap((phase, at) => below(root, phase, { path: `${at}`, shown }))];
}

interface Position {
  readonly path: string;
  readonly shown: ReadonlySet<Phase>;
}

function below(parent: SpanContext, phase: Phase, { path, shown }: Position): readonly Span[] {
  const { kind, name, startedAt, endedAt, outcome, reason, attributes, phases = [] } = phase;
  const own = { traceId: parent.traceId, spanId: childSpanId(parent, `${path} ${kind} ${name}`) };
  const here = kind !== 'resource' || shown.has(phase);
  const nested = phases.flatMap((one, at) =>
    below(here ? own : parent, one, { path: `${path}.${at}`, shown }),
  );
  if (!here) return nested;
  const span: Span = {
    ...own,
    parentSpanId: parent.spanId,
    name: oneLine(kind === name ? TITLES[kind] : `${TITLES[kind]} ${name}`, LONGEST_NAME),
    ...ordered(startedAt, endedAt),
    attributes: { 'signalbox.phase': kind, ...readable(attributes ?? {}) },
    ...(outcome === undefined ? {} : { outcome }),
    ...(reason === undefined ? {} : { message: oneLine(reason, LONGEST_MESSAGE) }),
    links: [],
  };
  return [span, ...nested];
}

const TITLES: Readonly<Record<Phase['kind'], string>> = {
  queue: 'queue wait',
  hold: 'hold',
  command: 'command',
  smoke: 'smoke test',
  stack: 'stack',
  resource: 'resource',
  ecs: 'ECS rollout',
  health: 'health',
  bake: 'bake',
  rollback: 'rollback',
};

/** Skipped steps have reversed times: no span ends before it begins. */
const ordered = (startedAt: number, endedAt: number) => ({
  startedAt,
  endedAt: Math.max(startedAt, endedAt),
});

function longestResources(phases: readonly Phase[]): ReadonlySet<Phase> {
  const all = phases.flatMap(function resources(phase: Phase): readonly Phase[] {
    const nested = (phase.phases ?? []).flatMap(resources);
    return phase.kind === 'resource' ? [phase, ...nested] : nested;
  });
  const length = ({ startedAt, endedAt }: Phase) => endedAt - startedAt;
  return new Set(all.toSorted((a, b) => length(b) - length(a)).slice(0, MOST_RESOURCES));
}

/** Names of OpenTelemetry's conventions (registry: deployment, cicd, vcs), and ours where it has none. */
const attributesOf = (deployment: DeploymentTelemetry): Attributes =>
  readable({
    'deployment.environment.name': deployment.environment,
    'deployment.status': deployment.counted === 'succeeded' ? 'succeeded' : 'failed',
    ...(deployment.deploymentId === undefined ? {} : { 'deployment.id': String(deployment.deploymentId) }),
    'cicd.pipeline.name': deployment.workflow,
    'cicd.pipeline.run.id': String(deployment.runId),
    'cicd.pipeline.run.url.full': deployment.runUrl,
    'vcs.ref.head.revision': deployment.sha,
    'vcs.repository.name': deployment.repository,
    'signalbox.outcome': deployment.outcome,
    'signalbox.correlation_id': deployment.correlationId,
    'signalbox.actor': deployment.actor,
  });

const readable = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === 'string' ? oneLine(value, LONGEST_MESSAGE) : value,
    ]),
  );

/** A cancelled deployment, or one without a result, is neither right nor wrong. */
function statusOf(outcome: DeploymentTelemetry['outcome']): Pick<Span, 'outcome'> {
  if (['succeeded', 'no-changes'].includes(outcome)) return { outcome: 'ok' };
  return ['cancelled', 'released'].includes(outcome) ? {} : { outcome: 'failed' };
}
