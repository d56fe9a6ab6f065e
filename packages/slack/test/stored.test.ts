import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { virtualClock } from '@signalbox/simulator/clock';
import { recordedStep } from '@signalbox/simulator/step';
import { takeCarryOver } from '../src/carry-over/carry-over.ts';
import { openNotifier } from '../src/destinations/notifier.ts';
import type { NotifierOptions } from '../src/destinations/options.ts';
import { fromSlackMetadata } from '../src/message/metadata.ts';
import type { Scheduled } from '../src/ports.ts';
import { memoryCache } from './memory-cache.ts';
import { type Kept, type MemorySlack, memorySlack } from './memory-slack.ts';
import { CARRIED_BY, type Stored, scenarios, storedBy } from './stored.ts';

// Written by version 53ff2a8 (before the rooms), whose own code ran the scenarios of stored.ts. A job may be updated
// between two of its steps, and the cache outlives a release: what stands there is read, and written alike.
const fixtures: Readonly<Record<string, Stored>> = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/stored-before-rooms.json'), 'utf8'),
);

const clockFrom = (start: number) => virtualClock(start, { timeouts: 'virtual' });

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

test('there is a fixture of each scenario', () => {
  expect(Object.keys(fixtures)).toEqual(Object.keys(scenarios));
});

test.each(Object.keys(fixtures))('%s is stored as the version before stored it', async (name) => {
  const play = scenarios[name];
  const { cache, ...now } = await storedBy(play ?? (async () => {}), clockFrom);
  const { cache: kept, ...before } = fixtures[name] as Stored;
  expect(now).toEqual(before);
  const contents = (entries: Stored['cache']) =>
    Object.entries(entries).map(([key, { content }]) => [key, content]);
  expect(contents(cache)).toEqual(contents(kept));
});

describe('what the version before stored is gone on with', () => {
  /** A later process of the job, while Slack is well. */
  function resume(name: string) {
    const stored = fixtures[name] as Stored;
    const outboxDirectory = mkdtempSync(join(tmpdir(), 'stored-'));
    folders.push(outboxDirectory);
    const clock = clockFrom(stored.at + 180_000);
    const slack = memorySlack(clock);
    slack.messages.push(...stored.messages.map(kept));
    slack.scheduledMessages.push(...(stored.scheduled as Scheduled[]));
    const { log, random, lines, annotations } = recordedStep({ clock });
    const options: NotifierOptions = {
      ...{ slack, outboxDirectory, correlationId: '42-production', environment: 'production' },
      ...{ channels: { updates: ['C1'], interact: 'C2' }, budgetSeconds: 60, clock, random, log },
    };
    return { stored, slack, options, lines, annotations };
  }

  function unpack(files: Stored['files'], directory: string): void {
    for (const [name, text] of Object.entries(files)) {
      const path = join(directory, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }

  const kept = (raw: object): Kept => {
    const { metadata, ...message } = raw as Kept & { readonly metadata?: unknown };
    return { ...message, metadata: fromSlackMetadata(metadata) };
  };
  const ids = ({ messages }: MemorySlack) => messages.flatMap(({ metadata }) => metadata?.id ?? []);
  const replies = ({ messages }: MemorySlack, title: RegExp) =>
    messages.filter(({ thread, text }) => thread !== undefined && title.test(text));

  const inThread = Object.keys(fixtures).filter(
    (name) => !name.startsWith('webhook') && name !== 'left-in-cache',
  );
  test.each(inThread)(
    '%s: all is delivered, nothing twice, no reminder is left after the ending',
    async (name) => {
      const { stored, slack, options } = resume(name);
      unpack(stored.files, options.outboxDirectory);
      const more = name === 'own-thread' ? { threadTs: String(slack.messages[0]?.ts) } : {};
      const receipt = await openNotifier({ ...options, ...more }).drain({ last: true });
      expect(receipt).toMatchObject({ delivered: true, pending: 0 });
      expect(ids(slack)).toEqual([...new Set(ids(slack))]);
      const failed = JSON.stringify(stored.files).includes('no capacity');
      expect(ids(slack).includes('42-production/1-failed')).toBe(failed);
      if (failed) expect(slack.scheduledMessages).toEqual([]);
    },
  );

  test.each(['head-lost', 'reply-lost', 'interact-lost'])(
    '%s: what arrived is found, not sent again',
    async (name) => {
      const { stored, slack, options } = resume(name);
      unpack(stored.files, options.outboxDirectory);
      const { length } = slack.messages;
      const receipt = await openNotifier(options).drain({ last: true });
      expect(receipt.duplicatesAvoided).toBe(1);
      expect(slack.messages).toHaveLength(length);
    },
  );

  test('what a webhook and a pager may not have heard they hear', async () => {
    const { stored, options } = resume('webhook-and-pager-lost');
    unpack(stored.files, options.outboxDirectory);
    const heard: string[] = [];
    const real = globalThis.fetch;
    globalThis.fetch = async (url, init) => {
      heard.push(`${url} ${String(init?.body).includes('no capacity')}`);
      return new Response(String(url).includes('hooks') ? 'ok' : '{}');
    };
    try {
      const { slack, ...rest } = options;
      const receipt = await openNotifier({
        ...{ ...rest, channels: { updates: [] }, webhookUrl: 'https://hooks.example/T1' },
        pager: { url: 'https://pager.example', key: 'k', rerun: false },
      }).drain({ last: true });
      expect(receipt).toMatchObject({ delivered: true, pending: 0 });
    } finally {
      globalThis.fetch = real;
    }
    expect(heard.sort()).toEqual(['https://hooks.example/T1 true', 'https://pager.example true']);
  });

  test('a later run of the branch finds it in the cache, and its own bytes', async () => {
    const { stored, slack, options, annotations } = resume('left-in-cache');
    const entries = Object.entries(stored.cache).map(([key, { bytes }]) => ({
      key,
      bytes: Buffer.from(bytes, 'base64'),
    }));
    const store = memoryCache(entries);
    expect(await takeCarryOver(options, { store, ...CARRIED_BY })).toHaveLength(1);
    await openNotifier(options).drain({ last: true });
    expect(replies(slack, /production failed after .*told late/)).toHaveLength(1);
    expect(annotations).toEqual([]);
    expect(store.entries().at(-1)?.key).toBe(`${entries[0]?.key}-taken`);
  });
});
