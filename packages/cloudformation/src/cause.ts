import { diagnose } from './catalogue.ts';
import type { Failure, RootCause } from './report.ts';
import { isOfStackItself, nestedStackId, STACK_TYPE, type StackEvent } from './stack-event.ts';
import { isCleanup, isFailed, isRollingBack } from './status.ts';

/** Words of resources that were only stopped because another one failed. */
const CANCELLED = /^(Resource (creation|update|deletion|import) cancelled|.*\bcancel(l)?ed\b)/i;
/** Words of stacks that repeat what happened to their resources. */
const FOLLOW_UP =
  /^(The following resource\(s\) failed to|Embedded stack .* was not successfully|Dependency .* failed)/i;

/** The stack being monitored, and the events of one attempt of it: of nested stacks too, in any order. */
export interface Evidence {
  readonly rootId: string;
  readonly events: readonly StackEvent[];
}

/**
 * The first real failure, at the deepest stack: not a cancellation, not an echo of another one, and not one
 * that only came up while rolling back (unless nothing else failed, as in a rollback that somebody asked for).
 * Hook results are failures of the resource they judged. Undefined when nothing failed.
 */
export function rootCause({ rootId, events }: Evidence): RootCause | undefined {
  const ordered = [...events].sort((a, b) => a.time - b.time);
  const failures = failuresOf(ordered, rootId);
  const real = failures.filter(({ echo, cancelled }) => !echo && !cancelled);
  const first = real.find(({ late }) => !late) ?? failures.find(({ late, cancelled }) => !late && !cancelled);
  const chosen = first ?? real[0] ?? failures[0];
  if (chosen === undefined) return undefined;
  const { event } = chosen;
  const reason = reasonOf(event, ordered);
  return {
    stackId: event.stackId,
    stackName: event.stackName,
    logicalId: event.logicalId,
    physicalId: event.physicalId,
    type: event.type,
    status: event.status,
    reason,
    time: new Date(event.time).toISOString(),
    nested: event.stackId !== rootId,
    ...diagnose(`${reason} ${event.type.startsWith('Custom::') ? 'custom resource' : ''}`),
    evidence: [],
    others: real.filter((other) => other !== chosen && !other.late).map(({ event }) => failure(event)),
    rollbackFailures: real
      .filter((other) => other !== chosen && other.late)
      .map(({ event }) => failure(event)),
    cancelled: failures.filter(({ cancelled }) => cancelled).map(({ event }) => event.logicalId),
  };
}

interface Judged {
  readonly event: StackEvent;
  readonly cancelled: boolean;
  /** Only repeats a failure further down. */
  readonly echo: boolean;
  /** Came up while rolling back or cleaning up. */
  readonly late: boolean;
}

function failuresOf(ordered: readonly StackEvent[], rootId: string): Judged[] {
  const turned = new Set<string>();
  const nestedSeen = new Set(ordered.filter(isOfStackItself).map(({ stackId }) => stackId));
  const judged: Judged[] = [];
  for (const event of ordered) {
    const own = isOfStackItself(event);
    if (own && event.stackId === rootId && turnedByItself(event, ordered)) {
      judged.push({ event, cancelled: false, echo: false, late: turned.has(rootId) });
    }
    if (own && (/ROLLBACK/.test(event.status) || isCleanup(event.status))) turned.add(event.stackId);
    if (!isFailed(event.status)) continue;
    const reason = event.reason ?? '';
    judged.push({
      event,
      cancelled: CANCELLED.test(reason),
      echo: own || FOLLOW_UP.test(reason) || isEchoOfNested(event, nestedSeen),
      late: turned.has(event.stackId),
    });
  }
  return judged;
}

/** The stack itself gave the reason to roll back: a cancelled update, an export in use, a stack policy. */
function turnedByItself(event: StackEvent, ordered: readonly StackEvent[]): boolean {
  const { status, reason = '' } = event;
  return isRollingBack(status) && event !== ordered[0] && reason !== '' && !FOLLOW_UP.test(reason);
}

/** A nested stack's failure in its parent repeats one of its own, which is known once its events are. */
function isEchoOfNested(event: StackEvent, nestedSeen: ReadonlySet<string>): boolean {
  const nested = nestedStackId(event);
  return event.type === STACK_TYPE && nested !== undefined && nestedSeen.has(nested);
}

/** The event's own reason; a hook's own words where that only names the hook. */
function reasonOf(event: StackEvent, ordered: readonly StackEvent[]): string {
  const hooks = ordered.filter(
    ({ hook, stackId, logicalId, time }) =>
      hook?.failureMode !== 'WARN' &&
      /FAILED$/.test(hook?.status ?? '') &&
      stackId === event.stackId &&
      logicalId === event.logicalId &&
      time <= event.time,
  );
  const words = hooks.map(({ hook }) => `${hook?.type}: ${hook?.reason}`);
  return [event.reason ?? event.hook?.reason ?? 'no reason was given', ...words].join(' | ');
}

function failure({ stackName, logicalId, type, status, reason = '', time }: StackEvent): Failure {
  return { stackName, logicalId, type, status, reason, time: new Date(time).toISOString() };
}
