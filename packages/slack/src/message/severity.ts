import type { DeploymentEvent, Kind } from './event.ts';

/**
 * - `critical`: in the channel, calling those on duty, and by the pager where there is one
 * - `warning`: in the channel
 * - `info`: in the head and its thread only
 */
export const SEVERITIES = ['critical', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A routing rule; without `environment` it holds for all. */
export interface Rule {
  readonly kind: Kind;
  readonly environment?: string;
  readonly severity: Severity;
}

const DEFAULTS: Readonly<Partial<Record<Kind, Severity>>> = {
  failed: 'critical',
  'rolled-back': 'critical',
  'timed-out': 'critical',
  stalled: 'warning',
};

/** By the rule for this environment, else by the rule for all, else by default: what is often unusual is a warning. */
export function severityOf(
  { kind, facts }: DeploymentEvent,
  environment: string | undefined,
  rules: readonly Rule[],
): Severity {
  const fitting = rules.filter((rule) => rule.kind === kind);
  const own = fitting.find((rule) => rule.environment?.toLowerCase() === environment?.toLowerCase());
  const general = fitting.find((rule) => rule.environment === undefined);
  return (own ?? general)?.severity ?? DEFAULTS[kind] ?? (facts?.unusual?.often ? 'warning' : 'info');
}
