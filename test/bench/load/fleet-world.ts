import { type AcquireRequest, acquire } from '@signalbox/registry/acquire';
import { connectRegistry } from '@signalbox/registry/for-step';
import { progress } from '@signalbox/registry/registered';
import { release } from '@signalbox/registry/release';
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
import type { Repository } from '@signalbox/simulator/github/state';
import { recordedStep } from '@signalbox/simulator/step';
import { requestMeter } from './fleet-requests.ts';
import { readCheck } from './fleet-truth.ts';

export const DAY_MS = 24 * 3_600_000;
/** What a request takes on the way. */
const LATENCY_MS = 100;

export interface FleetOptions {
  readonly repositories: number;
  /** All register in one repository, with one token. Without it each has its own registry and its own token. */
  readonly shared: boolean;
  readonly limits: Partial<Limits>;
}

export type Fleet = Awaited<ReturnType<typeof openFleet>>;
export type Contender = Awaited<ReturnType<Fleet['contender']>>;

/** Repositories with their registries on one simulated GitHub and one virtual clock. */
export async function openFleet({ repositories, shared, limits }: FleetOptions) {
  const clock = virtualClock();
  const github = await startGitHub({
    ...{ clock, sockets: false, validate: false, limits: { secondary: true, ...limits } },
  });
  const repos = Array.from({ length: repositories }, (_, index) =>
    addRepository(github.state, `octo/repo${index}`),
  );
  const registry = addRepository(github.state, 'octo/registry');
  const installation = addToken(github.state, [registry, ...repos], { budget: 'octo/registry' });
  const tokens = repos.map((repo, index) =>
    shared ? installation : addToken(github.state, [repo], { budget: `octo/repo${index}` }),
  );
  const meter = requestMeter(github);
  const reads = readCheck();
  let seed = 0;

  /** Where a repository's deployments register, and as what: in a shared registry the name tells them apart. */
  const locate = (repository: number, environment: string) => {
    const name = `octo/repo${repository}`;
    const repo = repos[repository];
    if (repo === undefined) throw new Error(`no repository ${repository}`);
    if (!shared) return { repo, home: repo, registry: name, environment, foreignSha: {} };
    // A commit that the registry does not have stands in the payload.
    const foreignSha = { sha: repo.refs.get('refs/heads/main') ?? '' };
    const own = `repo${repository} ${environment}`;
    return { repo, home: registry, registry: 'octo/registry', environment: own, foreignSha };
  };

  /** What Signalbox leaves behind: `count` finished deployments over so many days, each held for 5 minutes. */
  function remember(
    repository: number,
    environment: string,
    { count, days }: { count: number; days: number },
  ): void {
    const { home, environment: name, foreignSha } = locate(repository, environment);
    for (let index = 0; index < count; index++)
      addFinished(home, {
        payload: { repository: `octo/repo${repository}`, ...foreignSha },
        environment: name,
        number: index + 1,
        at: clock.now() - ((count - index) * days * DAY_MS) / count,
      });
  }

  function addFinished(
    home: Repository,
    past: { payload: object; environment: string; number: number; at: number },
  ): void {
    const { environment, number, at } = past;
    const payload = {
      ...{ ...past.payload, signalbox: 1, nonce: `past${number}`, scope: 'job', priority: 0 },
      ...{ run_id: number, run_attempt: 1, check_run_id: number },
    };
    const statuses = [
      { state: 'in_progress' as const, description: 'claim', at },
      { state: 'in_progress' as const, description: 'deploying', at: at + 2000 },
      { state: 'success' as const, at: at + 302_000 },
    ];
    addDeployment(github.state, home, { task: 'signalbox', payload, environment, createdAt: at, statuses });
  }

  async function contender(repository: number, environment: string) {
    const at = locate(repository, environment);
    const token = tokens[repository] ?? installation;
    const run = addRun(github.state, at.repo);
    const job = addJob(github.state, at.repo, run);
    const step = recordedStep({ clock, seed: ++seed, env: { GITHUB_RUN_ID: String(run.id) } });
    const connecting = connectRegistry({
      ...{ token, repository: at.registry, apiUrl: github.url, graphqlUrl: github.graphqlUrl },
      ...{ clock, random: step.random, signal: step.cancelled, fetch: meter.fetch(at.registry) },
    });
    const { registry: plain, ...connection } = await clock.stopped(connecting);
    const checked = reads.checked(plain, at.home);
    const ports = {
      ...connection,
      registry: checked,
      ...{ clock, random: step.random, log: step.log, cancelled: step.cancelled },
    };
    let ticket: Ticket = { environment: at.environment, nonce: '' };
    const request: AcquireRequest = {
      ...{ environment: at.environment, sha: run.headSha, logUrl: 'https://github.com/octo' },
      ...{ onBusy: 'wait', onOutdated: 'warn', retryOutages: true, settleSeconds: 'auto' },
      ...{ waitTimeoutSeconds: 3600, maxHoldSeconds: 6 * 3600, claimTimeoutSeconds: 300 },
      remember: (known) => {
        ticket = known ?? ticket;
      },
      claimant: {
        ...{ correlationId: `c${run.id}`, repository: `octo/repo${repository}` },
        ...{ runId: run.id, runAttempt: 1, checkRunId: job.id },
        ...{ workflow: 'deploy', actor: 'mona', priority: 0, scope: 'job', stacks: [] },
        ...at.foreignSha,
      },
    };
    return {
      acquire: () => acquire(request, ports),
      update: (percent: number) => progress(checked, ticket.deploymentId ?? 0, `deploying: ${percent} %`),
      release: () => release({ ticket, outcome: 'success', stacks: [] }, ports),
      finish: () => finishJob(github.state, job),
    };
  }

  // Loads the SDK and the schema: from here on every wait goes through the clock.
  const first = await contender(0, 'warm-up');
  await first.acquire();
  await first.release();
  github.faults.add({ fault: { kind: 'delay', milliseconds: LATENCY_MS } });
  return { clock, github, contender, remember, meter, reads };
}
