import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '@signalbox/runner/clock';
import { recordedStep } from '@signalbox/simulator/step';
import { memoryOutbox } from '../../test/memory-outbox.ts';
import { memorySlack } from '../../test/memory-slack.ts';
import { openNotifier } from './notifier.ts';
import type { NotifierOptions } from './options.ts';

/** A receiver of webhooks that answers as it is told, else with 200. */
let server: Server;
let received: Record<string, unknown>[] = [];
let answers: { status: number; body?: string; retryAfter?: string }[] = [];
let address = '';

beforeEach(async () => {
  [received, answers] = [[], []];
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { status, body = 'ok', retryAfter } = answers.shift() ?? { status: 200 };
      if (status === 200) received.push(JSON.parse(Buffer.concat(parts).toString()));
      response.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/T0/B0/secret`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

function notifier(options: Partial<NotifierOptions>) {
  const step = recordedStep();
  const outboxes: Record<string, ReturnType<typeof memoryOutbox>> = {};
  const notifier = openNotifier({
    ...{ outboxDirectory: '', correlationId: 'cid', channels: { updates: [] }, budgetSeconds: 5 },
    ...{ clock: systemClock, random: () => 0, log: step.log },
    outbox: (name) => (outboxes[name] ??= memoryOutbox()),
    ...options,
  });
  return { step, notifier };
}

const facts = { environment: 'production' };
const texts = () => received.map(({ text }) => text);

describe('a webhook', () => {
  test('hears beginnings, trouble and endings, and no progress', async () => {
    const { notifier: opened } = notifier({ webhookUrl: address });
    await opened.send({ kind: 'start', facts });
    await opened.send({ kind: 'progress', facts: { progress: 50 } });
    await opened.send({ kind: 'stalled', facts: { reason: 'slow' } });
    const receipt = await opened.send({ kind: 'complete' });
    expect(texts()).toEqual([
      expect.stringContaining('is deploying'),
      expect.stringContaining('looks stuck'),
      expect.stringContaining('was deployed'),
    ]);
    expect(receipt).toEqual({ delivered: true, pending: 0, duplicatesAvoided: 0 });
  });

  test.each([
    ['start', 0],
    ['failed', 1],
  ] as const)('whose answer is lost hears %s again %d times', async (kind, times) => {
    answers = [{ status: 503 }];
    const { step, notifier: opened } = notifier({ webhookUrl: address });
    expect(await opened.send({ kind, facts })).toMatchObject({ delivered: times === 1, pending: 0 });
    expect(received).toHaveLength(times);
    // What may be lost is not lost without a word.
    expect(step.annotations.map(({ level }) => level)).toEqual(times === 0 ? ['warning'] : []);
  });

  test.each(['start', 'failed'] as const)(
    'whose %s a proxy answered with a page of its own is told again',
    async (kind) => {
      answers = [{ status: 200, body: '<html>Please sign in' }];
      const { step, notifier: opened } = notifier({ webhookUrl: address });
      expect(await opened.send({ kind, facts })).toMatchObject({ delivered: true });
      expect(received).toHaveLength(2);
      expect(step.annotations).toEqual([]);
    },
  );

  test.each([
    ['no_service', 'error', 'no longer exists'],
    ['{"ok":true}', 'error', 'not of a Slack webhook'],
    ['OK', 'error', 'not of a Slack webhook'],
    ['<!DOCTYPE html><p>ok', 'warning', 'a web page'],
  ])('that answers 200 with %s has not told it', async (body, level, line) => {
    answers = Array.from({ length: 20 }, () => ({ status: 200, body }));
    const { step, notifier: opened } = notifier({ webhookUrl: address });
    expect(await opened.send({ kind: 'failed', facts })).toMatchObject({ delivered: false, pending: 1 });
    expect(step.annotations).toEqual([
      expect.objectContaining({ level, line: expect.stringContaining(line) }),
    ]);
  });

  test.each([
    ['start', 1],
    ['failed', 2],
  ] as const)('that answers 200 with nothing hears %s %d times', async (kind, times) => {
    answers = [{ status: 200, body: '' }];
    const { notifier: opened } = notifier({ webhookUrl: address });
    expect(await opened.send({ kind, facts })).toMatchObject({ delivered: times === 2 });
    expect(received).toHaveLength(times);
  });

  test('that redirects elsewhere has not told it', async () => {
    answers = [{ status: 302, body: 'ok' }];
    const { step, notifier: opened } = notifier({ webhookUrl: address });
    expect(await opened.send({ kind: 'start', facts })).toMatchObject({ delivered: false, pending: 1 });
    expect(step.annotations[0]?.line).toContain('redirect');
  });

  test('behind which no TLS is spoken was not sent to', async () => {
    const { step, notifier: opened } = notifier({ webhookUrl: address.replace('http:', 'https:') });
    expect(await opened.send({ kind: 'start', facts })).toMatchObject({ delivered: false, pending: 1 });
    expect(JSON.stringify(step.annotations)).not.toContain('may have arrived');
  });

  test.each(['start', 'queued', 'progress', 'complete'] as const)(
    'hears the message and the facts of %s',
    async (kind) => {
      const { notifier: opened } = notifier({ webhookUrl: address });
      const more = { message: 'Look at\nthe dashboard', fields: { Version: '1.2.3' } };
      await opened.send({ kind, facts: { ...facts, ...more, active: { sha: 'abc1234' } } });
      const [{ text, blocks } = {}] = received;
      expect(text).toContain('Look at the dashboard');
      expect(text).toContain('Version: 1.2.3');
      expect(JSON.stringify(blocks)).toContain('Look at\\nthe dashboard');
      expect(JSON.stringify(blocks).includes('abc1234')).toBe(kind === 'queued');
    },
  );

  test('that limits is asked again, after its pause', async () => {
    answers = [{ status: 429, retryAfter: '1' }];
    const { notifier: opened } = notifier({ webhookUrl: address });
    expect(await opened.send({ kind: 'start', facts })).toMatchObject({ delivered: true });
    expect(received).toHaveLength(1);
  });

  test('that is gone is an error that names the input and not the address', async () => {
    answers = [{ status: 404, body: 'no_service' }];
    const { step, notifier: opened } = notifier({ webhookUrl: address });
    expect(await opened.send({ kind: 'failed', facts })).toMatchObject({ delivered: false, pending: 1 });
    expect(step.annotations).toEqual([
      expect.objectContaining({ level: 'error', line: expect.stringContaining('slack-webhook-url') }),
    ]);
    expect(JSON.stringify(step.annotations)).not.toContain('secret');
  });

  test('that refuses blocks gets plain text', async () => {
    answers = [{ status: 400, body: 'invalid_blocks' }];
    const { notifier: opened } = notifier({ webhookUrl: address });
    await opened.send({ kind: 'start', facts });
    expect(received).toEqual([expect.objectContaining({ blocks: [] })]);
  });
});

describe('a pager', () => {
  const key = 'routing-key';

  test('is called by a critical event and told when it is over', async () => {
    const { notifier: opened } = notifier({ pager: { url: address, key } });
    await opened.send({ kind: 'start', facts });
    await opened.send({ kind: 'failed', facts: { reason: 'no capacity' } });
    await opened.send({ kind: 'complete' });
    expect(received).toEqual([
      expect.objectContaining({
        ...{ routing_key: key, dedup_key: 'cid', event_action: 'trigger' },
        payload: expect.objectContaining({
          severity: 'critical',
          summary: expect.stringContaining('no capacity'),
        }),
      }),
      { routing_key: key, dedup_key: 'cid', event_action: 'resolve' },
    ]);
  });

  test('is told that it is over by the re-run, whose machine knows nothing of the failure', async () => {
    await notifier({ pager: { url: address, key } }).notifier.send({ kind: 'complete', facts });
    expect(received).toEqual([]);
    await notifier({ pager: { url: address, key, rerun: true } }).notifier.send({ kind: 'complete', facts });
    expect(received).toEqual([{ routing_key: key, dedup_key: 'cid', event_action: 'resolve' }]);
  });

  test('that refuses is named as what it is', async () => {
    answers = [{ status: 400, body: '{"status":"invalid event"}' }];
    const { step, notifier: opened } = notifier({ pager: { url: address, key } });
    await opened.send({ kind: 'failed', facts });
    expect(step.annotations.map(({ line }) => line)).toEqual([
      'The pager of input "pager-url" refused the message: http_400.',
    ]);
  });

  test('sleeps when the rules say so', async () => {
    const rules = [{ kind: 'failed', environment: 'staging', severity: 'info' }] as const;
    const { notifier: opened } = notifier({ pager: { url: address, key }, rules });
    await opened.send({ kind: 'failed', facts: { environment: 'Staging' } });
    expect(received).toEqual([]);
  });
});

test('the interact channel hears of concurrent deployments, and the thread does not', async () => {
  const step = recordedStep();
  const slack = memorySlack(step.clock);
  const channels = { updates: ['C1'], interact: 'C2' };
  const { notifier: opened } = notifier({ slack, channels, clock: step.clock });
  await opened.send({ kind: 'concurrent', facts: { ...facts, active: { sha: 'abc1234', actor: 'hubot' } } });
  const there = slack.messages.filter(({ channel }) => channel === 'C2');
  expect(there).toEqual([
    expect.objectContaining({ text: expect.stringContaining('abc1234 by hubot is under way') }),
  ]);
  expect(slack.messages.filter(({ thread }) => thread !== undefined)).toEqual([]);
});
