import type { View } from '../../model/decide.ts';
import { forecastOf } from '../../model/history.ts';
import { pauseSeconds, readAgainSeconds } from '../../model/pacing.ts';
import {
  heldSeconds,
  positionKey,
  positionLine,
  positionNotice,
  type QueuePosition,
  reasonOf,
  standing,
} from '../../model/position.ts';
import { formatReason, type Reason } from '../../model/reason.ts';
import { RegistryError } from '../../model/snapshot.ts';
import type { RegistryPorts } from '../../ports.ts';
import type { TurnRequest } from './turn.ts';
import type { Observed, Peek, Queue } from './watch.ts';

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

const OBSTRUCTED_SECONDS = 20;
/** The next after an idle head reads so often, so that nobody is passed over for what was true a while ago. */
const IDLE_HEAD_SECONDS = 60;
/** Between reads that do not show our own registration: from 1 s up to this. */
const UNSEEN_SECONDS = 15;
/** So long reads must miss our own registration before it is looked for by id. */
const GONE_MS = 60_000;

export function waitingRoom(request: TurnRequest, queue: Pick<Queue, 'peek'>, ports: RegistryPorts): Waiting {
  const { registry, clock, cancelled, log, random, subscriber } = ports;
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

  const standingOf = ({ snapshot, view, ending }: Observed): QueuePosition =>
    standing(snapshot, view.others, view.me, forecastOf(snapshot), ending);

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

  /** Sleeps until the one in front has moved on or died, or until it is time to read everything again. */
  async function sleepUntilChange(seen: Observed, { ahead }: QueuePosition, deadline: number): Promise<void> {
    const { snapshot, view, decision } = seen;
    const idleHead = decision.act === 'wait' && decision.because === 'queued-behind' && ahead.length === 1;
    const again = idleHead
      ? IDLE_HEAD_SECONDS
      : readAgainSeconds({ position: ahead.length, backpressure: registry.backpressure() });
    const end = Math.min(deadline, clock.now() + again * 1000);
    const held = ahead[0] && heldSeconds(ahead[0], snapshot.now);
    const place = {
      position: ahead.length,
      waiting: view.others.filter(({ phase }) => phase === 'waiting').length,
      forecast: forecastOf(snapshot),
    };
    let counted = false;
    for (let polls = 1; clock.now() < end && !cancelled.aborted; polls++) {
      const pause = pauseSeconds(
        {
          ...place,
          heldSeconds: held === undefined ? undefined : held + (clock.now() - seen.at) / 1000,
          backpressure: counted ? registry.backpressure() : 1,
        },
        random,
      );
      await sleep(Math.min(pause, (end - clock.now()) / 1000));
      if (clock.now() >= end || cancelled.aborted) return;
      const { moved, free } = await queue.peek(seen).catch(lookInstead);
      if (moved) return;
      // The first answer has to be counted: only then there is something to compare with.
      counted = !free && polls > 1;
    }
  }

  return {
    reason: (seen) => unseenReason(seen, ticket.deploymentId) ?? reasonOf(seen, standingOf(seen)),
    wait: async (seen, deadline) => {
      const { decision, snapshot } = seen;
      if (decision.act === 'wait' && decision.because === 'unseen')
        return await sleep(Math.min(UNSEEN_SECONDS, 2 ** Math.max(0, missed - 1)));
      // Two who met in a claim do not meet again at the next.
      if (decision.act === 'withdraw') return await sleep(0.5 + random());
      const mine = standingOf(seen);
      const frozen = snapshot.freezes.length > 0;
      const closed = frozen && `frozen ${reasonOf(seen, mine).details}`;
      say(closed || positionKey(mine), closed || positionLine(mine, snapshot.now));
      const over = mine.ahead[0] !== undefined && (mine.ending?.has(mine.ahead[0].id) ?? false);
      if (!queued) subscriber?.waits(reasonOf(seen, mine), mine.ahead, over);
      await showQueued(closed || positionNotice(mine, snapshot.now));
      await sleepUntilChange(seen, mine, deadline);
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

/** What cannot be looked at cheaply is read in full: that may work, and tells an outage when it does not. */
function lookInstead(error: unknown): Peek {
  if (error instanceof RegistryError) return { moved: true, free: false };
  throw error;
}

/** Nobody is in front, but a read that does not show our own registration proves nothing. */
function unseenReason({ decision, snapshot }: Observed, id: number): Reason | undefined {
  const unseen = 'because' in decision && decision.because === 'unseen';
  if (!unseen || snapshot.freezes.length > 0) return undefined;
  return { code: 'registry-unavailable', details: `GitHub does not show registration ${id}` };
}
