import { ReadError } from '@signalbox/cloudformation/reader';
import type { BakeReport } from '@signalbox/cloudformation/report';
import { formatDuration } from '@signalbox/runner/duration';
import { errorLine } from '@signalbox/runner/errors';
import { retry } from '@signalbox/runner/retry';
import type { BakeBaseline } from './baseline.ts';
import { askQuery } from './evaluate.ts';
import { asksOf, secondsACall, totalCost } from './pace.ts';
import type { BakePorts } from './ports.ts';
import { applied, type BakeMove, type BakeResult, type BakeState, newBake, next } from './state.ts';
import { keyOf, type Query, type Reading, type Subject } from './subject.ts';
import { type CutShort, reportOf, skipped } from './verdict.ts';

export { skipped, unfinished } from './verdict.ts';

interface BakeOptions {
  /** How long, in seconds. */
  readonly seconds: number;
  /** When it began, in milliseconds: one that goes on for a process that was killed. @default now */
  readonly startedAt?: number | undefined;
  /** What was read before anything was deployed. */
  readonly baseline: BakeBaseline;
  readonly queries: readonly Query[];
  /** Whether AWS answers them. */
  readonly queriesAskAws?: boolean;
  /** Addresses that go on being asked, and what each is called. */
  readonly addresses: readonly { readonly url: string; readonly name: string }[];
  /** Moment (of `clock`) at which the whole watch ends. */
  readonly deadline: number;
}

interface Ports extends BakePorts {
  /** Receives how far it is, at the beginning and then once a minute or a tenth of the bake, whichever is longer. */
  readonly progress?: (passedSeconds: number) => void;
}

/** Watches alarms, queries and addresses until the time is up or one of them breaks. */
export async function bake(options: BakeOptions, ports: Ports): Promise<BakeReport> {
  const { clock, signal, say } = ports;
  const { seconds, baseline, deadline, startedAt = clock.now() } = options;
  const subjects = subjectsOf(options);
  if (seconds <= 0) return skipped(0, 'no bake was asked for');
  if (subjects.length === 0)
    return skipped(
      seconds,
      'nothing is configured to be watched: name alarms, queries or addresses',
      baseline.notes,
    );
  const before = ports.calls();
  let state = newBake({ startedAt, seconds, subjects });
  const perform = openPerform(options, ports);
  const showProgress = openProgress(startedAt, seconds, ports);
  const finish = (cut?: CutShort) =>
    reportOf(state, { endedAt: clock.now(), cut, notes: baseline.notes, awsCalls: ports.calls() - before });
  const turns = turnsLine(subjects, seconds);
  if (turns !== undefined) say(turns, 'info');
  showProgress();
  for (;;) {
    const move = next(state);
    if (move.kind === 'end') return finish();
    while (clock.now() < Math.min(move.at, deadline) && !signal.aborted) {
      await clock.sleep(Math.min(move.at, deadline, clock.now() + TICK_MS) - clock.now(), signal);
      showProgress();
    }
    if (signal.aborted) return finish('cancelled');
    if (clock.now() < move.at) return finish('timed-out');
    const result = await perform(move, state);
    if (signal.aborted) return finish('cancelled');
    sayNew(state, result, say);
    state = applied(state, result);
  }
}

/** Of the sleep between two polls: how soon the progress is shown. */
const TICK_MS = 15_000;

/** Alarms of a region that one request asks for. */
const ALARMS_A_REQUEST = 100;

function subjectsOf({ baseline, queries, addresses, queriesAskAws }: BakeOptions): readonly Subject[] {
  return [
    ...byRegion(baseline.alarms).flatMap(({ region, alarms }) =>
      alarms.map(({ label, preExisting, kind }, index) => ({
        ...({ kind: 'alarm', name: label, preExisting } as const),
        request: { id: `alarms ${region} ${Math.floor(index / ALARMS_A_REQUEST)}`, cost: 1 },
        group: `${region} ${kind}`,
      })),
    ),
    ...queries.map(({ name, min }) => ({
      ...({ kind: 'query', name } as const),
      ...(queriesAskAws ? { request: { id: `query ${name}`, cost: min === undefined ? 1 : 2 } } : {}),
      preExisting: baseline.preExistingQueries.includes(name),
    })),
    ...addresses.map(({ name }) => ({ kind: 'health-url', name, preExisting: false }) as const),
  ];
}

/** The alarms of each region. */
const byRegion = <T extends { readonly region: string | undefined }>(alarms: readonly T[]) =>
  [...new Set(alarms.map(({ region }) => region))].map((region) => ({
    region,
    alarms: alarms.filter((alarm) => alarm.region === region),
  }));

/** What takes several requests is polled in turns; people read that before something breaks. */
function turnsLine(subjects: readonly Subject[], seconds: number): string | undefined {
  const asks = asksOf(subjects);
  const cost = totalCost(asks);
  if (asks.length <= 1 && cost <= 1) return undefined;
  const each = formatDuration(Math.round(cost * secondsACall(subjects, seconds)));
  return `bake: a look at all that AWS is asked for takes ${cost} requests; each is looked at about every ${each}`;
}

function openProgress(startedAt: number, seconds: number, { clock, progress }: Ports): () => void {
  const step = Math.max(60, seconds / 10) * 1000;
  let shown = -1;
  return () => {
    const reached = Math.floor((clock.now() - startedAt) / step);
    if (reached <= shown || clock.now() >= startedAt + seconds * 1000) return;
    shown = reached;
    progress?.((clock.now() - startedAt) / 1000);
  };
}

