// One schedule of contenders as they really wait: the registry's own acquire and release, on a virtual clock.

import { acquire } from '@signalbox/registry/acquire';
import { before } from '@signalbox/registry/decide';
import { JOB_TOKEN } from '@signalbox/registry/names';
import { type QueuePhase, queuePhaseOf, type Registration } from '@signalbox/registry/registration';
import { release } from '@signalbox/registry/release';
import type { Claimant, Ticket } from '@signalbox/registry/ticket';
import type { Log } from '@signalbox/runner/log';
import { virtualClock } from '@signalbox/simulator/clock';
import { seededRandom } from '@signalbox/simulator/random';
import { type MemoryRegistry, memoryRegistry, type Nature } from './memory-registry.ts';

/** One that wants the environment. Seconds. */
export interface Wish {
  readonly at: number;
  readonly hold: number;
  readonly priority?: number;
  /** Its machine is lost so long after its arrival, wherever it stands then. */
  readonly dies?: number;
}

export interface Schedule {
  readonly seed: number;
  readonly wishes: readonly Wish[];
  readonly nature: Nature;
  readonly claimTimeoutSeconds: number;
  /** Durations of earlier deployments. */
  readonly history?: readonly number[];
  readonly frozen?: { readonly from: number; readonly until: number };
}

export interface Played {
  /** Seconds for which the environment was free although a living waiter was registered, one for each grant. */
  readonly gaps: readonly number[];
  /** Who had a turn although somebody before it was registered, alive and to be seen. */
  readonly overtakings: readonly string[];
  readonly overlaps: number;
  /** Who lived and had no turn. */
  readonly starved: readonly number[];
  readonly passedOver: number;
  readonly grants: number;
  /** Requests of all kinds. */
  readonly looks: number;
  readonly glimpses: number;
}

interface Life {
  readonly index: number;
  readonly wish: Wish;
  readonly controller: AbortController;
  id?: number;
  diedAt?: number;
  /** When its last look before its hold was asked for. */
  lookedAt: number;
}

const SHA = 'a'.repeat(40);

export async function playTurns(schedule: Schedule): Promise<Played> {
  const clock = virtualClock();
  const random = seededRandom(schedule.seed);
  const memory = memoryRegistry(clock, random, schedule.nature);
  const start = clock.now();
  remember(memory, schedule.history ?? [], start);
  const { frozen } = schedule;
  if (frozen !== undefined) memory.freeze(start + frozen.from * 1000, start + frozen.until * 1000);
  let [passedOver, looks, glimpses] = [0, 0, 0];
  const hear = (line: string) => {
    passedOver += Number(line.includes('passing it over'));
  };
  const log: Log = {
    ...{ info: hear, notice: () => {}, warning: () => {}, error: () => {}, folded: () => {} },
    group: (_, body) => body(),
    with: () => log,
  };

  const lives = schedule.wishes.map(
    (wish, index): Life => ({ index, wish, controller: new AbortController(), lookedAt: 0 }),
  );

  async function live(life: Life): Promise<void> {
    const { wish, controller, index } = life;
    await clock.sleep(wish.at * 1000);
    let ticket: Ticket = { environment: 'production', nonce: '' };
    const lost = () => {
      if (life.diedAt !== undefined) throw new Error('the machine is lost');
    };
    const registry = {
      ...memory.registry,
      create: async (draft: Parameters<typeof memory.registry.create>[0]) => {
        lost();
        const made = await memory.registry.create(draft);
        life.id = made.id;
        return made;
      },
      post: (...given: Parameters<typeof memory.registry.post>) => {
        lost();
        return memory.registry.post(...given);
      },
      snapshot: (environment: string) => {
        lost();
        looks += 1;
        // The read shows all that was to be seen when it was asked, at least.
        if (life.id === undefined || firstAt(memory, life.id, 'holding') === undefined)
          life.lookedAt = clock.now();
        return memory.registry.snapshot(environment);
      },
      poll: (id: number) => {
        lost();
        glimpses += 1;
        return memory.registry.poll(id);
      },
    };
    const ports = {
      ...{ registry, owners: memory.owners, clock, random, log, cancelled: controller.signal },
      commits: { compare: async () => 'ahead' as const, defaultBranch: async () => 'main' },
    };
    const claimant: Claimant = {
      ...{
        correlationId: '',
        repository: 'octo/shop',
        runId: index + 1,
        runAttempt: 1,
        checkRunId: index + 1,
      },
      ...{ workflow: 'deploy', actor: 'mona', priority: wish.priority ?? 0, scope: 'job', stacks: [] },
    };
    const grant = await acquire(
      {
        ...{
          environment: 'production',
          sha: SHA,
          claimant,
          logUrl: '',
          onBusy: 'wait',
          onOutdated: 'ignore',
        },
        ...{ waitTimeoutSeconds: 24 * 3600, settleSeconds: 'auto', maxHoldSeconds: 6 * 3600 },
        claimTimeoutSeconds: schedule.claimTimeoutSeconds,
        remember: (known) => {
          ticket = known ?? ticket;
        },
      },
      ports,
    );
    if (!grant.acquired || life.diedAt !== undefined) return;
    await clock.sleep(wish.hold * 1000, controller.signal);
    if (life.diedAt !== undefined) return;
    await release({ ticket, outcome: 'success', stacks: [] }, ports);
    memory.finish(index + 1);
  }

  /** A lost machine does nothing more, and GitHub calls its job over. What it had under way may still land. */
  async function die(life: Life): Promise<void> {
    const { wish, controller, index } = life;
    if (wish.dies === undefined) return;
    await clock.sleep((wish.at + wish.dies) * 1000);
    life.diedAt = clock.now();
    memory.finish(index + 1);
    controller.abort();
  }

  await Promise.all(
    lives.flatMap((life) => [
      live(life).catch((error: unknown) => {
        if (life.diedAt === undefined) throw error;
      }),
      die(life),
    ]),
  );
  return { ...judge(lives, memory, schedule, start), passedOver, looks, glimpses };
}

