import type { StackReader } from './reader.ts';
import type { PlannedChange } from './stack.ts';
import { STACK_TYPE } from './stack-event.ts';

/** What a deletion has to remove, stacks nested to any depth included: all that still stands. */
export async function standing(
  reader: Pick<StackReader, 'resources'>,
  stackId: string,
): Promise<readonly PlannedChange[]> {
  const found: PlannedChange[] = [];
  for (const { status, ...resource } of await reader.resources(stackId)) {
    if (status === 'DELETE_COMPLETE') continue;
    const isNested = resource.type === STACK_TYPE && resource.physicalId.startsWith('arn:');
    const nested = isNested ? { nested: await standing(reader, resource.physicalId) } : {};
    found.push({ ...resource, action: 'Remove', ...nested });
  }
  return found;
}
