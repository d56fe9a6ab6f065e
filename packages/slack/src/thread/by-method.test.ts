// What one method of Slack is kept from doing keeps no other from telling the outcome.
import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '@signalbox/simulator/random';
import { recordedStep } from '@signalbox/simulator/step';
import fc from 'fast-check';
import { memoryOutbox } from '../../test/memory-outbox.ts';
import { memorySlack, type Trouble } from '../../test/memory-slack.ts';
import { SlackError } from '../client/error.ts';
import { openNotifier } from '../destinations/notifier.ts';
import type { NotifierOptions } from '../destinations/options.ts';

function job(options: Partial<NotifierOptions> = {}) {
  const step = recordedStep();
  const { clock } = step;
  const slack = memorySlack(clock);
  const outboxes: Record<string, ReturnType<typeof memoryOutbox>> = {};
  const open = () =>
    openNotifier({
      ...{ slack, clock, random: seededRandom(1), log: step.log, outboxDirectory: '', budgetSeconds: 60 },
      ...{ correlationId: '7001-production', channels: { updates: ['C1'] } },
      outbox: (name) => (outboxes[name] ??= memoryOutbox()),
      ...options,
    });
  return { slack, step, clock, open };
}

const facts = { environment: 'production', actor: 'mona', email: 'mona@example.com' };
const limit = (seconds: number): Trouble => ({
  ...{ fault: 'retry', code: 'ratelimited', retryAfterMs: seconds * 1000, done: false },
});
const refuse = (code: string): Trouble => ({ fault: 'config', code, done: false });

/** Requests of the memory's methods, as many as one outcome can need. */
const METHODS = [
  'permalink',
  'history',
  'thread',
  'schedule',
  'unschedule',
  'scheduled',
  'userByEmail',
  'whoAmI',
];

describe('a limit of five minutes', () => {
  test.each(METHODS)('on %s keeps nothing back that others can do', async (method) => {
    const { slack, open, clock } = job();
    slack.trouble = (asked) => (asked === method ? limit(300) : undefined);
    await open().send({ kind: 'start', facts });
    await clock.sleep(30_000);
    const begun = clock.now();
    const receipt = await open().send({ kind: 'failed', facts: { reason: 'no capacity' } });
    expect(receipt).toMatchObject({ delivered: true, pending: 0 });
    expect(slack.messages.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^production failed/),
      expect.stringMatching(/^production failed/),
    ]);
    // Nobody waits for what is only convenient.
    if (method !== 'unschedule') expect(clock.now() - begun).toBeLessThan(15_000);
  });

  test('on post leaves the outcome to the head, and the reply to the step after it', async () => {
    const { slack, open } = job();
    await open().send({ kind: 'start', facts });
    slack.trouble = (asked) => (asked === 'post' ? limit(300) : undefined);
    expect(await open().send({ kind: 'failed' })).toMatchObject({ delivered: false, pending: 1 });
    expect(slack.messages.map(({ text }) => text)).toEqual([expect.stringMatching(/^production failed/)]);
    slack.trouble = () => undefined;
    expect(await open().drain()).toMatchObject({ delivered: false, pending: 1 });
    expect(await open().drain({ last: true })).toMatchObject({ delivered: true, pending: 0 });
    expect(slack.messages).toHaveLength(2);
  });

  test.each(['complete', 'failed'] as const)(
    'on update leaves %s to a reply that all can see',
    async (kind) => {
      const { slack, open } = job();
      await open().send({ kind: 'start', facts });
      slack.trouble = (asked) => (asked === 'update' ? limit(300) : undefined);
      expect(await open().send({ kind })).toMatchObject({ delivered: false, pending: 1 });
      expect(slack.messages[1]).toMatchObject({ broadcast: true });
      slack.trouble = () => undefined;
      expect(await open().drain({ last: true })).toMatchObject({ delivered: true });
      expect(slack.messages).toHaveLength(2);
    },
  );

  test('on look, before any message, has it told all the same, and one head in the end', async () => {
    const { slack, open } = job();
    const elsewhere = job({ slack });
    await elsewhere.open().send({ kind: 'start', facts });
    slack.trouble = (asked) => (asked === 'history' ? limit(300) : undefined);
    await open().send({ kind: 'failed' });
    expect(slack.messages.some(({ broadcast }) => broadcast)).toBe(true);
    slack.trouble = () => undefined;
    await open().drain({ last: true });
    expect(slack.messages.filter(({ thread }) => thread === undefined)).toHaveLength(1);
  });
});

