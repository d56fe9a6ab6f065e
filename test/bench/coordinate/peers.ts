// The algorithms of the peers as models, after their sources as of autumn 2026.
import { seededRandom } from '@signalbox/simulator/random';
import { type Arrival, countOverlaps, HOUR, handOvers, type Result, type Span } from './trace.ts';

/** How far GitHub's filtered run lists are behind, at most; longer was reported (huggingface/transformers#48374). */
const INDEX_LAG = 10;

interface Waiter extends Arrival {
  readonly index: number;
  from: number;
  gaveUp: boolean;
}

interface Poller {
  readonly interval: number;
  readonly requestsPerPoll: number;
  /** Gives up after so long. */
  readonly longestWait: number;
  /** Whether `me` takes `other` for somebody to wait for. */
  precedes(other: Waiter, me: Waiter): boolean;
  /** A hidden lag of what it reads. */
  readonly lag: number;
}

/** Waits until no older run is active, by polling: there is no lock, so nothing is ever held. */
function poll(
  trace: readonly Arrival[],
  { interval, requestsPerPoll, longestWait, precedes, lag }: Poller,
): Result {
  const random = seededRandom(2);
  const waiters: Waiter[] = trace.map((arrival, index) => ({
    ...arrival,
    index,
    from: Number.NaN,
    gaveUp: false,
  }));
  let rest = 0;
  const polls = waiters.map((waiter) => ({ waiter, at: waiter.at }));
  for (let next = polls.shift(); next !== undefined && next.at <= HOUR; next = polls.shift()) {
    const { waiter, at } = next;
    rest += requestsPerPoll;
    const inFront = waiters.some((other) => {
      const over = other.gaveUp || other.from + other.hold <= at;
      const shown = other.at + lag * random() <= at;
      return other !== waiter && !over && shown && precedes(other, waiter);
    });
    if (!inFront) waiter.from = at;
    else if (at - waiter.at >= longestWait) waiter.gaveUp = true;
    else {
      polls.push({ waiter, at: at + interval });
      polls.sort((a, b) => a.at - b.at);
    }
  }
  return resultOf(waiters, rest);
}

function resultOf(waiters: readonly Waiter[], rest: number): Result {
  const spans: Span[] = waiters
    .filter(({ from }) => from <= HOUR)
    .map(({ from, hold }) => ({ from, until: from + hold }));
  return {
    overlaps: countOverlaps(spans),
    deployed: spans.length,
    refused: waiters.filter(({ gaveUp }) => gaveUp).length,
    rest,
    graphqlPoints: 0,
    handOvers: handOvers(spans),
  };
}

export const PEERS: Readonly<Record<string, (trace: readonly Arrival[]) => Result>> = {
  // Own run and three status-filtered lists a minute; lower run id first.
  'softprops/turnstyle': (trace) =>
    poll(trace, {
      ...{ interval: 60, requestsPerPoll: 4, longestWait: Number.POSITIVE_INFINITY, lag: INDEX_LAG },
      precedes: (other, me) => other.index < me.index,
    }),
  // Two requests every 10 s; strictly older by whole seconds; gives up after 10 minutes.
  'ahmadnassri/action-workflow-queue': (trace) =>
    poll(trace, {
      ...{ interval: 10, requestsPerPoll: 2, longestWait: 600, lag: INDEX_LAG },
      precedes: (other, me) => Math.floor(other.at) < Math.floor(me.at),
    }),
  // A git fetch every 5 s, which the API budget does not count; the push that queues is atomic.
  'ben-z/gh-action-mutex': (trace) =>
    poll(trace, {
      ...{ interval: 5, requestsPerPoll: 0, longestWait: Number.POSITIVE_INFINITY, lag: 0 },
      precedes: (other, me) => other.index < me.index,
    }),
  // A lock that turns away: about five requests to find it taken or to take it, four to give it back.
  'github/branch-deploy': (trace) => {
    let free = 0;
    const waiters = trace.map((arrival, index): Waiter => {
      const taken = arrival.at < free;
      if (!taken) free = arrival.at + arrival.hold;
      return { ...arrival, index, from: taken ? Number.NaN : arrival.at, gaveUp: taken };
    });
    return resultOf(
      waiters,
      waiters.reduce((sum, { gaveUp }) => sum + (gaveUp ? 5 : 9), 0),
    );
  },
  // The server starts the next job by itself; starting a runner is not counted here.
  'native queue: max': (trace) => {
    let free = 0;
    const waiters = trace.map((arrival, index): Waiter => {
      const from = Math.max(free, arrival.at);
      free = from + arrival.hold;
      return { ...arrival, index, from, gaveUp: false };
    });
    return resultOf(waiters, 0);
  },
};
