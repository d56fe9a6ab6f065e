import type { DeploymentEvent } from '../message/event.ts';

/** An event waiting to be delivered to one channel. */
export interface Entry {
  /** Sorts by time; the same for every attempt to send it. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly event: DeploymentEvent;
}

/**
 * What one channel still has to hear, and what was done there so far. Shared by the processes of a job.
 * Synchronous, so that an event is on disk before anything else can happen to it.
 */
export interface Outbox {
  /** Durable when it returns. Needs no lock. */
  add(entry: Entry): void;
  /** Oldest first. */
  entries(): readonly Entry[];
  remove(id: string): void;
  /** What `save` wrote last, whole, or undefined. */
  load(): unknown;
  /** Durable when it returns; only by the holder of the lock. */
  save(state: unknown): void;
  /** The way to give it back, or undefined while another process works here. */
  tryLock(): (() => void) | undefined;
}
