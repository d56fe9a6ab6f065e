import { ReadError } from '@signalbox/cloudformation/reader';
import type { CheckReport } from '@signalbox/cloudformation/report';
import { jittered } from '@signalbox/runner/retry';
import type { RolloutState, Settled } from '../model/rollout-state.ts';
import { parseService } from '../model/service-name.ts';
import type { CheckPorts, EcsPorts, EcsReader } from '../ports.ts';
import { cancelled, endOf, timedOut, unreadable } from './ending.ts';
import { openRolloutPoll, type ServiceWatch } from './poll.ts';
import { checkReport } from './report.ts';
import { openReporter, report, reportEnd } from './reporter.ts';

const PAUSE_SECONDS = 8;
const JITTER = 0.15;
/** While the deploying steps have not begun anything. */
const IDLE_SECONDS = 20;
/** How soon it is noticed that they are over. */
const SLICE_SECONDS = 2;

/**
 * Watches what is deployed to a service to its end, and judges it against what ran before. Ends when the deploying steps
 * are over and what they began has settled, can no longer succeed, or has not come. Warns of trouble as soon as it shows.
 */
export async function awaitService(
  subject: string,
  watch: ServiceWatch,
  ports: EcsPorts,
): Promise<CheckReport> {
  const { clock, signal, reader } = ports;
  const began = clock.now();
  const reporter = openReporter(subject, ports);
  const poll = openRolloutPoll(subject, watch, ports);
  const end = (ended: Settled, tasks: readonly string[] = []): CheckReport =>
    checkReport(ended, { subject, tasks, watchedMs: clock.now() - began, now: reader.now() });
  let quietSince: number | undefined;
  let last: RolloutState | undefined;
  for (;;) {
    const over = watch.stepsEnded?.() ?? true;
    if (over) quietSince ??= clock.now();
    try {
      last = await poll();
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      return end(signal.aborted ? cancelled(last) : unreadable(error, last));
    }
    const tasks = await report(reporter, last);
    if (over) {
      const quietMs = clock.now() - (quietSince ?? 0);
      const ended = endOf(last, tasks, quietMs, watch.startTimeoutSeconds);
      if (ended !== undefined)
        return end(await withNear(subject, ended, reader), await reportEnd(reporter, ended));
    }
    if (signal.aborted) return end(cancelled(last));
    if (clock.now() >= watch.deadline) return end(timedOut(last, reader.now(), over), reporter.tasks);
    const pause = (over || last.kind === 'ongoing' ? PAUSE_SECONDS : IDLE_SECONDS) * 1000;
    await pauseUnless(
      () => !over && (watch.stepsEnded?.() ?? true),
      jittered(pause, ports.random, JITTER),
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

/** Of a service that was not found, also which ones may have been meant: most likely its name was mistyped. */
async function withNear(subject: string, ended: Settled, reader: EcsReader): Promise<Settled> {
  if (ended.status !== 'not-found') return ended;
  const near = (await reader.fetchNear?.(parseService(subject))) ?? [];
  return near.length === 0 ? ended : { ...ended, reason: `${ended.reason}; there is ${near.join(', ')}` };
}
