// Contenders with the real registry over the simulated GitHub, on one virtual clock and without sockets.
import { type AcquireRequest, acquire, hold } from '@signalbox/registry/acquire';
import type { Outcome } from '@signalbox/registry/ending';
import { connectRegistry } from '@signalbox/registry/for-step';
import { join } from '@signalbox/registry/join';
import type { StackStatusReader } from '@signalbox/registry/ports';
import { release } from '@signalbox/registry/release';
import type { Claimant, Ticket } from '@signalbox/registry/ticket';
import { virtualClock } from '@signalbox/simulator/clock';
import { addJob, addRepository, addRun, addToken, finishJob } from '@signalbox/simulator/github/builders';
import { type GitHubOptions, startGitHub } from '@signalbox/simulator/github/server';
import type { Run } from '@signalbox/simulator/github/state';
import { recordedStep } from '@signalbox/simulator/step';

export type World = Awaited<ReturnType<typeof startWorld>>;
export type Contender = Awaited<ReturnType<World['contender']>>;

export interface ContenderOptions {
  readonly claimant?: Partial<Claimant>;
  readonly request?: Partial<AcquireRequest>;
  readonly stacks?: StackStatusReader;
  /** Of the contender's own clock against everybody else's. */
  readonly skewMs?: number;
  /** Another job of this run. */
  readonly run?: Run;
  readonly token?: string;
  /** That keeps the registry. @default octo/shop */
  readonly repository?: string;
  readonly fetch?: typeof fetch;
}

export async function startWorld(options: GitHubOptions = {}) {
  const clock = virtualClock();
  const github = await startGitHub({ clock, sockets: false, ...options });
  const shop = addRepository(github.state, 'octo/shop');
  const token = addToken(github.state, [shop]);
  let seed = 0;
  /** Those that deploy at this moment. */
  const deploying = new Set<number>();
  const overlaps: string[] = [];

  async function contender(given: ContenderOptions = {}) {
    const run = given.run ?? addRun(github.state, shop);
    const job = addJob(github.state, shop, run);
    seed += 1;
    const own =
      given.skewMs === undefined ? clock : { ...clock, now: () => clock.now() + (given.skewMs ?? 0) };
    const step = recordedStep({ clock: own, seed, env: { GITHUB_RUN_ID: String(run.id) } });
    const connecting = connectRegistry({
      token: given.token ?? token,
      repository: given.repository ?? 'octo/shop',
      apiUrl: github.url,
      graphqlUrl: github.graphqlUrl,
      clock: own,
      random: step.random,
      signal: step.cancelled,
      fetch: given.fetch ?? github.fetch,
    });
    const connection = await clock.stopped(connecting);
    const ports = {
      ...connection,
      ...(given.stacks === undefined ? {} : { stacks: given.stacks }),
      clock: own,
      random: step.random,
      log: step.log,
      cancelled: step.cancelled,
    };
    const saved: (Ticket | undefined)[] = [];
    const request: AcquireRequest = {
      environment: 'production',
      sha: run.headSha,
      logUrl: 'https://github.com/octo/shop',
      onBusy: 'wait',
      onOutdated: 'warn',
      waitTimeoutSeconds: 3600,
      settleSeconds: 'auto',
      maxHoldSeconds: 6 * 3600,
      claimTimeoutSeconds: 300,
      remember: (ticket) => saved.push(ticket),
      ...given.request,
      claimant: {
        ...{
          correlationId: `c${run.id}`,
          repository: 'octo/shop',
          runId: run.id,
          runAttempt: 1,
          checkRunId: job.id,
        },
        ...{ workflow: 'deploy', actor: 'mona', priority: 0, scope: 'job' as const, stacks: [] },
        ...given.claimant,
      },
    };
    const ticket = () =>
      saved.findLast((one) => one !== undefined) ?? { environment: request.environment, nonce: 'none' };
    const began = (id: number) => {
      if (deploying.size > 0) overlaps.push(`${id} beside ${[...deploying].join(', ')}`);
      deploying.add(id);
    };
    return {
      ...{ run, job, step, ports, request, ticket },
      join: () => join(request, ports),
      acquire: async () => {
        const grant = await acquire(request, ports);
        if (!grant.acquired) return grant;
        began(run.id);
        return grant;
      },
      /** For several environments at once: does not count who deploys at the same time. */
      acquireQuietly: () => acquire(request, ports),
      hold: async (known: Ticket & { readonly deploymentId: number }) => {
        const grant = await hold({ ...request, ticket: known }, ports);
        if (grant.acquired) began(run.id);
        return grant;
      },
      /** Ends the hold as the post step does. */
      release: (outcome: Outcome = 'success', of: Ticket = ticket()) => {
        deploying.delete(run.id);
        return release({ ticket: of, outcome, stacks: request.claimant.stacks }, ports);
      },
      /** The job ends without a post step. */
      vanish: () => {
        deploying.delete(run.id);
        finishJob(github.state, job, 'cancelled');
      },
    };
  }

  const ours = () =>
    shop.deployments.filter(({ task, deletedAt }) => task === 'signalbox' && deletedAt === undefined);
  return {
    ...{ clock, github, shop, token, contender, overlaps, ours },
    /** Registrations that are not over, as the primary knows them. */
    live: () =>
      ours().filter(
        ({ statuses }) => !['success', 'failure', 'error', 'inactive'].includes(statuses.at(-1)?.state ?? ''),
      ),
    seconds: () => clock.now() / 1000,
    writes: () => github.log.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/graphql')),
  };
}

/** What a promise is rejected with. */
export const errorOf = async (promise: Promise<unknown>) => {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
};
