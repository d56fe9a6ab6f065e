// The registry's port over memory, for schedules by the ten thousand: reads that take time and lag, and nothing else.
import { JOB_TOKEN } from '@signalbox/registry/names';
import type { Owners, Registry } from '@signalbox/registry/ports';
import { lifeOf, type Registration, type Status } from '@signalbox/registry/registration';
import type { Clock } from '@signalbox/runner/clock';

export interface Nature {
  /** Longest time until a write shows in every read. */
  readonly lagMs: number;
  /** Longest time a request takes. */
  readonly latencyMs: number;
}

interface Stored {
  readonly registration: Omit<Registration, 'latest'>;
  readonly statuses: { readonly status: Status; readonly at: number }[];
  readonly at: number;
}

interface Freezing {
  readonly id: number;
  readonly from: number;
  readonly until: number;
}

export type MemoryRegistry = ReturnType<typeof memoryRegistry>;

export function memoryRegistry(clock: Clock, random: () => number, { lagMs, latencyMs }: Nature) {
  const rows: Stored[] = [];
  const past: Registration[] = [];
  const freezes: Freezing[] = [];
  const ended = new Map<number, number>();
  const settled = new Map<Status, Registration>();
  let ids = 100;

  const travel = () => clock.sleep(1 + random() * latencyMs);
  /** GitHub's times count whole seconds. */
  const stamp = () => Math.floor(clock.now() / 1000) * 1000;
  const cutoff = () => clock.now() - random() * lagMs;

  function see({ registration, statuses, at }: Stored): Registration | undefined {
    const seen = cutoff();
    if (at > seen) return undefined;
    // What every read shows is worked out once.
    const last = statuses.at(-1);
    if (last !== undefined && last.at <= seen) {
      const known = settled.get(last.status) ?? {
        ...registration,
        ...lifeOf(statuses.map(({ status }) => status)),
      };
      settled.set(last.status, known);
      return known;
    }
    return {
      ...registration,
      ...lifeOf(statuses.filter((each) => each.at <= seen).map(({ status }) => status)),
    };
  }
  const owned = (id: number) => {
    const row = rows.find(({ registration }) => registration.id === id);
    if (row === undefined) throw new Error(`no registration ${id}`);
    return row;
  };

  const registry: Pick<
    Registry,
    'create' | 'post' | 'snapshot' | 'poll' | 'find' | 'repository' | 'backpressure'
  > = {
    repository: 'octo/shop',
    backpressure: () => 1,
    create: async ({ environment, sha, payload }) => {
      await travel();
      ids += 1 + Math.floor(random() * 5);
      const registration = { id: ids, environment, sha, payload, creator: JOB_TOKEN, createdAt: stamp() };
      rows.push({ registration, statuses: [], at: clock.now() });
      await travel();
      return registration;
    },
    post: async (id, { state, description }) => {
      await travel();
      const status = { state, description, createdAt: stamp() };
      owned(id).statuses.push({ status, at: clock.now() });
      ids += 1;
      const answer = { ...status, id: ids };
      await travel();
      return answer;
    },
    snapshot: async () => {
      await travel();
      const now = clock.now();
      const open = freezes.filter(({ from, until }) => from <= now && now < until);
      const lifted = freezes.filter(({ until }) => until <= now).map(({ until }) => until);
      const snapshot = {
        registrations: [...rows.flatMap((row) => see(row) ?? []).reverse(), ...past],
        freezes: open.map(({ id, from }) => ({ id, reason: 'audit', by: 'mona', since: from })),
        ...(lifted.length === 0 ? {} : { openedAt: Math.max(...lifted) }),
        foreign: 0,
        more: false,
        now: stamp(),
      };
      await travel();
      return snapshot;
    },
    poll: async (id) => {
      await travel();
      const freeze = freezes.find((each) => each.id === id);
      if (freeze !== undefined) {
        const state = clock.now() < freeze.until ? 'in_progress' : 'inactive';
        return { latest: { state, description: '', createdAt: stamp() }, free: true };
      }
      const seen = see(owned(id));
      return seen && { ...(seen.latest === undefined ? {} : { latest: seen.latest }), free: true };
    },
    find: async (id) => {
      await travel();
      return see(owned(id));
    },
  };

  const owners: Owners = {
    state: async ({ runId }) => {
      await travel();
      const at = ended.get(runId);
      if (at === undefined) return { alive: true, by: 'job' };
      return { alive: false, conclusion: 'failure', endedForSeconds: (clock.now() - at) / 1000 };
    },
    lived: async ({ runId }, from) => {
      await travel();
      return (ended.get(runId) ?? Number.POSITIVE_INFINITY) >= from;
    },
    headSha: async () => undefined,
  };

  return {
    registry: registry as Registry,
    owners,
    /** Statuses as written, with the moment of each. */
    statusesOf: (id: number) => owned(id).statuses,
    registeredAt: (id: number) => owned(id).at,
    /** The run's job is over, with or without a release. */
    finish: (runId: number) => void ended.set(runId, clock.now()),
    remember: (registration: Registration) => void past.push(registration),
    freeze: (from: number, until: number) => {
      ids += 1;
      freezes.push({ id: ids, from, until });
    },
  };
}
