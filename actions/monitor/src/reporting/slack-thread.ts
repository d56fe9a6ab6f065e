import type { MonitorReport } from '@signalbox/cloudformation/report';
import { compact } from '@signalbox/runner/values';
import type { DeploymentEvent } from '@signalbox/slack/event';
import type { Notifier } from '@signalbox/slack/notifier';
import type { Announcement, Subscriber } from './broadcaster.ts';
import { bakingWords } from './lines.ts';

/** Set by a starter that reports the outcome itself, since it knows more of the deployment than its stacks. */
export const OUTCOME_TOLD_ELSEWHERE = 'SIGNALBOX_OUTCOME_TOLD_ELSEWHERE';

interface ThreadOptions {
  readonly now: () => number;
  readonly reportsOutcome: boolean;
}

/** Keeps the head of the deployment's Slack thread up to date, and reports stalls and the outcome. */
export function slackThread(
  notifier: Pick<Notifier, 'send'>,
  { now, reportsOutcome }: ThreadOptions,
): Subscriber {
  let percent: number | undefined;
  return {
    notify: async (announcement) => {
      if (announcement.kind === 'ended' && !reportsOutcome) return;
      if (announcement.kind === 'progress') percent = percentOf(announcement);
      const event = eventOf(announcement, now(), percent);
      if (event !== undefined) await notifier.send(event);
    },
  };
}

/** Going back, percent would seem to go forward. */
const percentOf = ({ progress, rollingBack }: Extract<Announcement, { kind: 'progress' }>) =>
  rollingBack ? undefined : progress.percent;

function eventOf(
  announcement: Announcement,
  now: number,
  percent: number | undefined,
): DeploymentEvent | undefined {
  const shown = compact({ progress: percent });
  switch (announcement.kind) {
    case 'progress': {
      const { elapsedSeconds, remaining } = announcement.progress;
      const at = (seconds: number) => now + seconds * 1000;
      const finish = {
        expected: at(remaining.seconds),
        earliest: at(remaining.low),
        latest: at(remaining.high),
      };
      const { stack, activity } = announcement;
      return { kind: 'progress', facts: { stack, activity, elapsedSeconds, finish, ...shown } };
    }
    case 'stalled':
      return { kind: 'stalled', facts: { stack: announcement.stack, reason: announcement.reason } };
    case 'failing':
      return {
        kind: 'progress',
        facts: { stack: announcement.stack, activity: `failing: ${announcement.reason}` },
      };
    case 'trouble':
      return {
        kind: 'progress',
        facts: { stack: announcement.stack, activity: `in trouble: ${announcement.reason}`, ...shown },
      };
    case 'baking':
      return {
        kind: 'progress',
        facts: { activity: bakingWords(announcement), finish: { expected: announcement.endsAt } },
      };
    case 'ended':
      return outcome(announcement.report);
  }
}

const ENDINGS = {
  succeeded: 'complete',
  'no-changes': 'complete',
  failed: 'failed',
  'rolled-back': 'rolled-back',
  stalled: 'stalled',
  'timed-out': 'timed-out',
  cancelled: 'cancelled',
  'not-found': 'failed',
} as const;

function outcome(report: MonitorReport): DeploymentEvent {
  const { status, failureReason, failedResource, rootCause, consoleUrl, lostSight } = report;
  const reason = lostSight ?? (failureReason && `${failedResource}: ${failureReason}`);
  const why = rootCause && [rootCause.reason, rootCause.advice, ...rootCause.evidence];
  return {
    kind: ENDINGS[status],
    facts: {
      stack: (report.stacks.length > 0
        ? report.stacks.map(({ name }) => name)
        : report.checks.map(({ subject }) => subject)
      ).join(', '),
      elapsedSeconds: report.durationSeconds,
      ...(reason && { reason }),
      ...(why && { rootCause: why }),
      ...(consoleUrl && { consoleUrl }),
    },
  };
}
