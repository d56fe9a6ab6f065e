import type { Clock } from '@signalbox/runner/clock';
import type { Log } from '@signalbox/runner/log';
import type { Rule } from '../message/severity.ts';
import type { Outbox, Slack } from '../ports.ts';
import type { PagerOptions } from './pager.ts';

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
  /** A message in whose thread everything is posted, instead of a thread of the deployment's own. */
  readonly threadTs?: string;
  /** GitHub login (in lower case) to Slack user id. */
  readonly mentions?: Readonly<Record<string, string>>;
  /** Ids of users or groups, or `here` or `channel`: called by critical events. */
  readonly onDuty?: readonly string[];
  readonly rules?: readonly Rule[];
  /** Others may post the same at this moment: reads the thread afterwards and deletes duplicates. */
  readonly contested?: boolean;
  /** How far back a thread of the same correlation id is looked for. @default 7 days */
  readonly lookBackSeconds?: number;
  /**
   * Fetches and delivers what earlier runs could not, within so many seconds: after an event is written down, before
   * it is sent. Returns how many messages of which deployment are pending.
   */
  readonly inherit?: (urgency: {
    readonly budgetSeconds: number;
    readonly last: boolean;
  }) => Promise<Readonly<Record<string, number>>>;
  /** Where an outbox is kept. @default files below `outboxDirectory` */
  readonly outbox?: (name: string) => Outbox;
}

interface Channels {
  /** Ids; each gets its own head and thread. */
  readonly updates: readonly string[];
  /** Gets concurrent deployments and questions; without it they go to the thread. */
  readonly interact?: string;
}
