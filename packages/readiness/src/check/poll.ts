import { openResilientRead } from '@signalbox/cloudformation/resilient-read';
import { judge } from '../judge/judge.ts';
import { type Origin, type ServiceBaseline, SKEW_MS } from '../model/baseline.ts';
import type { RolloutMemory, RolloutState } from '../model/rollout-state.ts';
import { parseService } from '../model/service-name.ts';
import type { EcsPorts } from '../ports.ts';

export interface ServiceWatch {
  /** From when a deployment counts as ours, by `clock`; used where there is no baseline. */
  readonly since: number;
  readonly before?: ServiceBaseline | undefined;
  /** Once nothing of ours can begin any more, how much longer it may take to show. */
  readonly startTimeoutSeconds: number;
  /** Moment (of `clock`) at which the whole watch ends. */
  readonly deadline: number;
  /** Whether the deploying steps are over; absent where that is not seen: then they are as soon as anything began. */
  readonly stepsEnded?: (() => boolean) | undefined;
}

/** Each call reads the service, judges it, and remembers what it learned; an outage is waited out. @throws ReadError */
export function openRolloutPoll(
  subject: string,
  { stepsEnded, since, before, deadline }: ServiceWatch,
  { clock, reader, random, signal, renew, say }: EcsPorts,
): () => Promise<RolloutState> {
  const resilient = openResilientRead({
    ...{ clock, random, signal, renew, deadline },
    lost: (message) => say(`${subject}: lost sight: ${message}`, 'info'),
    regained: () => say(`${subject}: sight regained`, 'info'),
  });
  let known: RolloutMemory = { stepsAreSeen: stepsEnded !== undefined };
  return async () => {
    // Asked before the read: what the steps began shows in a read after their end.
    const over = stepsEnded?.() === true;
    const seen = await resilient.read(() => reader.fetchService(parseService(subject), known.ours));
    if (over && known.closedAt === undefined) known = { ...known, closedAt: seen.now + SKEW_MS };
    const skew = seen.now - clock.now();
    const origin: Origin = { since: since + skew, ...(before === undefined ? {} : { before }) };
    const judged = judge(seen, known, origin);
    known = judged.known;
    return judged.state;
  };
}
