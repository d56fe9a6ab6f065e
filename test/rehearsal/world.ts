import { formatPayload } from '@signalbox/registry/payload';
import { type Clock, systemClock } from '@signalbox/runner/clock';
import { formatDuration } from '@signalbox/runner/duration';
import { type CacheSimulator, startActionsCache } from '@signalbox/simulator/actions-cache/server';
import {
  type CloudFormationSimulator,
  startCloudFormation,
} from '@signalbox/simulator/cloudformation/server';
import type { SimulatedStack } from '@signalbox/simulator/cloudformation/stack';
import { type CloudWatchSimulator, startCloudWatch } from '@signalbox/simulator/cloudwatch/server';
import { startEcs } from '@signalbox/simulator/ecs/server';
import type { SimulatedService } from '@signalbox/simulator/ecs/service';
import {
  addCommit,
  addDeployment,
  addJob,
  addRepository,
  addRun,
  addToken,
  finishJob,
  finishRun,
} from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Repository } from '@signalbox/simulator/github/state';
import { listen } from '@signalbox/simulator/http';
import { type SlackSimulator, startSlack } from '@signalbox/simulator/slack/server';
import { type Operations, rollsOut, span } from './operation.ts';
import { lengthenPast } from './stack-past.ts';

export const ENVIRONMENT = 'production';
export const SERVICE = 'shop/web';
export const ALARM = 'shop-errors';

/** GitHub, its cache, CloudFormation, ECS and Slack on this machine, with a past. */
export interface World {
  readonly github: GitHubSimulator;
  readonly repository: Repository;
  readonly token: string;
  readonly aws: CloudFormationSimulator;
  readonly stack: SimulatedStack;
  readonly operations: Operations;
  readonly ecs: Awaited<ReturnType<typeof startEcs>>;
  readonly cloudwatch: CloudWatchSimulator;
  readonly slack: SlackSimulator;
  readonly cache: CacheSimulator;
  /** The commit that runs as the rehearsal begins. */
  readonly before: string;
  /** What is deployed answers here. */
  readonly shop: Awaited<ReturnType<typeof listen>>;
  /** The first deployment's operation has begun: its service rolls out, where it has one. */
  rollOut(): void;
  /** Soon it goes off, and stays so. */
  alarm(): void;
  /** When the service's last rollout was over. */
  settledAt(): number;
  /** Moves Slack's clock: what people would see so much later. */
  slackLater(milliseconds: number): void;
  /** Where deployments are told. */
  readonly channel: string;
  close(): Promise<void>;
}

/** What must never be seen in a log, a summary, a message or the registry. */
export const AWS_SECRET = 'rehearsal-aws-secret-access-key';
export const AWS_SESSION = 'rehearsal-aws-session-token';

/** @param undone the first deployment is rolled back, which is one operation more */
export async function startWorld(operations: Operations, { undone = false } = {}): Promise<World> {
  let ahead = 0;
  const slackClock: Clock = { ...systemClock, now: () => systemClock.now() + ahead };
  const [github, aws, ecs, cloudwatch, slack, cache, shop] = await Promise.all([
    startGitHub(),
    startCloudFormation({ speed: operations.speed }),
    startEcs(),
    startCloudWatch(),
    startSlack({ clock: slackClock }),
    startActionsCache(),
    listen(() => ({ status: 200, headers: {}, body: 'well' }), 0),
  ]);
  const repository = addRepository(github.state, 'octo/shop');
  const token = addToken(github.state, [repository]);
  const stack = aws.add([operations.first, ...(undone ? [operations.second] : []), operations.second], {
    earlierUpdates: 3,
  });
  lengthenPast(stack, operations.first, operations.speed);
  const service: SimulatedService = { name: SERVICE, startsAt: Date.now(), rollout: [] };
  ecs.services.push(service);
  cloudwatch.alarms.push({ name: ALARM, startsAt: Date.now(), moments: [] });
  const world = { github, repository, token, aws, ecs, cloudwatch, stack, operations, slack, cache, shop };
  const before = seedHistory(world);
  return {
    ...{ ...world, before },
    rollOut: () => {
      if (rollsOut(operations.first)) ecs.services.splice(0, 1, rollingOut(service, operations));
    },
    alarm: () => {
      cloudwatch.alarms.splice(0, 1, {
        name: ALARM,
        startsAt: Date.now(),
        moments: [{ second: 3, state: 'ALARM' }],
      });
    },
    settledAt: () => {
      const { startsAt, rollout } = ecs.services[0] ?? service;
      return startsAt + (rollout.at(-1)?.second ?? 0) * 1000;
    },
    slackLater: (milliseconds) => {
      ahead += milliseconds;
    },
    channel: slack.channels['deployments'] ?? '',
    close: async () => {
      await Promise.all([github, aws, ecs, cloudwatch, slack, cache, shop].map((server) => server.close()));
    },
  };
}

