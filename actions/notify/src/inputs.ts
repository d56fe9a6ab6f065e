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
  url,
  withDefault,
} from '@signalbox/runner/inputs';
import { type ActiveDeployment, KINDS, type Kind } from '@signalbox/slack/event';
import { type Rule, SEVERITIES } from '@signalbox/slack/severity';

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

/** One fact a line, so that values may have commas. */
const fields: Field<Readonly<Record<string, string>> | undefined> = {
  accepts: 'lines such as "Version: 1.2.3"',
  parse: (raw) => {
    const entries = raw
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => /^([^:=]{1,60})[:=](.+)$/.exec(line.trim()))
      .map((match) => [match?.[1]?.trim(), match?.[2]?.trim()]);
    return entries.every(([label, value]) => label && value) ? Object.fromEntries(entries) : undefined;
  },
};

const json = <T>(accepts: string, read: (value: unknown) => T | undefined): Field<T | undefined> => ({
  accepts,
  parse: (raw) => {
    try {
      return read(JSON.parse(raw));
    } catch {
      return undefined;
    }
  },
});

const active = json('the JSON of coordinate\'s output "active"', (value): ActiveDeployment | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const raw = value as Record<string, unknown>;
  const since = typeof raw['since'] === 'number' ? raw['since'] : Date.parse(String(raw['since'] ?? ''));
  const texts = {
    sha: raw['sha'],
    actor: raw['actor'],
    runUrl: raw['run-url'] ?? raw['run_url'] ?? raw['runUrl'],
  };
  const known = Object.entries(texts).filter(([, text]) => typeof text === 'string');
  return { ...Object.fromEntries(known), ...(Number.isNaN(since) ? {} : { since }) };
});

/** monitor's `root-cause` in its own form, or lines of text. */
const rootCause: Field<readonly string[] | undefined> = {
  accepts: 'the JSON of monitor\'s output "root-cause", or lines of text',
  parse: (raw) => causeOfJson(raw) ?? raw.split('\n').filter((line) => line.trim() !== ''),
};

function causeOfJson(raw: string): string[] | undefined {
  try {
    const { logicalId, reason, advice, evidence } = Object(JSON.parse(raw)) as Record<string, unknown>;
    if (typeof reason !== 'string') return undefined;
    const more = Array.isArray(evidence) ? evidence.map(String) : [];
    const first = typeof logicalId === 'string' ? `${logicalId}: ${reason}` : reason;
    return [first, ...(typeof advice === 'string' ? [advice] : []), ...more];
  } catch {
    return undefined;
  }
}

const percent: Field<number | undefined> = {
  accepts: 'a number from 0 to 100',
  parse: (raw) =>
    /^\d+(\.\d+)?%?$/.test(raw) && Number.parseFloat(raw) <= 100 ? Number.parseFloat(raw) : undefined,
};

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
  progress: percent,
  'elapsed-seconds': integer(0),
  'estimated-seconds': integer(0),
  'estimated-seconds-p80': integer(0),
  url: url(),
  'console-url': url(),
  'environment-url': url(),
  'stack-name': text('the stack that is deployed'),
  ref: fromRunner(matching(/^[0-9a-f]{7,64}$/i, 'the SHA that is deployed'), 'github.sha'),
  active,
  'root-cause': rootCause,
  fields,
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

export type NotifyInputs = Inputs<typeof inputs>;
