import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseInputs } from '@signalbox/runner/inputs';
import { type RecordedStep, recordedStep } from '@signalbox/simulator/step';
import { type MemoryCache, memoryCache } from '../../test/memory-cache.ts';
import { type MemorySlack, memorySlack } from '../../test/memory-slack.ts';
import { openForJob } from '../job/for-step.ts';
import { slackInputs } from '../job/inputs.ts';
import type { DeploymentEvent } from '../message/event.ts';
import { seal, sealedName, unseal } from './seal.ts';
import { parseSnapshots } from './snapshot.ts';

const SECRET = 'xoxb-secret';

let cache: MemoryCache;
let slack: MemorySlack;
let step: RecordedStep;
let folders: string[];
beforeEach(() => {
  cache = memoryCache();
  step = recordedStep();
  slack = memorySlack(step.clock);
  folders = [];
});
afterEach(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const down = () => ({ fault: 'retry', code: 'connection', done: false }) as const;

/** A job on a machine of its own. */
function job(
  runId: string,
  more: {
    readonly cached?: boolean;
    readonly secret?: string;
    readonly ref?: string;
    readonly channel?: string;
  } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'carry-over-'));
  folders.push(folder);
  const { cached = true, secret = SECRET, ref = 'main', channel = 'C1' } = more;
  const own = { ...step, job: { ...step.job, tempDir: folder, refName: ref } };
  const inputs = {
    ...parseInputs(slackInputs, {}),
    ...{ 'slack-token': secret, 'updates-channel': [channel], 'delivery-budget': 30 },
  };
  const deployment = { id: `${runId}-production`, slack, environment: 'production' };
  return openForJob(inputs, own, cached ? { ...deployment, store: cache } : deployment);
}

const failed: DeploymentEvent = {
  kind: 'failed',
  facts: { environment: 'production', reason: 'no capacity' },
};

/** A run whose Slack is down from its ending on, and whose machine is gone. */
async function leaveBehind(more: Parameters<typeof job>[1] = {}): Promise<void> {
  const run = job('1', more);
  await run.send({ kind: 'start', facts: { environment: 'production' } });
  slack.trouble = down;
  await run.send(failed);
  await run.finish();
  slack.trouble = () => undefined;
  await step.clock.sleep(3_600_000);
}

const texts = () => slack.messages.filter(({ byReminder }) => !byReminder).map(({ text }) => text);

describe('what a run could not deliver', () => {
  test('the next run of the branch tells first, in its own thread, and says that it is late', async () => {
    await leaveBehind();
    expect(texts()).toEqual([expect.stringContaining('is deploying')]);
    await job('2').send({ kind: 'start', facts: { environment: 'production' } });
    const [head, reply, ...others] = slack.messages.filter(({ byReminder }) => !byReminder);
    expect(head?.text).toMatch(/^production failed after .*no capacity/);
    expect(reply).toMatchObject({
      thread: head?.ts,
      text: expect.stringMatching(/told late\).*no capacity/s),
    });
    expect(others.map(({ text }) => text)).toEqual([expect.stringContaining('is deploying')]);
  });

  test('is told once, by one of those that start next', async () => {
    await leaveBehind();
    await Promise.all(['2', '3', '4'].map((id) => job(id).send({ kind: 'start' })));
    await job('5').send({ kind: 'start' });
    expect(texts().filter((text) => text.includes('told late'))).toHaveLength(1);
  });

  test('goes on from run to run while Slack is down', async () => {
    await leaveBehind();
    slack.trouble = down;
    const second = job('2');
    await second.send({ kind: 'complete', facts: { environment: 'production', message: 'second' } });
    await second.finish();
    slack.trouble = () => undefined;
    await step.clock.sleep(3_600_000);
    await job('3').send({ kind: 'start', facts: { environment: 'production', message: 'third' } });
    expect(texts().filter((text) => text.includes('told late'))).toEqual([
      expect.stringContaining('no capacity'),
      expect.stringContaining('second'),
    ]);
  });

  test('that a re-run has overtaken is a late reply, and calls nobody', async () => {
    await leaveBehind();
    const again = job('1', { cached: false });
    await again.send({ kind: 'start', facts: { environment: 'production' } });
    await step.clock.sleep(60_000);
    await job('2').send({ kind: 'start', facts: { environment: 'production' } });
    const [head, late] = slack.messages.filter(({ byReminder }) => !byReminder);
    expect(head?.text).toMatch(/^production is deploying/);
    expect(late).toMatchObject({
      thread: head?.ts,
      text: expect.stringMatching(/told late\).*no capacity/s),
    });
    expect(late?.broadcast ?? false).toBe(false);
    await step.clock.sleep(60_000);
    await again.send({ kind: 'failed', facts: { environment: 'production', reason: 'again' } });
    expect(texts()[0]).toMatch(/^production failed.*again/);
    expect(texts().filter((text) => text.includes('failed'))).toHaveLength(3);
  });

  test('for a channel that the workflow no longer names is not dropped silently', async () => {
    await leaveBehind();
    await job('2', { channel: 'C2' }).send({ kind: 'start', facts: { environment: 'production' } });
    expect(step.annotations.map(({ line }) => line)).toContainEqual(
      expect.stringMatching(/left for C1 is not delivered/),
    );
  });

  test('is not told again when a later step of the job got through after all', async () => {
    const run = job('1');
    slack.trouble = down;
    await run.send(failed);
    await run.finish();
    slack.trouble = () => undefined;
    await run.finish();
    await job('2').send({ kind: 'start' });
    expect(texts().filter((text) => text.includes('no capacity'))).toHaveLength(2);
  });

  test('of old news only what still matters is told', () => {
    const entry = (kind: string, at: number) => ({
      id: `00000${at}-${kind}`,
      at,
      event: { kind, facts: {} },
    });
    const entries = [
      entry('progress', 0),
      entry('queued', 0),
      entry('failed', 0),
      entry('progress', 200_000),
    ];
    const stored = {
      version: 1,
      boxes: [{ correlationId: 'a', lines: [{ name: 'C1', entries, state: {} }] }],
    };
    const [snapshot] = parseSnapshots(stored, 240_000);
    expect(snapshot?.destinations[0]?.entries.map(({ event }) => event.kind)).toEqual(['failed', 'progress']);
  });
});

