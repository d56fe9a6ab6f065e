import type { Task } from '@signalbox/estimate/plan';
import { type Action, hasFailed, isNestedStack, type Span, spanKey } from '../model/span.ts';
import type { PlannedChange } from '../model/stack.ts';
import { STACK_TYPE } from '../model/stack-event.ts';
import type { TemplateResource } from '../model/template.ts';
import type { History } from './history.ts';

/** A resource that is expected to be worked on. */
export interface Planned {
  /** Empty for a nested stack that does not exist yet. */
  readonly stackId: string;
  readonly logicalId: string;
  readonly type: string;
  readonly action: Action;
  /** A nested stack whose own changes are not known: it counts for one, and is more. */
  readonly opaque?: boolean;
}

/** The leaves of a change set: a nested stack with changes of its own counts as these. */
export function flatten(changes: readonly PlannedChange[], stackId: string): Planned[] {
  return changes.flatMap(({ logicalId, type, action, physicalId = '', nested }) =>
    nested === undefined || nested.length === 0
      ? [{ stackId, logicalId, type, action: actionOf(action), ...opacity(type, nested) }]
      : flatten(nested, physicalId),
  );
}

/** Without `IncludeNestedStacks` a change set says no more of a nested stack than that it changes. */
const opacity = (type: string, nested: readonly PlannedChange[] | undefined) =>
  type === STACK_TYPE && nested === undefined ? { opaque: true } : {};

const actionOf = (action: string): Action =>
  (({ Add: 'CREATE', Remove: 'DELETE', Import: 'IMPORT' }) as const)[action] ?? 'UPDATE';

/** What of the plan has not begun. A new nested stack's ARN is not in the plan, so names and types decide. */
export function notBegun(planned: readonly Planned[], spans: readonly Span[]): Planned[] {
  const begun = new Map<string, number>();
  const name = ({ type, logicalId }: Planned | Span) => `${type} ${logicalId}`;
  const resources = new Map(spans.map((span) => [spanKey(span), span]));
  for (const span of resources.values()) begun.set(name(span), (begun.get(name(span)) ?? 0) + 1);
  return planned.filter((item) => {
    const count = begun.get(name(item)) ?? 0;
    begun.set(name(item), count - 1);
    return count <= 0;
  });
}

/** Whether work belongs to the rollback: a nested stack that is only deleted then has no word of it in its own events. */
export const isBack = ({ phase, startedAt }: Span, rollbackSince = Number.POSITIVE_INFINITY): boolean =>
  phase !== 'forward' || startedAt >= rollbackSince;

/**
 * What a rollback still has to undo of the work done: a failed creation deletes what it created; a failed
 * update changes back what it changed, and leaves what it created to the cleanup, after the outcome.
 */
export function notUndone(spans: readonly Span[], since: number, deletes: boolean): Planned[] {
  const undone = new Set(spans.filter((span) => isBack(span, since)).map(spanKey));
  return spans
    .filter((span) => !isBack(span, since) && !isNestedStack(span) && !undone.has(spanKey(span)))
    .filter((span) => (deletes ? !hasFailed(span) : span.action === 'UPDATE'))
    .map(({ stackId, logicalId, type }) => ({
      stackId,
      logicalId,
      type,
      action: deletes ? 'DELETE' : 'UPDATE',
    }));
}

/** In which order the resources of one stack are worked on. */
export interface Order {
  readonly stackId: string;
  readonly resources: readonly TemplateResource[];
}

/** The plan as tasks that take their usual time, in their order where that is known. */
export function tasksOf(planned: readonly Planned[], baseline: History['baseline'], order?: Order): Task[] {
  const prerequisites = new Map(order?.resources.map(({ logicalId, after }) => [logicalId, after]));
  return planned.map((item) => {
    // Removals come after all else, and in an order of their own.
    const ordered = item.stackId === order?.stackId && item.action !== 'DELETE';
    const after = ordered ? prerequisites.get(item.logicalId) : undefined;
    const ids = after?.map((logicalId) => spanKey({ stackId: item.stackId, logicalId }));
    return { id: spanKey(item), work: baseline(item), ...(ids === undefined ? {} : { after: ids }) };
  });
}
