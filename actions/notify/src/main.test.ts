import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { inputVariable, parseInputs } from '@signalbox/runner/inputs';
import { type RecordedStep, recordedStep } from '@signalbox/simulator/step';
import { type MemorySlack, memorySlack } from '@signalbox/slack/test/memory-slack';
import { inputs as fields } from './inputs.ts';
import { drain, run } from './main.ts';

let temp = '';
let step: RecordedStep;
let slack: MemorySlack;
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'notify-'));
  step = recordedStep({ env: { RUNNER_TEMP: temp } });
  slack = memorySlack(step.clock);
});
afterEach(() => rmSync(temp, { recursive: true }));

const TOKEN = 'xoxb-secret-token';
const basics = {
  event: 'start',
  environment: 'production',
  'slack-token': TOKEN,
  'updates-channel': 'C0123',
};

function read(given: Readonly<Record<string, string>>) {
  const env = Object.entries({ ...basics, ...given }).map(([name, value]) => [inputVariable(name), value]);
  return parseInputs(fields, Object.fromEntries(env));
}
const ports = { connect: async () => slack };
const notify = (given: Readonly<Record<string, string>> = {}, on = step) => run(read(given), on, ports);

describe('bad input is refused before anything is sent', () => {
  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['an unknown event', { event: 'finished' }, /Input "event": expected one of/],
    ['a channel name', { 'updates-channel': '#deployments' }, /Input "updates-channel"/],
    ['no channel', { 'updates-channel': '' }, /Input "updates-channel" is required/],
    [
      'a channel that hears questions alone',
      { 'updates-channel': '', 'interact-channel': 'C0999' },
      /Input "updates-channel" is required/,
    ],
    ['no way to Slack', { 'slack-token': '' }, /Give input "slack-token"/],
    ['a token that is none', { 'slack-token': 'https://hooks.slack.com/x' }, /Input "slack-token": expected/],
    [
      'a pager without a key and nothing else',
      { 'slack-token': '', 'updates-channel': '', 'pager-url': 'https://pager.test' },
      /Input "pager-key" is required/,
    ],
    ['a bad mention', { mentions: 'mona' }, /Input "mentions"/],
    ['a bad rule', { severity: 'failed=loud' }, /Input "severity"/],
    ['a bad thread', { 'thread-ts': 'yesterday' }, /Input "thread-ts"/],
    [
      'a question without default',
      { event: 'question', question: 'Go?', options: 'yes, no' },
      /Input "default-answer"/,
    ],
    [
      'a question nobody may answer',
      { event: 'question', question: 'Go?', options: 'yes, no', 'default-answer': 'no' },
      /Input "allowed-users"/,
    ],
    [
      'a question that too few may answer',
      {
        ...{ event: 'question', question: 'Go?', options: 'a,b', 'default-answer': 'b' },
        ...{ 'allowed-users': 'UANA', 'required-answers': '2' },
      },
      /Input "required-answers": 2 must answer, but input "allowed-users" names 1/,
    ],
    [
      'an unknown person',
      { event: 'question', question: 'Go?', options: 'a,b', 'default-answer': 'b', 'allowed-users': 'mona' },
      /"mona" is neither/,
    ],
    [
      'a question by webhook',
      { event: 'question', 'slack-token': '', 'slack-webhook-url': 'https://x.example', question: 'Go?' },
      /needs input "slack-token"/,
    ],
  ])('%s', async (_, given, message) => {
    await expect((async () => notify(given))()).rejects.toThrow(message);
    expect(slack.messages).toEqual([]);
  });
});

