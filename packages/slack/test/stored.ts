import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@signalbox/runner/clock';
import type { Log } from '@signalbox/runner/log';
import { type CarryOver, saveCarryOver } from '../src/carry-over/carry-over.ts';
import { unseal } from '../src/carry-over/seal.ts';
import { openNotifier } from '../src/destinations/notifier.ts';
import type { NotifierOptions } from '../src/destinations/options.ts';
import { toSlackMetadata } from '../src/message/metadata.ts';
import { memoryCache } from './memory-cache.ts';
import { type Kept, type MemorySlack, memorySlack, type Trouble } from './memory-slack.ts';

// What is stored by jobs that were interrupted in every way that leaves a trace. The same scenarios made the fixtures
// with earlier versions, so equality says that the stored forms are as they were.

/** All that outlives a process. */
export interface Stored {
  /** When the last process ended, in milliseconds since the epoch. */
  readonly at: number;
  /** Files below the outbox directory, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** The channel's messages, with metadata as Slack has it. */
  readonly messages: readonly object[];
  readonly scheduled: readonly object[];
  /** Entries of the actions cache: bytes in base64, and what is sealed in them. */
  readonly cache: Readonly<Record<string, { readonly bytes: string; readonly content: unknown }>>;
}

export const SECRET = 'xoxb-secret';
export const CARRIED_BY = { secret: SECRET, environment: 'production', ref: 'main' };
const START = Date.UTC(2026, 10, 20, 14, 22);
const MINUTE = 60_000;
const FACTS = {
  environment: 'production',
  actor: 'mona',
  sha: '4f2a9c1d',
  jobId: 7,
  runUrl: 'https://github.com/octo/shop/actions/runs/42',
  finish: { expected: START + 9 * MINUTE, latest: START + 13 * MINUTE },
};

class Killed extends Error {}

const silent: Log = {
  info: () => {},
  notice: () => {},
  warning: () => {},
  error: () => {},
  folded: () => {},
  group: (_, body) => body(),
  with: () => silent,
};

interface Stage {
  readonly slack: MemorySlack;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** A process of the job; one that is killed ends quietly. */
  readonly step: (
    work: (notifier: ReturnType<typeof openNotifier>) => Promise<unknown>,
    more?: Partial<NotifierOptions>,
  ) => Promise<void>;
  readonly leave: (pending: number) => Promise<void>;
}

const down: Trouble = { fault: 'retry', code: 'connection', done: false };
const lost = (done: boolean): Trouble => ({ fault: 'ambiguous', code: 'http_503', done });

/** The next request of the method goes wrong; after it Slack is down. */
function breaks(slack: MemorySlack, method: string, trouble: Trouble | Error): void {
  let struck = false;
  slack.trouble = (asked) => {
    if (struck) return down;
    if (asked !== method) return undefined;
    struck = true;
    if (trouble instanceof Error) throw trouble;
    return trouble;
  };
}

const failed = { kind: 'failed', facts: { reason: 'no capacity', rootCause: ['Api: no capacity'] } } as const;
const started = ({ step }: Stage) =>
  step((notifier) => notifier.send({ kind: 'start', facts: FACTS })).then(() => undefined);

