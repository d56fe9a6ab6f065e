import { failureLines } from '@signalbox/registry/log-tail';
import { belongsTo } from '@signalbox/registry/registration';
import type { LatestState } from '@signalbox/registry/status';
import { markdownText, oneLine } from '@signalbox/runner/untrusted';
import type { Context } from './context.ts';

/** Prints the last lines of the job that failed, or why they cannot be shown. Returns them for the summary. */
export async function showFailure(found: LatestState, context: Context): Promise<string> {
  if (found.state !== 'failure') return '';
  const { log } = context.step;
  const seen = await lastLines(found, context);
  if (typeof seen === 'string') {
    log.info(`The failure's last lines cannot be shown: ${oneLine(seen)}.`);
    return `The failure's last lines cannot be shown: ${markdownText(seen)}.\n`;
  }
  log.info("The failure's last lines:");
  for (const line of seen) log.with('  ').info(line);
  // Not fenced: a line of the log could end the fence.
  return ['<pre>', ...seen.map((line) => markdownText(line)), '</pre>', ''].join('\n');
}

/** The lines, or why there are none. */
async function lastLines(
  { registration }: LatestState,
  { ports, step }: Context,
): Promise<readonly string[] | string> {
  if (registration === undefined) return 'there is no registration';
  const { repository, checkRunId, runId, scope } = registration.payload;
  const run = `${step.job.serverUrl}/${repository}/actions/runs/${runId}`;
  if (checkRunId === undefined || scope !== 'job') return `its job is not known, see ${run}`;
  // Who reads this log may not be allowed to read that one, though the token is.
  if (!belongsTo(registration, step.job)) return `its job belongs to another repository, see ${run}`;
  // Under the name of today, and never another repository's, whatever the record says.
  const text = await ports.logs.tail(step.job.repository, checkRunId);
  if (text === undefined)
    return `the log of job ${checkRunId} cannot be read (it still runs, its log has expired, or "github-token" lacks actions: read)`;
  const lines = failureLines(text);
  return lines.length > 0 ? lines : `the log of job ${checkRunId} is empty`;
}
