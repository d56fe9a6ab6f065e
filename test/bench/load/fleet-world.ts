import { type AcquireRequest, acquire } from '@signalbox/registry/acquire';
import { connectRegistry } from '@signalbox/registry/for-step';
import { release } from '@signalbox/registry/release';
import { RegistryError } from '@signalbox/registry/snapshot';
import type { Ticket } from '@signalbox/registry/ticket';
import { virtualClock } from '@signalbox/simulator/clock';
import {
  addDeployment,
  addJob,
  addRepository,
  addRun,
  addToken,
  finishJob,
} from '@signalbox/simulator/github/builders';
import type { Limits } from '@signalbox/simulator/github/limits';
import { startGitHub } from '@signalbox/simulator/github/server';
import { recordedStep } from '@signalbox/simulator/step';

const HOUR_MS = 3_600_000;

export interface FleetOptions {
  readonly repositories: number;
  /** All register in one repository, with one App's token. Without it each has its own registry and GITHUB_TOKEN. */
  readonly shared: boolean;
  readonly limits: Partial<Limits>;
}

export interface Deployment {
  readonly repository: number;
  readonly environment: string;
  /** Seconds from the start. */
  readonly at: number;
  readonly hold: number;
}

export type Fleet = Awaited<ReturnType<typeof openFleet>>;

/** Repositories with their registries on one simulated GitHub and one virtual clock. */
export async function openFleet({ repositories, shared, limits }: FleetOptions) {
  const clock = virtualClock();
  const github = await startGitHub({
    clock,
    sockets: false,
    validate: false,
    limits: { secondary: true, ...limits },
  });
  const registry = addRepository(github.state, 'octo/registry');
  const repos = Array.from({ length: repositories }, (_, index) =>
    addRepository(github.state, `octo/repo${index}`),
  );
  const app = addToken(github.state, [registry, ...repos], { budget: 'app' });
  const tokens = repos.map((repo) => (shared ? app : addToken(github.state, [repo])));
  let seed = 0;

  /** As a year of it leaves it behind, without cleanup: each held for 5 minutes. */
  function remember(
    repository: number,
    environment: string,
    { count, days }: { count: number; days: number },
  ): void {
    const repo = shared ? registry : repos[repository];
    for (let index = 0; repo !== undefined && index < count; index++) {
      const at = clock.now() - ((count - index) * days * 24 * HOUR_MS) / count;
      const payload = {
        ...{
          signalbox: 1,
          nonce: `n${environment}${index}`,
          repository: `octo/repo${repository}`,
          scope: 'job',
        },
        ...{ run_id: index + 1, run_attempt: 1, check_run_id: index + 1, priority: 0 },
      };
      const statuses = [
        { state: 'in_progress' as const, description: 'claim', at },
        { state: 'in_progress' as const, description: 'deploying', at: at + 2000 },
        { state: 'success' as const, at: at + 302_000 },
      ];
      addDeployment(github.state, repo, { task: 'signalbox', payload, environment, createdAt: at, statuses });
    }
  }

  async function contender(repository: number, environment: string) {
    const repo = repos[repository];
    const token = tokens[repository];
    if (repo === undefined || token === undefined) throw new Error(`no repository ${repository}`);
    const run = addRun(github.state, repo);
    const job = addJob(github.state, repo, run);
    const step = recordedStep({ clock, seed: ++seed, env: { GITHUB_RUN_ID: String(run.id) } });
    const name = `octo/repo${repository}`;
    const connection = await connectRegistry({
      ...{
        token,
        repository: shared ? 'octo/registry' : name,
        apiUrl: github.url,
        graphqlUrl: github.graphqlUrl,
      },
      ...{ clock, random: step.random, signal: step.cancelled, fetch: github.fetch },
    });
    const ports = { ...connection, clock, random: step.random, log: step.log, cancelled: step.cancelled };
    let ticket: Ticket = { environment, nonce: '' };
    const request: AcquireRequest = {
      ...{
        environment,
        sha: run.headSha,
        logUrl: 'https://github.com/octo',
        onBusy: 'wait',
        onOutdated: 'warn',
      },
      ...{
        waitTimeoutSeconds: 3600,
        settleSeconds: 'auto',
        maxHoldSeconds: 6 * 3600,
        claimTimeoutSeconds: 300,
      },
      retryOutages: true,
      remember: (known) => {
        ticket = known ?? ticket;
      },
      claimant: {
        ...{
          correlationId: `c${run.id}`,
          repository: name,
          runId: run.id,
          runAttempt: 1,
          checkRunId: job.id,
        },
        ...{ workflow: 'deploy', actor: 'mona', priority: 0, scope: 'job', stacks: [] },
      },
    };
    return {
      ports,
      request,
      acquire: () => acquire(request, ports),
      release: () => release({ ticket, outcome: 'success', stacks: [] }, ports),
      finish: () => finishJob(github.state, job),
    };
  }

  // Loads the SDK and the schema: from here on every wait goes through the clock.
  const first = await contender(0, 'warm-up');
  await first.acquire();
  await first.release();
  github.log.length = 0;
  return { clock, github, registry, repos, start: clock.now(), contender, remember };
}

