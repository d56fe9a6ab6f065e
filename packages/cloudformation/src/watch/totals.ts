import type { PlannedChange, Stack } from '../model/stack.ts';
import { isRollback, type Operation } from '../model/status.ts';
import { readTemplate } from '../model/template.ts';
import { isForecast } from '../progress/tracked-progress.ts';
import { ordered, planned } from '../progress/tracker.ts';
import { hasUnread, withNested } from '../reader/change-set.ts';
import { existingResources, isNested, withNestedResources } from '../reader/existing-resources.ts';
import type { FollowPorts, Watched } from './ports.ts';

/**
 * Most operations on nested stacks are over by then: what takes a call for each is not worth it for them. Earlier runs tell how
 * long it takes, and what it touches: then the change set adds whether this one is like them.
 */
const LATER_SECONDS = { unknown: 45, known: 90 };

/** Tells the tracker what is to be touched. */
interface Totals {
  /** Reads what is worth a call by now. */
  fetch(): Promise<void>;
}

/**
 * The totals: from the change set that was executed, and for a deletion from what stands. An update without a
 * change set tells nobody what it will touch; then the history and what has begun have to do. Where no earlier run
 * tells how long it takes in all, the template tells in which order.
 */
export function followTotals(stack: Stack, watched: Watched, { reader, resilient }: FollowPorts): Totals {
  let first: readonly PlannedChange[] | undefined;
  let whole = false;

  const orNone = (read: () => Promise<readonly PlannedChange[]>) => resilient.read(read).catch(() => []);
  const begin = async (operation: Operation): Promise<readonly PlannedChange[]> => {
    const id = isRollback(operation) ? undefined : stack.changeSetId;
    const removed = operation === 'DELETE';
    if (!removed && id === undefined) return [];
    const found = await orNone(() =>
      removed ? existingResources(reader, stack.stackId) : reader.changes(id ?? ''),
    );
    const partial = removed ? found.some(isNested) : hasUnread(found);
    watched.tracker = planned(watched.tracker, found, partial);
    return found;
  };
  const complete = async (operation: string, begun: readonly PlannedChange[]) => {
    const read = operation === 'DELETE' ? withNestedResources : withNested;
    if (begun.some(isNested) || hasUnread(begun)) {
      const all = await orNone(() => read(reader, begun));
      if (all.length > 0) watched.tracker = planned(watched.tracker, all, false);
    }
    if (!['CREATE', 'UPDATE', 'IMPORT'].includes(operation)) return;
    const template = await resilient.read(() => reader.template(stack.stackId)).catch(() => undefined);
    const resources = (await readTemplate(template ?? ''))?.resources ?? [];
    watched.tracker = ordered(watched.tracker, resources);
  };
  const fetch = async () => {
    const { attempt } = watched.tracker;
    if (whole || attempt === undefined) return;
    if (attempt.decided !== undefined || attempt.rollbackSince !== undefined) return;
    const forecast = isForecast(watched.tracker);
    const later = forecast ? LATER_SECONDS.known : LATER_SECONDS.unknown;
    const isEarly = (reader.now() - attempt.startedAt) / 1000 < later;
    if (forecast && isEarly) return;
    first ??= await begin(attempt.operation);
    if (forecast || isEarly) return;
    whole = true;
    await complete(attempt.operation, first);
  };
  return { fetch };
}
