import type { Failure, RootCause } from '../model/report.ts';
import { isOfStackItself, nestedStackId, type StackEvent } from '../model/stack-event.ts';
import { isCleanup, isFailed, isRollingBack } from '../model/status.ts';
import { diagnose } from './diagnose.ts';

/**
 * CloudFormation's own sentences, whole or from their begin: they alone say that a failure follows from another one.
 * A resource's own reason may hold any word, and comes from its handler.
 */
export const CANCELLED = /^Resource (creation|update|deletion|import) cancelled\.?$/;
export const FOLLOW_UP = /^The following resource\(s\) failed to (create|update|delete|import): \[/;

/** The stack being monitored, and the events of one attempt of it: of nested stacks too, in any order. */
interface Evidence {
  readonly rootId: string;
  readonly events: readonly StackEvent[];
}

/**
 * The first real failure, at the deepest stack: not a cancellation, not an echo of another one, and not one
 * that only came up while rolling back (unless nothing else failed, as in a rollback that somebody asked for).
 * Hook results are failures of the resource they judged. Undefined when nothing failed.
 */
export function rootCause({ rootId, events }: Evidence): RootCause | undefined {
  const ordered = [...events].sort((a, b) => a.time - b.time || Number(turnsBack(a)) - Number(turnsBack(b)));
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
  /** A stack's own status before the event at hand. */
  const before = new Map<string, string>();
  const failedInside = new Set(ordered.filter(tellsOfFailure).map(({ stackId }) => stackId));
  const judged: Judged[] = [];
  for (const event of ordered) {
    const own = isOfStackItself(event);
    const { stackId, status, reason = '' } = event;
    // A nested stack that is only deleted then has no word of a rollback in its own events.
    const undone = stackId !== rootId && turned.has(rootId) && (own || status === 'DELETE_FAILED');
    const late = turned.has(stackId) || undone;
    if (own && turnsByItself(status, before.get(stackId))) {
      judged.push({
        event,
        cancelled: CANCELLED.test(reason),
        // A nested stack that goes back after its parent did so has not failed.
        echo: reason === '' || FOLLOW_UP.test(reason) || (late && !isFailed(status)),
        late,
      });
    } else if (!own && isFailed(status) && !wasHealed(event, ordered)) {
      const echo = failedInside.has(nestedStackId(event) ?? '');
      judged.push({ event, cancelled: CANCELLED.test(reason), echo, late });
    }
    if (turnsBack(event)) turned.add(stackId);
    if (own) before.set(stackId, status);
  }
  return judged;
}

/** From then on what fails fails on the way back, or while cleaning up. */
const turnsBack = (event: StackEvent) =>
  isOfStackItself(event) && (/ROLLBACK/.test(event.status) || isCleanup(event.status));

/**
 * The stack itself turned away from what it was doing: its reason is the cause unless it repeats what happened to
 * resources. A cancelled update, an export in use, a parameter that cannot be fetched, a stack policy.
 */
function turnsByItself(status: string, before: string | undefined): boolean {
  if (isFailed(status)) return true;
  if (before === undefined) return false;
  if (isRollingBack(status)) return !/ROLLBACK/.test(before);
  if (before === 'DELETE_IN_PROGRESS') return status !== 'DELETE_COMPLETE' && status !== before;
  return status === 'DELETE_IN_PROGRESS' && before === 'CREATE_IN_PROGRESS';
}

/** A nested stack's failure in its parent repeats one of its own, where that is known. */
function tellsOfFailure(event: StackEvent): boolean {
  const { status, reason = '' } = event;
  if (CANCELLED.test(reason)) return false;
  return isFailed(status) || (isOfStackItself(event) && isRollingBack(status) && reason !== '');
}

/** CloudFormation tries a deletion again (three times in a cleanup), and the last time counts. */
const wasHealed = (
  { status, stackId, logicalId, physicalId, time }: StackEvent,
  all: readonly StackEvent[],
) =>
  status === 'DELETE_FAILED' &&
  all.some(
    (later) =>
      later.status === 'DELETE_COMPLETE' &&
      later.time >= time &&
      later.stackId === stackId &&
      later.logicalId === logicalId &&
      later.physicalId === physicalId,
  );

/** The event's own reason; a hook's own words where that only names the hook. */
function reasonOf(event: StackEvent, ordered: readonly StackEvent[]): string {
  const hooks = refusals(event, ordered).filter(({ time }) => time <= event.time);
  const words = hooks.map(({ hook }) => `${hook?.type}: ${hook?.reason}`);
  return [event.reason ?? event.hook?.reason ?? 'no reason was given', ...words].join(' | ');
}

/** The results of hooks that refused a resource: one in the mode WARN lets it pass. */
export const refusals = (
  { stackId, logicalId }: Pick<StackEvent, 'stackId' | 'logicalId'>,
  events: readonly StackEvent[],
): StackEvent[] =>
  events.filter(
    (event) =>
      event.hook?.failureMode !== 'WARN' &&
      /FAILED$/.test(event.hook?.status ?? '') &&
      event.stackId === stackId &&
      event.logicalId === logicalId,
  );

function failure({ stackName, logicalId, type, status, reason = '', time }: StackEvent): Failure {
  return { stackName, logicalId, type, status, reason, time: new Date(time).toISOString() };
}
