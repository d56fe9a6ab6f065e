import type { Notice } from '@signalbox/cloudformation/notice';
import type { Progress } from '@signalbox/cloudformation/progress';
import type { MonitorReport } from '@signalbox/cloudformation/report';
import type { Clock } from '@signalbox/runner/clock';
import { formatDuration } from '@signalbox/runner/duration';
import { doneWords, monitoringWords } from './lines.ts';

/** Something worth telling people who do not read the log. */
export type Announcement =
  | {
      readonly kind: 'progress';
      readonly stack: string;
      readonly progress: Progress;
      readonly activity: string;
      readonly rollingBack: boolean;
    }
  | {
      readonly kind: 'stalled' | 'failing';
      readonly stack: string;
      readonly reason: string;
      readonly consoleUrl?: string;
    }
  /** A service, or a resource, in trouble that may pass: what it is, each once. */
  | { readonly kind: 'trouble'; readonly stack: string; readonly reason: string }
  /** It is deployed, and watched for a while. */
  | {
      readonly kind: 'baking';
      readonly passedSeconds: number;
      readonly seconds: number;
      /** Milliseconds since the epoch. */
      readonly endsAt: number;
    }
  | { readonly kind: 'ended'; readonly report: MonitorReport };

/** Who hears of the deployment: Slack, the registry's page. It may be slow or down without harm. */
export interface Subscriber {
  notify(announcement: Announcement): Promise<void>;
}

const STEP_PERCENT = 10;
const STEP_SECONDS = 60;

/**
 * Which notices of one stack are worth telling: phase changes, stalls, the first failure, and each tenth. What is foretold
 * includes the bake that follows.
 */
export function announcementsOf(
  stack: string,
  now: () => number,
  bakeSeconds = 0,
): (notice: Notice) => Announcement | undefined {
  let last = { percent: -STEP_PERCENT, at: Number.NEGATIVE_INFINITY, back: false, monitored: false };
  return (notice) => {
    switch (notice.kind) {
      case 'progress': {
        const { progress, rollingBack } = notice;
        const far =
          progress.percent >= last.percent + STEP_PERCENT && now() - last.at >= (STEP_SECONDS * 1000) / 4;
        const late = progress.percent > last.percent && now() - last.at >= STEP_SECONDS * 1000;
        const monitored = progress.monitoring !== undefined;
        if (!far && !late && rollingBack === last.back && monitored === last.monitored) return undefined;
        last = { percent: progress.percent, at: now(), back: rollingBack, monitored };
        return {
          kind: 'progress',
          stack,
          progress: rollingBack
            ? progress
            : { ...progress, remaining: later(progress.remaining, bakeSeconds) },
          activity: activityOf(progress, rollingBack),
          rollingBack,
        };
      }
      case 'stalled': {
        const { span, elapsedSeconds, usualSeconds, hint, evidence } = notice.delay;
        const usually = `usually about ${formatDuration(usualSeconds)}`;
        const reason = `${span.logicalId} (${span.type}) takes ${formatDuration(elapsedSeconds)}, ${usually}; ${evidence ?? hint}`;
        return { kind: 'stalled', stack, reason };
      }
      case 'early-warning':
        return { kind: 'trouble', stack, reason: `${notice.span.logicalId}: ${notice.words}` };
      case 'failing':
        return { kind: 'failing', stack, reason: `${notice.cause.logicalId}: ${notice.cause.reason}` };
      default:
        return undefined;
    }
  };
}

const later = ({ seconds, low, high }: Progress['remaining'], by: number) => ({
  ...{ seconds: seconds + by, low: low + by, high: high + by },
});

function activityOf(progress: Progress, rollingBack: boolean): string {
  const { running, monitoring } = progress;
  if (monitoring !== undefined) return monitoringWords(monitoring);
  const now = running[0] === undefined ? '' : `, now ${running[0].logicalId}`;
  return `${rollingBack ? 'rolling back, ' : ''}${doneWords(progress)} resources${now}`;
}

interface Broadcaster {
  notify(announcement: Announcement): void;
  /** Waits until all subscribers are notified, for at most this long. */
  settle(milliseconds: number): Promise<void>;
}

/**
 * Notifies several subscribers without ever holding up the watch: one announcement at a time to each; while one is
 * slow, a newer progress replaces an older one that still waits.
 */
export function openBroadcaster(
  subscribers: readonly Subscriber[],
  clock: Clock,
  failed: (error: unknown) => void,
): Broadcaster {
  const queues = subscribers.map((subscriber) => openQueue(subscriber, failed));
  return {
    notify: (announcement) => {
      for (const queue of queues) queue.add(announcement);
    },
    settle: async (milliseconds) => {
      const limit = new AbortController();
      await Promise.race([
        Promise.all(queues.map(({ idle }) => idle())),
        clock.sleep(milliseconds, limit.signal),
      ]);
      limit.abort();
    },
  };
}

/** What one subscriber is still to be notified of, oldest first. */
function openQueue(subscriber: Subscriber, failed: (error: unknown) => void) {
  let waiting: Announcement[] = [];
  let running: Promise<void> | undefined;
  const run = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await subscriber.notify(next).catch(failed);
    }
    running = undefined;
  };
  return {
    add: (announcement: Announcement) => {
      waiting = [...waiting.filter(({ kind }) => kind !== 'progress'), announcement];
      running ??= run();
    },
    idle: async () => running,
  };
}
