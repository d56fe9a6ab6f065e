import { withTimeout } from '@signalbox/runner/clock';
import type { Step } from '@signalbox/runner/step';
import { checkConfiguration, type Finding } from '@signalbox/slack/check';
import { checkPager, checkWebhook } from '@signalbox/slack/check-ways';
import { connectSlack } from '@signalbox/slack/web-api';
import { failed, noted, type Row, rowsOf } from './row.ts';

interface SlackGiven {
  readonly 'slack-token'?: string | undefined;
  readonly 'slack-webhook-url'?: string | undefined;
  readonly 'slack-api-url': string;
  readonly 'updates-channel': readonly string[];
  readonly 'interact-channel'?: string | undefined;
  readonly 'pager-url'?: string | undefined;
  readonly 'pager-key'?: string | undefined;
}

const LIMIT_MS = 60_000;

/** Token, scopes, channels, webhook and pager, as `notify` with `event: check` checks them: no message is sent. */
export async function checkSlack(inputs: SlackGiven, step: Step): Promise<readonly Row[]> {
  const signal = withTimeout(LIMIT_MS, step.clock, step.cancelled);
  const { 'slack-webhook-url': webhook, 'pager-url': url, 'pager-key': key } = inputs;
  const found = await Promise.all([
    rowsOf('Slack', step.clock, () => checkBot(inputs, signal)),
    rowsOf('Slack webhook', step.clock, async () =>
      webhook === undefined ? [] : rows('Slack webhook', [await checkWebhook(webhook, signal)]),
    ),
    rowsOf('pager', step.clock, async () => {
      if (url === undefined && key === undefined) return [];
      if (url === undefined) return [failed('pager', 'Input "pager-url" is required with "pager-key".')];
      if (key === undefined) return [failed('pager', 'Input "pager-key" is required with "pager-url".')];
      return rows('pager', [await checkPager({ url, key }, signal)]);
    }),
  ]);
  return found.flat();
}

async function checkBot(inputs: SlackGiven, signal: AbortSignal): Promise<readonly Row[]> {
  const { 'slack-token': token, 'slack-api-url': apiUrl, 'interact-channel': interact } = inputs;
  const channels = [...inputs['updates-channel'], ...(interact === undefined ? [] : [interact])];
  if (token === undefined && channels.length === 0) return [];
  if (token === undefined)
    return [failed('Slack', 'Input "slack-token" is required with a channel: a bot token.')];
  const slack = await connectSlack({ token, apiUrl });
  const found = rows('Slack', await checkConfiguration(slack, channels, signal));
  return inputs['updates-channel'].length > 0
    ? found
    : [
        ...found,
        failed('Slack', 'Input "updates-channel" is required with "slack-token": the id of a channel.'),
      ];
}

const rows = (subject: string, found: readonly Finding[]): readonly Row[] =>
  // What Slack lacks short of an error are features that somebody may do without.
  found.map(({ level, line }) => (level === 'warning' ? noted(subject, line) : { subject, level, line }));
