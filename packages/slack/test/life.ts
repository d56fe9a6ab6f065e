import type { Clock } from '@signalbox/runner/clock';
import type { Log } from '@signalbox/runner/log';
import { type Notifier, openNotifier } from '../src/destinations/notifier.ts';
import type { DeploymentEvent } from '../src/message/event.ts';
import type { Outbox } from '../src/ports.ts';
import { memoryOutbox } from './memory-outbox.ts';
import { type Kept, type MemorySlack, memorySlack, type Trouble } from './memory-slack.ts';

// The life of one deployment's Slack thread under faults: steps, a monitor and a post step that share an outbox,
// any of which may be killed at any await; at the end Slack recovers and a last step drains.

export interface LifeOptions {
  readonly clock: Clock;
  readonly random: () => number;
  /** Chance of trouble for each request. */
  readonly trouble: number;
  /** Chance of being killed, at each await. */
  readonly crash: number;
  readonly minutes: number;
  readonly budgetSeconds: number;
}

export interface Life {
  readonly ending: Ending;
  readonly requests: number;
  readonly crashes: number;
  /** Longest that a step spent on delivery, beyond its budget (ms). */
  readonly overBudgetMs: number;
  /** What is wrong at the end; empty when all is as promised. */
  readonly wrongs: readonly string[];
  /** Some message stood twice for a while. */
  readonly twiceForAWhile: boolean;
}

const ENDINGS = ['complete', 'failed', 'rolled-back', 'cancelled'] as const;
type Ending = (typeof ENDINGS)[number];

class Crash extends Error {}

const CHANNEL = 'C1';
const SILENT: Log = {
  info: () => {},
  notice: () => {},
  warning: () => {},
  error: () => {},
  folded: () => {},
  group: (_, body) => body(),
  with: () => SILENT,
};

export async function live(options: LifeOptions): Promise<Life> {
  const { clock, random } = options;
  const slack = memorySlack(clock);
  const outbox = memoryOutbox();
  let calm = false;
  let twice = false;
  slack.trouble = () => {
    twice ||= repeated(slack.messages).length > 0;
    return calm || random() >= options.trouble ? undefined : anyTrouble(random);
  };
  let crashes = 0;
  let overBudgetMs = 0;

  /** A process: it may die anywhere after it wrote its event down. */
  const process = async (work: (notifier: Notifier) => Promise<unknown>): Promise<void> => {
    const begun = clock.now();
    const mortal = () => {
      if (!calm && random() < options.crash) throw new Crash();
    };
    const notifier = openNotifier({
      slack: mortalSlack(slack, mortal),
      outbox: () => mortalOutbox(outbox, mortal),
      ...{ outboxDirectory: '', correlationId: 'life', channels: { updates: [CHANNEL] } },
      ...{ budgetSeconds: options.budgetSeconds, clock, random, log: SILENT },
    });
    try {
      await work(notifier);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      crashes++;
    }
    overBudgetMs = Math.max(overBudgetMs, clock.now() - begun - options.budgetSeconds * 1000);
  };
  const tell = (event: DeploymentEvent) => process((notifier) => notifier.send(event));

  const ending = ENDINGS[Math.floor(random() * ENDINGS.length)] ?? 'complete';
  const start = clock.now();
  const facts = {
    environment: 'production',
    actor: 'mona',
    finish: { expected: start + options.minutes * 60_000 },
  };
  if (random() < 0.3) await tell({ kind: 'queued', facts: { ...facts, active: { sha: 'abc1234' } } });
  await tell({ kind: 'start', facts });
  const end = clock.now() + options.minutes * 60_000;
  while (clock.now() < end) {
    const progress = 100 - ((end - clock.now()) / (options.minutes * 60_000)) * 100;
    await tell(
      random() < 0.02
        ? { kind: 'stalled', facts: { reason: 'waits' } }
        : { kind: 'progress', facts: { progress } },
    );
    await clock.sleep(15_000);
  }
  // The monitor and the post step may both tell the ending, at the same time.
  const reason = ending === 'complete' ? {} : { reason: 'because' };
  await Promise.all([
    tell({ kind: ending, facts: reason }),
    ...(random() < 0.5 ? [tell({ kind: ending })] : []),
  ]);
  await process((notifier) => notifier.drain());
  const requests = slack.requests.length;
  await clock.sleep(10_000);
  calm = true;
  await process((notifier) => notifier.drain());
  await process((notifier) => notifier.drain());
  await clock.sleep(30_000);
  return {
    ending,
    requests,
    crashes,
    overBudgetMs,
    twiceForAWhile: twice,
    wrongs: wrongsOf(slack, outbox, ending),
  };
}

