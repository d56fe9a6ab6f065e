import { describe, expect, test } from '@jest/globals';
import { virtualClock } from '@signalbox/simulator/clock';
import { seededRandom } from '@signalbox/simulator/random';
import { recordedStep } from '@signalbox/simulator/step';
import { memoryOutbox } from '../../test/memory-outbox.ts';
import { memorySlack } from '../../test/memory-slack.ts';
import { SlackError } from '../client/error.ts';
import type { Facts } from '../message/event.ts';
import type { MessageMetadata } from '../message/metadata.ts';
import { openNotifier } from './notifier.ts';
import type { NotifierOptions } from './options.ts';

const MINUTE = 60_000;

/** A job: one Slack, one directory, and as many notifiers on them as it has processes. */
function job(options: Partial<NotifierOptions> = {}) {
  const step = recordedStep({ clock: virtualClock(undefined, { timeouts: 'virtual' }) });
  const { clock } = step;
  const slack = memorySlack(clock);
  const outboxes: Record<string, ReturnType<typeof memoryOutbox>> = {};
  const open = (more: Partial<NotifierOptions> = {}) =>
    openNotifier({
      ...{ slack, clock, random: seededRandom(1), log: step.log, outboxDirectory: '', budgetSeconds: 60 },
      ...{ correlationId: '7001-production', channels: { updates: ['C1'] } },
      outbox: (name) => (outboxes[name] ??= memoryOutbox()),
      ...options,
      ...more,
    });
  const threads = () => slack.messages.filter(({ thread }) => thread === undefined);
  return { slack, step, clock, open, outboxes, threads };
}

const facts: Facts = {
  environment: 'production',
  actor: 'mona',
  sha: 'abc1234def',
  runUrl: 'https://github.com/o/s/actions/runs/1',
};

describe('a deployment', () => {
  test('has one head that is updated, and a thread', async () => {
    const { slack, clock, open } = job();
    const notifier = open();
    await notifier.send({ kind: 'start', facts });
    for (let minute = 1; minute < 6; minute++) {
      await clock.sleep(MINUTE);
      await notifier.send({ kind: 'progress', facts: { progress: minute * 16 } });
    }
    const receipt = await notifier.send({ kind: 'complete', facts: { message: 'All is well.' } });
    const [head, ...replies] = slack.messages;
    expect(receipt).toMatchObject({
      delivered: true,
      pending: 0,
      channelId: 'C1',
      messageTs: head?.ts,
      threadTs: head?.ts,
    });
    expect(head?.text).toMatch(/^production was deployed in 5 min/);
    expect(replies).toEqual([expect.objectContaining({ thread: head?.ts, broadcast: false })]);
    expect(slack.scheduledMessages).toEqual([]);
  });

  test('that fails is told to the channel with its cause', async () => {
    const { slack, open } = job();
    const notifier = open({ onDuty: ['SONCALL'] });
    await notifier.send({ kind: 'start', facts });
    await notifier.send({
      kind: 'failed',
      facts: { reason: 'The stack rolled back', rootCause: ['AWS::ECS::Service: no capacity'] },
    });
    expect(slack.messages).toHaveLength(2);
    const reply = slack.messages[1];
    expect(reply).toMatchObject({ broadcast: true, text: expect.stringContaining('The stack rolled back') });
    expect(JSON.stringify(reply?.blocks)).toContain('no capacity');
    expect(JSON.stringify(reply?.blocks)).toContain('SONCALL');
  });

  test('that fails gives its reason once, though the cause begins with it', async () => {
    const { slack, open } = job();
    const notifier = open();
    await notifier.send({ kind: 'start', facts });
    const reason = 'Service: no capacity';
    await notifier.send({ kind: 'failed', facts: { reason, rootCause: [reason, 'Try another zone'] } });
    const { text = '', blocks } = slack.messages[1] ?? {};
    expect(text.split(reason)).toHaveLength(2);
    expect(JSON.stringify(blocks).split(reason)).toHaveLength(2);
    expect(JSON.stringify(blocks)).toContain('Try another zone');
  });

  test('that goes well is one line in the channel, however often it tells of progress', async () => {
    const { slack, clock, open, threads } = job();
    const notifier = open();
    const finish = { expected: clock.now() + 500_000 };
    await notifier.send({ kind: 'start', facts: { ...facts, finish } });
    for (let progress = 0; progress < 100; progress += 2) {
      await clock.sleep(10_000);
      await notifier.send({ kind: 'progress', facts: { progress } });
    }
    await notifier.send({ kind: 'complete' });
    expect(threads()).toHaveLength(1);
    expect(slack.messages.filter(({ broadcast }) => broadcast)).toEqual([]);
    expect(slack.requests.filter((method) => method === 'update').length).toBeLessThan(12);
  });

  test('keeps a word said on the way in its thread, quietly', async () => {
    const { slack, open } = job();
    await open().send({ kind: 'start', facts });
    await open().send({ kind: 'progress', facts: { message: 'The rollback command runs now.' } });
    await open().send({ kind: 'failed' });
    const replies = slack.messages.slice(1);
    expect(replies.map(({ broadcast }) => broadcast)).toEqual([false, true]);
    expect(replies[0]?.text).toContain('The rollback command runs now.');
  });

  test('is told once, by however many processes', async () => {
    const { slack, open } = job();
    await open().send({ kind: 'start', facts });
    await Promise.all([open().send({ kind: 'failed' }), open().send({ kind: 'failed' }), open().drain()]);
    expect(slack.messages.map(({ broadcast }) => broadcast)).toEqual([false, true]);
  });

  test('keeps its thread in another job, which has only the channel to go by', async () => {
    const { slack, open, outboxes } = job();
    await open().send({ kind: 'start', facts });
    delete outboxes['C1'];
    const receipt = await open().send({ kind: 'complete' });
    const [head, ...replies] = slack.messages;
    expect(replies).toHaveLength(1);
    expect(receipt.threadTs).toBe(head?.ts);
    expect(head?.text).toMatch(/^production was deployed.*mona/);
  });

  test('that two jobs announce at once has one head', async () => {
    const { threads, open } = job();
    const jobs = [memoryOutbox(), memoryOutbox()].map((outbox) => open({ outbox: () => outbox }));
    const receipts = await Promise.all(jobs.map((notifier) => notifier.send({ kind: 'start', facts })));
    expect(threads()).toHaveLength(1);
    expect(new Set(receipts.map(({ threadTs }) => threadTs)).size).toBe(1);
  });
});

