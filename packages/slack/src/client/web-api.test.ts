import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type SlackSimulator, startSlack } from '@signalbox/simulator/slack/server';
import type { Slack } from '../ports.ts';
import type { SlackError } from './error.ts';
import { connectionFault } from './http.ts';
import { connectSlack } from './web-api.ts';

let simulator: SlackSimulator;
let slack: Slack;
let channel = '';
const { signal } = new AbortController();

beforeAll(async () => {
  simulator = await startSlack();
  slack = await connectSlack({ token: simulator.token, apiUrl: simulator.apiUrl });
  channel = simulator.channels['deployments'] ?? '';
});
afterAll(() => simulator.close());
beforeEach(() => simulator.faults.clear());

const post = (id = 'cid/1', on: Slack = slack) =>
  on.post(
    { channel, text: id, blocks: [], metadata: { id, revision: 1, deployment: { state: 'running' } } },
    signal,
  );

const failure = (request: Promise<unknown>): Promise<SlackError> =>
  request.then(
    () => Promise.reject(new Error('it did not fail')),
    (error) => error as SlackError,
  );

describe('an error of Slack', () => {
  test.each([
    ['ratelimited', 'retry'],
    ['request_timeout', 'retry'],
    ['internal_error', 'ambiguous'],
    ['fatal_error', 'ambiguous'],
    ['invalid_blocks', 'payload'],
    ['msg_blocks_too_long', 'payload'],
    ['message_not_found', 'gone'],
    ['channel_not_found', 'config'],
    ['never_heard_of', 'config'],
  ] as const)('%s is %s', async (error, fault) => {
    simulator.refuse({ error });
    expect(await failure(post())).toMatchObject({ fault, code: error });
  });

  test.each([
    [
      { kind: 'status', status: 503 },
      { fault: 'ambiguous', code: 'http_503' },
    ],
    [
      { kind: 'rate-limit', retryAfterSeconds: 7 },
      { fault: 'retry', retryAfterMs: 7000 },
    ],
    [{ kind: 'reset-after' }, { fault: 'ambiguous' }],
    [{ kind: 'empty-body' }, { fault: 'ambiguous', accepted: true }],
  ] as const)('or of the way to it: %j is %j', async (fault, expected) => {
    simulator.faults.add({ fault, times: 1 });
    expect(await failure(post())).toMatchObject(expected);
  });

  test('for a scope that is missing names it, where Slack does', async () => {
    simulator.refuse({ error: 'missing_scope' });
    expect((await failure(post())).message).toContain('the scope that the method asks for (it has others)');
  });

  test('is not repeated by the SDK', async () => {
    const before = simulator.calls()['chat.postMessage'] ?? 0;
    simulator.faults.add({ fault: { kind: 'status', status: 503 } });
    await failure(post());
    expect((simulator.calls()['chat.postMessage'] ?? 0) - before).toBe(1);
  });

  test('names a bad token by its input', async () => {
    const other = await connectSlack({ token: 'xoxb-other', apiUrl: simulator.apiUrl });
    const error = await failure(post('cid/2', other));
    expect(error).toMatchObject({ fault: 'config', message: expect.stringContaining('slack-token') });
    expect(error.message).not.toContain('xoxb-other');
  });

  test('for a connection refused says that nothing was sent', async () => {
    // Asked of fetch itself: between jest's realms the SDK does not know an Error for one, and drops its cause.
    const refused = await fetch('http://127.0.0.1:45871/').catch((error: unknown) => error);
    expect(connectionFault(refused)).toEqual({ fault: 'retry', code: 'connection' });
  });

  test('comes when the caller gives up', async () => {
    simulator.faults.add({ fault: { kind: 'hang' }, times: 1 });
    const timeout = AbortSignal.timeout(200);
    const request = slack.post(
      { channel, text: 'late', blocks: [], metadata: { id: 'x', revision: 1 } },
      timeout,
    );
    expect(await failure(request)).toMatchObject({ fault: 'ambiguous', code: 'timeout' });
  });
});

test('a message is found again by its metadata, in the channel and in its thread', async () => {
  const { ts } = await post('cid/head');
  await slack.post(
    { channel, thread: ts, text: 'reply', blocks: [], metadata: { id: 'cid/reply', revision: 1 } },
    signal,
  );
  await slack.update(
    { channel, ts, text: 'new', blocks: [], metadata: { id: 'cid/head', revision: 2 } },
    signal,
  );
  const channelMarks = (await slack.history({ channel, oldest: 0, pages: 3 }, signal)).map(
    ({ metadata }) => metadata,
  );
  expect(channelMarks).toContainEqual({ id: 'cid/head', revision: 2 });
  const thread = await slack.thread({ channel, thread: ts }, signal);
  expect(thread.map(({ metadata }) => metadata?.id)).toEqual(['cid/head', 'cid/reply']);
});

test('a reminder is listed until it is taken back', async () => {
  const { ts } = await post('cid/4');
  const at = Math.floor(Date.now() / 1000) + 600;
  const id = await slack.schedule({ channel, thread: ts, at, text: 'still there?' }, signal);
  expect(await slack.scheduled(channel, signal)).toContainEqual({ id, at, text: 'still there?' });
  await slack.unschedule(channel, id, signal);
  expect(await failure(slack.unschedule(channel, id, signal))).toMatchObject({ fault: 'late' });
});

test('reactions name their users', async () => {
  const { ts } = await post('cid/5');
  await slack.react(channel, ts, 'x', signal);
  expect(Object.keys(await slack.reactions(channel, ts, signal))).toEqual(['x']);
});
