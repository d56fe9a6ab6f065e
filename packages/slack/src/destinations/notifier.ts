import type { Log } from '@signalbox/runner/log';
import type { DeploymentEvent, Kind } from '../message/event.ts';
import { type Line, type MessageLocation, openLines } from './destination.ts';
import type { NotifierOptions } from './options.ts';

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

/**
 * What became of what was sent. Ids and permalink are those of the first updates channel, or of the interact channel
 * for what is told only there.
 */
export interface Receipt extends Partial<MessageLocation> {
  /** Everything is known to have arrived. */
  readonly delivered: boolean;
  /** Messages still in the outbox, a progress that is held back included. */
  readonly pending: number;
  /** Sends that were not repeated, because a read-back found the message. */
  readonly duplicatesAvoided: number;
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