describe('two jobs that race for the head, one of which did not see the other', () => {
  test('end with one head, to which the replies of the other move', async () => {
    const { slack, threads, open } = job();
    const [winners, losers] = [memoryOutbox(), memoryOutbox()];
    // The winner posts first and dies before it looks round; the loser's reads lag and do not show that.
    slack.trouble = (method) =>
      method === 'permalink' || (method === 'history' && threads().length > 0)
        ? { fault: 'retry', code: 'connection', done: false }
        : undefined;
    await open({ outbox: () => winners }).send({ kind: 'start', facts });
    slack.trouble = () => undefined;
    const lagging = { ...slack, history: async () => [] };
    const loser = open({ outbox: () => losers, slack: lagging });
    await loser.send({ kind: 'start', facts: { ...facts, message: 'from the loser' } });
    expect(threads()).toHaveLength(2);
    await open({ outbox: () => winners }).drain();
    expect(threads()).toHaveLength(1);
    await open({ outbox: () => losers }).send({ kind: 'failed', facts: { reason: 'no capacity' } });
    const [head] = threads();
    expect(threads()).toHaveLength(1);
    expect(head?.text).toMatch(/^production failed/);
    const replies = slack.messages.filter(({ thread }) => thread !== undefined);
    expect(replies.map(({ thread }) => thread)).toEqual([head?.ts, head?.ts]);
    expect(replies.map(({ text }) => text)).toEqual([
      expect.stringContaining('from the loser'),
      expect.stringContaining('no capacity'),
    ]);
  });
});

