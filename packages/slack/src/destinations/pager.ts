import { formatDuration } from '@signalbox/runner/duration';
import { pagerAnswer, postJson } from '../client/http.ts';
import { linkable, plain } from '../message/escape.ts';
import { type Rule, severityOf } from '../message/severity.ts';
import { type DeploymentState, elapsedSeconds } from '../message/state.ts';
import { andMore } from '../render/rich.ts';
import { stateWords } from '../render/words.ts';
import type { WriteOnlyDestination } from './write-only.ts';

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
 * Alerts for a critical event, and resolves the alert when it is over: PagerDuty Events v2
 * (developer.pagerduty.com/docs/send-alert-event), which other receivers read, too.
 * `dedup_key` makes every repetition harmless.
 */
export function pagerDestination({
  url,
  key,
  rerun,
  correlationId,
  rules,
}: PagerOptions): WriteOnlyDestination<object> {
  return {
    compose: ({ event }, deployment) => {
      const critical = severityOf(event, deployment.facts.environment, rules) === 'critical';
      const resolves = event.kind === 'complete' && (rerun === true || deployment.announced.length > 0);
      if (!critical && !resolves) return undefined;
      const common = {
        routing_key: key,
        dedup_key: correlationId,
        event_action: critical ? 'trigger' : 'resolve',
      };
      return critical ? { ...common, ...alert(deployment, correlationId) } : common;
    },
    post: async (body, _, signal) => {
      await postJson('The pager of input "pager-url"', url, { body, signal, judge: pagerAnswer });
      return undefined;
    },
    mustArrive: () => true,
  };
}

const CAUSE_LINES = 10;

function alert(deployment: DeploymentState, correlationId: string) {
  const { facts } = deployment;
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
      summary: plain(`${facts.environment ?? 'A deployment'} ${stateWords(deployment)}${reason}`, 1000),
      source: plain(facts.repository ?? facts.environment ?? 'signalbox', 200),
      severity: 'critical',
      timestamp: new Date(deployment.asOf).toISOString(),
      component: plain(facts.stack ?? facts.environment ?? 'deployment', 200),
      class: deployment.state,
      custom_details: {
        correlation_id: correlationId,
        sha: plain(facts.sha ?? ''),
        actor: plain(facts.actor ?? ''),
        elapsed: formatDuration(elapsedSeconds(deployment)),
        root_cause: [
          ...cause.slice(0, CAUSE_LINES).map((line) => plain(line)),
          ...andMore(cause.length, CAUSE_LINES, ' lines'),
        ],
      },
    },
    ...(links.length === 0 ? {} : { links }),
  };
}
