import { RegistryError } from '@signalbox/registry/snapshot';
import type { Used } from './fleet-requests.ts';
import type { Contender, Fleet } from './fleet-world.ts';

const HOUR_MS = 3_600_000;

export interface Deployment {
  readonly repository: number;
  readonly environment: string;
  /** Seconds from the start. */
  readonly at: number;
  readonly hold: number;
  /** How often its progress is told. */
  readonly updates?: number;
}

export interface Ran {
  readonly deployed: number;
  readonly failed: readonly string[];
  readonly overlaps: number;
  /** Live registrations that a read did not show. */
  readonly missed: number;
  readonly reads: number;
  /** Registrations in the longest of them. */
  readonly longestRead: number;
  /** Seconds from arrival to hold where nobody was there, and where somebody was. */
  readonly alone: readonly number[];
  readonly waits: readonly number[];
  /** Seconds from the end of one to the hold of the next, where somebody waited. */
  readonly gaps: readonly number[];
  /** Given up after a quarter of an hour, as the post step does. */
  readonly unreleased: number;
  readonly used: Used;
  readonly heapMb: number;
}

/** Runs the deployments as jobs would. Says on stderr how far it is. */
export async function deployAll(fleet: Fleet, plan: readonly Deployment[], name: string): Promise<Ran> {
  const { clock, github, meter, reads } = fleet;
  const start = clock.now();
  const environments = occupancy(clock.now);
  const [failed, alone, waits]: [string[], number[], number[]] = [[], [], []];
  let [deployed, unreleased, running, heapMb] = [0, 0, plan.length, 0];

  async function deploy({ repository, environment, hold, updates = 0 }: Deployment): Promise<void> {
    const key = `${repository} ${environment}`;
    const contender = await fleet.contender(repository, environment);
    const arrived = clock.now();
    const busy = environments.arrive(key);
    const grant = await contender.acquire().catch((error: unknown) => void failed.push(String(error)));
    if (!grant?.acquired) environments.giveUp(key);
    else {
      (busy ? waits : alone).push((clock.now() - arrived) / 1000);
      environments.hold(key);
      await holdFor(contender, hold, updates);
      environments.free(key);
      if (await released(contender)) deployed += 1;
      else unreleased += 1;
    }
    contender.finish();
    running -= 1;
  }

  async function holdFor(contender: Contender, seconds: number, updates: number): Promise<void> {
    const until = clock.now() + seconds * 1000;
    for (let index = 1; index <= updates; index++) {
      await clock.sleep((seconds * 1000) / (updates + 1));
      // The monitor goes on when its progress cannot be told.
      await contender.update(Math.round((100 * index) / (updates + 1))).catch(() => {});
    }
    await clock.sleep(until - clock.now());
  }

  async function released(contender: Contender): Promise<boolean> {
    for (const until = clock.now() + 15 * 60_000; ; ) {
      try {
        const { overlaps, lost } = await contender.release();
        for (const line of [...overlaps, ...(lost === undefined ? [] : [lost])]) failed.push(line);
        return true;
      } catch (error) {
        if (!(error instanceof RegistryError)) throw error;
        if (clock.now() > until) return false;
      }
      await clock.sleep(20_000);
    }
  }

  async function arrive(): Promise<void> {
    const jobs: Promise<void>[] = [];
    for (const deployment of plan.toSorted((a, b) => a.at - b.at)) {
      await clock.sleep(start + deployment.at * 1000 - clock.now());
      jobs.push(deploy(deployment));
    }
    await Promise.all(jobs);
  }

  async function observe(): Promise<void> {
    for (let hour = 1, began = performance.now(); running > 0; ) {
      await clock.sleep(60_000);
      github.log.length = 0;
      if (clock.now() < start + hour * HOUR_MS) continue;
      // Looking for what is still needed takes as long as many deployments.
      if (hour % 3 === 1) {
        globalThis.gc?.();
        heapMb = Math.max(heapMb, process.memoryUsage().heapUsed / 2 ** 20);
      }
      const took = Math.round((performance.now() - began) / 1000);
      console.error(`${name}: hour ${hour}, ${plan.length - running} of ${plan.length} over, ${took} s`);
      hour += 1;
    }
  }

  await Promise.all([arrive(), observe()]);
  const { overlaps, gaps } = environments;
  const { missed, ...counts } = reads.found;
  return {
    ...{ deployed, failed, overlaps: overlaps(), missed, ...counts, alone, waits, gaps },
    ...{ unreleased, used: meter.used(), heapMb },
  };
}

/** Who is where, by what the jobs themselves do. */
function occupancy(now: () => number) {
  const [holding, waiting, freed] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ];
  const gaps: number[] = [];
  let overlaps = 0;
  const add = (counts: Map<string, number>, key: string, by: number) =>
    counts.set(key, (counts.get(key) ?? 0) + by);
  return {
    gaps,
    overlaps: () => overlaps,
    /** Whether somebody is there already. */
    arrive: (key: string): boolean => {
      const busy = (holding.get(key) ?? 0) + (waiting.get(key) ?? 0) > 0;
      add(waiting, key, 1);
      return busy;
    },
    giveUp: (key: string) => {
      add(waiting, key, -1);
      if (waiting.get(key) === 0) freed.delete(key);
    },
    hold: (key: string) => {
      add(waiting, key, -1);
      const since = freed.get(key);
      freed.delete(key);
      if (since !== undefined) gaps.push((now() - since) / 1000);
      overlaps += holding.get(key) ?? 0;
      add(holding, key, 1);
    },
    /** Free from here on, as seen by people: what the release takes counts. */
    free: (key: string) => {
      add(holding, key, -1);
      if ((waiting.get(key) ?? 0) > 0) freed.set(key, now());
      else freed.delete(key);
    },
  };
}
