import { formatPayload } from '@signalbox/registry/payload';
import { type Clock, systemClock } from '@signalbox/runner/clock';
import { formatDuration } from '@signalbox/runner/duration';
import { type CacheSimulator, startActionsCache } from '@signalbox/simulator/actions-cache/server';
import {
  type CloudFormationSimulator,
  startCloudFormation,
} from '@signalbox/simulator/cloudformation/server';
import type { SimulatedStack } from '@signalbox/simulator/cloudformation/stack';
import { addCommit, addDeployment, addRepository, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import type { Repository } from '@signalbox/simulator/github/state';
import { listen } from '@signalbox/simulator/http';
import { type SlackSimulator, startSlack } from '@signalbox/simulator/slack/server';
import { type Operations, span } from './operation.ts';
import { lengthenPast } from './stack-past.ts';

export const ENVIRONMENT = 'production';

/** GitHub, its cache, CloudFormation and Slack on this machine, with a past. */
export interface World {
  readonly github: GitHubSimulator;
  readonly repository: Repository;
  readonly token: string;
  readonly aws: CloudFormationSimulator;
  readonly stack: SimulatedStack;
  readonly operations: Operations;
  readonly slack: SlackSimulator;
  readonly cache: CacheSimulator;
  /** What is deployed answers here. */
  readonly shop: Awaited<ReturnType<typeof listen>>;
  /** Moves Slack's clock: what people would see so much later. */
  slackLater(milliseconds: number): void;
  /** Where deployments are told. */
  readonly channel: string;
  close(): Promise<void>;
}

/** What must never be seen in a log, a summary, a message or the registry. */
export const AWS_SECRET = 'rehearsal-aws-secret-access-key';
export const AWS_SESSION = 'rehearsal-aws-session-token';

export async function startWorld(operations: Operations): Promise<World> {
  let ahead = 0;
  const slackClock: Clock = { ...systemClock, now: () => systemClock.now() + ahead };
  const [github, aws, slack, cache, shop] = await Promise.all([
    startGitHub(),
    startCloudFormation({ speed: operations.speed }),
    startSlack({ clock: slackClock }),
    startActionsCache(),
    listen(() => ({ status: 200, headers: {}, body: 'well' }), 0),
  ]);
  const repository = addRepository(github.state, 'octo/shop');
  const token = addToken(github.state, [repository]);
  const stack = aws.add([operations.first, operations.second], { earlierUpdates: 3 });
  lengthenPast(stack, operations.first, operations.speed);
  const world = { github, repository, token, aws, stack, operations, slack, cache, shop };
  seedHistory(world);
  return {
    ...world,
    slackLater: (milliseconds) => {
      ahead += milliseconds;
    },
    channel: slack.channels['deployments'] ?? '',
    close: async () => {
      await Promise.all([github.close(), aws.close(), slack.close(), cache.close(), shop.close()]);
    },
  };
}

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
}: Pick<World, 'github' | 'repository' | 'operations'>): void {
  const { state } = github;
  const typical = span(operations.first) / operations.speed + 4;
  for (let nth = PAST; nth >= 1; nth--) {
    const held = state.clock.now() - nth * 3 * HOUR_MS;
    const seconds = typical * (0.85 + 0.3 * state.random());
    const ended = held + seconds * 1000;
    const expected = [1, 1.1, 1.15].map((share) => Math.round(typical * share)).join('/');
    const { sha } = addCommit(state, repository, { message: `Release ${PAST - nth + 1}` });
    addDeployment(state, repository, {
      ...{ environment: ENVIRONMENT, task: 'signalbox', sha, ref: sha, createdAt: held - 3000 },
      payload: formatPayload({
        ...{ nonce: `past-${nth}`, correlationId: `past-${nth}`, repository: 'octo/shop' },
        ...{ runId: 6000 + nth, runAttempt: 1, checkRunId: 60_000 + nth, workflow: 'deploy', actor: 'mona' },
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
}
