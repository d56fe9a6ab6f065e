import { join } from 'node:path';
import type { Step } from '@signalbox/runner/step';
import type { DeploymentEvent } from './event.ts';
import { actionsCache, type Carrier } from './handover/cache.ts';
import { drainInherited, handOver, type Relay, takeOver } from './handover/handover.ts';
import { endLost, type LostDeployment } from './lost.ts';
import { type Notifier, type NotifierOptions, openNotifier, type Receipt } from './notifier.ts';
import type { Slack } from './port.ts';
import { hasBot, reachesSomebody } from './reach.ts';
import type { Rule } from './severity.ts';
import { connectSlack } from './web-api.ts';

/** The inputs that say how Slack is reached, under the contract's names. An action may have fewer. */
export interface SlackInputs {
  readonly 'slack-token'?: string | undefined;
  readonly 'slack-api-url': string;
  readonly 'slack-webhook-url'?: string | undefined;
  readonly 'updates-channel': readonly string[];
  readonly 'interact-channel'?: string | undefined;
  readonly 'thread-ts'?: string | undefined;
  readonly 'delivery-budget': number;
  readonly mentions?: readonly (readonly [login: string, id: string])[] | undefined;
  readonly 'on-duty': readonly string[];
  readonly severity?: readonly Rule[] | undefined;
  readonly 'pager-url'?: string | undefined;
  readonly 'pager-key'?: string | undefined;
}

/** The notifier of one deployment as an action's inputs describe it; every process of the job shares its outbox. */
export function notifierOptions(
  inputs: SlackInputs,
  step: Step,
  { id, slack }: { readonly id: string; readonly slack: Slack | undefined },
): NotifierOptions {
  const { clock, random, log, job, cancelled: signal } = step;
  const { 'interact-channel': interact, 'slack-webhook-url': webhookUrl, 'thread-ts': threadTs } = inputs;
  const { 'pager-url': url, 'pager-key': key } = inputs;
  return {
    ...(slack === undefined ? {} : { slack }),
    // A bot does all that a webhook does.
    ...(webhookUrl === undefined || slack !== undefined ? {} : { webhookUrl }),
    ...(url === undefined || key === undefined ? {} : { pager: { url, key, rerun: job.runAttempt > 1 } }),
    ...(threadTs === undefined ? {} : { threadTs }),
    outboxDirectory: join(job.tempDir, 'signalbox', 'outbox'),
    correlationId: id,
    channels: { updates: inputs['updates-channel'], ...(interact === undefined ? {} : { interact }) },
    budgetSeconds: inputs['delivery-budget'],
    mentions: Object.fromEntries(inputs.mentions ?? []),
    onDuty: inputs['on-duty'],
    rules: inputs.severity ?? [],
    ...{ clock, random, log, signal },
  };
}

/** The notifier of a job's deployment, which also tells what the last run could not, and leaves what this one cannot. */
export interface JobNotifier extends Notifier {
  /** The last thing a job does: delivers what is left; what cannot be delivered waits for the next run. */
  finish(event?: DeploymentEvent): Promise<Receipt>;
  /** Ends the threads of deployments whose runners died without a word. */
  endLost(lost: readonly LostDeployment[]): Promise<void>;
}

interface Deployment {
  readonly id: string;
  readonly environment: string;
  readonly slack: Slack | undefined;
  /** @default the actions cache, where there is one */
  readonly carrier?: Carrier;
}

export function openForJob(
  inputs: SlackInputs,
  step: Step,
  { id, slack, environment, carrier = actionsCache(step.env) }: Deployment,
): JobNotifier {
  const options = {
    ...notifierOptions(inputs, step, { id, slack }),
    ...(environment === '' ? {} : { environment }),
  };
  const relay = relayOf(inputs, step, environment, carrier);
  let finishing = false;
  let others: Readonly<Record<string, number>> = {};
  const inherit = async (budgetSeconds: number) => {
    const taken = relay === undefined ? [] : await takeOver(options, relay);
    if (taken.length > 0 || finishing) {
      others = await drainInherited(options, { budgetSeconds, last: finishing });
    }
  };
  const notifier = openNotifier({ ...options, inherit });
  return {
    ...notifier,
    endLost: (lost) => endLost(lost, options),
    finish: async (event) => {
      finishing = true;
      const last = { last: true };
      const receipt = await (event === undefined ? notifier.drain(last) : notifier.send(event, last));
      await handOver({ ...others, [id]: receipt.pending }, options, relay);
      return receipt;
    },
  };
}

function relayOf(
  inputs: SlackInputs,
  { job }: Step,
  environment: string,
  carrier: Carrier | undefined,
): Relay | undefined {
  const secret =
    inputs['slack-token'] ?? inputs['slack-webhook-url'] ?? inputs['pager-key'] ?? inputs['pager-url'];
  return carrier && secret ? { carrier, secret, environment, ref: job.refName } : undefined;
}

/** The notifier, or undefined where the inputs name no way to tell anybody. Loads the SDK for a bot only. */
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
