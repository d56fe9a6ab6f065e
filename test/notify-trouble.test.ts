// What must be heard in spite of everything: the notify bundle against a Slack, a webhook and a pager in trouble.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type PagerSimulator, startPager } from '@signalbox/simulator/pager';
import { type SlackSimulator, startSlack } from '@signalbox/simulator/slack/server';
import { startLonelyRun } from './start-run.ts';

let slack: SlackSimulator;
let pager: PagerSimulator;
beforeEach(async () => {
  [slack, pager] = await Promise.all([startSlack(), startPager()]);
});
afterEach(() => Promise.all([slack.close(), pager.close()]));

function newJob() {
  const { runner, use } = startLonelyRun({ secrets: [slack.token] });
  const bot = () => ({
    ...{ 'slack-token': slack.token, 'slack-api-url': slack.apiUrl },
    'updates-channel': slack.channels['deployments'] ?? '',
  });
  const notify = (event: string, given: Record<string, string> = bot()) =>
    use('notify', { event, environment: 'production', 'delivery-budget': '10s', ...given });
  return { runner, bot, notify };
}

const threads = async () => (await slack.read(slack.channels['deployments'] ?? '')).threads;
const limited = (method: string) =>
  slack.faults.add({
    match: new RegExp(`${method}$`),
    fault: { kind: 'rate-limit', retryAfterSeconds: 300 },
  });

test.each(['Version: ', 'Log: first line\nsecond line\n\nthird: line', 'no label at all'])(
  'a failure with the fields %j is told',
  async (fields) => {
    const { runner, bot, notify } = newJob();
    const { exitCode, outputs } = await notify('failed', { ...bot(), fields });
    expect({ exitCode, delivered: outputs['delivered'] }).toEqual({ exitCode: 0, delivered: 'true' });
    await runner.finish();
  },
);

test.each(['chat.getPermalink', 'chat.scheduleMessage', 'conversations.history'])(
  'a limit of five minutes on %s keeps the failure from nobody',
  async (method) => {
    const { runner, notify } = newJob();
    limited(method);
    await notify('start');
    const { outputs } = await notify('failed');
    expect(outputs['delivered']).toBe('true');
    const [head] = await threads();
    expect(head?.text).toMatch(/^:x: production failed/);
    expect(head?.replies).toHaveLength(1);
    await runner.finish();
  },
);

test('a limit on posting leaves the failure to the head, and the post step tries again', async () => {
  const { runner, notify } = newJob();
  await notify('start');
  const over = limited('chat.postMessage');
  const { outputs } = await notify('failed');
  expect(outputs).toMatchObject({ delivered: 'false', pending: '1' });
  expect((await threads())[0]?.text).toMatch(/^:x: production failed/);
  over();
  await runner.finish();
  expect((await threads())[0]?.replies).toHaveLength(1);
});

test.each([
  ['chat.postMessage', 'restricted_action_thread_locked'],
  ['chat.update', 'edit_window_closed'],
  ['chat.update', 'restricted_action'],
])('a refusal of %s (%s) leaves the outcome to the other', async (method, error) => {
  const { runner, notify } = newJob();
  await notify('start');
  slack.refuse({ method, error, times: 50 });
  await notify('complete');
  const [head, ...others] = await threads();
  const seen = [
    head?.text,
    ...(head?.replies ?? []).map(({ text }) => text),
    ...others.map(({ text }) => text),
  ];
  expect(seen.join('\n')).toContain('was deployed');
  await runner.finish();
});

test.each(['cannot_reply_to_message', 'thread_not_found'])(
  'a thread that is gone (%s) though it can be read costs few requests',
  async (error) => {
    const { runner, notify } = newJob();
    await notify('start');
    slack.log.length = 0;
    slack.refuse({ method: 'conversations.replies', error, times: 1000 });
    slack.refuse({ method: 'chat.postMessage', error, times: 1000 });
    await notify('failed');
    await runner.finish();
    expect(slack.log.length).toBeLessThan(60);
    expect((await threads())[0]?.text).toMatch(/^:x: production failed/);
  },
);

