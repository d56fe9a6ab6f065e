import { ReadError } from '@signalbox/cloudformation/reader';
import type { CheckReport } from '@signalbox/cloudformation/report';
import { openSight } from '@signalbox/cloudformation/sight';
import { errorLine } from '@signalbox/runner/errors';
import type { Origin, ServiceBaseline } from './baseline.ts';
import { permanentFailure } from './doom.ts';
import { judge, type Known } from './judge.ts';
import type { CheckPorts, EcsReader } from './ports.ts';
import { parseService, type Seen } from './service.ts';
import { inBrief, openTeller, wordsOf } from './tell.ts';
import type { Ongoing, Settled, Unchanged, Verdict } from './verdict.ts';

export interface ServiceWatch {
  /** From when a deployment counts as ours, by `clock`; used where there is no baseline. */
  readonly since: number;
  readonly before?: ServiceBaseline | undefined;
  /** Once nothing of ours can begin any more, how much longer it may take to show. */
  readonly startTimeoutSeconds: number;
  /** Moment (of `clock`) at which the whole watch ends. */
  readonly deadline: number;
  /** Whether the deploying steps are over; absent where that is not seen: then they are as soon as anything began. */
  readonly stepsEnded?: (() => boolean) | undefined;
}

export interface EcsPorts extends CheckPorts {
  readonly reader: EcsReader;
  /** Gets new credentials. False: it cannot. */
  readonly renew: () => Promise<boolean>;
  /** Told of what people should hear of at once, each once. */
  readonly trouble?: (reason: string) => void;
}

const PAUSE_SECONDS = 8;
/** While the deploying steps have not begun anything. */
const IDLE_SECONDS = 20;
/** Smaller differences between AWS's clock and ours are not corrected. */
const SKEW_MS = 2000;
/** How soon it is noticed that they are over. */
const SLICE_SECONDS = 2;
/** What moves, but is not ours, is waited for at most this long: what we began shows by then. */
const FOREIGN_SECONDS = 300;

/**
 * Watches what is deployed to a service to its end, and judges it against what stood before. Ends when the deploying steps
 * are over and what they began has settled, can no longer succeed, or has not come. Warns of trouble as soon as it shows.
 */
export async function awaitService(
  subject: string,
  watch: ServiceWatch,
  ports: EcsPorts,
): Promise<CheckReport> {
  const { clock, signal, reader } = ports;
  const began = clock.now();
  const tell = openTeller(subject, ports);
  const look = openLook(subject, watch, ports);
  const report = openReport(subject, began, ports);
  let quietSince: number | undefined;
  let last: Verdict | undefined;
  for (;;) {
    const over = watch.stepsEnded?.() ?? true;
    if (over) quietSince ??= clock.now();
    try {
      last = await look();
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      if (signal.aborted) return report(cancelled(last));
      return report(lost(error, last));
    }
    const tasks = await tell(last);
    if (over) {
      const ended = endOf(last, tasks, clock.now() - (quietSince ?? 0), watch);
      if (ended !== undefined) return report(await withNear(subject, ended, reader), await tell.final(ended));
    }
    if (signal.aborted) return report(cancelled(last));
    if (clock.now() >= watch.deadline) return report(timedOut(last, reader.now(), over), tell.seen());
    const pause = (last.kind === 'ongoing' ? PAUSE_SECONDS : over ? PAUSE_SECONDS : IDLE_SECONDS) * 1000;
    await pauseUnless(
      () => !over && (watch.stepsEnded?.() ?? true),
      pause * (0.85 + 0.3 * ports.random()),
      watch,
      ports,
    );
  }
}

/** Sleeps, but not on when `changed` or the deadline has come. */
async function pauseUnless(
  changed: () => boolean,
  milliseconds: number,
  { deadline }: ServiceWatch,
  { clock, signal }: CheckPorts,
): Promise<void> {
  const end = Math.min(clock.now() + milliseconds, Math.max(deadline, clock.now() + 1));
  while (clock.now() < end && !signal.aborted && !changed()) {
    await clock.sleep(Math.min(SLICE_SECONDS * 1000, end - clock.now()), signal);
  }
}

/** How it ended, now that the deploying steps are over; undefined while it goes on. */
function endOf(
  verdict: Verdict,
  tasks: readonly string[],
  quietMs: number,
  { startTimeoutSeconds }: ServiceWatch,
): Settled | undefined {
  switch (verdict.kind) {
    case 'settled':
      return verdict;
    case 'ongoing': {
      const count = verdict.failures?.breaker === false ? verdict.failures.count : 0;
      const doomed = verdict.doomed ?? permanentFailure(count, tasks);
      if (doomed === undefined || verdict.rollingBack) return undefined;
      return { ...failed(verdict), reason: `can no longer succeed: ${doomed}` };
    }
    case 'unchanged': {
      const own = Math.max(startTimeoutSeconds, verdict.patienceSeconds ?? 0);
      const patience = verdict.moving ? Math.max(own, FOREIGN_SECONDS) : own;
      return quietMs >= patience * 1000 ? nothing(verdict) : undefined;
    }
  }
}

