import type { Env } from '@signalbox/runner/inputs';
import { oneLine } from '@signalbox/runner/untrusted';
import type { Attributes, DeploymentTelemetry } from './deployment.ts';
import type { SpanContext } from './ids.ts';
import { type Span, spansOf } from './spans.ts';

type Severity = 'INFO' | 'WARN' | 'ERROR';

/** One thing that happened, for a log. */
export interface LogRecord extends SpanContext {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly severity: Severity;
  /** What kind of thing: `signalbox.deployment.ended`, `signalbox.phase.ended`. */
  readonly event: string;
  readonly message: string;
  readonly attributes: Attributes;
}

/** What each phase came to, in the order of its end, and how the deployment did at last. */
export function recordsOf(deployment: DeploymentTelemetry, env: Env): readonly LogRecord[] {
  const [first, ...others] = spansOf(deployment, env);
  const phases = others
    .map((span) => recordOf(span, 'signalbox.phase.ended'))
    .toSorted((a, b) => a.at - b.at);
  return first === undefined
    ? []
    : [...phases, recordOf(first, 'signalbox.deployment.ended', deployment.outcome)];
}

function recordOf(span: Span, event: string, how = span.outcome ?? 'ended'): LogRecord {
  const { traceId, spanId, name, startedAt, endedAt, outcome, message, attributes } = span;
  const seconds = Math.round((endedAt - startedAt) / 1000);
  const why = message === undefined ? '' : `: ${message}`;
  return {
    ...{ traceId, spanId, at: endedAt, event },
    severity: outcome === 'failed' ? 'ERROR' : outcome === 'ok' ? 'INFO' : 'WARN',
    message: oneLine(`${name} ${how} after ${seconds} s${why}`, 2000),
    attributes: { ...attributes, 'signalbox.seconds': seconds },
  };
}

/** JSON lines, one a record. A file, since what a step prints may be a workflow command. */
export function jsonLines(deployment: DeploymentTelemetry, env: Env): string {
  const { correlationId, deploymentId, environment } = deployment;
  const lines = recordsOf(deployment, env).map(
    ({ at, severity, event, message, attributes, traceId, spanId }) =>
      JSON.stringify({
        time: new Date(at).toISOString(),
        severity,
        correlation_id: correlationId,
        deployment_id: deploymentId ?? null,
        environment,
        phase: attributes['signalbox.phase'] ?? 'deployment',
        event,
        message,
        trace_id: traceId,
        span_id: spanId,
        attributes,
      }),
  );
  return lines.map((line) => `${line}\n`).join('');
}
