import type { PlannedChange } from '../model/stack.ts';
import { STACK_TYPE } from '../model/stack-event.ts';
import type { StackReader } from './reader.ts';

type Reader = Pick<StackReader, 'resources'>;

/** What a deletion has to remove from one stack: all that still stands. */
export async function existingResources(reader: Reader, stackId: string): Promise<readonly PlannedChange[]> {
  const resources = await reader.resources(stackId);
  return resources
    .filter(({ status }) => status !== 'DELETE_COMPLETE')
    .map(({ status: _, ...resource }) => ({ ...resource, action: 'Remove' }));
}

export const isNested = ({ type, physicalId = '' }: PlannedChange): boolean =>
  type === STACK_TYPE && physicalId.startsWith('arn:');

/** The same with what stands in nested stacks, to any depth: one call for each. */
export async function withNestedResources(
  reader: Reader,
  removed: readonly PlannedChange[],
): Promise<PlannedChange[]> {
  const whole: PlannedChange[] = [];
  for (const change of removed) {
    const { physicalId = '' } = change;
    const inside = isNested(change)
      ? { nested: await withNestedResources(reader, await existingResources(reader, physicalId)) }
      : {};
    whole.push({ ...change, ...inside });
  }
  return whole;
}
