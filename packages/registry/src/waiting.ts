import type { View } from './decide.ts';
import { forecastOf } from './forecast.ts';
import { pauseSeconds } from './polling.ts';
import type { RegistryPorts } from './ports.ts';
import type { Observed } from './queue.ts';
import { formatReason, type Reason } from './reason.ts';
import {
  heldSeconds,
  type Standing,
  standing,
  standingKey,
  standingLine,
  standingNotice,
  whoLine,
} from './standing.ts';
import type { TurnRequest } from './turn.ts';

/** Where a contender waits: says what is new, sleeps, wakes up when a look is worth while. */
export interface Waiting {
  reason(seen: Observed): Reason;
  /** Sleeps until something may have changed, at the latest until `deadline`. */
  wait(seen: Observed, deadline: number): Promise<void>;
  /** The queue is free but something else is in the way. */
  obstructed(reason: Reason): Promise<void>;
  warn(line: string): void;
  /** Whether a registration that reads keep missing does not exist any more. */
  isGone(mine: View['mine']): Promise<boolean>;
}

/** A full look at least so often, even if nothing seems to change: a dead owner changes nothing. */
const LOOK_SECONDS = 180;
const OBSTRUCTED_SECONDS = 20;
const FROZEN_SECONDS = 60;
/** Between reads that do not show our own registration: from 1 s up to this. */
const UNSEEN_SECONDS = 15;
/** So long reads must miss our own registration before it is looked for by id. */
const GONE_MS = 60_000;

export function waitingRoom(request: TurnRequest, ports: RegistryPorts): Waiting {
  const { registry, clock, cancelled, log, random, audience } = ports;
  const { ticket } = request;
  const said = new Set<string>();
  let last = '';
  let queued = false;
  let missed = 0;
  let seenAt = clock.now();

  const sleep = (seconds: number) => clock.sleep(seconds * 1000, cancelled);
  const say = (key: string, line: string) => {
    if (key !== last) log.info(`Waiting for ${ticket.environment}: ${line}.`);
    last = key;
  };

  function place(seen: Observed): { readonly standing: Standing; readonly pause: number } {
    const { snapshot, view, ending } = seen;
    const expected = forecastOf(snapshot);
    const mine = standing(snapshot, view.others, view.me, expected, ending);
    const held = mine.ahead[0] && heldSeconds(mine.ahead[0], snapshot.now);
    const where = {
      position: mine.ahead.length,
      ...(held === undefined ? {} : { heldSeconds: held }),
      ...(expected === undefined ? {} : { forecast: expected }),
      strain: registry.strain(),
    };
    return { standing: mine, pause: pauseSeconds(where, random) };
  }

  /**
   * GitHub's deployments page shows who waits. Once, in words that do not age: the position changes too often to be
   * worth the writes.
   */
  async function showQueued(line: string): Promise<void> {
    if (queued) return;
    queued = true;
    const { logUrl } = request;
    await registry.post(ticket.deploymentId, { state: 'queued', description: `waiting: ${line}`, logUrl });
  }

  /** Whoever is next asks whether anything has changed, which is free while nothing has. */
  async function sleepUntilChange(pause: number, deadline: number): Promise<void> {
    const end = Math.min(deadline, clock.now() + LOOK_SECONDS * 1000);
    while (clock.now() < end && !cancelled.aborted) {
      await sleep(Math.min(pause, (end - clock.now()) / 1000));
      if (clock.now() < end && !cancelled.aborted && (await registry.changed(ticket.environment))) return;
    }
  }

  /** In a long queue something always has changed. Those behind look afresh. */
  const sleepBehind = (pause: number, deadline: number) =>
    sleep(Math.min(pause, (deadline - clock.now()) / 1000));

  return {
    reason: (seen) => unseenReason(seen, ticket.deploymentId) ?? reasonOf(seen, place(seen).standing),
    wait: async (seen, deadline) => {
      const { decision, snapshot } = seen;
      if (decision.act === 'wait' && decision.because === 'unseen')
        return await sleep(Math.min(UNSEEN_SECONDS, 2 ** (missed - 1)));
      // Two who met in a claim do not meet again at the next.
      if (decision.act === 'withdraw') return await sleep(0.5 + random());
      const { standing: mine, pause } = place(seen);
      const frozen = snapshot.freezes.length > 0;
      const closed = frozen && `frozen ${reasonOf(seen, mine).details}`;
      say(closed || standingKey(mine), closed || standingLine(mine, snapshot.now));
      const over = mine.ahead[0] !== undefined && (mine.ending?.has(mine.ahead[0].id) ?? false);
      if (!queued) audience?.waits(reasonOf(seen, mine), mine.ahead, over);
      await showQueued(closed || standingNotice(mine, snapshot.now));
      // The end of a freeze is no change of the queue.
      if (frozen) await sleep(Math.min(FROZEN_SECONDS, (deadline - clock.now()) / 1000));
      else if (mine.ahead.length > 1) await sleepBehind(pause, deadline);
      else await sleepUntilChange(pause, deadline);
    },
    obstructed: async (reason) => {
      say(formatReason(reason), formatReason(reason));
      await sleep(OBSTRUCTED_SECONDS * (0.8 + random() * 0.4));
    },
    warn: (line) => {
      if (!said.has(line)) log.warning(line);
      said.add(line);
    },
    isGone: async (mine) => {
      missed = mine === 'unseen' ? missed + 1 : 0;
      if (missed <= 1) seenAt = clock.now();
      if (clock.now() - seenAt < GONE_MS) return false;
      return missed > 0 && (await registry.find(ticket.deploymentId)) === undefined;
    },
  };
}

/** The contract's word for why there is no turn yet. */
export function reasonOf(
  { snapshot, decision }: Pick<Observed, 'snapshot' | 'decision'>,
  { ahead, ending }: Standing,
): Reason {
  const [freeze] = snapshot.freezes;
  if (freeze !== undefined) return { code: 'frozen', details: `by ${freeze.by}: ${freeze.reason}` };
  const [first] = ahead;
  if (first === undefined) return { code: 'free', details: '' };
  const code = 'because' in decision && decision.because === 'queued-behind' ? 'queued-behind' : 'held';
  return { code, details: whoLine(first, snapshot.now, ending && { ending }) };
}

/** Nobody is in front, but a read that does not show our own registration proves nothing. */
function unseenReason({ decision, snapshot }: Observed, id: number): Reason | undefined {
  const unseen = 'because' in decision && decision.because === 'unseen';
  if (!unseen || snapshot.freezes.length > 0) return undefined;
  return { code: 'registry-unavailable', details: `GitHub does not show registration ${id}` };
}
