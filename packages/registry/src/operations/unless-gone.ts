import type { Registry } from '../port.ts';

/** Writes to what is not ours. Somebody else may have deleted it meanwhile: then there is nothing left to write to. */
export async function unlessGone(
  registry: Pick<Registry, 'find'>,
  id: number,
  write: () => Promise<unknown>,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    if ((await registry.find(id)) !== undefined) throw error;
  }
}
