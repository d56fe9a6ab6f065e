import type { SlackInputs } from './for-step.ts';

type Ways = Pick<
  SlackInputs,
  'slack-token' | 'slack-webhook-url' | 'updates-channel' | 'interact-channel' | 'pager-url' | 'pager-key'
>;

/** A bot needs both. */
export const hasBot = ({ 'slack-token': token, 'updates-channel': channels }: Ways): boolean =>
  token !== undefined && channels.length > 0;

/** PagerDuty refuses an event without a key, and a key alone leads nowhere. */
export const hasPager = ({ 'pager-url': url, 'pager-key': key }: Ways): boolean =>
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
