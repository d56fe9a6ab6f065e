import { attempts } from '@signalbox/cloudformation/attempt';
import type { MonitorStatus, StackReport } from '@signalbox/cloudformation/report';
import type { StackEvent } from '@signalbox/cloudformation/stack-event';
import { watch } from '@signalbox/cloudformation/watch';
import { virtualClock } from '@signalbox/simulator/clock';
import { seededRandom } from '@signalbox/simulator/random';
import { type Replayable, replayReader, toEvent } from '@signalbox/simulator/replay-reader';

export interface Watched {
  readonly status: MonitorStatus;
  readonly cause: string | undefined;
  readonly calls: number;
  /** What was asked, in order. */
  readonly asked: readonly string[];
  /** Nested stacks whose events are not all in the report. */
  readonly unread: number;
  /** Seconds from the moment the outcome was certain to its detection. */
  readonly lag: number;
  /** Mean absolute difference between the percentage shown and the share of time passed, 0 to 1. */
  readonly progressError: number;
  /** Logical ids and seconds after the resource began. */
  readonly stalls: readonly (readonly [id: string, seconds: number])[];
}

export interface WatchRun {
  readonly timeline: Replayable;
  readonly earlier?: (startAt: number) => readonly StackEvent[];
  readonly seed: number;
  /** Seconds after the operation's first event at which the monitor begins. */
  readonly phase: number;
  readonly timeoutSeconds?: number;
  /** @default true */
  readonly changeSet?: boolean;
}

/** Watches a timeline on a virtual clock and measures what the watch did. */
export async function watchTimeline({ timeline, earlier, seed, phase, ...rest }: WatchRun): Promise<Watched> {
  const start = Date.UTC(2026, 0, 1);
  const clock = virtualClock(start + phase * 1000);
  const reader = replayReader(timeline, {
    clock,
    startAt: start,
    earlier: earlier?.(start) ?? [],
    ...(rest.changeSet === false && { changeSet: false }),
  });
  const asked: string[] = [];
  const shown: (readonly [at: number, share: number])[] = [];
  const stalls: (readonly [string, number])[] = [];
  let decidedAt = 0;
  const report = await watch(
    {
      stack: timeline.stack.name,
      since: start - 1000,
      startTimeoutSeconds: 300,
      timeoutSeconds: rest.timeoutSeconds ?? 4 * 3600,
      pollInterval: 'auto',
      stallAfter: 'auto',
      endOnStall: false,
      onCancel: 'leave',
    },
    {
      reader: {
        ...reader,
        events: (id, next) => {
          asked.push(
            `${id === timeline.stack.arn ? 'root' : 'nested'}${next === undefined ? '' : ', older'}`,
          );
          return reader.events(id, next);
        },
      },
      clock,
      random: seededRandom(seed),
      cancelled: new AbortController().signal,
      notice: (notice) => {
        if (notice.kind === 'progress') {
          shown.push([clock.now(), notice.progress.percent / 100]);
        }
        if (notice.kind === 'decided') decidedAt ||= clock.now();
        if (notice.kind === 'stalled')
          stalls.push([notice.delay.span.logicalId, notice.delay.elapsedSeconds]);
      },
    },
  );
  const certain = attempts(report.events.filter(({ stackId }) => stackId === report.stackId)).at(-1);
  const end = certain?.decided?.at ?? clock.now();
  return {
    status: report.status,
    cause: report.rootCause?.logicalId,
    calls: reader.calls(),
    asked: [...reader.log.filter((name) => name !== 'DescribeStackEvents'), ...asked],
    unread: unreadIn(report, timeline, end - start),
    lag: (decidedAt - end) / 1000,
    progressError: errorOf(shown, certain?.startedAt ?? start, end),
    stalls,
  };
}

function unreadIn(report: StackReport, { stack, events }: Replayable, until: number): number {
  const told = events.map((event) => ('ts' in event ? toEvent(event) : event));
  const from = told[0]?.time ?? 0;
  const count = (all: readonly StackEvent[]) => {
    const counts = new Map<string, number>();
    for (const { stackId } of all) counts.set(stackId, (counts.get(stackId) ?? 0) + 1);
    return counts;
  };
  const seen = count(report.events);
  const there = count(told.filter(({ time, stackId }) => time - from <= until && stackId !== stack.arn));
  return [...there].filter(([stackId, all]) => (seen.get(stackId) ?? 0) < all).length;
}

/** Integrates |shown - true| over the operation's time. */
function errorOf(shown: readonly (readonly [number, number])[], start: number, end: number): number {
  const steps = 1000;
  let sum = 0;
  for (let step = 0; step < steps; step++) {
    const share = (step + 0.5) / steps;
    const at = start + share * (end - start);
    const now = shown.findLast(([moment]) => moment <= at)?.[1] ?? 0;
    sum += Math.abs(now - share);
  }
  return sum / steps;
}
