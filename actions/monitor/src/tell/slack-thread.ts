import type { MonitorReport } from '@signalbox/cloudformation/report';
import { compact } from '@signalbox/runner/values';
import type { DeploymentEvent } from '@signalbox/slack/event';
import type { Notifier } from '@signalbox/slack/notifier';
import type { Subscriber, Update } from './broadcaster.ts';
import { bakingWords } from './lines.ts';

/** Set by a starter that tells the outcome itself, since it knows more of the deployment than its stacks. */
export const OUTCOME_TOLD_ELSEWHERE = 'SIGNALBOX_OUTCOME_TOLD_ELSEWHERE';

interface Terms {
  readonly now: () => number;
  readonly tellsOutcome: boolean;
}

/** Keeps the head of the deployment's Slack thread up to date, and tells stalls and the outcome. */
export function slackThread(notifier: Pick<Notifier, 'send'>, { now, tellsOutcome }: Terms): Subscriber {
  let percent: number | undefined;
  return {
    tell: async (update) => {
      if (update.kind === 'ended' && !tellsOutcome) return;
      if (update.kind === 'progress') percent = percentOf(update);
      const event = eventOf(update, now(), percent);
      if (event !== undefined) await notifier.send(event);
    },
  };
}

/** Going back, percent would seem to go forward. */
const percentOf = ({ progress, rollingBack }: Extract<Update, { kind: 'progress' }>) =>
  rollingBack ? undefined : progress.percent;

function eventOf(update: Update, now: number, percent: number | undefined): DeploymentEvent | undefined {
  const shown = compact({ progress: percent });
  switch (update.kind) {
    case 'progress': {
      const { elapsedSeconds, left } = update.progress;
      const at = (seconds: number) => now + seconds * 1000;
      const finish = { expected: at(left.seconds), earliest: at(left.low), latest: at(left.high) };
      const { stack, activity } = update;
      return { kind: 'progress', facts: { stack, activity, elapsedSeconds, finish, ...shown } };
    }
    case 'stalled':
      return { kind: 'stalled', facts: { stack: update.stack, reason: update.reason } };
    case 'failing':
      return { kind: 'progress', facts: { stack: update.stack, activity: `failing: ${update.reason}` } };
    case 'trouble':
      return {
        kind: 'progress',
        facts: { stack: update.stack, activity: `in trouble: ${update.reason}`, ...shown },
      };
    case 'baking':
      return {
        kind: 'progress',
        facts: { activity: bakingWords(update), finish: { expected: update.endsAt } },
      };
    case 'ended':
      return outcome(update.report);
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
