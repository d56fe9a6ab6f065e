import type { Env } from '@signalbox/runner/inputs';
import type { Deployer } from './deployment.ts';
import { receiverJobSpan, rootSpanIdOf, type SpanContext, traceIdOf } from './ids.ts';

/** `job`: the deployment hangs below the job's span of OpenTelemetry's GitHub receiver. */
const PARENT_VARIABLE = 'SIGNALBOX_OTEL_PARENT';

/** A deployment's own span, and the one above it. */
interface RootSpan {
  readonly root: SpanContext;
  /** The span above it, which somebody else sends; absent: it is the first of its trace. */
  readonly parentSpanId?: string;
}

/**
 * Without a request a deployment's trace is its own: a parent that nobody sends would leave it an orphan. `TRACEPARENT` wins
 * (https://opentelemetry.io/docs/specs/otel/context/env-carriers/).
 */
export function rootSpanOf(deployer: Deployer, env: Env): RootSpan {
  const spanId = rootSpanIdOf(deployer);
  const parent = parentOf(deployer, env);
  if (parent === undefined) return { root: { traceId: traceIdOf(deployer), spanId } };
  return { root: { traceId: parent.traceId, spanId }, parentSpanId: parent.spanId };
}

function parentOf({ runId, runAttempt, checkRunId }: Deployer, env: Env): SpanContext | undefined {
  const given = parseTraceparent(env['TRACEPARENT'] ?? '');
  if (given !== undefined) return given;
  if (env[PARENT_VARIABLE]?.trim() !== 'job' || checkRunId === undefined) return undefined;
  return receiverJobSpan({ runId, runAttempt, checkRunId });
}

/** https://www.w3.org/TR/trace-context/#traceparent-header: ids of zeros only, and version ff, are invalid. */
function parseTraceparent(text: string): SpanContext | undefined {
  const match = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?$/.exec(
    text.trim(),
  );
  const [, traceId, spanId] = match ?? [];
  return traceId === undefined || spanId === undefined ? undefined : { traceId, spanId };
}

/**
 * The first span of another deployment, to link to. Whether it was set to hang below its job is its own affair: most likely
 * it was, where ours is, since it is the same workflow.
 */
export function linkedSpan(deployer: Deployer, env: Env): SpanContext {
  const { TRACEPARENT: _, ...without } = env;
  return rootSpanOf(deployer, without).root;
}
