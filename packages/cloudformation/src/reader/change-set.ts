import type { PlannedChange } from '../model/stack.ts';
import type { StackReader } from './reader.ts';

/** Whether a nested stack's change set is there to be read, and was not. */
export const hasUnread = (changes: readonly PlannedChange[]): boolean =>
  changes.some(({ changeSetId, nested }) => changeSetId !== undefined && nested === undefined);

/** The same changes with what nested stacks are to change, to any depth: one call for each that is nested. */
export async function withNested(
  reader: Pick<StackReader, 'changes'>,
  changes: readonly PlannedChange[],
): Promise<PlannedChange[]> {
  const whole: PlannedChange[] = [];
  for (const change of changes) {
    const { changeSetId } = change;
    whole.push(
      changeSetId === undefined
        ? change
        : { ...change, nested: await withNested(reader, await reader.changes(changeSetId)) },
    );
  }
  return whole;
}
