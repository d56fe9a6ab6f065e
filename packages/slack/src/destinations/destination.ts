import { join } from 'node:path';
import { compact } from '@signalbox/runner/values';
import { severityOf } from '../message/severity.ts';
import { type Delivery, type DeliveryOptions, deliver } from '../outbox/deliver.ts';
import { fileOutbox } from '../outbox/files.ts';
import type { Service } from '../outbox/service.ts';
import type { Entry, Outbox, Posted } from '../ports.ts';
import type { ThreadContext } from '../thread/context.ts';
import { WEEK_SECONDS } from '../thread/find.ts';
import { threadService } from '../thread/service.ts';
import { isStuck } from '../thread/state.ts';
import { interactDestination } from './interact.ts';
import type { NotifierOptions } from './options.ts';
import { pagerDestination } from './pager.ts';
import { webhookDestination } from './webhook.ts';
import { type WriteOnlyDestination, writeOnlyService } from './write-only.ts';

/** What receives the deployment's messages, with an outbox of its own: trouble in one never holds up another. */
interface Destination {
  /** A channel's id, `webhook` or `pager`. */
  readonly name: string;
  accepts(entry: Entry): boolean;
  add(entry: Entry): void;
  deliver(options: DeliveryOptions): Promise<DeliveryReport>;
}

/** What became of one delivery to one destination. */
export interface DeliveryReport extends Omit<Delivery<unknown>, 'state'> {
  /** Of the destination. */
  readonly name: string;
  readonly duplicatesAvoided: number;
  /** Why people see less than is known, although nothing waits. */
  readonly stuck?: string;
  readonly location?: MessageLocation;
}

/** Where the message that people look at stands. */
export interface MessageLocation {
  readonly channelId: string;
  /** Of the head, or of the last message. */
  readonly messageTs: string;
  readonly threadTs: string;
  readonly permalink?: string;
}

export function openDestinations(options: NotifierOptions): Destination[] {
  const { slack, channels, correlationId, clock, rules = [], webhookUrl, pager } = options;
  const outbox =
    options.outbox ?? ((name) => fileOutbox(join(options.outboxDirectory, correlationId, name), clock.now));
  const writeOnly = <T>(name: string, destination: WriteOnlyDestination<T>): Destination =>
    served(outbox(name), writeOnlyService(destination, correlationId), {
      name,
      accepts: () => true,
      report: ({ duplicatesAvoided, posted }) => ({
        duplicatesAvoided,
        ...compact({ location: posted && locationOf(posted) }),
      }),
    });
  const interact = separateInteract(channels);
  return [
    ...(slack === undefined
      ? []
      : channels.updates.map((channel) => threadDestination({ slack, channel }, outbox(channel), options))),
    ...(slack === undefined || interact === undefined
      ? []
      : [
          writeOnly(`${interact}-interact`, interactDestination({ slack, channel: interact, correlationId })),
        ]),
    ...(webhookUrl === undefined ? [] : [writeOnly('webhook', webhookDestination(webhookUrl, rules))]),
    ...(pager === undefined
      ? []
      : [writeOnly('pager', pagerDestination({ ...pager, correlationId, rules }))]),
  ];
}

/** The interact channel, unless it is an updates channel, too. */
const separateInteract = ({ updates, interact }: NotifierOptions['channels']): string | undefined =>
  interact !== undefined && !updates.includes(interact) ? interact : undefined;

function threadDestination(
  { slack, channel }: Pick<ThreadContext, 'slack' | 'channel'>,
  outbox: Outbox,
  options: NotifierOptions,
): Destination {
  const { correlationId, environment, threadTs, onDuty = [], rules = [] } = options;
  const { contested = false, lookBackSeconds = WEEK_SECONDS } = options;
  const context: ThreadContext = {
    slack,
    channel,
    correlationId,
    onDuty,
    lookBackSeconds,
    contested,
    ...compact({ threadTs, environment }),
    severity: (event, deployment) => severityOf(event, deployment.facts.environment, rules),
  };
  const interactElsewhere = separateInteract(options.channels) !== undefined;
  return served(outbox, threadService(context), {
    name: channel,
    accepts: ({ event }) => !(event.kind === 'concurrent' && interactElsewhere),
    report: (thread) => ({
      duplicatesAvoided: thread.duplicatesAvoided,
      ...compact({
        location: thread.head && locationOf(thread.head, thread.root),
        stuck: isStuck(thread) ? STUCK : undefined,
      }),
    }),
  });
}

const STUCK = 'Slack no longer lets the message be changed: progress is not shown.';

const locationOf = (
  { channel, ts, permalink }: Posted & { readonly permalink?: string },
  root = ts,
): MessageLocation => ({
  channelId: channel,
  messageTs: ts,
  threadTs: root,
  ...(permalink ? { permalink } : {}),
});

interface ServedOptions<S> extends Pick<Destination, 'name' | 'accepts'> {
  readonly report: (state: S) => Pick<DeliveryReport, 'duplicatesAvoided' | 'location' | 'stuck'>;
}

/** A destination that a service delivers to. */
const served = <S extends object, O extends { readonly do: string }>(
  outbox: Outbox,
  service: Service<S, O>,
  { name, accepts, report }: ServedOptions<S>,
): Destination => ({
  name,
  accepts,
  add: (entry) => outbox.add(entry),
  deliver: async (options) => {
    const { state, ...delivery } = await deliver(outbox, service, options);
    return { ...delivery, ...report(state), name };
  },
});