function nothing({ exists, reason, hidden }: Unchanged): Settled {
  if (!exists) return { kind: 'settled', status: 'not-found', reason };
  if (hidden === undefined) return { kind: 'settled', status: 'no-changes', reason };
  const words = `${reason}, but whether something was deployed and rolled back is not known: ${hidden}`;
  return { kind: 'settled', status: 'timed-out', reason: words, lostSight: words };
}

/** A typing error is mended sooner by who sees what may have been meant. */
async function withNear(subject: string, ended: Settled, reader: EcsReader): Promise<Settled> {
  if (ended.status !== 'not-found') return ended;
  const near = (await reader.near?.(parseService(subject))) ?? [];
  return near.length === 0 ? ended : { ...ended, reason: `${ended.reason}; there is ${near.join(', ')}` };
}

const failed = ({ startedAt, progress, troubles }: Ongoing): Omit<Settled, 'reason'> => ({
  ...{ kind: 'settled', status: 'failed', startedAt, progress, troubles },
});

const cancelled = (last: Verdict | undefined): Settled => ({
  ...{
    kind: 'settled',
    status: 'cancelled',
    reason: last === undefined ? 'not looked at yet' : wordsOf(last),
  },
  ...(last?.kind === 'ongoing' ? { startedAt: last.startedAt, progress: last.progress } : {}),
});

/** What rolls back when the time is up has failed, whatever comes of the rollback. */
function timedOut(last: Verdict, now: number, over: boolean): Settled {
  if (last.kind === 'settled') return { ...last, endedAt: last.endedAt ?? now };
  if (last.kind === 'unchanged') {
    return over ? nothing(last) : { kind: 'settled', status: 'timed-out', reason: last.reason };
  }
  const { activity, startedAt, progress, troubles, rollingBack } = last;
  const status = rollingBack ? 'failed' : 'timed-out';
  return { kind: 'settled', status, reason: activity, startedAt, endedAt: now, progress, troubles };
}

/**
 * Nothing can be read any more. What was never seen is red: a missing permission is the user's to mend, and who asks in vain
 * for the whole time has been told nothing. Credentials that have expired meanwhile are no such case.
 */
function lost(error: ReadError, last: Verdict | undefined): Settled {
  const { trouble } = error;
  if (last === undefined && trouble !== 'expired') {
    const status = trouble === 'denied' || trouble === 'other' ? 'failed' : 'timed-out';
    return { kind: 'settled', status, reason: `its rollout cannot be read: ${errorLine(error)}` };
  }
  if (last?.kind === 'ongoing' && last.rollingBack) {
    return { ...failed(last), reason: `${last.activity}; then sight was lost: ${errorLine(error)}` };
  }
  const seen = last === undefined ? '' : ` (last seen: ${wordsOf(last)})`;
  const words = `lost sight of its rollout: ${errorLine(error)}${seen}`;
  return { kind: 'settled', status: 'timed-out', reason: words, lostSight: words };
}

/** Looks, and keeps what was learned; outages are waited out. */
function openLook(subject: string, watch: ServiceWatch, ports: EcsPorts): () => Promise<Verdict> {
  const { clock, reader, random, signal, renew, say } = ports;
  const sight = openSight({
    ...{ clock, random, signal, renew, deadline: watch.deadline },
    lost: (_, message) => say(`${subject}: lost sight: ${message}`, 'info'),
    regained: () => say(`${subject}: sight regained`, 'info'),
  });
  const { stepsEnded, since, before } = watch;
  let known: Known = { stepsAreSeen: stepsEnded !== undefined };
  return async () => {
    const over = stepsEnded?.() === true;
    const seen: Seen = await sight.look(() => reader.look(parseService(subject), known.ours));
    if (over && known.closedAt === undefined) known = { ...known, closedAt: seen.now + SKEW_MS };
    const skew = seen.now - clock.now();
    const origin: Origin = { since: since + skew, ...(before === undefined ? {} : { before }) };
    const judged = judge(seen, known, origin);
    known = judged.known;
    return judged.verdict;
  };
}

function openReport(subject: string, began: number, { clock, reader }: EcsPorts) {
  return (ended: Settled, tasks: readonly string[] = []): CheckReport => {
    const { status, reason, startedAt, endedAt, lostSight, progress, troubles = [] } = ended;
    const until = startedAt === undefined ? undefined : (endedAt ?? reader.now());
    const seconds =
      startedAt === undefined || until === undefined
        ? (clock.now() - began) / 1000
        : (until - startedAt) / 1000;
    const ok = (status === 'succeeded' || status === 'no-changes') && lostSight === undefined;
    return {
      ...{ kind: 'ecs-service', subject, ok, status, reason: inBrief(reason, tasks, troubles) },
      seconds: Math.max(0, Math.round(seconds)),
      progress: status === 'succeeded' ? 100 : (progress ?? 0),
      ...(startedAt === undefined ? {} : { startedAt: new Date(startedAt).toISOString() }),
      ...(until === undefined ? {} : { endedAt: new Date(until).toISOString() }),
      ...(lostSight === undefined ? {} : { lostSight }),
    };
  };
}