type Perform = (move: Exclude<BakeMove, { kind: 'end' }>, state: BakeState) => Promise<BakeResult>;

function openPerform(options: BakeOptions, ports: Ports): Perform {
  return async (move) => {
    if (move.kind === 'history') return readHistory(move, options, ports);
    const readings = await Promise.all([
      ...pollAlarms(move.keys, options, ports),
      ...options.queries
        .map((query) => ({ query, key: keyOf({ kind: 'query', name: query.name }) }))
        .filter(({ key }) => move.keys.includes(key))
        .map(async ({ query, key }) => [
          await unreadUnless(key, async () => ({ key, ...(await askQuery(query, await ports.queries())) })),
        ]),
      ...options.addresses
        .map((address) => ({ address, key: keyOf({ kind: 'health-url', name: address.name }) }))
        .filter(({ key }) => move.keys.includes(key))
        .map(async ({ address, key }) => {
          const { ok, words } = await ports.health(address.url);
          return [{ key, words, state: ok ? 'quiet' : 'bad' } as const];
        }),
    ]);
    return { kind: 'polled', at: ports.clock.now(), readings: readings.flat() };
  };
}

/** A poll that failed is made again with the next one. */
async function unreadUnless(key: string, read: () => Promise<Reading>): Promise<Reading> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return { key, state: 'unread', words: errorLine(error) };
  }
}

const STATES: Readonly<Record<string, Reading['state']>> = {
  OK: 'quiet',
  ALARM: 'bad',
  INSUFFICIENT_DATA: 'no-data',
};

/** One request for a hundred alarms of a region. */
function pollAlarms(keys: readonly string[], { baseline }: BakeOptions, ports: Ports) {
  const asked = baseline.alarms
    .map((alarm) => ({ ...alarm, key: keyOf({ kind: 'alarm', name: alarm.label }) }))
    .filter(({ key }) => keys.includes(key));
  return byRegion(asked).map(async ({ region, alarms }): Promise<readonly Reading[]> => {
    try {
      const reader = await ports.alarms(region);
      const found = await reader.byName(alarms.map(({ name }) => name));
      const skew = reader.now() - ports.clock.now();
      return alarms.map(({ name, key }) => {
        const now = found.find((alarm) => alarm.name === name);
        if (now === undefined) return { key, state: 'no-data', words: 'the alarm is no longer there' };
        const words = `${now.state}: ${now.reason}`;
        return { key, words, state: STATES[now.state] ?? 'no-data', since: now.since - skew };
      });
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      return alarms.map(({ key }) => ({ key, state: 'unread', words: errorLine(error) }) as const);
    }
  });
}

/** Longer nobody waits for a history that cannot be read. */
const HISTORY_SECONDS = 150;
/** Between two tries, for each request of them: what is throttled is not asked more often than the polls ask. */
const PAUSE_A_CALL_MS = 24_000;

type HistoryMove = Extract<BakeMove, { kind: 'history' }>;

/** What the polls did not see. One in between is not repeated: the last one comes anyway. */
async function readHistory(move: HistoryMove, { baseline }: BakeOptions, ports: Ports): Promise<BakeResult> {
  const { keys, isLast } = move;
  const asked = baseline.alarms.filter(({ label }) => keys.includes(keyOf({ kind: 'alarm', name: label })));
  try {
    const all = await Promise.all(
      byRegion(asked).map(({ region, alarms }) => regionHistory(region, alarms, move, ports)),
    );
    const transitions = all.flatMap((each) => each.transitions);
    if (transitions.length === 0 && !all.every(({ complete }) => complete))
      return {
        kind: 'no-history',
        keys,
        isLast,
        why: 'the account had more changes of alarms than are read',
      };
    return { kind: 'history', keys, isLast, transitions };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return { kind: 'no-history', keys, isLast, why: errorLine(error) };
  }
}

type Alarms = BakeBaseline['alarms'];

async function regionHistory(
  region: string | undefined,
  alarms: Alarms,
  { from, isLast }: HistoryMove,
  ports: Ports,
) {
  const { clock, random, signal } = ports;
  const reader = await ports.alarms(region);
  const skew = reader.now() - clock.now();
  const afterMs = PAUSE_A_CALL_MS * new Set(alarms.map(({ kind }) => kind)).size;
  const found = await retry(() => reader.wentOff(alarms, { from: from + skew, to: reader.now() }), {
    ...{ clock, random, signal, attempts: isLast ? 8 : 1, deadline: clock.now() + HISTORY_SECONDS * 1000 },
    classify: (error) => ({ retry: error instanceof ReadError && error.trouble !== 'denied', afterMs }),
  });
  return {
    complete: found.complete,
    transitions: found.transitions.map(({ name, at, reason }) => ({
      ...{ at: at - skew, reason },
      name: alarms.find((alarm) => alarm.name === name)?.label ?? name,
    })),
  };
}

/** What is bad, has no data or cannot be read is said when it begins to be so. */
function sayNew(before: BakeState, result: BakeResult, say: BakePorts['say']): void {
  if (result.kind === 'no-history' && result.isLast)
    say(`bake: the history of the alarms could not be read: ${result.why}`, 'warning');
  if (result.kind !== 'polled') return;
  for (const { key, state, words } of result.readings) {
    const last = before.subjects[key]?.last;
    if (state !== 'quiet' && last !== words) say(`bake: ${key} ${WORDS[state]}: ${words}`, 'info');
  }
}

const WORDS = { bad: 'is bad', 'no-data': 'says nothing', unread: 'could not be looked at' } as const;
