import { describe, expect, test } from '@jest/globals';
import { virtualClock } from '@signalbox/simulator/clock';
import { recordedStep } from '@signalbox/simulator/step';
import { type MemorySlack, memorySlack } from '../../test/memory-slack.ts';
import { ask } from './ask.ts';
import { membersOf } from './members.ts';
import { agreed, optionsOf, type Question, votesOf } from './question.ts';

const MINUTE = 60_000;

function asked(more: Partial<Question> = {}, trouble: MemorySlack['trouble'] = () => undefined) {
  const step = recordedStep({ clock: virtualClock(undefined, { timeouts: 'virtual' }) });
  const { clock } = step;
  const slack = memorySlack(clock);
  slack.trouble = trouble;
  const question: Question = {
    ...{ text: 'Deploy beside it?', options: optionsOf(['wait', 'cancel', 'proceed']) },
    ...{ allowed: ['UANA', 'UBEN'], required: 1, defaultAnswer: 'cancel', until: clock.now() + 15 * MINUTE },
    ...more,
  };
  const { random, log, cancelled: signal } = step;
  const context = {
    channel: 'C2',
    id: 'cid/question/1-x',
    facts: { environment: 'production' },
    called: ['UANA'],
  };
  const whole = ask(question, { slack, ...context, clock, random, log, signal });
  const answer = whole.then(({ answer: one }) => one);
  const react = (users: Record<string, string[]>) => {
    const [message] = slack.messages;
    if (message !== undefined) slack.reacted[message.ts] = users;
  };
  return { step, slack, clock, whole, answer, react };
}

describe('the answer', () => {
  test('is what somebody authorised reacts', async () => {
    const { clock, react, answer, slack } = asked();
    await clock.sleep(MINUTE);
    react({ white_check_mark: ['UBOT', 'UANA'] });
    expect(await answer).toEqual({ answer: 'proceed', by: ['UANA'] });
    expect(slack.messages[0]?.text).toContain('Answer: proceed');
  });

  test.each<[string, Record<string, string[]>, object]>([
    ['cannot approve', { white_check_mark: ['UANA'] }, { answer: 'wait', by: [] }],
    ['can stop', { x: ['UANA'] }, { answer: 'cancel', by: ['UANA'] }],
    ['is not one of two', { white_check_mark: ['UANA', 'UBEN'] }, { answer: 'proceed', by: ['UBEN'] }],
  ])('of who asked for the deployment: %s', async (_, users, expected) => {
    const { clock, react, answer, slack } = asked({ requesters: ['UANA'], defaultAnswer: 'wait' });
    await clock.sleep(MINUTE);
    expect(JSON.stringify(slack.messages[0]?.blocks)).toContain('cannot approve it');
    react(users);
    expect(await answer).toMatchObject(expected);
  });

  test('is what somebody authorised replies', async () => {
    const { clock, slack, answer } = asked();
    await clock.sleep(MINUTE);
    slack.replies.push({ ts: `${clock.now() / 1000}`, text: 'Wait!', user: 'UBEN', bot: false });
    expect(await answer).toEqual({ answer: 'wait', by: ['UBEN'] });
  });

  test.each([
    ['nobody reacts', {}, 'nobody who may answer did so in time'],
    ['somebody else reacts', { white_check_mark: ['UMALLORY'] }, 'nobody who may answer did so in time'],
    ['two contradict', { white_check_mark: ['UANA'], x: ['UBEN'] }, 'the answers contradict each other'],
  ])('is the default when %s', async (_, users, why) => {
    const { clock, react, answer } = asked();
    await clock.sleep(MINUTE);
    react(users);
    expect(await answer).toEqual({ answer: 'cancel', by: [], why });
  });

  test('is the default when Slack cannot be reached, and soon', async () => {
    const { clock, answer } = asked({}, () => ({ fault: 'ambiguous', code: 'http_503', done: false }));
    const begun = clock.now();
    expect(await answer).toMatchObject({ answer: 'cancel', why: 'Slack was not reached' });
    expect(clock.now() - begun).toBeLessThan(2 * MINUTE);
  });

  test('is the default when the channel does not take the question, and that is no outage', async () => {
    const { step, answer } = asked({}, () => ({ fault: 'config', code: 'not_in_channel', done: false }));
    expect(await answer).toMatchObject({ answer: 'cancel', why: 'Slack refused the question' });
    expect(step.annotations).toEqual([expect.objectContaining({ level: 'error' })]);
  });

  test('needs as many as are required', async () => {
    const { clock, react, answer } = asked({ required: 2 });
    await clock.sleep(MINUTE);
    react({ white_check_mark: ['UANA'] });
    await clock.sleep(MINUTE);
    react({ white_check_mark: ['UANA', 'UBEN'] });
    expect(await answer).toEqual({ answer: 'proceed', by: ['UANA', 'UBEN'] });
  });

  test('may be taken back at once', async () => {
    const { clock, slack, react, answer } = asked();
    await clock.sleep(MINUTE);
    react({ white_check_mark: ['UANA'] });
    const seen = slack.requests.length;
    while (slack.requests.length < seen + 2) await clock.sleep(100);
    await clock.sleep(300);
    react({ x: ['UANA'] });
    expect(await answer).toEqual({ answer: 'cancel', by: ['UANA'] });
  });

  test('is the default when the step is cancelled, and the question says that it is over', async () => {
    const { step, clock, slack, answer } = asked();
    await clock.sleep(MINUTE);
    const begun = clock.now();
    step.cancel();
    expect(await answer).toMatchObject({ answer: 'cancel', why: 'the step was cancelled' });
    expect(clock.now() - begun).toBeLessThan(6000);
    expect(slack.messages[0]?.text).toContain('Answer: cancel by default');
  });

  test('is the default, and nobody is called, when too few could answer', async () => {
    const { slack, answer } = asked({ allowed: ['UANA'], required: 2 });
    expect(await answer).toEqual({ answer: 'cancel', by: [], why: 'only 1 of 2 could answer' });
    expect(slack.messages).toEqual([]);
  });

  test('is asked for in plain text where Slack refuses the blocks', async () => {
    let refused = false;
    const { slack, clock, react, answer } = asked({}, (method) => {
      if (method !== 'post' || refused) return undefined;
      refused = true;
      return { fault: 'payload', code: 'invalid_blocks', done: false };
    });
    await clock.sleep(MINUTE);
    expect(slack.messages).toEqual([
      expect.objectContaining({ blocks: [], text: expect.stringContaining('Deploy beside it?') }),
    ]);
    react({ x: ['UANA'] });
    expect((await answer).answer).toBe('cancel');
  });

  test('is asked once, though the answer to the post is lost', async () => {
    let first = true;
    const { slack, clock, react, answer } = asked({}, (method) => {
      const strikes = method === 'post' && first;
      first = first && !strikes;
      return strikes ? { fault: 'ambiguous', code: 'connection', done: true } : undefined;
    });
    await clock.sleep(MINUTE);
    react({ x: ['UANA'] });
    expect((await answer).answer).toBe('cancel');
    expect(slack.messages).toHaveLength(1);
  });
});

