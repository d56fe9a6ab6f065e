import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { seededRandom } from '@signalbox/simulator/random';
import { type RecordedStep, recordedStep } from '@signalbox/simulator/step';
import { type MemorySlack, memorySlack } from '../../test/memory-slack.ts';
import { SlackError } from '../client/error.ts';
import { openNotifier } from '../destinations/notifier.ts';
import type { NotifierOptions } from '../destinations/options.ts';
import { endLost, type LostDeployment } from './lost.ts';

let step: RecordedStep;
let slack: MemorySlack;
let folders: string[];
beforeEach(() => {
  step = recordedStep();
  slack = memorySlack(step.clock);
  folders = [];
});
afterEach(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** What a job on a machine of its own has. */
function machine(correlationId: string): NotifierOptions {
  const outboxDirectory = mkdtempSync(join(tmpdir(), 'lost-'));
  folders.push(outboxDirectory);
  return {
    ...{ slack, clock: step.clock, random: seededRandom(1), log: step.log, budgetSeconds: 60 },
    ...{ correlationId, outboxDirectory, channels: { updates: ['C1'] } },
  };
}

const lost = (more: Partial<LostDeployment> = {}): LostDeployment => ({
  ...{ correlationId: '1-production', environment: 'production', began: true, conclusion: 'failure' },
  ...{ repository: 'octo/shop', runId: 1, runAttempt: 1 },
  ...more,
});

const RUN = 'https://github.com/octo/shop/actions/runs/1/attempts/1';

const start = () =>
  openNotifier(machine('1-production')).send({
    kind: 'start',
    facts: { environment: 'production', actor: 'mona', runUrl: RUN },
  });

test.each([
  { conclusion: 'failure', title: /^production failed after/, broadcast: true },
  { conclusion: 'timed_out', title: /^production ran out of time/, broadcast: true },
  { conclusion: 'cancelled', title: /^production was cancelled/, broadcast: false },
])(
  'a lost runner whose job ended as $conclusion is told in its own thread',
  async ({ conclusion, ...as }) => {
    await start();
    expect(slack.scheduledMessages).toHaveLength(1);
    await step.clock.sleep(600_000);
    await endLost([lost({ conclusion })], machine('2-production'));
    const [head, reply, ...others] = slack.messages;
    expect(head?.text).toMatch(as.title);
    expect(head?.text).toContain('The runner was lost');
    expect(reply).toMatchObject({ thread: head?.ts, broadcast: as.broadcast });
    expect(others).toEqual([]);
    expect(slack.scheduledMessages).toEqual([]);
  },
);

test('one that only waited is told quietly', async () => {
  const facts = { environment: 'production', active: { sha: 'abc1234' }, runUrl: RUN };
  await openNotifier(machine('1-production')).send({ kind: 'queued', facts });
  await endLost([lost({ began: false })], machine('2-production'));
  expect(slack.messages[0]?.text).toMatch(/was cancelled.*Nothing was deployed/);
  expect(slack.messages.some(({ broadcast }) => broadcast)).toBe(false);
});

test('a thread that was ended stays as it is, and none is begun', async () => {
  await endLost([lost()], machine('2-production'));
  expect(slack.messages).toEqual([]);
  const first = openNotifier(machine('1-production'));
  await first.send({ kind: 'start', facts: { environment: 'production', runUrl: RUN } });
  await first.send({ kind: 'complete' });
  const before = slack.messages.map(({ text }) => text);
  await endLost([lost()], machine('2-production'));
  expect(slack.messages.map(({ text }) => text)).toEqual(before);
});

test('found by two runs one after the other it is told once', async () => {
  await start();
  await endLost([lost()], machine('2-production'));
  await endLost([lost()], machine('3-production'));
  expect(slack.messages.filter(({ broadcast }) => broadcast)).toHaveLength(1);
});

test('found by two runs at the same moment it stands there once', async () => {
  await start();
  await Promise.all(['2-production', '3-production'].map((id) => endLost([lost()], machine(id))));
  const [head, ...replies] = slack.messages;
  expect(head?.text).toMatch(/^production failed after/);
  expect(replies).toHaveLength(1);
});

test('a channel that cannot be read keeps no other from hearing of it', async () => {
  await start();
  const history: MemorySlack['history'] = async (read, signal) => {
    if (read.channel === 'C0') throw new SlackError('not in C0', { fault: 'config', code: 'not_in_channel' });
    return slack.history(read, signal);
  };
  const channels = { updates: ['C0', 'C1'] };
  await endLost([lost()], { ...machine('2-production'), channels, slack: { ...slack, history } });
  expect(slack.messages[0]?.text).toMatch(/^production failed after/);
  expect(step.annotations.map(({ line }) => line)).toEqual([expect.stringContaining('not in C0')]);
});

test('a Slack that is down is said, and nothing else', async () => {
  await start();
  slack.trouble = () => ({ fault: 'retry', code: 'connection', done: false });
  await endLost([lost()], machine('2-production'));
  expect(step.annotations).toContainEqual(expect.objectContaining({ level: 'warning' }));
});

test('the reminder of an earlier job is removed by the job that tells the ending', async () => {
  await start();
  expect(slack.scheduledMessages).toHaveLength(1);
  await openNotifier(machine('1-production')).send({ kind: 'complete' });
  expect(slack.scheduledMessages).toEqual([]);
});