export interface Ran {
  readonly deployed: number;
  readonly failed: readonly string[];
  readonly overlaps: number;
  /** Seconds from arrival to hold. */
  readonly waits: readonly number[];
  /** Seconds from the end of one to the hold of the next, where somebody waited. */
  readonly gaps: readonly number[];
  /** Given up after a quarter of an hour, as the post step does. */
  readonly unreleased: number;
  /** Busiest hour of any budget. */
  readonly busiest: {
    readonly rest: number;
    readonly graphql: number;
    readonly writes: number;
    readonly writesAMinute: number;
  };
  readonly limited: number;
  readonly heapMb: number;
}

/** Runs the deployments as jobs would. */
export async function deployAll(
  fleet: Fleet,
  plan: readonly Deployment[],
  budgetOf: (path: string) => string,
): Promise<Ran> {
  const { clock, github, start } = fleet;
  const [failed, waits, gaps]: [string[], number[], number[]] = [[], [], []];
  const [holding, waiting, freed] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ];
  let [deployed, overlaps, unreleased, running] = [0, 0, 0, plan.length];
  const add = (counts: Map<string, number>, key: string, by: number) =>
    counts.set(key, (counts.get(key) ?? 0) + by);

  async function deploy({ repository, environment, at, hold }: Deployment): Promise<void> {
    await clock.sleep(start + at * 1000 - clock.now());
    const key = `${repository} ${environment}`;
    const contender = await fleet.contender(repository, environment);
    const arrived = clock.now();
    add(waiting, key, 1);
    const grant = await contender.acquire().catch((error: unknown) => void failed.push(String(error)));
    add(waiting, key, -1);
    if (grant?.acquired) {
      waits.push((clock.now() - arrived) / 1000);
      const free = freed.get(key);
      freed.delete(key);
      if (free !== undefined) gaps.push((clock.now() - free) / 1000);
      overlaps += holding.get(key) ?? 0;
      add(holding, key, 1);
      await clock.sleep(hold * 1000);
      add(holding, key, -1);
      if (await released(contender)) {
        if ((waiting.get(key) ?? 0) > 0) freed.set(key, clock.now());
        deployed += 1;
      } else unreleased += 1;
    }
    contender.finish();
    running -= 1;
  }

  async function released(contender: Awaited<ReturnType<Fleet['contender']>>): Promise<boolean> {
    for (const until = clock.now() + 15 * 60_000; ; ) {
      try {
        await contender.release();
        return true;
      } catch (error) {
        if (!(error instanceof RegistryError)) throw error;
        if (clock.now() > until) return false;
      }
      await clock.sleep(20_000);
    }
  }

  const tally = requestTally(start, budgetOf);
  const observe = async () => {
    while (running > 0) {
      await clock.sleep(60_000);
      for (const entry of github.log) tally.count(entry);
      github.log.length = 0;
    }
  };
  await Promise.all([...plan.map(deploy), observe()]);
  globalThis.gc?.();
  const heapMb = process.memoryUsage().heapUsed / 2 ** 20;
  return { deployed, failed, overlaps, waits, gaps, unreleased, ...tally.result(), heapMb };
}

interface Logged {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

/** Counts as GitHub does: neither what has not changed nor what a limit refused. GraphQL names no repository: by plan. */
function requestTally(start: number, budgetOf: (path: string) => string) {
  const counts = new Map<string, number>();
  let limited = 0;
  const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  const most = (kind: string) =>
    [...counts].reduce(
      (largest, [key, count]) => (key.startsWith(`${kind} `) ? Math.max(largest, count) : largest),
      0,
    );
  return {
    count: ({ at, method, path, status }: Logged) => {
      const hour = Math.floor((at - start) / HOUR_MS);
      const budget = budgetOf(path);
      if (status === 403) limited += 1;
      if (status === 403 || status === 304) return;
      const graphql = path.endsWith('/graphql');
      add(`${graphql ? 'graphql' : 'rest'} ${budget} ${hour}`);
      if (method === 'GET' || graphql) return;
      add(`writes ${budget} ${hour}`);
      add(`minute ${budget} ${Math.floor((at - start) / 60_000)}`);
    },
    result: () => ({
      busiest: {
        ...{
          rest: most('rest'),
          graphql: most('graphql'),
          writes: most('writes'),
          writesAMinute: most('minute'),
        },
      },
      limited,
    }),
  };
}