describe('when Slack', () => {
  test('loses an answer, the message is read back and not repeated', async () => {
    const { slack, open } = job();
    let first = true;
    slack.trouble = (method) => {
      if (method !== 'post' || !first) return undefined;
      first = false;
      return { fault: 'ambiguous', code: 'timeout', done: true, hangs: true };
    };
    const receipt = await open().send({ kind: 'start', facts });
    expect(slack.messages).toHaveLength(1);
    expect(receipt).toMatchObject({ delivered: true, duplicatesAvoided: 1 });
  });

  test.each(['complete', 'failed'] as const)(
    'took %s but answers something unreadable, that is delivered, also where nothing can be read back',
    async (kind) => {
      for (const cannotRead of [false, true]) {
        const { slack, open } = job();
        const unreadable = { fault: 'ambiguous', code: 'bad_answer', accepted: true, done: true } as const;
        const unset = { fault: 'config', code: 'missing_scope', done: false } as const;
        const reads = (method: string) => cannotRead && (method === 'history' || method === 'thread');
        slack.trouble = (method) => (reads(method) ? unset : undefined);
        await open().send({ kind: 'start', facts });
        slack.trouble = (method) => (reads(method) ? unset : method === 'post' ? unreadable : undefined);
        expect(await open().send({ kind })).toMatchObject({ delivered: true });
        expect(slack.messages).toHaveLength(2);
      }
    },
  );

  test('asks for a pause within the budget, it gets exactly that', async () => {
    const { slack, clock, open } = job();
    const asked = clock.now();
    slack.trouble = () =>
      clock.now() < asked + 30_000
        ? { fault: 'retry', code: 'ratelimited', retryAfterMs: 30_000, done: false }
        : undefined;
    const receipt = await open().send({ kind: 'start', facts });
    expect(receipt.delivered).toBe(true);
    expect(slack.requests.filter((method) => method === 'history')).toHaveLength(3);
  });

  test('asks for no pause at all, it gets one all the same', async () => {
    const { slack, open } = job();
    slack.trouble = () => ({ fault: 'retry', code: 'ratelimited', retryAfterMs: 0, done: false });
    await open().send({ kind: 'start', facts });
    expect(slack.requests.length).toBeLessThan(20);
  });

  test('is still to be left alone, the step after it says that it told nothing', async () => {
    const { slack, step, open } = job();
    slack.trouble = () => ({ fault: 'retry', code: 'ratelimited', retryAfterMs: 600_000, done: false });
    await open().send({ kind: 'start', facts });
    step.annotations.length = 0;
    const receipt = await open().send({ kind: 'failed' });
    expect(receipt).toMatchObject({ delivered: false, problem: expect.stringContaining('delivery-budget') });
    expect(step.annotations).toEqual([expect.objectContaining({ level: 'warning' })]);
  });

  test('is down, the step goes on, says so once, and the next step delivers', async () => {
    const { slack, step, clock, open } = job();
    slack.trouble = () => ({ fault: 'ambiguous', code: 'http_503', done: false });
    const begun = clock.now();
    const receipt = await open().send({ kind: 'start', facts });
    expect(receipt).toMatchObject({ delivered: false, pending: 1 });
    expect(clock.now() - begun).toBeLessThanOrEqual(60_000);
    expect(step.annotations).toEqual([
      expect.objectContaining({ level: 'warning', line: expect.stringContaining('1 message waits') }),
    ]);
    slack.trouble = () => undefined;
    expect(await open().drain()).toMatchObject({ delivered: true });
    expect(slack.messages).toHaveLength(1);
  });

  test('does not know the channel, that is an error at once, and the message is kept', async () => {
    const { slack, step, clock, open } = job();
    slack.trouble = (method) =>
      method === 'permalink' ? undefined : { fault: 'config', code: 'channel_not_found', done: false };
    const begun = clock.now();
    const receipt = await open().send({ kind: 'failed', facts });
    expect(receipt.pending).toBe(1);
    expect(clock.now() - begun).toBeLessThan(2000);
    expect(step.annotations).toEqual([expect.objectContaining({ level: 'error' })]);
  });

  test('does not know one of two channels, the other hears all, once', async () => {
    const { slack, open } = job({ channels: { updates: ['C1', 'C2'] } });
    const post = slack.post;
    Object.assign(slack, {
      post: async (message: Parameters<typeof post>[0], signal: AbortSignal) => {
        if (message.channel === 'C1')
          throw new SlackError('no such channel', { fault: 'config', code: 'channel_not_found' });
        return post(message, signal);
      },
    });
    await open().send({ kind: 'start', facts });
    const receipt = await open().send({ kind: 'failed', facts: { reason: 'no capacity' } });
    expect(receipt.pending).toBe(2);
    expect(slack.messages.map(({ channel }) => channel)).toEqual(['C2', 'C2']);
    expect(slack.messages[0]?.text).toContain('failed');
  });

  test('refuses the blocks, it gets plain text', async () => {
    const { slack, open } = job();
    let refusals = 1;
    slack.trouble = (method) =>
      method === 'post' && refusals-- > 0
        ? { fault: 'payload', code: 'invalid_blocks', done: false }
        : undefined;
    const receipt = await open().send({ kind: 'start', facts });
    expect(receipt.delivered).toBe(true);
    expect(slack.messages[0]?.blocks).toEqual([]);
  });

  test.each(['complete', 'cancelled', 'failed'] as const)(
    'no longer lets the head be changed, the channel hears %s, once',
    async (kind) => {
      const { slack, open } = job();
      await open().send({ kind: 'start', facts });
      slack.trouble = (method) =>
        method === 'update' ? { fault: 'gone', code: 'edit_window_closed', done: false } : undefined;
      expect(await open().send({ kind })).toMatchObject({ delivered: true });
      expect(slack.messages.map(({ broadcast }) => broadcast)).toEqual([false, true]);
    },
  );

  test('finds the metadata too large, the head goes without', async () => {
    const { slack, open } = job();
    const strict =
      <M extends { readonly metadata: MessageMetadata }, R>(
        send: (message: M, signal: AbortSignal) => Promise<R>,
      ) =>
      async (message: M, signal: AbortSignal): Promise<R> => {
        if (message.metadata.deployment === undefined) return send(message, signal);
        throw new SlackError('too large', { fault: 'payload', code: 'metadata_too_large' });
      };
    Object.assign(slack, { post: strict(slack.post), update: strict(slack.update) });
    await open().send({ kind: 'start', facts });
    expect(await open().send({ kind: 'complete' })).toMatchObject({ delivered: true });
    expect(slack.messages.map(({ text }) => text)).toEqual([
      ...[expect.stringContaining('was deployed'), expect.stringContaining('was deployed')],
    ]);
  });

  test('does not let us read, all is delivered all the same', async () => {
    const { slack, step, open } = job();
    slack.trouble = (method) =>
      method === 'history' || method === 'thread'
        ? { fault: 'config', code: 'missing_scope', done: false }
        : undefined;
    const receipt = await open().send({ kind: 'start', facts });
    expect(receipt.delivered).toBe(true);
    expect(step.annotations).toEqual([expect.objectContaining({ level: 'warning' })]);
  });
});