describe('what is refused', () => {
  test.each(['restricted_action_thread_locked', 'restricted_action_non_threadable_channel', 'new_word'])(
    'as a reply (%s) is told by the head',
    async (code) => {
      const { slack, step, open } = job();
      await open().send({ kind: 'start', facts });
      slack.trouble = (asked) => (asked === 'post' ? refuse(code) : undefined);
      const receipt = await open().send({ kind: 'failed', facts: { reason: 'no capacity' } });
      expect(receipt).toMatchObject({
        delivered: false,
        pending: 1,
        problem: expect.stringMatching(/^C1: /),
      });
      expect(slack.messages[0]?.text).toMatch(/^production failed .*no capacity/);
      expect(step.annotations.filter(({ level }) => level === 'error')).toHaveLength(1);
      expect(slack.requests.filter((each) => each === 'post')).toHaveLength(2);
    },
  );

  test.each(['complete', 'cancelled', 'failed'] as const)(
    'as an update is told by the reply: %s',
    async (kind) => {
      const { slack, open } = job();
      await open().send({ kind: 'start', facts });
      slack.trouble = (asked) => (asked === 'update' ? refuse('new_word') : undefined);
      expect(await open().send({ kind })).toMatchObject({ delivered: false, pending: 1 });
      expect(slack.messages[1]).toMatchObject({ broadcast: true });
    },
  );

  test('in every form, the head leaves to the reply', async () => {
    const { slack, open } = job();
    await open().send({ kind: 'start', facts });
    const blocks: Trouble = { fault: 'payload', code: 'invalid_blocks', done: false };
    slack.trouble = (asked) => (asked === 'update' ? blocks : undefined);
    await open().send({ kind: 'complete' });
    expect(slack.messages[1]).toMatchObject({ broadcast: true });
  });

  test('by one of two channels is told with its name', async () => {
    const { slack, open } = job({ channels: { updates: ['C1', 'C2'] } });
    const post = slack.post;
    slack.post = (message, signal) =>
      message.channel === 'C2'
        ? Promise.reject(new SlackError('archived', { fault: 'config', code: 'is_archived' }))
        : post(message, signal);
    const { problem, channelId } = await open().send({ kind: 'start', facts });
    expect(problem).toBe('C2: archived');
    expect(channelId).toBe('C1');
  });
});

test('a post that fails again and again lets the head tell the outcome meanwhile', async () => {
  const { slack, open } = job();
  await open().send({ kind: 'start', facts });
  slack.trouble = (asked) =>
    asked === 'post' ? { fault: 'ambiguous', code: 'http_503', done: false } : undefined;
  expect(await open().send({ kind: 'failed' })).toMatchObject({ delivered: false, pending: 1 });
  expect(slack.messages[0]?.text).toMatch(/^production failed/);
});

test('an update that fails again and again leaves the last word to a reply', async () => {
  const { slack, open } = job();
  await open().send({ kind: 'start', facts });
  slack.trouble = (asked) =>
    asked === 'update' ? { fault: 'ambiguous', code: 'http_503', done: false } : undefined;
  expect(await open().send({ kind: 'complete' }, { last: true })).toMatchObject({ delivered: false });
  expect(slack.messages[1]).toMatchObject({ broadcast: true });
});

