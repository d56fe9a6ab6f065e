import type { Forecast } from '@signalbox/estimate/forecast';
import { clockTime, formatDuration } from '@signalbox/runner/duration';
import { oneLine } from '@signalbox/runner/untrusted';
import type { Decision } from './decide.ts';
import { before, type QueueEntry } from './decide.ts';
import type { Reason } from './reason.ts';
import { queuePhaseOf, type Registration } from './registration.ts';
import type { Snapshot } from './snapshot.ts';

/** One's position in the queue. */
export interface QueuePosition {
  /** Those in front, first first: the one that holds or claims, then those that wait. */
  readonly ahead: readonly Registration[];
  /** Seconds until the turn at the median; absent without history. */
  readonly expectedSeconds?: number | undefined;
  /** Those ahead whose job is over without releasing, and when they are ended (server time). */
  readonly ending?: Ending;
}

export type Ending = ReadonlyMap<number, number>;
const NONE: Ending = new Map();

export function queuePosition(
  snapshot: Snapshot,
  others: readonly QueueEntry[],
  me: Pick<QueueEntry, 'id' | 'priority'>,
  forecast: Forecast | undefined,
  ending: Ending = NONE,
): QueuePosition {
  const rank = ({ phase }: QueueEntry) => (phase === 'waiting' ? 1 : 0);
  const ahead = others
    .filter((other) => other.phase !== 'waiting' || before(other, me))
    .sort((a, b) => rank(a) - rank(b) || (before(a, b) ? -1 : 1))
    .flatMap(({ id }) => snapshot.registrations.find((registration) => registration.id === id) ?? []);
  const remaining = ahead.map((registration) => {
    const endsAt = ending.get(registration.id);
    if (endsAt !== undefined) return Math.max(0, (endsAt - snapshot.now) / 1000);
    return forecast && remainingSeconds(registration, forecast, snapshot.now);
  });
  const known = remaining.filter((seconds) => seconds !== undefined);
  if (known.length < remaining.length || (forecast === undefined && remaining.length === 0))
    return { ahead, ending };
  return { ahead, ending, expectedSeconds: known.reduce((sum, seconds) => sum + seconds, 0) };
}

/** How long it should still hold, or will hold when it has its turn: the median. */
export function remainingSeconds(registration: Registration, forecast: Forecast, now: number): number {
  const held = heldSeconds(registration, now) ?? 0;
  return Math.max(0, forecast.quantile(0.5, held) - held);
}

export function heldSeconds({ latest, heldSince }: Registration, now: number): number | undefined {
  if (queuePhaseOf(latest) !== 'holding') return undefined;
  return Math.max(0, (now - (heldSince ?? now)) / 1000);
}

/** `run 7001 of deploy by mona (octo/shop)`. */
function runLine({ payload: { runId, workflow, actor, repository } }: Registration): string {
  const [flow, who, where] = [oneLine(workflow, 60), oneLine(actor, 40), oneLine(repository, 80)];
  return `run ${runId}${flow && ` of ${flow}`}${who && ` by ${who}`} (${where})`;
}

/** `run 7001 of deploy by mona (octo/shop), deploying for 3 min`. */
export function whoLine(
  registration: Registration,
  now: number,
  { ending = NONE }: { ending?: Ending } = {},
): string {
  const endsAt = ending.get(registration.id);
  if (endsAt !== undefined) {
    const remaining = formatDuration((endsAt - now) / 1000);
    return `${runLine(registration)}, whose job is over without releasing; what it started may still run for ${remaining}`;
  }
  const held = heldSeconds(registration, now);
  const state =
    held === undefined
      ? `${queuePhaseOf(registration.latest)} for ${formatDuration((now - registration.createdAt) / 1000)}`
      : `deploying for ${formatDuration(held)}`;
  return `${runLine(registration)}, ${state}`;
}

/** Changes when there is something new to say in the log. */
export const positionKey = ({ ahead, ending = NONE }: QueuePosition): string =>
  ahead.map(({ id, latest }) => `${id}:${ending.has(id) ? 'ending' : queuePhaseOf(latest)}`).join(' ');

/** `2nd in line behind run ...; expected to start in about 6 min`. */
export function positionLine(position: QueuePosition, now: number): string {
  return lineOf(
    position,
    (first) => whoLine(first, now, position),
    (seconds) => `in about ${formatDuration(seconds)}`,
  );
}

/** The same for a page that shows it long afterwards: `2nd in line behind run ...; expected to start about 14:32 UTC`. */
export function positionNotice(position: QueuePosition, now: number): string {
  return lineOf(position, runLine, (seconds) => `about ${clockTime(now + seconds * 1000)}`);
}

function lineOf(
  { ahead, expectedSeconds }: QueuePosition,
  who: (first: Registration) => string,
  when: (seconds: number) => string,
): string {
  const [first] = ahead;
  if (first === undefined) return 'next in line';
  const others = ahead.length > 1 ? ` and ${ahead.length - 1} more` : '';
  const turn = expectedSeconds === undefined ? '' : `; expected to start ${when(expectedSeconds)}`;
  return `${ordinal(ahead.length)} in line behind ${who(first)}${others}${turn}`;
}

function ordinal(count: number): string {
  const suffix = { 1: 'st', 2: 'nd', 3: 'rd' }[count % 10] ?? 'th';
  return `${count}${count % 100 >= 11 && count % 100 <= 13 ? 'th' : suffix}`;
}

/** The contract's word for why there is no turn yet. */
export function reasonOf(
  { snapshot, decision }: { readonly snapshot: Snapshot; readonly decision: Decision },
  { ahead, ending }: QueuePosition,
): Reason {
  const [freeze] = snapshot.freezes;
  if (freeze !== undefined) return { code: 'frozen', details: `by ${freeze.by}: ${freeze.reason}` };
  const [first] = ahead;
  if (first === undefined) return { code: 'free', details: '' };
  const code = 'because' in decision && decision.because === 'queued-behind' ? 'queued-behind' : 'held';
  return { code, details: whoLine(first, snapshot.now, ending && { ending }) };
}