export const scenarios: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  finished: async (stage) => {
    const facts = { ...FACTS, email: 'mona@octo.example' };
    await stage.step((notifier) => notifier.send({ kind: 'start', facts }));
    await stage.sleep(3 * MINUTE);
    await stage.step((notifier) => notifier.send({ kind: 'progress', facts: { progress: 40 } }));
    await stage.sleep(5 * MINUTE);
    await stage.step((notifier) => notifier.send({ kind: 'complete', facts: { elapsedSeconds: 470 } }));
  },
  waiting: async ({ slack, step }) => {
    slack.trouble = () => down;
    await step((notifier) => notifier.send({ kind: 'start', facts: FACTS }));
    await step((notifier) => notifier.send(failed));
  },
  'head-lost': async ({ slack, step }) => {
    breaks(slack, 'post', lost(true));
    await step((notifier) => notifier.send({ kind: 'start', facts: FACTS }));
  },
  'head-killed': async ({ slack, step }) => {
    breaks(slack, 'post', new Killed());
    await step((notifier) => notifier.send({ kind: 'start', facts: FACTS }));
  },
  'reply-lost': async (stage) => {
    await started(stage);
    breaks(stage.slack, 'post', lost(true));
    await stage.step((notifier) => notifier.send(failed));
  },
  'reply-not-sent': async (stage) => {
    await started(stage);
    breaks(stage.slack, 'post', lost(false));
    await stage.step((notifier) => notifier.send(failed));
  },
  'reply-accepted': async (stage) => {
    await started(stage);
    breaks(stage.slack, 'post', { ...lost(true), accepted: true });
    await stage.step((notifier) => notifier.send(failed));
  },
  'update-killed': async (stage) => {
    await started(stage);
    await stage.sleep(2 * MINUTE);
    breaks(stage.slack, 'update', new Killed());
    await stage.step((notifier) => notifier.send({ kind: 'progress', facts: { progress: 40 } }));
  },
  'reminder-lost': async (stage) => {
    breaks(stage.slack, 'schedule', lost(true));
    await started(stage);
  },
  unreadable: async (stage) => {
    stage.slack.trouble = (method) =>
      method === 'history' || method === 'thread'
        ? { fault: 'config', code: 'missing_scope', done: false }
        : undefined;
    await started(stage);
    breaks(stage.slack, 'post', lost(false));
    await stage.step((notifier) => notifier.send(failed));
  },
  limited: async (stage) => {
    await started(stage);
    await stage.sleep(2 * MINUTE);
    stage.slack.trouble = (method) =>
      method === 'update'
        ? { fault: 'retry', code: 'ratelimited', retryAfterMs: 120_000, done: false }
        : undefined;
    await stage.step((notifier) => notifier.send({ kind: 'stalled', facts: { reason: 'waits' } }));
  },
  'head-gone': async (stage) => {
    await started(stage);
    await stage.sleep(2 * MINUTE);
    stage.slack.messages.splice(0);
    await stage.step((notifier) => notifier.send(failed));
  },
  'own-thread': async (stage) => {
    const root = await stage.slack.post(
      { channel: 'C1', text: 'Release 2.14', blocks: [], metadata: { id: 'somebody/else', revision: 1 } },
      new AbortController().signal,
    );
    const more = { threadTs: root.ts };
    await stage.step((notifier) => notifier.send({ kind: 'start', facts: FACTS }), more);
    stage.slack.trouble = () => down;
    await stage.step((notifier) => notifier.send(failed), more);
  },
  'interact-lost': async ({ slack, step }) => {
    breaks(slack, 'post', lost(true));
    const facts = { ...FACTS, active: { sha: '9b1c77e0', actor: 'hubot' } };
    await step((notifier) => notifier.send({ kind: 'concurrent', facts }));
  },
  'webhook-and-pager-lost': async ({ sleep, step }) => {
    const more = {
      webhookUrl: 'https://hooks.example/T1',
      pager: { url: 'https://pager.example', key: 'k', rerun: false },
      channels: { updates: [] },
    };
    const real = globalThis.fetch;
    globalThis.fetch = async () => {
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
      });
    };
    try {
      await step((notifier) => notifier.send({ kind: 'start', facts: FACTS }), more);
      await sleep(MINUTE);
      await step((notifier) => notifier.send(failed), more);
    } finally {
      globalThis.fetch = real;
    }
  },
  'left-in-cache': async (stage) => {
    await started(stage);
    stage.slack.trouble = () => down;
    await stage.step((notifier) => notifier.send(failed));
    await stage.leave(2);
  },
};

/** Always the same, and the last of its digits in every base: what is stored does not tell how it was drawn. */
const random = () => 1 - 2 ** -40;

/** Runs a scenario and gives what it leaves. */
export async function storedBy(
  play: (stage: Stage) => Promise<void>,
  clockFrom: (start: number) => Clock,
): Promise<Stored> {
  const virtual = clockFrom(START);
  const clock = { ...virtual, now: () => Math.round(virtual.now()) };
  const slack = memorySlack(clock);
  const cache = memoryCache();
  const directory = mkdtempSync(join(tmpdir(), 'stored-'));
  const options: NotifierOptions = {
    ...{ slack, outboxDirectory: directory, correlationId: '42-production', environment: 'production' },
    channels: { updates: ['C1'], interact: 'C2' },
    ...{ budgetSeconds: 20, clock, random, log: silent },
  };
  try {
    await play({
      slack,
      sleep: clock.sleep,
      step: async (work, more) => {
        try {
          await work(openNotifier({ ...options, ...more }));
        } catch (error) {
          if (!(error instanceof Killed)) throw error;
        }
      },
      leave: (pending) => {
        const carryOver: CarryOver = { store: cache, ...CARRIED_BY };
        return saveCarryOver({ '42-production': pending }, options, carryOver);
      },
    });
    return {
      at: clock.now(),
      files: filesBelow(directory),
      messages: slack.messages.map(raw),
      scheduled: slack.scheduledMessages.map((each) => ({ ...each })),
      cache: Object.fromEntries(
        cache
          .entries()
          .map(({ key, bytes }) => [
            key,
            { bytes: bytes.toString('base64'), content: unseal(bytes, SECRET, key) },
          ]),
      ),
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const raw = ({ metadata, ...message }: Kept) => ({
  ...message,
  ...(metadata === undefined ? {} : { metadata: toSlackMetadata(metadata) }),
});

function filesBelow(directory: string): Record<string, string> {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter(
    (name) => statSync(join(directory, name)).isFile() && !/(^|\/)lock\//.test(name),
  );
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(directory, name), 'utf8')]));
}
