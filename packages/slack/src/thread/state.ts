import { createHash } from 'node:crypto';
import type { Backoff } from '../client/backoff.ts';
import type { Rendered } from '../message/block.ts';
import { applyEvent, type DeploymentState, isOver, type State } from '../message/state.ts';
import type { Entry } from '../ports.ts';
import { renderHead } from '../render/head.ts';

/** What is known of one channel's head message and thread; kept between processes as JSON. */
export interface Thread extends Backoff {
  /** The deployment's state by the delivered entries. */
  readonly deployment?: DeploymentState;
  readonly head?: Head;
  /** The message whose thread it is: the head, or somebody else's message named by the user. */
  readonly root?: string;
  /** It came through the cache: entries whose replies are in the thread already are not sent again. */
  readonly inherited?: true;
  /** The channel was searched for a head that an earlier job posted. */
  readonly searched?: true;
  /** A request whose answer is not known: what a crash or a time-out leaves. */
  readonly inFlight?: InFlight;
  /** An update was begun then, and its answer is not known. It is simply repeated. */
  readonly updating?: number;
  /** The method that failed last: what another method can do comes first now. */
  readonly failing?: string;
  /** Heads, by ts, that Slack says are gone although a read may still show them. */
  readonly gone?: readonly string[];
  readonly done: readonly string[];
  /** Of the last attempt to write the head; a late one must never pass for a newer one. */
  readonly revision: number;
  /** How often Slack limited us: updates become rarer. */
  readonly limited: number;
  /** A request whose answer was lost may be carried out late, so the thread is reconciled at the end. */
  readonly uncertain?: Uncertainty;
  /** The message Slack posts by itself if we fall silent; `id` is empty where that is not to be had. */
  readonly reminder?: Reminder;
  /** Messages cannot be read back: a scope is missing. */
  readonly cannotRead?: true;
  /** Slack id of who started it; empty when there is none. */
  readonly actor?: string;
  /** The message that Slack refused in full and gets plain. */
  readonly plain?: string;
  readonly duplicatesAvoided: number;
}

export interface Head {
  /** Slack's id of the channel. */
  readonly channel: string;
  readonly ts: string;
  readonly revision: number;
  /** Of what it shows; empty when that is not known. */
  readonly hash: string;
  readonly state: State;
  /** When it was last written. */
  readonly at: number;
  /** No other job has posted a second head. */
  readonly confirmed?: true;
  /** Slack no longer lets us change it. */
  readonly frozen?: true;
  /** It is gone, or takes no replies any more. */
  readonly lost?: true;
  readonly permalink?: string;
}

export interface InFlight {
  readonly op: 'head' | 'reply' | 'remind';
  /** Of the message. */
  readonly id: string;
  readonly at: number;
  /** HTTP answered 2xx: it was posted, only its ts is not known. */
  readonly accepted?: true;
}

interface Uncertainty {
  readonly what: 'thread' | 'head';
  readonly at: number;
}

interface Reminder {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export const emptyThread: Thread = {
  done: [],
  pausedUntil: 0,
  failures: 0,
  revision: 0,
  limited: 0,
  duplicatesAvoided: 0,
};

/** The state after the entries that still wait, too: what the head should show. */
export function stateSoFar(thread: Thread, entries: readonly Entry[]): DeploymentState | undefined {
  return entries.reduce<DeploymentState | undefined>(
    (deployment, { event, at }) => applyEvent(deployment, event, at),
    thread.deployment,
  );
}

export const headOf = (thread: Thread, deployment: DeploymentState): Rendered =>
  renderHead(deployment, actorOf(thread, deployment));

/** Slack id of who started the deployment, where known. */
export const actorOf = ({ actor }: Thread, { facts }: DeploymentState): string | undefined =>
  facts.actorId ?? (actor || undefined);

export const hashOf = (rendered: Rendered): string =>
  createHash('sha256').update(JSON.stringify(rendered)).digest('hex').slice(0, 16);

/** The head shows something else than it should. */
export function isDirty(thread: Thread, deployment: DeploymentState): boolean {
  const { head } = thread;
  return head !== undefined && head.frozen !== true && head.hash !== hashOf(headOf(thread, deployment));
}

/** The head can no longer be changed and shows less than is known. An ending is shown by a reply instead. */
export const isStuck = (thread: Thread): boolean => {
  const { head, deployment } = thread;
  const wrong =
    head !== undefined && deployment !== undefined && head.hash !== hashOf(headOf(thread, deployment));
  return head?.frozen === true && wrong && !isOver(deployment);
};

/** The head shows another state than the deployment's: that may not wait for the next progress. */
export const isBehind = (thread: Thread, deployment: DeploymentState): boolean =>
  isDirty(thread, deployment) &&
  (thread.head?.state !== deployment.state || thread.head.hash === '' || isOver(deployment));

/** Ids are kept only until their files are certainly gone. */
const REMEMBERED = 50;

export const withDone = ({ done }: Thread, ids: readonly string[]): readonly string[] =>
  [...done, ...ids].slice(-Math.max(REMEMBERED, ids.length));
