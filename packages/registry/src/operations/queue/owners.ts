import { formatDuration } from '@signalbox/runner/duration';
import { errorLine, UserError } from '@signalbox/runner/errors';
import { GRACE_SECONDS, type Liveness, type OwnerState } from '../../model/liveness.ts';
import type { Registration } from '../../model/registration.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Registry, RegistryPorts, TimeoutPolicy } from '../../ports.ts';
import {
  judgementOf,
  NO_MEMORY,
  type QueueMemory,
  withJudgement,
  withoutRefusal,
  withRefusal,
} from './memory.ts';

interface WatchOptions extends TimeoutPolicy {
  /** Write nothing: registrations of dead owners stay as they are, and not taken into account. */
  readonly readOnly?: boolean;
  /** What is over has its id, too. */
  readonly everyId?: boolean | undefined;
}

type WatchPorts = Pick<RegistryPorts, 'registry' | 'owners' | 'clock' | 'log' | 'subscriber'>;

/** One environment's queue as one contender watches it. */
export interface Watch {
  readonly environment: string;
  readonly options: WatchOptions;
  readonly ports: WatchPorts;
  /** Replaced after every step, so that what was found out outlives a request that fails. */
  memory: QueueMemory;
}

export const newWatch = (environment: string, options: WatchOptions, ports: WatchPorts): Watch => ({
  ...{ environment, options, ports },
  memory: NO_MEMORY,
});

/** Whether the owner lives, which the memory knows afterwards. `now`: the server's time. */
export async function askOwner(
  watch: Watch,
  registration: Registration,
  now: number,
): Promise<{ readonly state: OwnerState; readonly liveness: Liveness }> {
  const { owners, clock } = watch.ports;
  const { maxHoldSeconds } = watch.options;
  const state = await owners.state(registration.payload);
  const judged = judgementOf(registration, state, { now, at: clock.now(), maxHoldSeconds });
  watch.memory = withJudgement(watch.memory, registration.id, judged);
  return { state, liveness: judged.liveness };
}

/** Asks about the owner of a registration, logs what is noteworthy, and ends the registration of a dead one. */
export async function judge(watch: Watch, registration: Registration, { now }: Snapshot): Promise<void> {
  const { log } = watch.ports;
  const first = !watch.memory.judged.has(registration.id);
  const { state, liveness } = await askOwner(watch, registration, now);
  if (state.alive === 'unknown' && first) log.info(unknownLine(registration, state.why));
  if (liveness === 'ending') log.info(endingLine(registration, state));
  if (liveness === 'dead' && !watch.options.readOnly) await reap(watch, registration, state);
}

async function reap(watch: Watch, registration: Registration, state: OwnerState): Promise<void> {
  const { registry, log, subscriber } = watch.ports;
  const { id, payload } = registration;
  const why =
    state.alive === false
      ? `its job ended (${state.conclusion}) without releasing`
      : `no sign of life for ${formatDuration(watch.options.maxHoldSeconds)}`;
  const held = registration.heldSince !== undefined || registration.truncated;
  const description = `ended by another run: ${why}`;
  try {
    await unlessGone(registry, id, () =>
      registry.post(id, { state: held ? 'error' : 'inactive', description }),
    );
  } catch (error) {
    // What GitHub says about another's row ends no work of ours: a dead holder that cannot be ended stays in the way.
    if (!(error instanceof UserError)) throw error;
    const line = `Registration ${id} of run ${payload.runId} could not be ended (${why}): ${errorLine(error)}`;
    if (!watch.memory.refused.has(id)) log.warning(line);
    watch.memory = withRefusal(watch.memory, id, line);
    return;
  }
  watch.memory = withoutRefusal(watch.memory, id);
  log.notice(`Ended registration ${id} of run ${payload.runId}: ${why}.`);
  subscriber?.ended(registration, state);
}

const unknownLine = ({ id }: Registration, why: string): string =>
  `The owner of registration ${id} cannot be read (${why}): it keeps its place for max-hold at most. The token needs actions: read on the owner's repository.`;

const endingLine = ({ id, payload }: Registration, state: OwnerState): string => {
  const remaining = state.alive === false ? GRACE_SECONDS - state.endedForSeconds : GRACE_SECONDS;
  return `The job of registration ${id} (run ${payload.runId}) is over without releasing; what it started may still run for ${formatDuration(remaining)}.`;
};

/** Writes to what is not ours. Somebody else may have deleted it meanwhile: then there is nothing to write to. */
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