const TITLES: Readonly<Record<Ending, RegExp>> = {
  complete: /was deployed/,
  failed: /failed after/,
  'rolled-back': /was rolled back/,
  cancelled: /was cancelled/,
};

function wrongsOf(slack: MemorySlack, outbox: Outbox, ending: Ending): string[] {
  const heads = slack.messages.filter(({ thread, byReminder }) => thread === undefined && !byReminder);
  const [head] = heads;
  const title = TITLES[ending];
  const endings = slack.messages.filter(
    ({ thread, text, byReminder }) => thread === head?.ts && !byReminder && title.test(text),
  );
  const loud = ending === 'failed' || ending === 'rolled-back';
  const elsewhere = slack.messages.filter(({ thread }) => thread !== undefined && thread !== head?.ts);
  return [
    heads.length === 1 ? '' : `${heads.length} heads`,
    head !== undefined && title.test(head.text) ? '' : `the head says: ${head?.text}`,
    endings.length === 1 ? '' : `the ending was told ${endings.length} times`,
    endings.every(({ broadcast }) => broadcast === loud) ? '' : 'the ending has the wrong volume',
    ...repeated(slack.messages).map((id) => `${id} stands twice`),
    elsewhere.length === 0 ? '' : `${elsewhere.length} replies outside the thread`,
    slack.scheduledMessages.length === 0 ? '' : 'a reminder is still set',
    outbox.entries().length === 0 ? '' : `${outbox.entries().length} entries left`,
  ].filter((wrong) => wrong !== '');
}

function repeated(messages: readonly Kept[]): string[] {
  const ids = messages.flatMap(({ metadata }) => metadata?.id ?? []);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

function anyTrouble(random: () => number): Trouble {
  const done = random() < 0.5;
  const late = random() < 0.3 ? { lateMs: random() * 4000 } : {};
  const kinds: Trouble[] = [
    {
      fault: 'retry',
      code: 'ratelimited',
      retryAfterMs: 1000 + Math.floor(random() * 30) * 1000,
      done: false,
    },
    { fault: 'retry', code: 'connection', done: false },
    { fault: 'ambiguous', code: 'http_503', done },
    { fault: 'ambiguous', code: 'connection', done, ...late },
    { fault: 'ambiguous', code: 'timeout', done, hangs: true, ...late },
    { fault: 'ambiguous', code: 'bad_answer', done: true, accepted: true },
    { fault: 'ambiguous', code: 'fatal_error', done },
  ];
  return kinds[Math.floor(random() * kinds.length)] ?? { fault: 'retry', code: 'connection', done: false };
}

/** Dies before a request leaves, or after it was carried out. */
function mortalSlack(slack: MemorySlack, mortal: () => void): MemorySlack {
  const methods = Object.entries(slack).map(([name, method]) => {
    if (typeof method !== 'function' || name === 'trouble') return [name, method];
    const wrapped = async (...args: unknown[]) => {
      mortal();
      try {
        return await (method as (...args: unknown[]) => Promise<unknown>)(...args);
      } finally {
        mortal();
      }
    };
    return [name, wrapped];
  });
  return Object.fromEntries(methods);
}

function mortalOutbox(outbox: Outbox, mortal: () => void): Outbox {
  return {
    ...outbox,
    save: (state) => {
      mortal();
      outbox.save(state);
      mortal();
    },
    remove: (id) => {
      mortal();
      outbox.remove(id);
      mortal();
    },
  };
}
