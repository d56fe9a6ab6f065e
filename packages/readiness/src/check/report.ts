import type { CheckReport } from '@signalbox/cloudformation/report';
import { oneLine } from '@signalbox/runner/untrusted';
import type { Settled } from '../model/rollout-state.ts';

interface Watched {
  readonly subject: string;
  /** Why the newest tasks stopped. */
  readonly tasks: readonly string[];
  /** How long it was watched: its duration where no deployment was seen to start. */
  readonly watchedMs: number;
  /** By AWS's clock: its end where none is known. */
  readonly now: number;
}

/** How a service's deployment ended, in the form of the public report. */
export function checkReport(ended: Settled, { subject, tasks, watchedMs, now }: Watched): CheckReport {
  const { status, reason, startedAt, endedAt, lostSight, progress, troubles = [] } = ended;
  const until = startedAt === undefined ? undefined : (endedAt ?? now);
  const duration = startedAt === undefined || until === undefined ? watchedMs : until - startedAt;
  const ok = (status === 'succeeded' || status === 'no-changes') && lostSight === undefined;
  return {
    ...{ kind: 'ecs-service', subject, ok, status, reason: inBrief(reason, tasks, troubles) },
    seconds: Math.max(0, Math.round(duration / 1000)),
    progress: status === 'succeeded' ? 100 : (progress ?? 0),
    ...(startedAt === undefined ? {} : { startedAt: new Date(startedAt).toISOString() }),
    ...(until === undefined ? {} : { endedAt: new Date(until).toISOString() }),
    ...(lostSight === undefined ? {} : { lostSight }),
  };
}

/** Of a task, an event or a line of its log, where many share a line. */
export const BRIEF_LENGTH = 200;

/** In one line that is short enough for every channel: what ECS said last, why the newest task stopped, and where its log ends. */
export function inBrief(words: string, tasks: readonly string[], troubles: readonly string[] = []): string {
  const said = troubles.slice(-2).filter((trouble) => !words.includes(trouble));
  return [words, ...new Set([...said, ...tasks.slice(0, 1), ...tasks.slice(-3)])]
    .map((each, index) => oneLine(each, index === 0 ? 2 * BRIEF_LENGTH : BRIEF_LENGTH))
    .join('; ');
}
