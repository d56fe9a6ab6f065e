import type { PlannedChange, Stack } from '../model/stack.ts';
import { isRollback, type Operation } from '../model/status.ts';
import { readTemplate } from '../model/template.ts';
import type { Tracker } from '../progress/tracker.ts';
import { hasUnread, withNested } from '../reader/change-set.ts';
import { isNested, standing, withNestedStanding } from '../reader/existing-resources.ts';
import type { Sight } from '../reader/resilient-read.ts';
import type { WatchPorts } from './ports.ts';

/** Most operations on nested stacks are over by then: what takes a call for each is not worth it for them. */
const LATER_SECONDS = 30;
/** So many earlier runs tell how long it takes in all, and what it touches. */
const ENOUGH_RUNS = 3;

/** Tells the tracker what is to be touched. */
export interface Totals {
  /** Reads what is worth a call by now. */
  look(): Promise<void>;
}

/**
 * The totals: from the change set that was executed, and for a deletion from what stands. An update without a
 * change set tells nobody what it will touch; then the history and what has begun have to do. Where no earlier run
 * tells how long it takes in all, the template tells in which order.
 */
export function followTotals(
  stack: Stack,
  tracker: Tracker,
  { reader, sight }: WatchPorts & { readonly sight: Sight },
): Totals {
  let first: readonly PlannedChange[] | undefined;
  let whole = false;

  const orNone = (read: () => Promise<readonly PlannedChange[]>) => sight.look(read).catch(() => []);
  const begin = async (operation: Operation): Promise<readonly PlannedChange[]> => {
    const id = isRollback(operation) ? undefined : stack.changeSetId;
    const removed = operation === 'DELETE';
    if (!removed && id === undefined) return [];
    const found = await orNone(() => (removed ? standing(reader, stack.stackId) : reader.changes(id ?? '')));
    tracker.plan(found, { partial: removed ? found.some(isNested) : hasUnread(found) });
    return found;
  };
  const complete = async (operation: string, begun: readonly PlannedChange[]) => {
    const read = operation === 'DELETE' ? withNestedStanding : withNested;
    if (begun.some(isNested) || hasUnread(begun)) {
      const all = await orNone(() => read(reader, begun));
      if (all.length > 0) tracker.plan(all, { partial: false });
    }
    if (!['CREATE', 'UPDATE', 'IMPORT'].includes(operation) || tracker.forecast() !== undefined) return;
    const template = await sight.look(() => reader.template(stack.stackId)).catch(() => undefined);
    tracker.order((await readTemplate(template ?? ''))?.resources ?? []);
  };
  const look = async () => {
    const attempt = tracker.attempt();
    if (whole || attempt === undefined) return;
    if (attempt.decided !== undefined || attempt.rollbackSince !== undefined) return;
    first ??= await begin(attempt.operation);
    const elapsedSeconds = (reader.now() - attempt.startedAt) / 1000;
    if (elapsedSeconds < LATER_SECONDS || (tracker.forecast()?.sampleSize ?? 0) >= ENOUGH_RUNS) return;
    whole = true;
    await complete(attempt.operation, first);
  };
  return { look };
}
