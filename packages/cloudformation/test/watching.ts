import type { Clock } from '@signalbox/runner/clock';
import { virtualClock } from '@signalbox/simulator/clock';
import { seededRandom } from '@signalbox/simulator/random';
import type { Notice } from '../src/watch/notice.ts';
import type { WatchOptions, WatchPorts } from '../src/watch/ports.ts';
import { watch } from '../src/watch/watch.ts';
import { type Replay, type Replayable, type ReplayOptions, replayReader } from './replay-reader.ts';
import { scenario } from './scenario.ts';

export interface Setup extends Partial<Omit<ReplayOptions, 'clock'>> {
  readonly options?: Partial<WatchOptions>;
  readonly ports?: Partial<WatchPorts>;
  /** Seconds from the monitor's begin to the operation's. */
  readonly startsIn?: number;
  /** The job's own steps run for so many seconds. @default nobody tells */
  readonly stepsSeconds?: number;
  readonly reader?: (replay: Replay, clock: Clock) => Partial<Replay>;
}

/** Watches a timeline on a virtual clock; what is not given is as `monitor` has it by default. */
export async function watching(timeline: Replayable, setup: Setup = {}) {
  const clock = virtualClock();
  const began = clock.now();
  const startAt = began + (setup.startsIn ?? 0) * 1000;
  const replay = replayReader(timeline, { clock, startAt, ...setup });
  const reader = { ...replay, ...setup.reader?.(replay, clock) };
  const notices: Notice[] = [];
  const report = await watch(
    {
      stack: timeline.stack.name,
      since: began,
      startTimeoutSeconds: 300,
      timeoutSeconds: 7200,
      pollInterval: 'auto',
      stallAfter: 'auto',
      endOnStall: false,
      onCancel: 'leave',
      ...setup.options,
    },
    {
      reader,
      clock,
      random: seededRandom(1),
      cancelled: new AbortController().signal,
      notice: (notice) => notices.push(notice),
      ...(setup.stepsSeconds === undefined
        ? {}
        : { stepsEnded: () => clock.now() >= began + 1000 * (setup.stepsSeconds ?? 0) }),
      ...setup.ports,
    },
  );
  const kinds = (kind: Notice['kind']) => notices.filter((notice) => notice.kind === kind);
  return { report, notices, kinds, log: replay.log, replay, seconds: (clock.now() - began) / 1000 };
}

/** Watches, and tells which stacks' events were asked for, by name, in order. */
export async function asking(timeline: Replayable, setup: Setup = {}) {
  const asked: { readonly stack: string; readonly older: boolean }[] = [];
  const watched = await watching(timeline, {
    ...setup,
    reader: (replay) => ({
      events: (id, next) => {
        asked.push({ stack: id.split('/')[1] ?? '', older: next !== undefined });
        return replay.events(id, next);
      },
    }),
  });
  const times = (stack: string) => asked.filter((each) => each.stack === stack).length;
  return { ...watched, asked, times };
}

/** An update that cannot delete what it leaves behind. */
export const UPDATE = scenario(`
  0   *       UPDATE_IN_PROGRESS  User Initiated
  2   Queue   UPDATE_IN_PROGRESS
  40  Queue   UPDATE_COMPLETE
  41  *       UPDATE_COMPLETE_CLEANUP_IN_PROGRESS
  90  Old     DELETE_IN_PROGRESS
  99  Old     DELETE_FAILED  resource is in use
  100 *       UPDATE_COMPLETE
`);