describe('nothing breaks and nothing false is told when the cache', () => {
  test.each<[string, () => unknown]>([
    ['lost it', () => cache.lose('signalbox-outbox-')],
    ['damaged it', () => cache.corrupt('signalbox-outbox-')],
    ['is down', () => cache.fail()],
    ['takes nothing', () => cache.refuse()],
  ])('%s', async (_, break_) => {
    await leaveBehind();
    break_();
    const receipt = await job('2').send({ kind: 'start' });
    expect(receipt.delivered).toBe(true);
    expect(texts().some((text) => text.includes('told late'))).toBe(false);
  });

  test('is not there, the loss is said', async () => {
    await leaveBehind({ cached: false });
    expect(step.annotations).toContainEqual(
      expect.objectContaining({ line: expect.stringContaining('this runner has no cache') }),
    );
  });

  test('was written by somebody without the Slack secret', async () => {
    await leaveBehind({ secret: 'xoxb-of-somebody-else' });
    await job('2').send({ kind: 'start' });
    expect(texts().some((text) => text.includes('told late'))).toBe(false);
  });
});

describe('whoever may write the cache', () => {
  const signal = AbortSignal.timeout(60_000);
  const newestEntry = async () => {
    const found = await cache.newest('signalbox-outbox-', signal);
    if (found === undefined) throw new Error('nothing was left');
    return found;
  };
  const lateReplies = () => texts().filter((text) => text.includes('told late')).length;
  const warnings = () => step.annotations.map(({ line }) => line).filter((line) => line.includes('not ours'));

  test('tells nothing again by a copy under a newer key', async () => {
    await leaveBehind();
    const { key, bytes } = await newestEntry();
    await job('2').send({ kind: 'start' });
    const later = key.replace(/\d{13}/, (at) => String(Number(at) + 3_600_000));
    expect(later).not.toBe(key);
    await cache.put(later, bytes, signal);
    await job('3').send({ kind: 'start' });
    expect(lateReplies()).toBe(1);
    expect(warnings()).toHaveLength(1);
  });

  test('tells nothing again when entry and claim were deleted, and the same entry was put back', async () => {
    await leaveBehind();
    const { key, bytes } = await newestEntry();
    await job('2').send({ kind: 'start' });
    expect(lateReplies()).toBe(1);
    cache.lose('signalbox-outbox-');
    await cache.put(key, bytes, signal);
    await job('3').send({ kind: 'start' });
    expect(lateReplies()).toBe(1);
  });

  test('sends nothing by an entry of long ago', async () => {
    await leaveBehind();
    await step.clock.sleep(8 * 86_400_000);
    await job('2').send({ kind: 'start' });
    expect(lateReplies()).toBe(0);
    expect(warnings()).toHaveLength(1);
  });

  test.each(['-taken', '-taken1'])('cannot make an entry look claimed by %s', async (suffix) => {
    await leaveBehind();
    const { key, bytes } = await newestEntry();
    cache.lose(key);
    const places = suffix === '-taken' ? ['-taken'] : ['-taken', '-taken1'];
    for (const each of places) await cache.put(key + each, bytes, signal);
    await cache.put(key, bytes, signal);
    await Promise.all(['2', '3'].map((id) => job(id).send({ kind: 'start' })));
    expect(lateReplies()).toBe(1);
  });

  test('hides an entry at most, and not silently', async () => {
    await leaveBehind();
    const { key, bytes } = await newestEntry();
    await cache.put(`${key}-taken`, bytes, signal);
    await job('2').send({ kind: 'start' });
    expect(lateReplies()).toBe(0);
    expect(warnings()).toHaveLength(1);
  });
});

test('an entry shows nothing to those without the secret, and cannot be changed', () => {
  const sealed = seal({ word: 'capacity' }, SECRET, 'key-1');
  expect(sealed.toString('latin1')).not.toContain('capacity');
  expect(unseal(sealed, SECRET, 'key-1')).toEqual({ word: 'capacity' });
  expect(unseal(sealed, 'other', 'key-1')).toBeUndefined();
  expect(unseal(sealed, SECRET, 'key-2')).toBeUndefined();
  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(unseal(changed, SECRET, 'key-1')).toBeUndefined();
  }
  expect(unseal(Buffer.from(''), SECRET, 'key-1')).toBeUndefined();
  expect(sealedName('a', SECRET)).not.toBe(sealedName('a', 'other'));
});
