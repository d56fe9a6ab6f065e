import { afterEach, describe, expect, test } from '@jest/globals';
import { LogLevel, WebClient } from '@slack/web-api';
import type { SlackOptions } from './proxy.ts';
import { type SlackSimulator, startSlack } from './server.ts';

const SILENT = {
  ...{ debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  ...{ setLevel: () => {}, getLevel: () => LogLevel.ERROR, setName: () => {} },
};

const open: SlackSimulator[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function start(options: SlackOptions = {}) {
  const slack = await startSlack(options);
  open.push(slack);
  const client = (token = slack.token) =>
    new WebClient(token, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: SILENT,
    });
  return { slack, client, channel: slack.channels['deployments'] ?? '' };
}

const error = (code: string) => ({ data: { ok: false, error: code } });
const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });

test('a thread as people see it: head, replies, edits', async () => {
  const { slack, client, channel } = await start();
  const head = await client().chat.postMessage({ channel, text: 'plain', blocks: [section('*Deploying*')] });
  const ts = head.ts ?? '';
  await client().chat.postMessage({ channel, text: 'half way', thread_ts: ts });
  await client().chat.update({ channel, ts, text: 'plain', blocks: [section('*Deployed*')] });
  expect(await slack.read(channel)).toMatchObject({
    threads: [{ ts, text: '*Deployed*', edits: 1, replies: [{ text: 'half way', edits: 0 }] }],
  });
  expect(slack.calls()).toEqual({ 'chat.postMessage': 2, 'chat.update': 1 });
});

test('rich text reads as people see it', async () => {
  const { slack, client, channel } = await start();
  const line = (text: string) => ({
    type: 'rich_text_section' as const,
    elements: [
      { type: 'text' as const, text },
      { type: 'emoji' as const, name: 'tada' },
    ],
  });
  const list = {
    type: 'rich_text_list' as const,
    style: 'bullet' as const,
    elements: [line('one '), line('two ')],
  };
  const blocks = [{ type: 'rich_text' as const, elements: [line('Head '), list] }];
  await client().chat.postMessage({ channel, text: 'plain', blocks });
  expect((await slack.read(channel)).threads[0]?.text).toBe('Head :tada:\n• one :tada:\n• two :tada:');
});

test('a scheduled message is posted when its time has come, unless it was deleted', async () => {
  let now = Date.now();
  const clock = { now: () => now, sleep: async () => {}, timeout: AbortSignal.timeout };
  const { slack, client, channel } = await start({ clock });
  const post_at = Math.floor(now / 1000) + 600;
  const ids: string[] = [];
  for (const text of ['stays', 'goes']) {
    const answer = await client().chat.scheduleMessage({ channel, text, post_at });
    ids.push(answer.scheduled_message_id ?? '');
  }
  await client().chat.deleteScheduledMessage({ channel, scheduled_message_id: ids[1] ?? '' });
  expect((await slack.read(channel)).threads).toEqual([]);
  now += 601_000;
  expect((await slack.read(channel)).threads.map(({ text }) => text)).toEqual(['stays']);
});

test('unknown tokens are refused', async () => {
  const { client, channel } = await start();
  await expect(client('xoxb-other').chat.postMessage({ channel, text: 'x' })).rejects.toMatchObject(
    error('invalid_auth'),
  );
  expect(await client().auth.test()).toMatchObject({ ok: true, user: 'signalbox' });
});

describe('blocks beyond the documented limits', () => {
  const header = (text: string) => ({ type: 'header' as const, text: { type: 'plain_text' as const, text } });
  test.each([
    ['50 blocks', Array.from({ length: 50 }, () => section('x')), true],
    ['51 blocks', Array.from({ length: 51 }, () => section('x')), false],
    ['section of 3000', [section('x'.repeat(3000))], true],
    ['section of 3001', [section('x'.repeat(3001))], false],
    ['an empty section', [section('')], false],
    ['header of 150', [header('x'.repeat(150))], true],
    ['header of 151', [header('x'.repeat(151))], false],
    [
      '11 fields',
      [{ type: 'section' as const, fields: Array(11).fill({ type: 'mrkdwn', text: 'x' }) }],
      false,
    ],
    ['an unknown type', [{ type: 'nonsense' } as unknown as ReturnType<typeof section>], false],
  ])('%s', async (_, blocks, fits) => {
    const { client, channel } = await start();
    const sent = client().chat.postMessage({ channel, text: 'x', blocks });
    if (fits) await expect(sent).resolves.toMatchObject({ ok: true });
    else await expect(sent).rejects.toMatchObject(error('invalid_blocks'));
  });

  test('chat.update takes 4000 characters', async () => {
    const { client, channel } = await start();
    const { ts = '' } = await client().chat.postMessage({ channel, text: 'x' });
    await client().chat.update({ channel, ts, text: 'x'.repeat(4000) });
    await expect(client().chat.update({ channel, ts, text: 'x'.repeat(4001) })).rejects.toMatchObject(
      error('msg_too_long'),
    );
  });
});