describe('a head or thread that is gone', () => {
  const gone = (code: string): Trouble => ({ fault: 'gone', code, done: false });

  test.each([
    ['post', 'cannot_reply_to_message'],
    ['post', 'thread_not_found'],
    ['update', 'message_not_found'],
    ['update', 'cant_update_message'],
    ['thread', 'thread_not_found'],
  ])('by every %s (%s) costs few requests, though reads still show it', async (method, code) => {
    const { slack, open } = job();
    await open().send({ kind: 'start', facts });
    slack.requests.length = 0;
    let posts = 0;
    slack.trouble = (asked) => {
      // A head can be posted, only nothing below it.
      if (asked === 'post' && method === 'post') return posts++ % 2 === 0 ? gone(code) : undefined;
      return asked === method ? gone(code) : undefined;
    };
    for (const kind of ['progress', 'stalled', 'failed'] as const) await open().send({ kind });
    await open().drain({ last: true });
    expect(slack.requests.length).toBeLessThan(60);
  });
});

test('whatever Slack answers, a delivery ends, and asks no more than once a second', async () => {
  const faults = fc.constantFrom<Trouble['fault']>('retry', 'ambiguous', 'config', 'payload', 'gone', 'late');
  const trouble = fc.record({ fault: faults, done: fc.boolean() });
  const troubles = fc.dictionary(fc.constantFrom('post', 'update', ...METHODS), trouble);
  await fc.assert(
    fc.asyncProperty(troubles, fc.boolean(), async (by, last) => {
      const { slack, clock, open } = job();
      await open().send({ kind: 'start', facts });
      slack.requests.length = 0;
      slack.trouble = (method) => {
        const found = by[method];
        return found === undefined ? undefined : { code: `some_${found.fault}`, ...found };
      };
      const begun = clock.now();
      await open().send({ kind: 'failed' }, { last });
      const seconds = (clock.now() - begun) / 1000;
      expect(seconds).toBeLessThanOrEqual(61);
      expect(slack.requests.length).toBeLessThanOrEqual(30 + seconds);
    }),
    {
      numRuns: 300,
      // A head that Slack changed and then refused to change was looked at for ever.
      examples: [
        [{ post: { fault: 'ambiguous', done: true }, update: { fault: 'late', done: true } }, false],
        [{ post: { fault: 'ambiguous', done: true }, update: { fault: 'gone', done: true } }, false],
      ],
    },
  );
});

describe('progress', () => {
  test('that is held back is pending, and in the head by the time the job is over', async () => {
    const { slack, clock, open } = job();
    const finish = { expected: clock.now() + 600_000 };
    await open().send({ kind: 'start', facts: { ...facts, finish } });
    await clock.sleep(10_000);
    expect(await open().send({ kind: 'progress', facts: { progress: 40 } })).toEqual(
      expect.objectContaining({ delivered: false, pending: 1 }),
    );
    expect(slack.messages[0]?.text).not.toContain('40 percent');
    expect(await open().drain({ last: true })).toMatchObject({ delivered: true, pending: 0 });
    expect(slack.messages[0]?.text).toContain('40 percent');
  });

  test('that was said to be delivered is in the head', async () => {
    const { slack, clock, open } = job();
    await open().send({ kind: 'start', facts: { ...facts, finish: { expected: clock.now() + 3_600_000 } } });
    for (let progress = 1; progress < 90; progress++) {
      await clock.sleep(40_000);
      const { delivered } = await open().send({ kind: 'progress', facts: { progress } });
      if (delivered) expect(slack.messages[0]?.text).toContain(`${progress} percent`);
    }
  });

  test('for a head that cannot be changed any more is not said to be delivered', async () => {
    const { slack, clock, open } = job();
    await open().send({ kind: 'start', facts });
    slack.trouble = (asked) =>
      asked === 'update' ? { fault: 'gone', code: 'edit_window_closed', done: false } : undefined;
    await clock.sleep(600_000);
    expect((await open().send({ kind: 'progress', facts: { progress: 40 } })).delivered).toBe(false);
    await clock.sleep(600_000);
    expect((await open().send({ kind: 'progress', facts: { progress: 50 } })).delivered).toBe(false);
  });
});
