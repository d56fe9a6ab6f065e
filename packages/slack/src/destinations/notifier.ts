import type { Clock } from '@signalbox/runner/clock';
import type { Log } from '@signalbox/runner/log';
import type { DeploymentEvent, Kind } from '../message/event.ts';
import type { Rule } from '../message/severity.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Slack } from '../ports.ts';
import type { PagerOptions } from './channels.ts';
import { type Line, openLines } from './destination.ts';

/** Tells Slack about one deployment. Safe to open in several processes of a job at once. */
export interface Notifier {
  /** Writes the event down, then delivers what is due. Never throws because of Slack. */
  send(event: DeploymentEvent, urgency?: Urgency): Promise<Receipt>;
  /** Delivers what is left. */
  drain(urgency?: Urgency): Promise<Receipt>;
}

export interface Urgency {
  /** @default the notifier's own */
  readonly budgetSeconds?: number;
  /** There will be no later step: whatever pause stands, it is tried, and nothing is held back. */
  readonly last?: boolean;
}

export interface NotifierOptions {
  /** The bot; from `connectSlack` (web-api.ts). Without it only webhook and pager are served. */
  readonly slack?: Slack;
  /** An incoming webhook, which posts and nothing else. */
  readonly webhookUrl?: string;
  /** Where critical events wake somebody. */
  readonly pager?: Pick<PagerOptions, 'url' | 'key' | 'rerun'>;
  /** Shared by all processes of the job: below RUNNER_TEMP. */
  readonly outboxDirectory: string;
  readonly correlationId: string;
  /** That the deployment is of, where it is known. */
  readonly environment?: string;
  readonly channels: Channels;
  /** Longest one `send` or `drain` may take. */
  readonly budgetSeconds: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Ends all waiting at once: the step was cancelled. What is left stays in the outbox. */
  readonly signal?: AbortSignal;
  /** A message in whose thread all is told, instead of a thread of the deployment's own. */
  readonly threadTs?: string;
  /** GitHub login (in lower case) to Slack user id. */
  readonly mentions?: Readonly<Record<string, string>>;
  /** Ids of users or groups, or `here` or `channel`: called by critical events. */
  readonly onDuty?: readonly string[];
  readonly rules?: readonly Rule[];
  /** Others may tell the same at this moment: looks afterwards, and takes away what then stands twice. */
  readonly contested?: boolean;
  /** How far back a thread of the same correlation id is looked for. @default 7 days */
  readonly lookBackSeconds?: number;
  /** Fetches and delivers what earlier runs left, within so many seconds: after an event is written down, before it is sent. */
  readonly inherit?: (budgetSeconds: number) => Promise<void>;
  /** Where an outbox is kept. @default files below `outboxDirectory` */
  readonly outbox?: (name: string) => Outbox;
}

export interface Channels {
  /** Ids; each gets its own head and thread. */
  readonly updates: readonly string[];
  /** Gets concurrent deployments and questions; without it they go to the thread. */
  readonly interact?: string;
}

/**
 * What became of what was sent. Ids and permalink are those of the first updates channel, or of the interact channel
 * for what is told only there.
 */
export interface Receipt {
  /** Everything is known to have arrived. */
  readonly delivered: boolean;
  /** Messages still in the outbox, a progress that is held back included. */
  readonly pending: number;
  /** Sends that were not repeated, because a read-back found the message. */
  readonly duplicatesAvoided: number;
  readonly channelId?: string;
  /** The head's. */
  readonly messageTs?: string;
  readonly threadTs?: string;
  readonly permalink?: string;
  /** Why something was not delivered, in one line; absent for a progress that is only held back. */
  readonly problem?: string;
}

