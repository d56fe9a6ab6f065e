// The notify bundle as the runner starts it, against emulate behind the fault proxy, killed for real.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Job } from '@signalbox/simulator/runner/job';
import { type SlackSimulator, startSlack } from '@signalbox/simulator/slack/server';
import { actionFolder, startLonelyRun } from './start-run.ts';

// Real processes, and Slack's three seconds between two updates.

let slack: SlackSimulator;
let folder: string;
let runs = 0;

beforeAll(async () => {
  folder = actionFolder('notify');
  slack = await startSlack();
});
afterAll(() => slack.close());

/** A run of its own, so that each test has a thread of its own. */
const newJob = (runId = 9000 + ++runs): Job =>
  startLonelyRun({
    context: { sha: 'abc1234def'.padEnd(40, '0'), run_id: runId },
    secrets: [slack.token],
  }).runner;

const notify = (job: Job, event: string, more: Record<string, string> = {}) =>
  job.run({
    uses: folder,
    always: true,
    with: {
      ...{ event, environment: 'production', 'slack-token': slack.token, 'slack-api-url': slack.apiUrl },
      ...{ 'updates-channel': slack.channels['deployments'] ?? '', 'delivery-budget': '20s', ...more },
    },
  });

const threadOf = async (ts: string | undefined) => {
  const { threads } = await slack.read(slack.channels['deployments'] ?? '');
  return threads.find((thread) => thread.ts === ts);
};

describe('the bundle', () => {
  test('tells a deployment in one thread, across steps', async () => {
    const job = newJob();
    const { outputs } = await notify(job, 'start', { 'estimated-seconds': '300' });
    await notify(job, 'progress', { progress: '40' });
    const last = await notify(job, 'failed', { reason: '<!channel> no capacity' });
    await job.finish();
    const thread = await threadOf(outputs['thread-ts']);
    expect(outputs).toMatchObject({ delivered: 'true', pending: '0', mode: 'bot' });
    expect(last.outputs['thread-ts']).toBe(outputs['thread-ts']);
    expect(thread?.text).toMatch(/production failed after .*no capacity/s);
    expect(thread?.replies.map(({ text }) => text)).toEqual([expect.stringContaining('no capacity')]);
  });

  test('finds its thread again in another job of the run', async () => {
    const [first, second] = [newJob(9500), newJob(9500)];
    const { outputs } = await notify(first, 'start');
    await first.finish();
    const last = await notify(second, 'complete');
    await second.finish();
    expect(last.outputs['thread-ts']).toBe(outputs['thread-ts']);
  });

  test('of two jobs that race, real processes both, one head stays with what both told', async () => {
    const jobs = [newJob(9600), newJob(9600)];
    const results = await Promise.all(
      jobs.map((job, index) => notify(job, 'start', { message: `raced ${index}` })),
    );
    for (const job of jobs) await job.finish();
    expect(new Set(results.map(({ outputs }) => outputs['thread-ts'])).size).toBe(1);
    const { threads } = await slack.read(slack.channels['deployments'] ?? '');
    const raced = threads.filter(({ replies }) => replies.some(({ text }) => text.includes('raced')));
    expect(raced.map(({ replies }) => replies.map(({ text }) => text).sort())).toEqual([
      [expect.stringContaining('raced 0'), expect.stringContaining('raced 1')],
    ]);
  });

  test.each([
    ['head', 'chat.postMessage', 'start', 1],
    ['reply', 'chat.postMessage', 'start', 2],
    ['reminder', 'chat.scheduleMessage', 'start', 1],
    ['ending', 'chat.postMessage', 'failed', 1],
    ['update', 'chat.update', 'failed', 1],
  ] as const)(
    'killed between sending the %s and noting it, it tells once: the post step looks first',
    async (_, method, event, nth) => {
      const job = newJob();
      const word = `once ${runs}`;
      if (event === 'failed') await notify(job, 'start');
      const before = slack.calls()[method] ?? 0;
      const remove = slack.faults.add({
        match: new RegExp(method),
        fault: { kind: 'delay', milliseconds: 2000 },
      });
      const step = notify(job, event, { message: word });
      while ((slack.calls()[method] ?? 0) < before + nth)
        await new Promise((resolve) => setTimeout(resolve, 50));
      job.killStep();
      await step;
      remove();
      await job.finish();
      const { threads } = await slack.read(slack.channels['deployments'] ?? '');
      const mine = threads.filter(({ replies }) => replies.some(({ text }) => text.includes(word)));
      expect(mine).toHaveLength(1);
      expect(mine[0]?.replies).toHaveLength(1);
      expect(mine[0]?.text).toContain(event === 'failed' ? 'production failed' : 'production is deploying');
    },
  );

  test('tells once though the answers to head and reply are pages of a gateway, with status 200', async () => {
    const job = newJob();
    slack.refuse({ method: 'chat.postMessage', error: 'bad-json', done: true, times: 2 });
    const { outputs, annotations } = await notify(job, 'failed', { reason: 'unreadable 200' });
    await job.finish();
    expect(outputs).toMatchObject({ delivered: 'true', pending: '0', 'duplicates-avoided': '2' });
    expect(annotations).toEqual([]);
    const { threads } = await slack.read(slack.channels['deployments'] ?? '');
    const mine = threads.filter(({ text }) => text.includes('unreadable 200'));
    expect(mine.map(({ replies }) => replies.length)).toEqual([1]);
  });

  test('is green and loud when Slack is down, and the post step delivers', async () => {
    const job = newJob();
    const restore = slack.faults.add({ match: /./, fault: { kind: 'status', status: 503 } });
    const { outputs, conclusion, annotations } = await notify(job, 'complete', { 'delivery-budget': '5s' });
    restore();
    expect({ conclusion, delivered: outputs['delivered'], pending: outputs['pending'] }).toEqual({
      ...{ conclusion: 'success', delivered: 'false', pending: '1' },
    });
    expect(annotations).toEqual([expect.objectContaining({ level: 'warning' })]);
    const before = (await slack.read(slack.channels['deployments'] ?? '')).threads.length;
    await job.finish();
    expect((await slack.read(slack.channels['deployments'] ?? '')).threads.length).toBe(before + 1);
  });

  test('names what is wrong with the token, and never shows it', async () => {
    const job = newJob();
    const { raw, conclusion, annotations } = await notify(job, 'start', {
      'slack-token': 'xoxb-wrong-token',
    });
    expect(conclusion).toBe('success');
    expect(annotations).toEqual([
      expect.objectContaining({ level: 'error', message: expect.stringContaining('slack-token') }),
    ]);
    expect(raw.replace(/::add-mask::.*/g, '')).not.toContain('xoxb-wrong-token');
    const red = await notify(job, 'start', { 'slack-token': 'xoxb-wrong-token', 'fail-on-error': 'true' });
    expect(red.conclusion).toBe('failure');
    await job.finish();
  });

  test('checks the configuration without posting', async () => {
    const job = newJob();
    const posted = slack.calls()['chat.postMessage'] ?? 0;
    const { stdout } = await notify(job, 'check');
    await job.finish();
    expect(stdout).toContain('The token belongs to');
    expect(slack.calls()['chat.postMessage'] ?? 0).toBe(posted);
  });
});