describe('a fact never keeps the news back', () => {
  const sent = () => slack.messages.map(({ text, blocks }) => text + JSON.stringify(blocks)).join('\n');

  test.each<[string, string, RegExp]>([
    ['is empty', 'Version: ', /"Version"[^}]*\}[^}]*\}[^}]*\},\{"type":"text","text":"\(empty\)"/],
    [
      'has many lines',
      'Version: 1.2.3\nbuilt from\n  main: yes\nBy: mona',
      /1\.2\.3\\nbuilt from\\nmain: yes/,
    ],
    ['has no label', 'just a word', /just a word/],
    ['has no name', ': no label', /: no label/],
    ['is said twice', 'Image: a\nImage: b', /a\\nb/],
    ['is an address', 'https://shop.example/x?y=1', /shop\.example/],
    ['has a label that is too long', `${'x'.repeat(99)}: 1`, /x…/],
    ['is JSON', 'Result: {\n  "a": 1\n}', /\{\\n\\"a\\": 1\\n\}|\{\\n.*a.*1\\n\}/],
  ])('when a field %s', async (_, given, shown) => {
    await notify({ event: 'failed', fields: given });
    expect(step.outputs).toMatchObject({ delivered: 'true' });
    expect(sent()).toMatch(shown);
  });

  test('when there are more fields than fit: the rest is counted', async () => {
    const all = Array.from({ length: 60 }, (_, index) => `Fact ${index}: ${index}`);
    await notify({ event: 'failed', fields: all.join('\n') });
    expect(sent()).toContain('and 50 more');
  });

  test.each(['progress', 'elapsed-seconds', 'estimated-seconds', 'url', 'environment-url', 'active', 'ref'])(
    'when "%s" cannot be read: it is left out, with a sign',
    async (name) => {
      await notify({ event: 'failed', [name]: 'undefined!' });
      expect(step.outputs).toMatchObject({ delivered: 'true' });
      expect(sent()).toContain(`"${name}"`);
      expect(sent()).toContain('Not shown');
      expect(step.annotations).toEqual([
        expect.objectContaining({ level: 'warning', line: expect.stringContaining(`Input "${name}"`) }),
      ]);
    },
  );

  test('of several lines: it keeps them', async () => {
    await notify({ event: 'failed', message: 'One\n\nTwo\r\nThree' });
    expect(sent()).toContain('One\\n\\nTwo\\nThree');
  });

  test('when half of the pager is missing: Slack hears it, and the half is named', async () => {
    await notify({ event: 'failed', 'pager-url': 'https://pager.test' });
    expect(step.outputs).toMatchObject({ delivered: 'true', mode: 'bot' });
    expect(step.annotations).toEqual([
      expect.objectContaining({ level: 'error', line: expect.stringContaining('"pager-key"') }),
    ]);
  });
});

test('two deployments that meet are announced in the channel for that, and the outputs say where', async () => {
  await notify();
  await notify({ event: 'concurrent', 'interact-channel': 'C0999' });
  const [, meeting] = slack.messages;
  expect(meeting?.channel).toBe('C0999');
  expect(step.outputs).toMatchObject({
    ...{ 'channel-id': 'C0999', 'message-ts': meeting?.ts, 'thread-ts': meeting?.ts, delivered: 'true' },
    permalink: expect.stringContaining('C0999'),
  });
});

test('an event is delivered, and the outputs say where', async () => {
  await notify({ 'estimated-seconds': '300', mentions: 'mona: U0MONA', message: 'Release 2' });
  const [head, reply] = slack.messages;
  expect(step.outputs).toMatchObject({
    delivered: 'true',
    pending: '0',
    'thread-ts': head?.ts,
    'channel-id': 'C0123',
    mode: 'bot',
  });
  expect(JSON.stringify(head?.blocks)).toContain('U0MONA');
  expect(reply?.text).toContain('Release 2');
  expect(step.exported).toEqual({ DEPLOYMENT_CORRELATION_ID: '7001-production' });
});

test('what one step could not deliver, the post step does', async () => {
  slack.trouble = () => ({ fault: 'ambiguous', code: 'http_503', done: false });
  await notify();
  expect(step.outputs).toMatchObject({ delivered: 'false', pending: '1' });
  slack.trouble = () => undefined;
  await drain(read({}), step, ports);
  expect(slack.messages).toHaveLength(1);
});

test('an outage is red only by "fail-on-error"', async () => {
  slack.trouble = () => ({ fault: 'ambiguous', code: 'http_503', done: false });
  await expect(notify({ 'fail-on-error': 'true' })).rejects.toThrow(/fail-on-error/);
});

test('no file in the outbox has the token', async () => {
  slack.trouble = () => ({ fault: 'ambiguous', code: 'http_503', done: false });
  await notify({ 'pager-url': 'http://127.0.0.1:9/x', 'pager-key': 'secret-key', event: 'failed' });
  const files = readdirSync(temp, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  );
  expect(files.length).toBeGreaterThan(2);
  for (const file of files) expect(readFileSync(join(temp, file), 'utf8')).not.toMatch(/secret|127\.0\.0\.1/);
});

test('a dry run renders and sends nothing', async () => {
  await notify({ 'dry-run': 'true', event: 'failed', reason: 'no capacity' });
  expect(slack.requests).toEqual([]);
  const rendered = JSON.parse(step.outputs['rendered'] ?? '');
  expect(rendered.head.text).toContain('failed');
  expect(rendered.reply.text).toContain('no capacity');
});

