import { createHash } from 'node:crypto';
import type { Deployer } from './deployment.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Of whom a span is a part. Ids are lower-case hex: 32 digits of the trace, 16 of the span. */
export interface SpanContext {
  readonly traceId: string;
  readonly spanId: string;
}

/** The trace of a deployment: anybody who knows its correlation id can find it. */
export const traceIdOf = ({ repository, correlationId }: Deployer): string =>
  digest(`signalbox trace ${repository.toLowerCase()} ${correlationId}`).slice(0, 32);

/** Its first span; the same from any process that publishes the same registration. */
export const rootSpanIdOf = (deployer: Deployer): string => {
  const { repository, correlationId, deploymentId, runId, runAttempt } = deployer;
  const which = deploymentId ?? `${runId} ${runAttempt}`;
  return digest(`signalbox span ${repository.toLowerCase()} ${correlationId} ${which}`).slice(0, 16);
};

/** A span below another one; `path` distinguishes it from its siblings. */
export const childSpanId = ({ traceId, spanId }: SpanContext, path: string): string =>
  digest(`signalbox span ${traceId} ${spanId} ${path}`).slice(0, 16);

/**
 * The span of a job as OpenTelemetry's GitHub receiver makes it, since v0.151.0
 * (github.com/open-telemetry/opentelemetry-collector-contrib, receiver/githubreceiver/trace_event_handling.go:
 * newTraceID, newSpanIDFromCheckRun).
 */
export const receiverJobSpan = (job: {
  readonly runId: number;
  readonly runAttempt: number;
  readonly checkRunId: number;
}): SpanContext => ({
  traceId: digest(`${job.runId}${job.runAttempt}t`).slice(0, 32),
  spanId: digest(`${job.checkRunId}-j`).slice(16, 32),
});
