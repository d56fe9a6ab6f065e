import { whoLine } from '../model/position.ts';
import { queuePhaseOf } from '../model/registration.ts';
import type { RegistryPorts } from '../ports.ts';

interface FreezeRequest {
  readonly environment: string;
  readonly reason: string;
  /** Login of who asks. */
  readonly by: string;
}

interface Frozen {
  /** False when it was frozen before. */
  readonly made: boolean;
  /** Who was deploying at that moment, if anybody. */
  readonly holder?: string;
}

/** Closes an environment: no claim is granted from now on. A holder goes on. */
export async function freeze(
  { environment, reason, by }: FreezeRequest,
  { registry }: Pick<RegistryPorts, 'registry'>,
): Promise<Frozen> {
  const before = await registry.snapshot(environment);
  if (before.freezes.length > 0) return { made: false };
  await registry.freeze(environment, { reason, by });
  const { registrations, now } = await registry.snapshot(environment);
  const holder = registrations.find(
    ({ latest }) => queuePhaseOf(latest) === 'holding' || queuePhaseOf(latest) === 'claiming',
  );
  return { made: true, ...(holder === undefined ? {} : { holder: whoLine(holder, now) }) };
}

/** Opens an environment again. Returns how many freezes stood. */
export async function unfreeze(
  { environment, reason, by }: FreezeRequest,
  { registry }: Pick<RegistryPorts, 'registry'>,
): Promise<number> {
  return await registry.unfreeze(environment, `opened by ${by}${reason && `: ${reason}`}`);
}
