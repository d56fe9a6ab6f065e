import {
  duration,
  endpoint,
  type Field,
  type Inputs,
  list,
  matching,
  secret,
  text,
  withDefault,
} from '@signalbox/runner/inputs';
import { compact } from '@signalbox/runner/values';
import { KINDS } from '../message/event.ts';
import { type Rule, SEVERITIES } from '../message/severity.ts';

const CHANNEL = /^[CGD][A-Z0-9]{2,20}$/;
const channelId = matching(CHANNEL, 'the id of a Slack channel, such as C0123456789 (not its name)');

/** Reads `text` line by line; undefined when one line is not acceptable. */
function lines<T>(accepts: string, line: (text: string) => T | undefined): Field<readonly T[] | undefined> {
  return {
    accepts,
    parse: (raw) => {
      const read = raw
        .split(/[\n,]/)
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .map(line);
      return read.every((each) => each !== undefined) ? (read as readonly T[]) : undefined;
    },
  };
}

/**
 * A login has up to 39 letters, digits and hyphens; a managed user's ends in `_` and a short code, an app's in `[bot]`.
 * https://docs.github.com/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication
 */
const LOGIN =
  /^@?([A-Za-z0-9][A-Za-z0-9-]{0,38}(?:_[A-Za-z0-9]{1,39})?(?:\[bot\])?)\s*[:=]\s*["']?([UW][A-Z0-9]{2,20})["']?$/;

const mention = (raw: string): readonly [login: string, id: string] | undefined => {
  const [, login, id] = LOGIN.exec(raw) ?? [];
  return login === undefined || id === undefined ? undefined : [login.toLowerCase(), id];
};

function rule(raw: string): Rule | undefined {
  const [, environment, kind, level] = /^(?:(.+)\/)?([a-z-]+)\s*[:=]\s*([a-z]+)$/.exec(raw) ?? [];
  const known = KINDS.find((each) => each === kind);
  const severity = SEVERITIES.find((each) => each === level);
  if (known === undefined || severity === undefined) return undefined;
  return { kind: known, severity, ...compact({ environment }) };
}

/** Of a bot or a user, rotated or not (docs.slack.dev/authentication/tokens, /using-token-rotation). */
const token = secret(matching(/^(xoxe\.)?xox[bp]-[\w-]+$/, 'a Slack bot token (xoxb-...)'));

/** How Slack is reached: the same for every action that notifies. */
export const slackInputs = {
  'slack-token': token,
  'slack-webhook-url': secret(endpoint()),
  'updates-channel': list('ids of Slack channels, such as C0123456789', CHANNEL),
  'interact-channel': channelId,
  mentions: lines('lines such as "login: U0123456789"', mention),
  severity: lines(
    `lines such as "stalled=critical" or "staging/failed=info" (${SEVERITIES.join(', ')})`,
    rule,
  ),
  'on-duty': list(
    'ids of users or user groups to call when it is critical, or here, or channel',
    /^([UWS][A-Z0-9]{2,20}|here|channel)$/,
  ),
  'pager-url': secret(endpoint()),
  'pager-key': secret(text('the routing key of the pager')),
  'delivery-budget': withDefault(duration(1), '60s'),
  'slack-api-url': withDefault(endpoint(), 'https://slack.com/api/'),
};

/** As an action gives them; `thread-ts` is an input of notify alone. */
export type SlackInputs = Inputs<typeof slackInputs> & { readonly 'thread-ts'?: string | undefined };

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

/** Whether the inputs name any destination. */
export const reachesSomebody = (inputs: Ways): boolean =>
  hasBot(inputs) || hasPager(inputs) || inputs['slack-webhook-url'] !== undefined;

/** Inputs that reach nobody because the input that belongs to them is missing: one line each, naming it. */
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