describe('an answer that was seen', () => {
  const yes = { white_check_mark: ['UANA'] };
  const refused = { fault: 'config', code: 'account_inactive', done: false } as const;

  test.each([
    ['refused for good', refused],
    ['limited for an hour', { fault: 'retry', code: 'ratelimited', retryAfterMs: 3_600_000, done: false }],
    ['lost, each time', { fault: 'ambiguous', code: 'http_503', done: false }],
    ['gone, each time', { fault: 'gone', code: 'message_not_found', done: false }],
  ] as const)('is believed although every read after it is %s', async (_, trouble) => {
    const { slack, clock, react, answer } = asked();
    await clock.sleep(MINUTE);
    react(yes);
    const reads = () => slack.requests.filter((each) => each === 'reactions').length;
    const before = reads();
    slack.trouble = (method) =>
      reads() > before + 1 && (method === 'reactions' || method === 'thread') ? trouble : undefined;
    expect(await answer).toEqual({ answer: 'proceed', by: ['UANA'] });
  });

  test('by a reaction is believed although reactions can no longer be read, while replies can', async () => {
    const { slack, clock, react, answer, step } = asked();
    await clock.sleep(MINUTE);
    react(yes);
    const reads = () => slack.requests.filter((each) => each === 'reactions').length;
    const before = reads();
    slack.trouble = (method) => (reads() > before + 1 && method === 'reactions' ? refused : undefined);
    expect(await answer).toEqual({ answer: 'proceed', by: ['UANA'] });
    expect(step.annotations).toEqual([expect.objectContaining({ level: 'warning' })]);
  });

  test('is not believed once it was taken back', async () => {
    const { slack, clock, react, answer } = asked();
    await clock.sleep(MINUTE);
    react(yes);
    const reads = () => slack.requests.filter((each) => each === 'reactions').length;
    const before = reads();
    while (reads() < before + 1) await clock.sleep(100);
    await clock.sleep(300);
    react({});
    expect(await answer).toMatchObject({ answer: 'cancel', by: [] });
  });
});