function remember(memory: MemoryRegistry, history: readonly number[], start: number): void {
  history.forEach((seconds, index) => {
    const endedAt = start - (index + 1) * 3_600_000;
    const registration: Registration = {
      ...{
        id: 50 - index,
        sha: SHA,
        creator: JOB_TOKEN,
        environment: 'production',
        createdAt: endedAt - seconds * 1000,
      },
      payload: {
        ...{
          nonce: `past ${index}`,
          correlationId: '',
          repository: 'octo/shop',
          runId: 9000 + index,
          runAttempt: 1,
        },
        ...{ workflow: 'deploy', actor: 'mona', priority: 0, scope: 'job', stacks: [] },
      },
      heldSince: endedAt - seconds * 1000,
      latest: { state: 'success', description: '', createdAt: endedAt },
      ended: { state: 'success', description: '', createdAt: endedAt },
    };
    memory.remember(registration);
  });
}

const firstAt = (memory: MemoryRegistry, id: number, phase: QueuePhase): number | undefined =>
  memory.statusesOf(id).find(({ status }) => queuePhaseOf(status) === phase)?.at;

interface Track {
  readonly index: number;
  readonly id: number;
  readonly priority: number;
  readonly registeredAt: number;
  readonly diedAt: number;
  readonly heldAt: number;
  readonly lookedAt: number;
  /** From the moment it is in the way of others until it is so no more. */
  readonly occupies: readonly [from: number, until: number] | undefined;
}

const NEVER = Number.POSITIVE_INFINITY;

function trackOf(memory: MemoryRegistry, { id, index, wish, diedAt = NEVER, lookedAt }: Life): Track[] {
  if (id === undefined) return [];
  const heldAt = firstAt(memory, id, 'holding') ?? NEVER;
  // The claim of a dead one stands until somebody ends it; that of a living one is only a step of its own.
  const from = diedAt < NEVER ? Math.min(heldAt, firstAt(memory, id, 'claiming') ?? NEVER) : heldAt;
  const until = firstAt(memory, id, 'over') ?? NEVER;
  return [
    {
      ...{
        index,
        id,
        priority: wish.priority ?? 0,
        registeredAt: memory.registeredAt(id),
        diedAt,
        heldAt,
        lookedAt,
      },
      occupies: from === NEVER ? undefined : [from, until],
    },
  ];
}

function judge(
  lives: readonly Life[],
  memory: MemoryRegistry,
  { nature, frozen }: Schedule,
  start: number,
): Omit<Played, 'passedOver' | 'looks' | 'glimpses'> {
  const tracks = lives.flatMap((life) => trackOf(memory, life));
  const granted = tracks.filter(({ heldAt }) => heldAt < NEVER);
  const opened = frozen === undefined ? start : start + frozen.until * 1000;
  const gaps = granted.map((mine) => {
    const ends = tracks.flatMap(({ occupies }) =>
      occupies && occupies[1] <= mine.heldAt ? occupies[1] : [],
    );
    const free = Math.max(start, ...ends, ...(opened <= mine.heldAt ? [opened] : []));
    return longestWait(tracks, free, mine.heldAt) / 1000;
  });
  const overtakings = granted.flatMap((mine) =>
    tracks
      .filter((other) => before(other, mine) && other.heldAt > mine.heldAt && other.diedAt > mine.heldAt)
      .filter(({ registeredAt }) => registeredAt <= mine.lookedAt - nature.lagMs)
      .map((other) => `${mine.index} before ${other.index}`),
  );
  const overlaps = granted.flatMap((a) =>
    granted.filter((b) => a.id < b.id && a.heldAt < until(b) && b.heldAt < until(a)),
  );
  return {
    ...{ gaps, overtakings, overlaps: overlaps.length, grants: granted.length },
    starved: tracks
      .filter(({ heldAt, diedAt }) => heldAt === NEVER && diedAt === NEVER)
      .map(({ index }) => index),
  };
}

const until = ({ occupies }: Track) => occupies?.[1] ?? NEVER;

/** The longest time between `from` and `to` during which a living waiter was registered without a break. */
function longestWait(tracks: readonly Track[], from: number, to: number): number {
  const waits = tracks
    .map(
      ({ registeredAt, heldAt, diedAt }) =>
        [Math.max(from, registeredAt), Math.min(to, heldAt, diedAt)] as const,
    )
    .filter(([begins, ends]) => begins < ends)
    .sort(([a], [b]) => a - b);
  let [longest, since, reach] = [0, from, from];
  for (const [begins, ends] of waits) {
    if (begins > reach) since = begins;
    reach = Math.max(reach, ends);
    longest = Math.max(longest, reach - since);
  }
  return longest;
}
