import type { Clock } from '@signalbox/runner/clock';
import type { Log } from '@signalbox/runner/log';
import type { DeploymentEvent } from './event.ts';
import type { Slack } from './port.ts';

/** Tells Slack about one deployment. Safe to open in several processes of a job at once. */
export interface Notifier {
  /** Writes the event down, then delivers what is due. Never throws because of Slack. */
  send(event: DeploymentEvent): Promise<Receipt>;
  /** Delivers what is left, for at most `budgetSeconds`. */
  drain(budgetSeconds?: number): Promise<Receipt>;
}

export interface NotifierOptions {
  /** The bot; from `connectSlack` (web-api.ts). */
  readonly slack: Slack;
  /** Shared by all processes of the job: below RUNNER_TEMP. */
  readonly outboxDirectory: string;
  readonly correlationId: string;
  readonly channels: Channels;
  /** Longest one `send` or `drain` may take. */
  readonly budgetSeconds: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Ends all waiting at once: the step was cancelled. What is left stays in the outbox. */
  readonly signal?: AbortSignal;
}

export interface Channels {
  /** Each gets its own head and thread. */
  readonly updates: readonly string[];
  /** Gets concurrent deployments and questions; without it they go to the thread. */
  readonly interact?: string;
}

/** What became of what was sent. Ids and permalink are those of the first updates channel. */
export interface Receipt {
  /** Nothing is left to deliver. */
  readonly delivered: boolean;
  /** Messages still in the outbox. */
  readonly pending: number;
  /** Sends that were not repeated, because a read-back found the message. */
  readonly duplicatesAvoided: number;
  readonly channelId?: string;
  readonly messageTs?: string;
  readonly threadTs?: string;
  readonly permalink?: string;
}

export function openNotifier(_options: NotifierOptions): Notifier {
  throw new Error('not yet');
}