describe('the thread that the user names', () => {
  const release = (slack: ReturnType<typeof job>['slack']) =>
    slack.post(
      { channel: 'C1', text: 'Release 2', blocks: [], metadata: { id: 'x', revision: 1 } },
      new AbortController().signal,
    );

  test('has all of it, also where nothing can be read', async () => {
    const { slack, open } = job();
    const { ts: threadTs } = await release(slack);
    slack.trouble = (method) =>
      method === 'history' || method === 'thread'
        ? { fault: 'config', code: 'missing_scope', done: false }
        : undefined;
    await open({ threadTs }).send({ kind: 'start', facts });
    const receipt = await open({ threadTs }).send({ kind: 'complete' });
    expect(slack.messages.map(({ thread }) => thread)).toEqual([undefined, threadTs, threadTs]);
    expect(receipt.threadTs).toBe(threadTs);
  });

  test('has all of it, though the first step had a bad token', async () => {
    const { slack, open } = job();
    const { ts: threadTs } = await release(slack);
    slack.trouble = () => ({ fault: 'config', code: 'invalid_auth', done: false });
    await open({ threadTs }).send({ kind: 'start', facts });
    slack.trouble = () => undefined;
    await open({ threadTs }).send({ kind: 'complete' });
    expect(slack.messages.map(({ thread }) => thread)).toEqual([undefined, threadTs, threadTs]);
  });

  test('is replaced by one of its own where it does not exist, and that is said', async () => {
    const { slack, step, open } = job();
    const receipt = await open({ threadTs: '1700000000.000100' }).send({ kind: 'start', facts });
    expect(receipt).toMatchObject({ delivered: true, threadTs: slack.messages[0]?.ts });
    expect(step.annotations).toEqual([
      expect.objectContaining({ level: 'warning', line: expect.stringContaining('"thread-ts"') }),
    ]);
  });
});

test('a runner that dies is missed by a scheduled message', async () => {
  const { slack, clock, open } = job();
  await open().send({ kind: 'start', facts });
  expect(slack.scheduledMessages).toHaveLength(1);
  await clock.sleep(180 * MINUTE);
  await open().send({ kind: 'failed' });
  expect(slack.messages.map(({ byReminder }) => byReminder)).toEqual([false, true, false]);
});
