import {
  correlationIdInput,
  environment,
  repository,
  slackApiUrl,
  slackToken,
} from '@signalbox/runner/common-inputs';
import {
  boolean,
  duration,
  endpoint,
  type Field,
  fromRunner,
  type Inputs,
  integer,
  list,
  matching,
  oneOf,
  required,
  secret,
  text,
  withDefault,
} from '@signalbox/runner/inputs';
import { KINDS, type Kind } from '@signalbox/slack/event';
import { type Rule, SEVERITIES } from '@signalbox/slack/severity';
import { deployedRef, factInputs, type readable } from './fact-inputs.ts';

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
  return { kind: known, severity, ...(environment === undefined ? {} : { environment }) };
}

export const EVENTS = [...KINDS, 'question', 'check'] as const;

/** How Slack is reached: the same for every action that tells it something. */
export const slackInputs = {
  'slack-token': slackToken,
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
  'slack-api-url': slackApiUrl,
};

export const inputs = {
  event: required(oneOf<(typeof EVENTS)[number]>(...EVENTS)) as Field<Kind | 'question' | 'check'>,
  environment,
  ...slackInputs,
  message: text('text for the thread'),
  reason: text('why, in one line'),
  ...factInputs,
  'stack-name': text('the stack that is deployed'),
  ref: fromRunner(deployedRef, 'github.sha'),
  'thread-ts': matching(/^\d{6,12}\.\d{6}$/, 'the ts of a Slack message, such as 1700000000.000100'),
  question: text('the question'),
  options: list('the possible answers'),
  'allowed-users': list(
    'who may answer: ids of users (U...) and user groups (S...), or logins of the mention map',
  ),
  'required-answers': withDefault(integer(1, 50), '1'),
  'self-approval': withDefault(boolean(), 'false'),
  'answer-timeout': withDefault(duration(1), '15m'),
  'default-answer': text('the answer that counts when there is no clear one'),
  'fail-on-error': withDefault(boolean(), 'false'),
  'dry-run': withDefault(boolean(), 'false'),
  'correlation-id': correlationIdInput,
  'github-token': secret(fromRunner(text('a GitHub token with deployments: write'), 'github.token')),
  repository: { ...repository, required: false } as Field<string | undefined>,
  'deployment-id': integer(1),
};

export const outputs = [
  'delivered',
  'pending',
  'duplicates-avoided',
  'channel-id',
  'message-ts',
  'thread-ts',
  'permalink',
  'answer',
  'answered-by',
  'rendered',
  'mode',
  'correlation-id',
] as const;

/** As they were given: a fact may be unreadable. */
export type GivenInputs = Inputs<typeof inputs>;
export type NotifyInputs = ReturnType<typeof readable<GivenInputs>>['inputs'];
