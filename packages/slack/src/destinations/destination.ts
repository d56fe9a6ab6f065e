import { join } from 'node:path';
import { severityOf } from '../message/severity.ts';
import { type Delivery, deliver, type Service, type Terms } from '../outbox/deliver.ts';
import { fileOutbox } from '../outbox/files.ts';
import type { Entry, Outbox, Posted } from '../ports.ts';
import type { Place } from '../thread/context.ts';
import { WEEK_SECONDS } from '../thread/find.ts';
import { threadService } from '../thread/service.ts';
import { isStuck, type Thread } from '../thread/state.ts';
import { interactBoard } from './interact.ts';
import type { NotifierOptions } from './options.ts';
import { pagerBoard } from './pager.ts';
import { webhookBoard } from './webhook.ts';
import { type Board, boardService } from './write-only.ts';

/** One place that hears of the deployment, with an outbox of its own: trouble in one never holds up another. */
export interface Line {
  /** Of the place: a channel's id, `webhook`, `pager`. */
  readonly name: string;
  takes(entry: Entry): boolean;
  add(entry: Entry): void;
  deliver(terms: Terms): Promise<Report>;
}

interface Report extends Omit<Delivery<unknown>, 'state'> {
  /** Of the place: a channel's id, `webhook`, `pager`. */
  readonly name: string;
  readonly duplicatesAvoided: number;
  /** Why people see less than was told, although nothing waits. */
  readonly stuck?: string;
  readonly place?: MessageLocation;
}

/** Where the message that people look at stands. */
export interface MessageLocation {
  readonly channelId: string;
  /** Of the head, or of the last message. */
  readonly messageTs: string;
  readonly threadTs: string;
  readonly permalink?: string;
}

export function openLines(options: NotifierOptions): Line[] {
  const { slack, channels, correlationId, clock, rules = [], webhookUrl, pager } = options;
  const outbox =
    options.outbox ?? ((name) => fileOutbox(join(options.outboxDirectory, correlationId, name), clock.now));
  const posts = <T>(name: string, board: Board<T>): Line => {
    const service = boardService(board, correlationId);
    return line(outbox(name), service, {
      name,
      takes: () => true,
      report: ({ duplicatesAvoided, posted }) => ({
        duplicatesAvoided,
        ...(posted === undefined ? {} : { place: placeOf(posted) }),
      }),
    });
  };
  const interact = separateInteract(channels);
  return [
    ...(slack === undefined
      ? []
      : channels.updates.map((channel) => threadLine({ slack, channel }, outbox(channel), options))),
    ...(slack === undefined || interact === undefined
      ? []
      : [posts(`${interact}-interact`, interactBoard({ slack, channel: interact, correlationId }))]),
    ...(webhookUrl === undefined ? [] : [posts('webhook', webhookBoard(webhookUrl, rules))]),
    ...(pager === undefined ? [] : [posts('pager', pagerBoard({ ...pager, correlationId, rules }))]),
  ];
}

const separateInteract = ({ updates, interact }: NotifierOptions['channels']): string | undefined =>
  interact !== undefined && !updates.includes(interact) ? interact : undefined;

function threadLine(
  { slack, channel }: Pick<Place, 'slack' | 'channel'>,
  outbox: Outbox,
  options: NotifierOptions,
): Line {
  const {
    correlationId,
    environment,
    threadTs,
    onDuty = [],
    rules = [],
    contested = false,
    lookBackSeconds = WEEK_SECONDS,
  } = options;
  const place: Place = {
    ...{ slack, channel, correlationId, onDuty, lookBackSeconds, contested },
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(environment === undefined ? {} : { environment }),
    severity: (event, story) => severityOf(event, story.facts.environment, rules),
  };
  const elsewhere = separateInteract(options.channels) !== undefined;
  return line(outbox, threadService(place), {
    name: channel,
    takes: ({ event }) => !(event.kind === 'concurrent' && elsewhere),
    report: (thread) => ({
      duplicatesAvoided: thread.duplicatesAvoided,
      ...whereabouts(thread),
      ...(isStuck(thread) ? { stuck: STUCK } : {}),
    }),
  });
}

const STUCK = 'Slack no longer lets the message be changed: progress is not shown.';

const whereabouts = ({ head, root }: Thread): Pick<Report, 'place'> =>
  head === undefined ? {} : { place: placeOf(head, root) };

const placeOf = ({ channel, ts, permalink }: Posted & { readonly permalink?: string }, root = ts) => ({
  ...{ channelId: channel, messageTs: ts, threadTs: root },
  ...(permalink ? { permalink } : {}),
});

interface Ways<S> {
  readonly name: string;
  readonly takes: Line['takes'];
  readonly report: (state: S) => Pick<Report, 'duplicatesAvoided' | 'place' | 'stuck'>;
}

function line<S, O extends { readonly do: string }>(
  outbox: Outbox,
  service: Service<S, O>,
  ways: Ways<S>,
): Line {
  return {
    name: ways.name,
    takes: ways.takes,
    add: (entry) => outbox.add(entry),
    deliver: async (terms) => {
      const { state, ...delivery } = await deliver(outbox, service, terms);
      return { ...delivery, ...ways.report(state), name: ways.name };
    },
  };
}
