import { UserError } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import type { Reporter } from '../announce.ts';
import { cleanUp } from '../command/clean-up.ts';
import { conclude, unknownElsewhere } from '../conclude.ts';
import { identityOf } from '../identity.ts';
import type { GuardInputs } from '../inputs.ts';
import { leaveQueue } from '../queue-news.ts';
import { openRecords } from '../record.ts';
import { judge, qualified, watchedOf } from '../verdict.ts';
import { joinMonitor } from '../watch.ts';

/** Post: ends what the main step began, and does nothing where that has ended it itself. */
export async function finish(inputs: GuardInputs, step: Step): Promise<void> {
  const records = openRecords(step);
  const { began, over = false, command, correlationId } = records.read();
  const reporter = { inputs, step, correlationId: identityOf(inputs, step, correlationId), records };
  if (over) return;
  if (began === undefined) return leaveQueue(judge(inputs['job-status'] ?? '', undefined), reporter);
  if (command !== undefined) return cleanUp(reporter, command, began);
  await endBracket(reporter, began);
}

/** The job's own steps have deployed: join the monitor, judge the outcome. */
async function endBracket(reporter: Reporter, began: number): Promise<void> {
  const { inputs, step, records } = reporter;
  const jobStatus = inputs['job-status'] ?? '';
  const saved = records.read();
  const seen = await joinMonitor(step, saved, {
    jobStatus,
    timeoutSeconds: inputs.timeout,
    onCancel: inputs['on-cancel'],
    bakes: inputs.bake > 0,
  });
  const { report, summary, refused } = seen;
  const watched = report && watchedOf(report);
  const { failedBefore = false } = saved;
  const judged = judge(jobStatus, watched, { failOn: inputs['fail-on'], failedBefore });
  const verdict = qualified(judged, report, refused ?? seen.unknown ?? unknownElsewhere(report, step));
  await conclude(reporter, { verdict, report, began, summary, hurried: jobStatus === 'cancelled' });
  if (jobStatus !== 'success') return;
  // Not for its outcome, which nobody knows: an input or permission that is at fault fails a step, as everywhere.
  if (refused !== undefined) throw new UserError(`${inputs.environment}: ${verdict.reason}`);
  const red = watched !== undefined && inputs['fail-on'].includes(watched.status);
  if (verdict.outcome === 'failure' && red) {
    throw new UserError(
      `${inputs.environment} was not deployed although the job succeeded: ${verdict.reason}.`,
    );
  }
}