test('the commit is described by the event that started the workflow', async () => {
  const path = join(temp, 'event.json');
  const id = 'a'.repeat(40);
  writeFileSync(
    path,
    JSON.stringify({ head_commit: { id, message: 'Fix it\n\nbody', author: { email: 'mona@example.com' } } }),
  );
  const pushed = recordedStep({ env: { RUNNER_TEMP: temp, GITHUB_EVENT_PATH: path } });
  slack = memorySlack(pushed.clock);
  await notify({}, pushed);
  const blocks = JSON.stringify(slack.messages[0]?.blocks);
  expect(blocks).toContain('Fix it');
  expect(blocks).toContain('U16MAIL');
  expect(JSON.stringify(slack.messages)).not.toContain('mona@example.com');
});

test.each(['1+mona@users.noreply.github.com', 'noreply@github.com'])(
  'the address %s is nobody in Slack and is not looked up',
  async (email) => {
    const path = join(temp, 'event.json');
    writeFileSync(path, JSON.stringify({ head_commit: { id: 'a'.repeat(40), author: { email } } }));
    const pushed = recordedStep({ env: { RUNNER_TEMP: temp, GITHUB_EVENT_PATH: path } });
    slack = memorySlack(pushed.clock);
    await notify({}, pushed);
    expect(slack.requests).not.toContain('userByEmail');
  },
);

test('GovSlack is reached by its address', async () => {
  const asked: unknown[] = [];
  const connect = async (options: unknown) => {
    asked.push(options);
    return slack;
  };
  await run(read({ 'slack-api-url': 'https://slack-gov.com/api/' }), step, { connect });
  expect(asked).toEqual([{ token: TOKEN, apiUrl: 'https://slack-gov.com/api/' }]);
});

test('by webhook the outputs say so, and name no message', async () => {
  const refused = { 'slack-token': '', 'slack-webhook-url': 'http://127.0.0.1:9/hook' };
  await notify({ ...refused, 'delivery-budget': '1s' });
  expect(step.outputs).toMatchObject({
    mode: 'webhook',
    delivered: 'false',
    'message-ts': '',
    'thread-ts': '',
  });
});

describe('nobody approves what they asked for', () => {
  const approval = {
    ...{ event: 'question', question: 'Go?', options: 'yes, no', 'default-answer': 'no' },
    ...{ 'interact-channel': 'C0999', 'answer-timeout': '1s' },
  };
  const asks = async (
    given: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>> = {},
  ) => {
    const own = {
      ...step,
      env: { ...step.env, ...env },
      job: { ...step.job, actor: env['ACTOR'] ?? 'mona' },
    };
    await run(read({ ...approval, ...given }), own, ports);
    return slack.messages.length;
  };

  test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>]>([
    ['is unknown and a user may be they', { 'allowed-users': 'UANA' }, {}],
    ['is unknown and a group may have them', { 'allowed-users': 'SONCALL' }, {}],
    ['is unknown and of many one may be they', { 'allowed-users': 'ana, UBO', mentions: 'ana: UANA' }, {}],
    [
      'of the re-run is unknown',
      { 'allowed-users': 'UANA', mentions: 'mona: U0MONA' },
      { GITHUB_TRIGGERING_ACTOR: 'eve' },
    ],
  ])('no question is asked when the requester %s', async (_, given, env) => {
    await expect(asks(given, env)).rejects.toThrow(
      /Input "mentions" has no .*"(mona|eve)".*add the line "\1: U\.\.\.".*"self-approval"/,
    );
    expect(slack.requests).toEqual([]);
  });

  test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>]>([
    ['is known', { 'allowed-users': 'UANA', mentions: 'Mona: U0MONA' }, {}],
    ['is nobody of those who may answer', { 'allowed-users': 'ana', mentions: 'ana: UANA' }, {}],
    ['is a bot', { 'allowed-users': 'UANA' }, { ACTOR: 'renovate[bot]' }],
    ['may approve', { 'allowed-users': 'UANA', 'self-approval': 'true' }, {}],
    ['has nothing to approve', { 'allowed-users': 'UANA', options: 'wait, no' }, {}],
  ])('the question is asked when the requester %s', async (_, given, env) => {
    expect(await asks(given, env)).toBe(1);
  });
});

