import { replayReader } from '@signalbox/cloudformation/test/replay-reader';
import { scenario } from '@signalbox/cloudformation/test/scenario';
import { watch } from '@signalbox/cloudformation/watch';
import { virtualClock } from '@signalbox/simulator/clock';
import { seededRandom } from '@signalbox/simulator/random';

export interface Load {
  /** Events of the stack when the operation began. */
  readonly past: number;
  readonly calls: number;
  /** Pages of events read in the steady state, a look. */
  readonly pagesPerPoll: number;
  /** Milliseconds of the processor between two looks: the slower half of the operation's last looks. */
  readonly millisecondsPerPoll: number;
  readonly heapMegabytes: number;
}

const RESOURCES = 500;
const EVENTS = 5000;
/** The looks after the first ones, which also read the past for its history. */
const SETTLED = 20;

const MEGABYTE = 2 ** 20;

/** Watches an operation of 500 resources and 5,000 events in a stack with so many older events. */
export async function watchLarge(past: number): Promise<Load> {
  const start = Date.UTC(2026, 0, 1);
  const clock = virtualClock(start);
  const timeline = scenario(lines());
  const reader = replayReader(timeline, { clock, startAt: start, earlier: earlier(past, start) });
  const polls: number[] = [];
  let heap = 0;
  let cpu = process.cpuUsage();
  let pages = 0;
  const baseline = process.memoryUsage().heapUsed;
  await watch(
    {
      ...{ stack: timeline.stack.name, since: start - 1000, startTimeoutSeconds: 300, timeoutSeconds: 7200 },
      ...{ pollInterval: 5, stallAfter: 'auto', endOnStall: false, onCancel: 'leave' },
    },
    {
      reader: {
        ...reader,
        events: async (id, next) => {
          if (next === undefined) {
            const { user, system } = process.cpuUsage(cpu);
            polls.push((user + system) / 1000);
            heap = Math.max(heap, process.memoryUsage().heapUsed - baseline);
          }
          if (polls.length > SETTLED) pages++;
          const page = await reader.events(id, next);
          cpu = process.cpuUsage();
          return page;
        },
      },
      clock,
      random: seededRandom(1),
      cancelled: new AbortController().signal,
      notice: () => {},
    },
  );
  const settled = polls.slice(SETTLED).toSorted((a, b) => a - b);
  return {
    past,
    calls: reader.calls(),
    pagesPerPoll: pages / settled.length,
    millisecondsPerPoll: settled[Math.floor(settled.length / 2)] ?? 0,
    heapMegabytes: heap / MEGABYTE,
  };
}

/** Each resource is worked on for a while and tells of it ten times. */
function lines(): string {
  const timed = Array.from({ length: RESOURCES }, (_, index) => {
    const begins = 2 + 2 * index;
    const perResource = EVENTS / RESOURCES;
    return Array.from({ length: perResource }, (_, step) => {
      const status = step === perResource - 1 ? 'UPDATE_COMPLETE' : 'UPDATE_IN_PROGRESS';
      return { at: begins + 3 * step, line: `${begins + 3 * step} R${index} ${status}` };
    });
  }).flat();
  const last = 2 * RESOURCES + 40;
  return [
    '0 * UPDATE_IN_PROGRESS  User Initiated',
    ...timed.toSorted((a, b) => a.at - b.at).map(({ line }) => line),
    `${last} * UPDATE_COMPLETE`,
  ].join('\n');
}

/** Older updates of the same stack, until there are so many events. */
function earlier(count: number, before: number) {
  const perRun = 100;
  const runs = Math.floor(count / perRun);
  return Array.from({ length: runs }, (_, run) =>
    scenario(
      [
        '0 * UPDATE_IN_PROGRESS  User Initiated',
        ...Array.from({ length: perRun / 2 - 1 }, (_, i) => `1 R${i} UPDATE_IN_PROGRESS`),
        ...Array.from({ length: perRun / 2 - 1 }, (_, i) => `9 R${i} UPDATE_COMPLETE`),
        '10 * UPDATE_COMPLETE',
      ].join('\n'),
      { start: before - (runs - run) * 86_400_000 },
    ).events.map((event) => ({ ...event, id: `${run} ${event.id}` })),
  ).flat();
}
