import { CORRELATION_ID } from '@signalbox/runner/correlation';
import { type DeploymentEvent, type Facts, KINDS, type Kind } from '../message/event.ts';
import type { Entry } from '../ports.ts';

/** What the destinations of one deployment are still to be sent. */
export interface OutboxSnapshot {
  readonly correlationId: string;
  readonly destinations: readonly DestinationSnapshot[];
}

interface DestinationSnapshot {
  /** A channel's id, `webhook` or `pager`. */
  readonly name: string;
  readonly entries: readonly Entry[];
  /** What was done there so far, as its outbox stores it. */
  readonly state: unknown;
}

const VERSION = 1;
export const DESTINATION_NAME = /^[A-Za-z0-9-]{1,40}$/;
const ENTRY_ID = /^[0-9][a-z0-9.-]{7,60}$/;

/** The form in which snapshots are kept in the cache. Its names are read by other versions and stay. */
export const toStored = (snapshots: readonly OutboxSnapshot[]) => ({
  version: VERSION,
  boxes: snapshots.map(({ correlationId, destinations }) => ({ correlationId, lines: destinations })),
});

/** The snapshots from their stored form; what is not as we write it is left out. */
export function parseSnapshots(stored: unknown, now: number): OutboxSnapshot[] {
  const { version, boxes } = Object(stored) as Record<string, unknown>;
  return version === VERSION && Array.isArray(boxes)
    ? boxes.flatMap((destination) => parseSnapshot(destination, now))
    : [];
}

function parseSnapshot(raw: unknown, now: number): OutboxSnapshot[] {
  const { correlationId, lines } = Object(raw) as Record<string, unknown>;
  if (typeof correlationId !== 'string' || !CORRELATION_ID.test(correlationId)) return [];
  const destinations = Array.isArray(lines) ? lines.flatMap((line) => parseDestination(line, now)) : [];
  return [{ correlationId, destinations }];
}

function parseDestination(raw: unknown, now: number): DestinationSnapshot[] {
  const { name, entries, state } = Object(raw) as Record<string, unknown>;
  if (typeof name !== 'string' || !DESTINATION_NAME.test(name) || !Array.isArray(entries)) return [];
  return [{ name, state, entries: entries.flatMap(parseEntry).filter((entry) => !isStale(entry, now)) }];
}

function parseEntry(raw: unknown): Entry[] {
  const { id, at, event } = Object(raw) as Record<string, unknown>;
  const { kind, facts } = Object(event) as Record<string, unknown>;
  const known = KINDS.find((each) => each === kind);
  if (typeof id !== 'string' || !ENTRY_ID.test(id) || typeof at !== 'number' || known === undefined) {
    return [];
  }
  return [{ id, at, event: withTime({ kind: known, facts: Object(facts) as Facts }, at) }];
}

/** The event with the time at which it happened: readers must not take it for something of this minute. */
const withTime = ({ kind, facts }: DeploymentEvent, at: number): DeploymentEvent => ({
  kind,
  facts: { ...facts, happenedAt: facts?.happenedAt ?? at },
});

/** These say how things were, which is no longer true after a while. Starts, trouble and endings do not grow stale. */
const PASSING: readonly Kind[] = ['progress', 'queued', 'concurrent'];
const FRESH_MS = 120_000;

const isStale = ({ at, event }: Entry, now: number): boolean =>
  PASSING.includes(event.kind) && now - at > FRESH_MS;