/** How long the new tasks are watched when the stack is done already. */
const BAKE_SECONDS = 2;

function rollingOut(service: SimulatedService, { first, speed }: Operations): SimulatedService {
  const stackSeconds = span(first) / speed;
  return {
    ...{ ...service, startsAt: Date.now() },
    rollout: [
      { second: 0, status: 'IN_PROGRESS', stage: 'SCALE_UP' },
      { second: stackSeconds / 2, status: 'IN_PROGRESS', stage: 'BAKE_TIME' },
      { second: stackSeconds + BAKE_SECONDS, status: 'SUCCESSFUL' },
    ],
  };
}

/** What the rollout adds: it is looked at every 8 s. */
const ROLLOUT_SECONDS = 8;

const PAST = 24;
const HOUR_MS = 3_600_000;

/**
 * Deployments of the last days that took about as long as today's will: without a past there is no estimate.
 * Seeded noise of some 15 % makes them look like a real history.
 */
function seedHistory({
  github,
  repository,
  operations,
}: Pick<World, 'github' | 'repository' | 'operations'>): string {
  let before = '';
  const { state } = github;
  const { first, speed } = operations;
  const typical = span(first) / speed + 4 + (rollsOut(first) ? ROLLOUT_SECONDS : 0);
  for (let nth = PAST; nth >= 1; nth--) {
    const held = state.clock.now() - nth * 3 * HOUR_MS;
    const seconds = typical * (0.85 + 0.3 * state.random());
    const ended = held + seconds * 1000;
    const expected = [1, 1.1, 1.15].map((share) => Math.round(typical * share)).join('/');
    const { sha } = addCommit(state, repository, { message: `Release ${PAST - nth + 1}` });
    before = sha;
    const owner =
      nth === 1
        ? pastRun(state, repository, { headSha: sha, from: held - 5000, to: ended + 5000 })
        : { runId: 6000 + nth, checkRunId: 60_000 + nth };
    addDeployment(state, repository, {
      ...{ environment: ENVIRONMENT, task: 'signalbox', sha, ref: sha, createdAt: held - 3000 },
      payload: formatPayload({
        ...{ nonce: `past-${nth}`, correlationId: `past-${nth}`, repository: 'octo/shop' },
        ...owner,
        ...{ runAttempt: 1, workflow: 'deploy', actor: 'mona' },
        ...{ priority: 0, scope: 'job', stacks: [operations.first.stack.name] },
      }),
      statuses: [
        { state: 'in_progress', description: 'claim: checking that nobody else deploys', at: held - 2000 },
        {
          state: 'in_progress',
          description: `deploying ${sha.slice(0, 7)}, expected ${expected} s (deploy by mona)`,
          at: held,
        },
        { state: 'success', description: `deployed in ${formatDuration(seconds)}`, at: ended },
        // GitHub does so when a newer one succeeds.
        ...(nth === 1 ? [] : [{ state: 'inactive', at: ended + 3 * HOUR_MS } as const]),
      ],
    });
  }
  return before;
}

/** The run that deployed what runs now: GitHub is asked about it before its commit is run again. */
function pastRun(
  state: GitHubSimulator['state'],
  repository: Repository,
  { headSha, from, to }: { readonly headSha: string; readonly from: number; readonly to: number },
) {
  const run = addRun(state, repository, { headSha, createdAt: from });
  const job = addJob(state, repository, run, { createdAt: from });
  finishJob(state, job, 'success');
  job.completedAt = to;
  finishRun(state, run, 'success');
  return { runId: run.id, checkRunId: job.id };
}