describe('a question without a channel of its own is asked', () => {
  const question = {
    ...{ event: 'question', question: 'Go?', options: 'yes, no', 'default-answer': 'no' },
    ...{ 'allowed-users': 'UANA', mentions: 'mona: U0MONA', 'answer-timeout': '1s' },
  };
  const asked = () => slack.messages.find(({ text }) => text.includes('Go?'));

  test('in the thread that another job began', async () => {
    const other = mkdtempSync(join(tmpdir(), 'notify-'));
    await notify({}, { ...step, job: { ...step.job, tempDir: other } });
    rmSync(other, { recursive: true });
    await notify(question);
    expect(asked()).toMatchObject({ thread: slack.messages[0]?.ts, broadcast: true });
  });

  test('in the thread that "thread-ts" names', async () => {
    const { ts } = await slack.post(
      { channel: 'C0123', text: 'Release 2', blocks: [], metadata: { id: 'x', revision: 1 } },
      step.cancelled,
    );
    await notify({ ...question, 'thread-ts': ts });
    expect(asked()?.thread).toBe(ts);
  });

  test('in the channel where nothing was sent before', async () => {
    await notify(question);
    expect(asked()).toMatchObject({ thread: undefined });
  });
});

test('a re-run asks again: what was answered before counts for nothing, though the answer to its post is lost', async () => {
  const question = {
    ...{ event: 'question', question: 'Go?', options: 'yes, no', 'default-answer': 'no' },
    ...{ 'allowed-users': 'UANA', mentions: 'mona: U0MONA', 'answer-timeout': '2m' },
  };
  await notify();
  const first = notify(question);
  while (slack.messages.length < 2) await step.clock.sleep(500);
  const asked = slack.messages[1]?.ts ?? '';
  slack.reacted[asked] = { white_check_mark: ['UANA'] };
  slack.replies.push({ ts: `${step.clock.now() / 1000}`, text: 'yes', user: 'UANA', bot: false });
  await first;
  expect(step.outputs).toMatchObject({ answer: 'yes' });

  const again = recordedStep({
    env: { RUNNER_TEMP: mkdtempSync(join(temp, 're-run-')), GITHUB_RUN_ATTEMPT: '2' },
    clock: step.clock,
  });
  slack.trouble = (method) => {
    if (method !== 'post') return undefined;
    slack.trouble = () => undefined;
    return { fault: 'ambiguous', code: 'timeout', done: false };
  };
  await notify(question, again);
  expect(again.outputs).toMatchObject({ answer: 'no', 'answered-by': '' });
  expect(slack.messages.map(({ thread }) => thread)).toEqual([
    undefined,
    ...[slack.messages[0]?.ts, slack.messages[0]?.ts],
  ]);
});

describe('a question that nobody is asked', () => {
  const question = {
    ...{ event: 'question', question: 'Go?', options: 'yes, no', 'default-answer': 'no' },
    ...{ 'allowed-users': 'SUNKNOWN', mentions: 'mona: U0MONA', 'self-approval': 'true' },
  };

  test('is not said to be delivered', async () => {
    await notify(question);
    expect(step.outputs).toMatchObject({ answer: 'no', 'answered-by': '', delivered: 'false' });
  });

  test('fails the step by "fail-on-error", with the default as its answer', async () => {
    await expect(notify({ ...question, 'fail-on-error': 'true' })).rejects.toThrow(/Nobody was asked/);
    expect(step.outputs).toMatchObject({ answer: 'no', delivered: 'false' });
  });
});

test('a question is answered in outputs and summary', async () => {
  const asked = notify({
    ...{ event: 'question', question: 'Go?', options: 'yes, no', 'default-answer': 'no' },
    ...{ 'allowed-users': 'mona, SONCALL', mentions: 'mona: U0MONA', 'interact-channel': 'C0999' },
  });
  while (slack.messages.length === 0) await step.clock.sleep(500);
  const [question] = slack.messages;
  await step.clock.sleep(5000);
  slack.reacted[question?.ts ?? ''] = { white_check_mark: ['UANA'] };
  await asked;
  expect(step.outputs).toMatchObject({ answer: 'yes', 'answered-by': 'UANA' });
  expect(step.outputs).toMatchObject({
    ...{ 'channel-id': 'C0999', 'message-ts': question?.ts, 'thread-ts': question?.ts, delivered: 'true' },
    permalink: expect.stringContaining('/C0999/'),
  });
  expect(step.summaries.join('')).toContain('UANA');
});
