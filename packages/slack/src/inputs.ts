import type { Rule } from './message/severity.ts';

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

type Ways = Pick<
  SlackInputs,
  'slack-token' | 'slack-webhook-url' | 'updates-channel' | 'interact-channel' | 'pager-url' | 'pager-key'
>;

/** A bot needs both. */
export const hasBot = ({ 'slack-token': token, 'updates-channel': channels }: Ways): boolean =>
  token !== undefined && channels.length > 0;

/** PagerDuty refuses an event without a key, and a key alone leads nowhere. */
const hasPager = ({ 'pager-url': url, 'pager-key': key }: Ways): boolean =>
  url !== undefined && key !== undefined;

/** Whether the inputs name any way to tell somebody. */
export const reachesSomebody = (inputs: Ways): boolean =>
  hasBot(inputs) || hasPager(inputs) || inputs['slack-webhook-url'] !== undefined;

/** What of the inputs reaches nobody since its other half is missing: one line each, naming the input to give. */
export function halves(inputs: Ways): string[] {
  const { 'slack-token': token, 'updates-channel': updates, 'interact-channel': interact } = inputs;
  const { 'pager-url': url, 'pager-key': key } = inputs;
  const orphan = updates.length > 0 ? 'updates-channel' : 'interact-channel';
  return [
    token !== undefined && updates.length === 0
      ? 'Input "updates-channel" is required with "slack-token": the id of a channel.'
      : '',
    token === undefined && (updates.length > 0 || interact !== undefined)
      ? `Input "slack-token" is required with "${orphan}": a bot token (a webhook has a channel of its own).`
      : '',
    url !== undefined && key === undefined
      ? 'Input "pager-key" is required with "pager-url": without a key the pager calls nobody.'
      : '',
    key !== undefined && url === undefined
      ? 'Input "pager-url" is required with "pager-key": where the pager is reached.'
      : '',
  ].filter((line) => line !== '');
}
