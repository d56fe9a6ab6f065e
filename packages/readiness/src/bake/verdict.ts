// What a bake came to, from its last state.
import type { BakeEvidence, BakeReport } from '@signalbox/cloudformation/report';
import { formatDuration } from '@signalbox/runner/duration';
import { type BakeState, endOf, type SubjectState } from './state.ts';

/** Why a bake ended before its time. */
export type CutShort = 'cancelled' | 'timed-out';

interface Ending {
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
  readonly cut?: CutShort | undefined;
  readonly notes: readonly string[];
  readonly awsCalls: number;
}

/** Polls without data, or that failed, in a row before the end: an answer that is missing once says nothing. */
const ROW = 2;

export function reportOf(state: BakeState, { endedAt, cut, notes, awsCalls }: Ending): BakeReport {
  const { plan } = state;
  const evidence = Object.values(state.subjects).map((each) => evidenceOf(each, state));
  const { status, reason } = verdict(state, evidence, cut, endedAt);
  const { subject, words } = state.breach ?? {};
  return {
    ...{ status, reason, plannedSeconds: plan.seconds, evidence, notes, awsCalls },
    seconds: Math.round((endedAt - plan.startedAt) / 1000),
    startedAt: new Date(plan.startedAt).toISOString(),
    endedAt: new Date(endedAt).toISOString(),
    ...(subject === undefined || words === undefined
      ? {}
      : { breach: { kind: subject.kind, name: subject.name, reason: words } }),
  };
}

/** A bake that did not take place. */
export const skipped = (
  plannedSeconds: number,
  reason: string,
  notes: readonly string[] = [],
): BakeReport => ({
  ...{ status: 'skipped', reason, plannedSeconds, seconds: 0, evidence: [], notes, awsCalls: 0 },
});

/** A bake whose process died. `how`: in words, how that came. */
export const unfinished = (plannedSeconds: number, how: string): BakeReport => ({
  ...skipped(plannedSeconds, `not finished: ${how}`),
  status: 'inconclusive',
});

function verdict(
  { plan, breach }: BakeState,
  evidence: readonly BakeEvidence[],
  cut: CutShort | undefined,
  endedAt: number,
): Pick<BakeReport, 'status' | 'reason'> {
  const planned = formatDuration(plan.seconds);
  if (breach !== undefined) {
    const { kind, name } = breach.subject;
    const after = formatDuration(Math.max(0, Math.round((endedAt - plan.startedAt) / 1000)));
    return {
      status: 'breached',
      reason: `${KINDS[kind]} ${name} ${after} into the bake of ${planned}: ${breach.words}`,
    };
  }
  const far = formatDuration(
    Math.max(0, Math.round((Math.min(endedAt, endOf(plan)) - plan.startedAt) / 1000)),
  );
  if (cut === 'cancelled') return { status: 'inconclusive', reason: `cancelled after ${far} of ${planned}` };
  if (cut === 'timed-out')
    return {
      status: 'inconclusive',
      reason: `the time of the whole watch was up after ${far} of ${planned}`,
    };
  const open = evidence.filter(({ verdict: each }) => each === 'no-data' || each === 'lost');
  if (open.length > 0) {
    const words = open.map(
      ({ kind, name, verdict: each, last }) =>
        `${KINDS[kind]} ${name}: ${each === 'lost' ? `not to be read (${last})` : last}`,
    );
    return { status: 'inconclusive', reason: words.join('; ') };
  }
  const judged = evidence.filter(({ verdict: each }) => each === 'quiet');
  if (judged.length === 0)
    return {
      status: 'inconclusive',
      reason: 'all that was to be watched was bad before the deployment already',
    };
  return {
    status: 'passed',
    reason: `${judged.length} of ${evidence.length} watched stayed quiet for ${planned}`,
  };
}

const KINDS = { alarm: 'alarm', query: 'query', 'health-url': 'address' } as const;

function evidenceOf(each: SubjectState, state: BakeState): BakeEvidence {
  const { subject, polls, bad, noData, unread, last } = each;
  return {
    ...{
      kind: subject.kind,
      name: subject.name,
      verdict: verdictOf(each, state),
      looks: polls,
      bad,
      noData,
      unread,
    },
    last: last,
  };
}

function verdictOf(each: SubjectState, { breach, history }: BakeState): BakeEvidence['verdict'] {
  const { subject, polls, bad, noData, unread, noDataRow, unreadRow, countsFrom } = each;
  if (breach?.subject === subject) return 'breached';
  if (countsFrom === undefined) return 'pre-existing';
  const read = polls - unread;
  const isAlarm = subject.kind === 'alarm';
  // Whatever happened between polls that failed is in the history of an alarm; of a query nobody keeps one.
  const hasHistory = isAlarm && history === 'read';
  if (read === 0 || (isAlarm && typeof history === 'object')) return 'lost';
  if (!hasHistory && (unreadRow >= ROW || unread * 2 > polls)) return 'lost';
  // Bad once and silent since is not quiet: what crashes reports no more numbers.
  return read - bad - noData === 0 || noDataRow >= ROW ? 'no-data' : 'quiet';
}