describe('what cannot be read', () => {
  test.each([
    [['chat:write', 'channels:history'], 'reactions:read', /Reply with the word/],
    [['chat:write', 'reactions:read'], 'channels:history', /React\./],
  ])('with the scopes %j is not offered, and %s is named', async (scopes, missing, how) => {
    const { slack, clock, answer, step } = asked();
    slack.scopes = scopes;
    await clock.sleep(MINUTE);
    const offered = JSON.stringify(slack.messages[0]?.blocks);
    expect(offered).toMatch(how);
    expect(offered.includes('white_check_mark')).toBe(missing !== 'reactions:read');
    expect(slack.requests.includes('react')).toBe(missing !== 'reactions:read');
    expect(step.annotations).toEqual([
      expect.objectContaining({ level: 'warning', line: expect.stringContaining(missing) }),
    ]);
    await answer;
  });

  test('is all: nobody is asked, and both scopes are named', async () => {
    const { slack, whole, step } = asked();
    slack.scopes = ['chat:write'];
    expect(await whole).toMatchObject({
      answer: { answer: 'cancel', by: [] },
      problem: expect.stringMatching(/reactions:read.*channels:history/),
    });
    expect(slack.messages).toEqual([]);
    expect(step.annotations).toEqual([expect.objectContaining({ level: 'error' })]);
  });

  test('is taken from the offer when that shows only later', async () => {
    const { slack, clock, answer, step } = asked({}, (method) =>
      method === 'thread' ? { fault: 'config', code: 'missing_scope', done: false } : undefined,
    );
    await clock.sleep(MINUTE);
    expect(JSON.stringify(slack.messages[0]?.blocks)).toMatch(/React\./);
    expect(step.annotations).toEqual([expect.objectContaining({ level: 'warning' })]);
    slack.reacted[slack.messages[0]?.ts ?? ''] = { x: ['UBEN'] };
    expect(await answer).toEqual({ answer: 'cancel', by: ['UBEN'] });
  });
});

test.each([-300_000, 300_000])('a runner whose clock is %d ms off asks once', async (offset) => {
  const { slack, step, clock } = asked({ allowed: [] });
  let first = true;
  slack.trouble = (method) => {
    const strikes = method === 'post' && first;
    first = first && !strikes;
    return strikes ? { fault: 'ambiguous', code: 'connection', done: true } : undefined;
  };
  const off = { ...clock, now: () => clock.now() + offset };
  const question = { text: 'Go?', options: optionsOf(['yes', 'no']), allowed: ['UANA'], required: 1 };
  const { random, log, cancelled: signal } = step;
  const context = { channel: 'C2', id: 'cid/question/2-x', facts: {}, called: [] };
  const whole = await ask(
    { ...question, defaultAnswer: 'no', until: off.now() + MINUTE },
    { slack, ...context, clock: off, random, log, signal },
  );
  expect(slack.messages).toHaveLength(1);
  expect(whole).toMatchObject({ posted: { channel: 'C2', ts: slack.messages[0]?.ts } });
  expect(whole.permalink).toContain('/archives/C2/');
});

test('the members of a group are those of a second try when Slack limits the first', async () => {
  const { slack, step, clock } = asked();
  slack.trouble = () => {
    slack.trouble = () => undefined;
    return { fault: 'retry', code: 'ratelimited', retryAfterMs: 20_000, done: false };
  };
  const { random, log, cancelled: signal } = step;
  const members = await membersOf(['UDAN', 'SONCALL'], { slack, clock, random, log, signal });
  expect(members).toEqual(['UDAN', 'UANA', 'UBEN', 'UCLEO']);
  expect(step.annotations).toEqual([]);
});

test.each([
  ['Proceed', ['UANA'], { proceed: ['UANA'] }],
  ['do not proceed', ['UANA'], {}],
  ['proceed', ['UBEN'], {}],
])('the reply %j, allowed %j, counts as %j', (text, allowed, expected) => {
  const options = optionsOf(['proceed', 'cancel']);
  const question = { text: '', options, allowed, required: 1, defaultAnswer: 'cancel', until: 0 };
  const votes = votesOf(question, { reactions: {}, replies: [{ ts: '2', text, user: 'UANA', bot: false }] });
  expect(votes).toEqual({ proceed: [], cancel: [], ...expected });
  expect(agreed(question, votes) !== undefined).toBe('proceed' in expected);
});
