import { formatDuration } from '@signalbox/runner/duration';
import { pagerAnswer, postJson, webhookAnswer } from '../client/http.ts';
import { ownMessages } from '../client/own-messages.ts';
import { notBefore } from '../client/skew.ts';
import { linkable, plain } from '../message/escape.ts';
import { fit, plainly } from '../message/limits.ts';
import { type Rule, severityOf } from '../message/severity.ts';
import { elapsedSeconds, isOver, type Story } from '../message/state.ts';
import type { Entry } from '../outbox/outbox.ts';
import type { Rendered, Slack } from '../ports.ts';
import { renderWhole } from '../render/head.ts';
import { renderReply } from '../render/reply.ts';
import { andMore } from '../render/rich.ts';
import { stateWords } from '../render/words.ts';
import { PAGES } from '../thread/head.ts';
import type { Board } from './write-only.ts';

const important =
  (rules: readonly Rule[]) =>
  ({ event }: Entry, story: Story) =>
    isOver(story) || severityOf(event, story.facts.environment, rules) !== 'info';

interface Interact {
  readonly slack: Slack;
  readonly channel: string;
  readonly correlationId: string;
}

/** Where people are asked: hears of concurrent deployments, each a message of its own. */
export function interactBoard({ slack, channel, correlationId }: Interact): Board<Rendered> {
  return {
    compose: ({ event }, story) => (event.kind === 'concurrent' ? renderReply(event, story) : undefined),
    post: (rendered, id, signal) =>
      slack.post({ channel, ...fit(rendered), mark: { id, revision: 1 } }, signal),
    find: async (id, since, signal) => {
      const messages = await slack.history({ channel, oldest: notBefore(since), pages: PAGES }, signal);
      const marked = messages.filter(({ mark }) => mark?.id === id);
      const [own] = await ownMessages(marked, { slack, correlationId, signal });
      return own && { channel, ts: own.ts };
    },
    permalink: ({ channel: at, ts }, signal) => slack.permalink(at, ts, signal),
    mustBeHeard: () => false,
    plainly,
  };
}

/**
 * An incoming webhook posts and nothing else: no updates, no thread, nothing can be read back.
 * So it tells beginnings, endings and trouble, and an ending twice rather than never.
 */
export function webhookBoard(address: string, rules: readonly Rule[]): Board<Rendered> {
  return {
    compose: ({ event }, story) => {
      const { kind } = event;
      // Undefined for a progress without a word of its own.
      if (kind === 'progress' || kind === 'concurrent' || kind === 'stalled' || isOver(story))
        return renderReply(event, story);
      return renderWhole(event, story);
    },
    post: async (rendered, _, signal) => {
      const request = { body: { ...fit(rendered) }, signal, judge: webhookAnswer };
      await postJson('The webhook of input "slack-webhook-url"', address, request);
      return undefined;
    },
    mustBeHeard: important(rules),
    plainly,
  };
}

export interface PagerOptions {
  readonly url: string;
  /** PagerDuty's integration key, or whatever the receiver expects as `routing_key`. */
  readonly key: string;
  /** An earlier attempt, on another machine, may have called. */
  readonly rerun?: boolean;
  readonly correlationId: string;
  readonly rules: readonly Rule[];
}

/**
 * Wakes somebody for a critical event, and says when it is over: PagerDuty Events v2
 * (developer.pagerduty.com/docs/send-alert-event), which other receivers read, too.
 * `dedup_key` makes every repetition harmless.
 */
export function pagerBoard({ url, key, rerun, correlationId, rules }: PagerOptions): Board<object> {
  return {
    compose: ({ event }, story) => {
      const critical = severityOf(event, story.facts.environment, rules) === 'critical';
      const resolves = event.kind === 'complete' && (rerun === true || story.announced.length > 0);
      if (!critical && !resolves) return undefined;
      const common = {
        routing_key: key,
        dedup_key: correlationId,
        event_action: critical ? 'trigger' : 'resolve',
      };
      return critical ? { ...common, ...alert(story, correlationId) } : common;
    },
    post: async (body, _, signal) => {
      await postJson('The pager of input "pager-url"', url, { body, signal, judge: pagerAnswer });
      return undefined;
    },
    mustBeHeard: () => true,
  };
}

const CAUSE_LINES = 10;

function alert(story: Story, correlationId: string) {
  const { facts } = story;
  const cause = facts.rootCause ?? [];
  const reason = facts.reason === undefined ? '' : `: ${facts.reason}`;
  const pages = [
    [facts.runUrl, 'Run'],
    [facts.consoleUrl, 'Console'],
  ] as const;
  const links = pages.flatMap(([url, text]) => {
    const href = linkable(url);
    return href === undefined ? [] : [{ href, text }];
  });
  return {
    payload: {
      summary: plain(`${facts.environment ?? 'A deployment'} ${stateWords(story)}${reason}`, 1000),
      source: plain(facts.repository ?? facts.environment ?? 'signalbox', 200),
      severity: 'critical',
      timestamp: new Date(story.asOf).toISOString(),
      component: plain(facts.stack ?? facts.environment ?? 'deployment', 200),
      class: story.state,
      custom_details: {
        correlation_id: correlationId,
        sha: plain(facts.sha ?? ''),
        actor: plain(facts.actor ?? ''),
        elapsed: formatDuration(elapsedSeconds(story)),
        root_cause: [
          ...cause.slice(0, CAUSE_LINES).map((line) => plain(line)),
          ...andMore(cause.length, CAUSE_LINES, ' lines'),
        ],
      },
    },
    ...(links.length === 0 ? {} : { links }),
  };
}