describe('a webhook', () => {
  let page: Server;
  beforeEach(async () => {
    page = createServer((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>ok</body></html>'),
    );
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => page.close(resolve)));

  test('has the message when it says ok', async () => {
    const { runner, notify } = newJob();
    const given = { 'slack-webhook-url': slack.webhookUrl, message: 'Release 2', fields: 'Version: 1.2.3' };
    const { outputs } = await notify('start', given);
    expect(outputs).toMatchObject({ delivered: 'true', mode: 'webhook' });
    expect((await threads())[0]?.text).toMatch(/Release 2\s+Version: 1\.2\.3/);
    await runner.finish();
  });

  test('that is a page of a proxy has not', async () => {
    const { runner, notify } = newJob();
    const address = `http://127.0.0.1:${(page.address() as AddressInfo).port}/`;
    const { outputs } = await notify('failed', { 'slack-webhook-url': address, 'delivery-budget': '3s' });
    expect(outputs).toMatchObject({ delivered: 'false', pending: '1' });
    await runner.finish();
  });
});

test('a pager alone is called', async () => {
  const { runner, notify } = newJob();
  const { exitCode, outputs } = await notify('failed', {
    'pager-url': pager.pagerUrl,
    'pager-key': pager.key,
  });
  expect({ exitCode, delivered: outputs['delivered'], mode: outputs['mode'] }).toEqual({
    ...{ exitCode: 0, delivered: 'true', mode: 'pager' },
  });
  expect(pager.events).toEqual([expect.objectContaining({ event_action: 'trigger' })]);
  await runner.finish();
});

test('the check looks at every way, and tells nobody anything', async () => {
  const { runner, bot, notify } = newJob();
  const ways = { 'slack-webhook-url': slack.webhookUrl, 'pager-url': pager.pagerUrl, 'pager-key': pager.key };
  const well = await notify('check', { ...bot(), ...ways });
  expect(well.outputs['delivered']).toBe('true');
  expect(well.summary).toMatch(/webhook.*takes messages.*pager.*answers/s);
  slack.refuse({ method: 'webhook', error: 'no_service' });
  const ill = await notify('check', { ...bot(), ...ways, 'pager-key': 'short' });
  expect(ill.outputs['delivered']).toBe('false');
  expect(ill.summary).toMatch(/no&#95;service.*does not take the key/s);
  expect(await threads()).toEqual([]);
  expect(pager.events).toEqual([]);
  await runner.finish();
});

test('a question that cannot be answered is asked of nobody, and that is told', async () => {
  const { runner, bot, notify } = newJob();
  slack.grant(['chat:write']);
  const question = { question: 'Go?', options: 'yes, no', 'default-answer': 'no', 'allowed-users': 'U0ANA' };
  const asked = await notify('question', { ...bot(), ...question, 'self-approval': 'true' });
  expect(asked.exitCode).toBe(0);
  expect(asked.outputs).toMatchObject({ answer: 'no', delivered: 'false' });
  const strict = { ...question, 'self-approval': 'true', 'fail-on-error': 'true' };
  expect((await notify('question', { ...bot(), ...strict })).exitCode).toBe(1);
  expect(await threads()).toEqual([]);
  await runner.finish();
});

test('a message of another app with our mark is not taken for the thread of the deployment', async () => {
  const { runner, notify } = newJob();
  const channel = slack.channels['deployments'] ?? '';
  const first = await notify('start');
  const id = first.outputs['correlation-id'] ?? '';
  const metadata = { event_type: 'signalbox', event_payload: { id: `${id}/head`, revision: 9 } };
  await slack.impersonate({ channel, text: 'forged', metadata });
  const told = { event_type: 'signalbox', event_payload: { id: `${id}/1-failed`, revision: 1 } };
  const thread_ts = first.outputs['message-ts'] ?? '';
  await slack.impersonate({ channel, text: 'told already', thread_ts, metadata: told });
  // The answer to the post is lost, and the read-back finds the other app's message.
  slack.faults.add({ match: /chat\.postMessage$/, fault: { kind: 'reset-before' }, times: 1 });
  const last = await notify('failed');
  expect(last.outputs['message-ts']).toBe(first.outputs['message-ts']);
  const head = (await threads()).find(({ ts }) => ts === thread_ts);
  expect(head?.replies.map(({ text }) => text)).toEqual(['told already', expect.stringContaining('failed')]);
  await runner.finish();
});
