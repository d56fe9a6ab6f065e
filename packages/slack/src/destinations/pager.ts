import { formatDuration } from '@signalbox/runner/duration';
import { pagerAnswer, postJson } from '../client/http.ts';
import { linkable, plain } from '../message/escape.ts';
import { type Rule, severityOf } from '../message/severity.ts';
import { elapsedSeconds, type Story } from '../message/state.ts';
import { andMore } from '../render/rich.ts';
import { stateWords } from '../render/words.ts';
import type { Board } from './write-only.ts';

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
