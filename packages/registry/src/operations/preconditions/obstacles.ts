import type { Obstacle } from '../../model/reason.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { deployability } from '../../model/stack-status.ts';
import type { RegistryPorts } from '../../ports.ts';
import { type Age, outdated } from './outdated.ts';
import { notPromoted, type Promotion } from './promotion.ts';

interface Intent extends Promotion, Age {
  readonly stacks: readonly string[];
}

/** The first obstacle, or undefined when nothing but the queue decides. */
export async function obstacle(
  intent: Intent,
  snapshot: Snapshot,
  ports: RegistryPorts,
): Promise<Obstacle | undefined> {
  return (
    (await stackObstacle(intent.stacks, ports)) ??
    (await notPromoted(intent, ports)) ??
    (await outdated(intent, snapshot, ports))
  );
}

/** A stack that is not at rest makes the environment busy, no matter who caused that. */
export async function stackObstacle(
  names: readonly string[],
  { stacks }: Pick<RegistryPorts, 'stacks'>,
): Promise<Obstacle | undefined> {
  if (names.length === 0) return undefined;
  if (stacks === undefined) throw new Error('stacks are named, but nothing can read their status');
  const read = await Promise.all(
    names.map(async (name) => {
      const status = await stacks.status(name);
      return { name, status, state: deployability(status) };
    }),
  );
  const busy = read.filter(({ state }) => state.kind === 'busy');
  for (const { name, status, state } of read) {
    if (state.kind !== 'broken') continue;
    const details = `stack ${name} is ${status}: ${state.wayOut}`;
    return { reason: { code: 'stack-broken', details }, act: 'fail' };
  }
  if (busy.length === 0) return undefined;
  const details = busy.map(({ name, status }) => `stack ${name} is ${status}`).join(', ');
  return { reason: { code: 'stack-busy', details }, act: 'wait' };
}
