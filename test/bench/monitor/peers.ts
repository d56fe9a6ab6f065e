import { attempts } from '@signalbox/cloudformation/attempt';
import type { StackEvent } from '@signalbox/cloudformation/stack-event';

/** An operation as a poller sees it, in seconds from its first event. */
export interface Operation {
  /** The stack's own last event. */
  readonly ends: number;
  /** When its outcome is certain: before the cleanup. */
  readonly decided: number;
  /** Of each event of the root stack. */
  readonly rootEvents: readonly number[];
  /** From when to when each nested stack is at work. */
  readonly nested: readonly (readonly [from: number, to: number])[];
}

export interface Polled {
  readonly calls: number;
  /** Seconds from the end to its detection. */
  readonly lag: number;
}

/** A peer's algorithm, as its source has it (reference: monitor.md, sections 1 and 5). */
export interface Peer {
  readonly name: string;
  poll(operation: Operation, phase: number, random: () => number): Polled;
}

/** Looks at moments that each follow the one before by `gap`; ends at the first look after the end. */
function polls(
  operation: Operation,
  phase: number,
  gap: (count: number, at: number, since: number) => number,
) {
  const moments = [phase];
  for (let at = phase; at < operation.ends; ) {
    const next = at + gap(moments.length, at, moments.at(-2) ?? Number.NEGATIVE_INFINITY);
    moments.push(next);
    at = next;
  }
  return moments;
}

const lagOf = (moments: readonly number[], { ends }: Operation) => (moments.at(-1) ?? ends) - ends;

function fixed(name: string, seconds: number): Peer {
  return {
    name,
    poll: (operation, phase) => {
      const moments = polls(operation, phase * seconds, () => seconds);
      return { calls: moments.length, lag: lagOf(moments, operation) };
    },
  };
}

/** Longer after each look that shows nothing new, short again after one that does. */
function adaptive(first: number, factor: number, longest: number) {
  return (operation: Operation, phase: number) => {
    let gap = first;
    return polls(operation, phase * first, (_, at, since) => {
      const news = operation.rootEvents.some((event) => event > since && event <= at);
      gap = news ? first : Math.min(longest, gap * factor);
      return gap;
    });
  };
}

export const PEERS: readonly Peer[] = [
  fixed('aws-cli wait', 30),
  {
    name: 'sdk-js waiter',
    poll: (operation, phase, random) => {
      const moments = polls(operation, phase * 30, (count) => {
        const ceiling = Math.min(120, 30 * 2 ** (count - 1));
        return ceiling >= 120 ? 120 : 30 + random() * (ceiling - 30);
      });
      return { calls: moments.length, lag: lagOf(moments, operation) };
    },
  },
  {
    name: 'gh-deploy 2.2',
    poll: (operation, phase) => {
      const status = polls(operation, phase * 10, () => 10);
      const events = adaptive(2, 1.5, 30)(operation, phase);
      return { calls: status.length + events.length, lag: lagOf(status, operation) };
    },
  },
  {
    name: 'cdk',
    poll: (operation, phase) => {
      const status = polls(operation, phase * 5, () => 5);
      const events = polls(operation, phase * 2, () => 2);
      const active = (at: number) => operation.nested.filter(([from, to]) => at >= from && at <= to).length;
      const calls = status.length + events.reduce((sum, at) => sum + 1 + active(at), 0);
      return { calls, lag: lagOf(status, operation) };
    },
  },
  fixed('serverless', 5),
  fixed('sam', 0.65),
  fixed('5 s fixed', 5),
  {
    name: '5-15 s adaptive',
    poll: (operation, phase) => {
      const moments = adaptive(5, 1.5, 15)(operation, phase);
      return { calls: moments.length, lag: lagOf(moments, operation) };
    },
  },
];

/** Of one operation's events, nested stacks included. */
export function operationOf(rootId: string, events: readonly StackEvent[]): Operation {
  const from = events[0]?.time ?? 0;
  const at = (event: StackEvent) => (event.time - from) / 1000;
  const root = events.filter(({ stackId }) => stackId === rootId);
  const decided = attempts(root).find((attempt) => attempt.decided !== undefined)?.decided;
  const nestedIds = new Set(events.map(({ stackId }) => stackId).filter((id) => id !== rootId));
  return {
    ends: Math.max(...root.map(at)),
    decided: decided === undefined ? Math.max(...root.map(at)) : (decided.at - from) / 1000,
    rootEvents: root.map(at),
    nested: [...nestedIds].map((id) => {
      const times = events.filter(({ stackId }) => stackId === id).map(at);
      return [Math.min(...times), Math.max(...times)] as const;
    }),
  };
}
