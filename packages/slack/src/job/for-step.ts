import { join } from 'node:path';
import type { Step } from '@signalbox/runner/step';
import { compact } from '@signalbox/runner/values';
import { actionsCache } from '../carry-over/cache.ts';
import { type CarryOver, deliverCarryOver, saveCarryOver, takeCarryOver } from '../carry-over/carry-over.ts';
import { endLost, type LostDeployment } from '../carry-over/lost.ts';
import { connectSlack } from '../client/web-api.ts';
import { type Notifier, openNotifier, type Receipt, type Urgency } from '../destinations/notifier.ts';
import type { NotifierOptions } from '../destinations/options.ts';
import type { DeploymentEvent } from '../message/event.ts';
import type { CacheStore, Slack } from '../ports.ts';
import { hasBot, reachesSomebody, type SlackInputs } from './inputs.ts';

/** The notifier of one deployment as an action's inputs describe it; every process of the job shares its outbox. */
function notifierOptions(
  inputs: SlackInputs,
  step: Step,
  { id, slack }: { readonly id: string; readonly slack: Slack | undefined },
): NotifierOptions {
  const { clock, random, log, job, cancelled: signal } = step;
  const { 'interact-channel': interact, 'slack-webhook-url': webhookUrl, 'thread-ts': threadTs } = inputs;
  const { 'pager-url': url, 'pager-key': key } = inputs;
  return {
    ...compact({
      slack,
      // A bot does all that a webhook does.
      webhookUrl: slack === undefined ? webhookUrl : undefined,
      pager: url === undefined || key === undefined ? undefined : { url, key, rerun: job.runAttempt > 1 },
      threadTs,
    }),
    outboxDirectory: join(job.tempDir, 'signalbox', 'outbox'),
    correlationId: id,
    channels: { updates: inputs['updates-channel'], ...compact({ interact }) },
    budgetSeconds: inputs['delivery-budget'],
    mentions: Object.fromEntries(inputs.mentions ?? []),
    onDuty: inputs['on-duty'],
    rules: inputs.severity ?? [],
    clock,
    random,
    log,
    signal,
  };
}

/** The notifier of a job's deployment, which also delivers what the last run could not, and keeps what this one cannot. */
export interface JobNotifier extends Notifier {
  /** The last thing a job does: delivers what is left; what cannot be delivered waits for the next run. */
  finish(event?: DeploymentEvent): Promise<Receipt>;
  /** Ends the threads of deployments whose runners died without reporting an end. */
  endLost(lost: readonly LostDeployment[]): Promise<void>;
}

interface Deployment {
  readonly id: string;
  readonly environment: string;
  readonly slack: Slack | undefined;
  /** @default the actions cache, where there is one */
  readonly store?: CacheStore;
}

export function openForJob(inputs: SlackInputs, step: Step, deployment: Deployment): JobNotifier {
  const { id, environment } = deployment;
  const options = {
    ...notifierOptions(inputs, step, deployment),
    ...(environment === '' ? {} : { environment }),
  };
  const carryOver = carryOverOf(inputs, step, deployment);
  const inherit = async ({ budgetSeconds, last }: Required<Urgency>) => {
    const found = carryOver === undefined ? [] : await takeCarryOver(options, carryOver);
    return found.length > 0 || last ? await deliverCarryOver(options, { budgetSeconds, last }) : {};
  };
  const notifier = openNotifier({ ...options, inherit });
  return {
    ...notifier,
    endLost: (lost) => endLost(lost, options),
    finish: async (event) => {
      const last = { last: true };
      const receipt = await (event === undefined ? notifier.drain(last) : notifier.send(event, last));
      await saveCarryOver({ ...receipt.inherited, [id]: receipt.pending }, options, carryOver);
      return receipt;
    },
  };
}

function carryOverOf(
  inputs: SlackInputs,
  { env, job }: Step,
  { environment, store = actionsCache(env) }: Deployment,
): CarryOver | undefined {
  // Not the pager's address: it is the same for everybody.
  const secret = inputs['slack-token'] ?? inputs['slack-webhook-url'] ?? inputs['pager-key'];
  return store && secret ? { store, secret, environment, ref: job.refName } : undefined;
}

/** The notifier, or undefined where the inputs name no destination. Loads the SDK for a bot only. */
export async function notifierFor(
  inputs: SlackInputs & { readonly environment?: string | undefined },
  step: Step,
  id: string,
): Promise<JobNotifier | undefined> {
  const { 'slack-token': token, 'slack-api-url': apiUrl } = inputs;
  if (!reachesSomebody(inputs)) return undefined;
  const slack = token !== undefined && hasBot(inputs) ? await connectSlack({ token, apiUrl }) : undefined;
  return openForJob(inputs, step, { id, slack, environment: inputs.environment ?? '' });
}