test('limits count per method and channel and say how long to wait', async () => {
  const { slack, client, channel } = await start({ perMinute: { 'chat.postMessage': 2 } });
  for (const text of ['1', '2']) await client().chat.postMessage({ channel, text });
  await expect(client().chat.postMessage({ channel, text: '3' })).rejects.toMatchObject({
    retryAfter: expect.any(Number),
  });
  await client().chat.postMessage({ channel: slack.channels['questions'] ?? '', text: '1' });
});

describe.each([true, false])('an answer that does not tell (done: %s)', (done) => {
  test.each(['internal_error', 'fatal_error', 'bad-json'])('%s', async (code) => {
    const { slack, client, channel } = await start();
    slack.refuse({ method: 'chat.postMessage', error: code, done });
    await expect(client().chat.postMessage({ channel, text: 'x' })).rejects.toThrow();
    expect((await slack.read(channel)).threads).toHaveLength(done ? 1 : 0);
    await client().chat.postMessage({ channel, text: 'x' });
  });

  test('a reset', async () => {
    const { slack, client, channel } = await start();
    slack.faults.add({ fault: { kind: done ? 'reset-after' : 'reset-before' }, times: 1 });
    await expect(client().chat.postMessage({ channel, text: 'x' })).rejects.toThrow();
    expect((await slack.read(channel)).threads).toHaveLength(done ? 1 : 0);
  });
});

test('metadata is only told when asked for, pages follow the cursor, a missing thread is an error', async () => {
  const { client, channel } = await start();
  const metadata = { event_type: 'signalbox', event_payload: { id: 'x' } };
  const { ts = '' } = await client().chat.postMessage({ channel, text: 'head', metadata });
  for (const text of ['a', 'b', 'c']) await client().chat.postMessage({ channel, text, thread_ts: ts });
  const plain = await client().conversations.replies({ channel, ts });
  expect(plain.messages?.[0]).not.toHaveProperty('metadata');
  const asked = await client().conversations.replies({ channel, ts, include_all_metadata: true, limit: 3 });
  expect(asked.messages?.[0]).toMatchObject({ metadata });
  expect(asked).toMatchObject({ has_more: true });
  const cursor = asked.response_metadata?.next_cursor ?? '';
  const rest = await client().conversations.replies({ channel, ts, cursor, limit: 3 });
  expect(rest.messages?.map(({ text }) => text)).toEqual(['c']);
  await expect(client().conversations.replies({ channel, ts: '1.000001' })).rejects.toMatchObject(
    error('thread_not_found'),
  );
});

test('an app without a scope is refused what needs it, and every answer names the scopes', async () => {
  const { slack, client, channel } = await start();
  slack.grant(['chat:write', 'reactions:read']);
  const posted = await client().chat.postMessage({ channel, text: 'a' });
  expect(posted.response_metadata?.scopes).toEqual(['chat:write', 'reactions:read']);
  await expect(client().conversations.history({ channel })).rejects.toMatchObject({
    data: { error: 'missing_scope', needed: 'channels:history', provided: 'chat:write,reactions:read' },
  });
});

test('a webhook says ok and nothing else, or one word', async () => {
  const { slack, channel } = await start();
  const post = async (body: object) => {
    const response = await fetch(slack.webhookUrl, { method: 'POST', body: JSON.stringify(body) });
    return [response.status, await response.text()];
  };
  const json = { 'content-type': 'application/json' };
  const sent = await fetch(slack.webhookUrl, { method: 'POST', headers: json, body: '{"text":"hello"}' });
  expect(await sent.text()).toBe('ok');
  expect(await post({})).toEqual([400, 'no_text']);
  slack.refuse({ method: 'webhook', error: 'no_service' });
  expect(await post({ text: 'a' })).toEqual([404, 'no_service']);
  expect((await slack.read(channel)).threads.map(({ text }) => text)).toEqual(['hello']);
});
