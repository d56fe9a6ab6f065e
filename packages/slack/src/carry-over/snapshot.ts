import { CORRELATION_ID } from '@signalbox/runner/correlation';
import { type DeploymentEvent, type Facts, KINDS, type Kind } from '../message/event.ts';
import type { Entry } from '../ports.ts';

/** What one deployment's places have not heard yet. */
export interface Box {
  readonly correlationId: string;
  readonly lines: readonly BoxLine[];
}

interface BoxLine {
  /** Of the place: a channel's id, `webhook`, `pager`. */
  readonly name: string;
  readonly entries: readonly Entry[];
  /** What was done there so far. */
  readonly state: unknown;
}

const VERSION = 1;
export const LINE_NAME = /^[A-Za-z0-9-]{1,40}$/;
const ENTRY_ID = /^[0-9][a-z0-9.-]{7,60}$/;

export const writeBoxes = (boxes: readonly Box[]) => ({ version: VERSION, boxes });

/** The boxes of a parcel; what is not as we write it is left out. */
export function readBoxes(parcel: unknown, now: number): Box[] {
  const { version, boxes } = Object(parcel) as Record<string, unknown>;
  return version === VERSION && Array.isArray(boxes) ? boxes.flatMap((box) => readBox(box, now)) : [];
}

function readBox(raw: unknown, now: number): Box[] {
  const { correlationId, lines } = Object(raw) as Record<string, unknown>;
  if (typeof correlationId !== 'string' || !CORRELATION_ID.test(correlationId)) return [];
  return [{ correlationId, lines: Array.isArray(lines) ? lines.flatMap((line) => readLine(line, now)) : [] }];
}

function readLine(raw: unknown, now: number): BoxLine[] {
  const { name, entries, state } = Object(raw) as Record<string, unknown>;
  if (typeof name !== 'string' || !LINE_NAME.test(name) || !Array.isArray(entries)) return [];
  return [{ name, state, entries: entries.flatMap(readEntry).filter((entry) => !isStale(entry, now)) }];
}

function readEntry(raw: unknown): Entry[] {
  const { id, at, event } = Object(raw) as Record<string, unknown>;
  const { kind, facts } = Object(event) as Record<string, unknown>;
  const known = KINDS.find((each) => each === kind);
  if (typeof id !== 'string' || !ENTRY_ID.test(id) || typeof at !== 'number' || known === undefined)
    return [];
  return [{ id, at, event: late({ kind: known, facts: Object(facts) as Facts }, at) }];
}

/** Whoever reads it must not take it for the news of this minute. */
const late = ({ kind, facts }: DeploymentEvent, at: number): DeploymentEvent => ({
  kind,
  facts: { ...facts, happenedAt: facts?.happenedAt ?? at },
});

/** Says how things were; after so long they are otherwise. Beginnings, trouble and endings never grow old. */
const PASSING: readonly Kind[] = ['progress', 'queued', 'concurrent'];
const FRESH_MS = 120_000;

const isStale = ({ at, event }: Entry, now: number): boolean =>
  PASSING.includes(event.kind) && now - at > FRESH_MS;
