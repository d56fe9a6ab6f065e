import { type Log, logOnce } from '@signalbox/runner/log';
import { compact, nonce } from '@signalbox/runner/values';
import type { DeploymentEvent, Kind } from '../message/event.ts';
import { type DeliveryReport, type MessageLocation, openDestinations } from './destination.ts';
import type { NotifierOptions } from './options.ts';

/** Sends one deployment's events to all its destinations. Safe to open in several processes of a job at once. */
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
 * for what is posted only there.
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
  /** Pending messages of other deployments that this job delivers, by correlation id. */
  readonly inherited?: Readonly<Record<string, number>>;
}

/** Nothing is sent or written before the first `send` or `drain`. */
export function openNotifier(options: NotifierOptions): Notifier {
  const { clock, random, budgetSeconds, mentions = {} } = options;
  const destinations = openDestinations(options);
  const report = reporter(options.log);
  let serial = 0;

  const deliverAll = async (kind: Kind | undefined, urgency: Urgency): Promise<Receipt> => {
    const { budgetSeconds: budget = budgetSeconds, last = false } = urgency;
    const signal = options.signal ?? new AbortController().signal;
    const deadline = clock.now() + budget * 1000;
    const withoutWaiting = kind === 'progress' && !last;
    // What is oldest goes first, but today's events do not wait for all of yesterday's.
    const inherited = await options.inherit?.({ budgetSeconds: budget / 2, last });
    const delivery = { clock, random, deadline, signal, withoutWaiting, last };
    const reports = await Promise.all(destinations.map((each) => each.deliver(delivery)));
    return { ...report(receiptOf(kind, reports), reports), ...compact({ inherited }) };
  };

  return {
    send: (event, urgency = {}) => {
      const at = clock.now();
      const entry = { id: entryId(at, serial++, random), at, event: withActorId(event, mentions) };
      for (const each of destinations) if (each.accepts(entry)) each.add(entry);
      return deliverAll(event.kind, urgency);
    },
    drain: (urgency = {}) => deliverAll(undefined, urgency),
  };
}

/** Sorts by time; differs from any other process's. */
const entryId = (at: number, serial: number, random: () => number): string =>
  `${String(at).padStart(15, '0')}-${String(serial).padStart(4, '0')}-${nonce(random, 6)}`;

function withActorId(event: DeploymentEvent, mentions: Readonly<Record<string, string>>): DeploymentEvent {
  const actorId = mentions[event.facts?.actor?.toLowerCase() ?? ''];
  return actorId === undefined ? event : { ...event, facts: { ...event.facts, actorId } };
}

function receiptOf(kind: Kind | undefined, reports: readonly DeliveryReport[]): Receipt {
  const sum = (of: (report: DeliveryReport) => number) =>
    reports.reduce((total, report) => total + of(report), 0);
  const [pending, lost] = [sum((report) => report.pending), sum((report) => report.lost)];
  // Where there is an interact channel, a concurrent deployment is announced only there.
  const ordered = kind === 'concurrent' ? reports.toReversed() : reports;
  const problems = reports.flatMap(problemOf);
  return {
    delivered: pending === 0 && lost === 0 && reports.every(({ stuck }) => stuck === undefined),
    pending,
    duplicatesAvoided: sum((report) => report.duplicatesAvoided),
    ...ordered.find(({ location }) => location !== undefined)?.location,
    ...compact({ problem: problems.length === 0 ? undefined : problems.join(' ') }),
  };
}

/** What keeps messages from a destination, with its name: each has troubles of its own. */
function problemOf({ name, pending, lost, halt, trouble, warnings, stuck }: DeliveryReport): string[] {
  const waits =
    pending + lost > 0 ? (halt ?? trouble ?? (lost > 0 ? warnings.at(-1) : undefined)) : undefined;
  const line = waits ?? stuck;
  return line === undefined ? [] : [named(name, line)];
}

/** Lines about a webhook or a pager name it already. */
const named = (name: string, line: string): string =>
  name === 'webhook' || name === 'pager' ? line : `${name.replace(/-interact$/, '')}: ${line}`;

/** Logs trouble: each line once, however often the monitor calls. */
function reporter(log: Log) {
  const once = logOnce(log);
  return (receipt: Receipt, reports: readonly DeliveryReport[]): Receipt => {
    for (const { name, halt, warnings } of reports) {
      if (halt !== undefined) once.error(named(name, halt), 'Slack is not set up right');
      for (const warning of warnings) once.warning(named(name, warning), 'Slack');
    }
    const { pending, problem } = receipt;
    const isOutage = pending > 0 && reports.every(({ halt }) => halt === undefined);
    if (isOutage && problem !== undefined) {
      const count = pending === 1 ? '1 message waits' : `${pending} messages wait`;
      once.warning(`${count} in the outbox for the next step: ${problem}`, 'Slack', problem);
    }
    return receipt;
  };
}
