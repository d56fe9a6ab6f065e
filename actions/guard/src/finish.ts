import type { MonitorReport } from '@signalbox/cloudformation/report';
import { formatDuration } from '@signalbox/runner/duration';
import { UserError } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { unknownIn, unknownLine } from '@signalbox/runner/unknown';
import { markdownText } from '@signalbox/runner/untrusted';
import { sightOf } from '../../monitor/src/verdict.ts';
import { concludeNews } from './announce.ts';
import { identityOf } from './identity.ts';
import type { GuardInputs } from './inputs.ts';
import { BEGAN, FAILED_BEFORE } from './main.ts';
import { leaveQueue } from './queue-news.ts';
import { telemetryFacts } from './telemetry.ts';
import { releaseTurn } from './turn.ts';
import { isCertain, judge, qualified, type Verdict, type Watched } from './verdict.ts';
import { joinMonitor } from './watch.ts';

/** Post: join the monitor, judge the outcome, finish the record, tell Slack, write the summary. */
export async function finish(inputs: GuardInputs, step: Step): Promise<void> {
  const began = Number(step.state(BEGAN));
  const jobStatus = inputs['job-status'] ?? '';
  const id = identityOf(inputs, step);
  const reporter = { inputs, step, correlationId: id };
  if (began === 0) return await leaveQueue(judge(jobStatus, undefined), reporter);
  const seen = await joinMonitor(step, {
    jobStatus,
    timeoutSeconds: inputs.timeout,
    onCancel: inputs['on-cancel'],
  });
  const { report, summary, refused } = seen;
  const watched = report && watchedOf(report);
  const judged = judge(jobStatus, watched, inputs['fail-on'], step.state(FAILED_BEFORE) !== '');
  const verdict = qualified(judged, report, refused ?? seen.unknown ?? leftUnknown(report, step));
  const elapsedSeconds = (step.clock.now() - began) / 1000;
  const title = `${markdownText(inputs.environment)}: ${endingOf(verdict, watched)} after ${formatDuration(elapsedSeconds)}`;
  await step.summary(section(title, isShown(verdict, report) ? undefined : verdict.reason, id) + summary);
  // Slack must hear of it even when the release finds that the hold was not exclusive.
  const [released] = await Promise.allSettled([
    releaseTurn(inputs, step, verdict, {
      ...{ certain: isCertain(watched), hurried: jobStatus === 'cancelled' },
      facts: telemetryFacts(verdict, report, { inputs, step }),
    }),
    concludeNews({ kind: verdict.event, facts: { elapsedSeconds, ...factsOf(verdict, report) } }, reporter),
  ]);
  if (released.status === 'rejected') throw released.reason;
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

/** What other monitors of this job have lost sight of, and ours has not seen. */
function leftUnknown(report: MonitorReport | undefined, { env }: Step): string | undefined {
  return unknownLine(unknownIn(env, report === undefined ? [] : sightOf(report).seen));
}

/** What the monitor knows of the end; nothing when it had lost sight. */
function watchedOf(report: MonitorReport): Watched | undefined {
  const { status, stackStatus, failureReason, failedResource, lostSight, note = '' } = report;
  if (lostSight !== undefined) return undefined;
  const reason = [failedResource, failureReason].filter(Boolean).join(': ') || note;
  return {
    ...{ status, ...(stackStatus === undefined ? {} : { stackStatus }) },
    ...(reason === '' ? {} : { reason }),
  };
}

function factsOf(verdict: Verdict, report: MonitorReport | undefined) {
  const cause = report?.rootCause;
  const lines =
    cause === undefined ? [] : [`${cause.logicalId}: ${cause.reason}`, cause.advice, ...cause.evidence];
  return {
    ...(verdict.reason === undefined ? {} : { reason: verdict.reason }),
    ...(lines.length === 0 ? {} : { rootCause: lines }),
    ...(report?.consoleUrl === undefined ? {} : { consoleUrl: report.consoleUrl }),
  };
}

function endingOf({ outcome, event }: Verdict, watched: Watched | undefined): string {
  if (outcome === 'error') return 'not known how it ended,';
  return watched?.status === 'no-changes' && event === 'complete' ? UNCHANGED : TITLES[event];
}

/** The job went well, and changed nothing that was watched. */
const UNCHANGED = 'nothing changed';

const TITLES: Readonly<Record<Verdict['event'], string>> = {
  complete: 'deployed',
  failed: 'failed',
  'rolled-back': 'rolled back',
  'timed-out': 'timed out',
  cancelled: 'cancelled',
};

/** The monitor's own section gives the cause, so the reason above it would say it twice. */
const isShown = ({ reason }: Verdict, report: MonitorReport | undefined): boolean =>
  reason !== undefined && report?.rootCause !== undefined && reason.includes(report.rootCause.reason);

/** `title` is Markdown already. */
function section(title: string, reason: string | undefined, id: string): string {
  const why = reason === undefined ? [] : [markdownText(reason, 1000), ''];
  return [`### ${title}`, '', ...why, `<sub>correlation id ${id}</sub>`, '', ''].join('\n');
}