/** Nothing is sent or written before the first `send` or `drain`. */
export function openNotifier(options: NotifierOptions): Notifier {
  const { clock, budgetSeconds, mentions = {} } = options;
  const lines = openLines(options);
  const say = reporter(options.log);
  let serial = 0;

  const deliverAll = async (kind: Kind | undefined, urgency: Urgency): Promise<Receipt> => {
    const { budgetSeconds: budget = budgetSeconds, last = false } = urgency;
    const signal = options.signal ?? new AbortController().signal;
    const deadline = clock.now() + budget * 1000;
    const impatient = kind === 'progress' && !last;
    // Oldest first, but not so that the news of today waits for those of yesterday.
    await options.inherit?.(budget / 2);
    const terms = { clock, random: options.random, deadline, signal, impatient, last };
    const reports = await Promise.all(lines.map((line) => line.deliver(terms)));
    return say(receiptOf(kind, reports), reports);
  };

  return {
    send: (event, urgency = {}) => {
      const at = clock.now();
      const id = entryId(at, serial++, options.random);
      const entry = { id, at, event: identified(event, mentions) };
      for (const line of lines) if (line.takes(entry)) line.add(entry);
      return deliverAll(event.kind, urgency);
    },
    drain: (urgency = {}) => deliverAll(undefined, urgency),
  };
}

/** Sorts by time; unlike any other process's. */
function entryId(at: number, serial: number, random: () => number): string {
  const nonce = Math.floor(random() * 36 ** 6).toString(36);
  return `${String(at).padStart(15, '0')}-${String(serial).padStart(4, '0')}-${nonce.padStart(6, '0')}`;
}

function identified(event: DeploymentEvent, mentions: Readonly<Record<string, string>>): DeploymentEvent {
  const actorId = mentions[event.facts?.actor?.toLowerCase() ?? ''];
  return actorId === undefined ? event : { ...event, facts: { ...event.facts, actorId } };
}

type Report = Awaited<ReturnType<Line['deliver']>>;

function receiptOf(kind: Kind | undefined, reports: readonly Report[]): Receipt {
  const sum = (of: (report: Report) => number) => reports.reduce((total, report) => total + of(report), 0);
  const [pending, lost] = [sum((report) => report.pending), sum((report) => report.lost)];
  // Told in the interact channel only, where there is one.
  const told = kind === 'concurrent' ? reports.toReversed() : reports;
  const problems = reports.flatMap(problemOf);
  return {
    delivered: pending === 0 && lost === 0 && reports.every(({ stuck }) => stuck === undefined),
    pending,
    duplicatesAvoided: sum((report) => report.duplicatesAvoided),
    ...told.find(({ place }) => place !== undefined)?.place,
    ...(problems.length === 0 ? {} : { problem: problems.join(' ') }),
  };
}

/** What keeps a place from hearing it all, with the place's name: each has troubles of its own. */
function problemOf({ name, pending, lost, halt, trouble, warnings, stuck }: Report): string[] {
  const waits =
    pending + lost > 0 ? (halt ?? trouble ?? (lost > 0 ? warnings.at(-1) : undefined)) : undefined;
  const line = waits ?? stuck;
  return line === undefined ? [] : [named(name, line)];
}

/** Webhook and pager are named by what is said of them. */
const named = (name: string, line: string): string =>
  name === 'webhook' || name === 'pager' ? line : `${name.replace(/-interact$/, '')}: ${line}`;

/** Tells people of trouble: each line once, however often the monitor calls. */
function reporter(log: Log) {
  const said = new Set<string>();
  const once = (line: string, tell: () => void) => {
    if (!said.has(line)) tell();
    said.add(line);
  };
  return (receipt: Receipt, reports: readonly Report[]): Receipt => {
    for (const { name, halt, warnings } of reports) {
      const error = halt === undefined ? [] : [named(name, halt)];
      for (const line of error) once(line, () => log.error(line, 'Slack is not set up right'));
      for (const line of warnings.map((warning) => named(name, warning)))
        once(line, () => log.warning(line, 'Slack'));
    }
    const { pending, problem } = receipt;
    const outage = pending > 0 && !reports.some(({ halt }) => halt !== undefined);
    if (outage && problem !== undefined) {
      const count = pending === 1 ? '1 message waits' : `${pending} messages wait`;
      once(problem, () => log.warning(`${count} in the outbox for the next step: ${problem}`, 'Slack'));
    }
    return receipt;
  };
}
