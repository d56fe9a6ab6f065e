import { operationUrl, stackUrl } from '../model/console.ts';
import type { ResourceReport, StackReport } from '../model/report.ts';
import { type Span, secondsOf } from '../model/span.ts';
import type { Stack } from '../model/stack.ts';
import { progressOf } from '../progress/tracked-progress.ts';
import { timedSpans } from '../progress/tracked-timing.ts';
import type { Tracker } from '../progress/tracker.ts';
import type { ResilientRead } from '../reader/resilient-read.ts';
import type { Ending } from './ending.ts';

interface Watched {
  readonly stack: Stack;
  readonly tracker: Tracker;
  readonly ending: Ending;
  readonly resilient: ResilientRead;
  readonly now: number;
}

const iso = (time: number) => new Date(time).toISOString();
const tenths = (seconds: number) => Math.round(seconds * 10) / 10;

/** What was seen of an operation, as plain data. */
export function reportOf({ stack, tracker, ending, resilient, now }: Watched): StackReport {
  const { attempt } = tracker;
  const progress = progressOf(tracker, now);
  const consoleUrl = operationUrl(stack.stackId, attempt?.operationIds.at(-1));
  const operationId = attempt?.operationIds[0];
  return {
    name: stack.name,
    stackId: stack.stackId,
    status: ending.status,
    stackStatus: attempt?.stackStatus ?? stack.status,
    ...(attempt && { operation: attempt.operation, startedAt: iso(attempt.startedAt) }),
    ...(operationId === undefined ? {} : { operationId }),
    ...(stack.deploymentMode === undefined ? {} : { deploymentMode: stack.deploymentMode }),
    ...(attempt?.decided && { endedAt: iso(attempt.decided.at) }),
    durationSeconds: tenths(progress.elapsedSeconds),
    progress: progress.percent,
    ...(consoleUrl && { consoleUrl }),
    ...(ending.cause && { rootCause: ending.cause }),
    resources: tracker.record.spans.map((span) =>
      resource(span, tracker.history.baseline(span).seconds, now),
    ),
    stalled: timedSpans(tracker, now)
      .filter(({ timing }) => timing === 'stalled')
      .map(({ span }) => span.logicalId),
    lostSightSeconds: tenths(resilient.lostSeconds()),
    ...(ending.lostSight === undefined ? {} : { lostSight: ending.lostSight }),
    events: tracker.events.toSorted((a, b) => a.time - b.time),
  };
}

function resource(span: Span, usualSeconds: number, now: number): ResourceReport {
  return {
    stackName: span.stackName,
    logicalId: span.logicalId,
    type: span.type,
    status: span.status,
    startedAt: iso(span.startedAt),
    seconds: tenths(secondsOf(span, now)),
    usualSeconds: tenths(usualSeconds),
  };
}

/** When there was no operation to see. */
export function reportOfNone(
  name: string,
  none: Ending & { stack?: Stack; note?: string },
  resilient: Pick<ResilientRead, 'lostSeconds'>,
): StackReport {
  const { stack, cause, lostSight, note } = none;
  const consoleUrl = stack && stackUrl(stack.stackId);
  return {
    name: stack?.name ?? name,
    ...(stack && { stackId: stack.stackId, stackStatus: stack.status }),
    status: none.status,
    durationSeconds: 0,
    progress: none.status === 'no-changes' ? 100 : 0,
    ...(consoleUrl && { consoleUrl }),
    ...(cause && { rootCause: cause }),
    ...(note === undefined ? {} : { note }),
    resources: [],
    stalled: [],
    lostSightSeconds: tenths(resilient.lostSeconds()),
    ...(lostSight === undefined ? {} : { lostSight }),
    events: [],
  };
}
