import { join } from 'node:path';
import type { Step } from '@signalbox/runner/step';
import { type Notifier, type NotifierOptions, openNotifier } from './notifier.ts';
import type { Slack } from './port.ts';
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
    ...(url === undefined ? {} : { pager: { url, key: key ?? '' } }),
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

/** The notifier, or undefined where the inputs name no way to tell anybody. Loads the SDK for a bot only. */
export async function notifierFor(
  inputs: SlackInputs,
  step: Step,
  id: string,
): Promise<Notifier | undefined> {
  const { 'slack-token': token, 'slack-api-url': apiUrl, 'slack-webhook-url': webhook } = inputs;
  const bot = token !== undefined && inputs['updates-channel'].length > 0;
  if (!bot && webhook === undefined) return undefined;
  const slack = bot ? await connectSlack({ token, apiUrl }) : undefined;
  return openNotifier(notifierOptions(inputs, step, { id, slack }));
}
