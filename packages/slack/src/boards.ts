import { formatDuration } from '@signalbox/runner/duration';
import type { Board } from './board.ts';
import { linkable, plain } from './escape.ts';
import { postJson } from './http.ts';
import { fit, plainly } from './limits.ts';
import type { Entry } from './outbox.ts';
import type { Rendered, Slack } from './port.ts';
import { renderHead } from './render/head.ts';
import { renderReply } from './render/reply.ts';
import { stateWords } from './render/words.ts';
import { type Rule, severityOf } from './severity.ts';
import { elapsedSeconds, isOver, type Story } from './story.ts';

const important =
  (rules: readonly Rule[]) =>
  ({ event }: Entry, story: Story) =>
    isOver(story) || severityOf(event, story.facts.environment, rules) !== 'info';

/** Where people are asked: hears of concurrent deployments, each a message of its own. */
export function interactBoard({ slack, channel }: { slack: Slack; channel: string }): Board<Rendered> {
  return {
    compose: ({ event }, story) => (event.kind === 'concurrent' ? renderReply(event, story) : undefined),
    post: async (rendered, id, signal) =>
      void (await slack.post({ channel, ...fit(rendered), mark: { id, revision: 1 } }, signal)),
    has: async (id, since, signal) => {
      const oldest = Math.floor(since / 1000) - 60;
      const messages = await slack.history({ channel, oldest, pages: 1 }, signal);
      return messages.some(({ mark }) => mark?.id === id);
    },
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
      if (event.kind === 'progress') return undefined;
      if (event.kind === 'concurrent' || isOver(story) || event.kind === 'stalled')
        return renderReply(event, story);
      return renderHead(story);
    },
    post: (rendered, _, signal) =>
      postJson('The webhook of input "slack-webhook-url"', address, { body: { ...fit(rendered) }, signal }),
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
    post: (body, _, signal) => postJson('The pager of input "pager-url"', url, { body, signal }),
    mustBeHeard: () => true,
  };
}

function alert(story: Story, correlationId: string) {
  const { facts } = story;
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
        root_cause: (facts.rootCause ?? []).slice(0, 10).map((line) => plain(line)),
      },
    },
    ...(links.length === 0 ? {} : { links }),
  };
}
