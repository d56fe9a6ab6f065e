import { statSync } from 'node:fs';
import { isDetached } from '@signalbox/runner/background';
import type { Env } from '@signalbox/runner/inputs';

/** The runner's clock and AWS's differ a little even when both are right. */
const SLACK_MS = 5000;

/**
 * From when an operation counts as this job's, in milliseconds. The runner writes the event file as the job
 * begins. A detached monitor starts before the job's deploy step, so for it: now.
 */
export function jobStart(env: Env, now: number): number {
  const path = env['GITHUB_EVENT_PATH'] ?? '';
  if (isDetached(env) || path === '') return now - SLACK_MS;
  try {
    return Math.min(now, statSync(path).mtimeMs) - SLACK_MS;
  } catch {
    return now - SLACK_MS;
  }
}
