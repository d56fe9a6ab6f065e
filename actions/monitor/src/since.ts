import { statSync } from 'node:fs';
import { detachedSince } from '@signalbox/runner/background';
import type { Env } from '@signalbox/runner/inputs';

/** The runner's clock and AWS's differ a little even when both are right. */
const SLACK_MS = 5000;

/** From when an operation counts, in milliseconds: since `startedAt`, or else as this job's. */
export const since = (startedAt: number | undefined, env: Env, now: number): number =>
  startedAt === undefined ? jobStart(env, now) : startedAt - SLACK_MS;

/**
 * From when an operation counts as this job's, in milliseconds. The runner writes the event file as the job
 * begins. A detached monitor starts before the job's deploy step, so for it: then, even when it goes on for one
 * that was killed.
 */
function jobStart(env: Env, now: number): number {
  const path = env['GITHUB_EVENT_PATH'] ?? '';
  const detached = detachedSince(env);
  if (detached !== undefined || path === '') return (detached ?? now) - SLACK_MS;
  try {
    return Math.min(now, statSync(path).mtimeMs) - SLACK_MS;
  } catch {
    return now - SLACK_MS;
  }
}
