import { statSync } from 'node:fs';
import type { Env } from '@signalbox/runner/inputs';

/** The runner's clock and AWS's differ a little even when both are right. */
const SLACK_MS = 5000;

/** From when an operation counts, in milliseconds: since `startedAt`, or else as this job's. */
export const since = (startedAt: number | undefined, env: Env, now: number): number =>
  (startedAt ?? jobStart(env, now)) - SLACK_MS;

/** When this job began, in milliseconds: the runner writes the event file then. */
function jobStart(env: Env, now: number): number {
  const path = env['GITHUB_EVENT_PATH'] ?? '';
  if (path === '') return now;
  try {
    return Math.min(now, statSync(path).mtimeMs);
  } catch {
    return now;
  }
}
