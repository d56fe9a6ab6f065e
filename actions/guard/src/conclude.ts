import type { MonitorReport } from '@signalbox/cloudformation/report';
import { formatDuration } from '@signalbox/runner/duration';
import type { Step } from '@signalbox/runner/step';
import { unknownIn, unknownLine } from '@signalbox/runner/unknown';
import { markdownText } from '@signalbox/runner/untrusted';
import { compact } from '@signalbox/runner/values';
import { seenAndLost } from '../../monitor/src/verdict.ts';
import { concludeNews, type Reporter } from './announce.ts';
import { type CommandFacts, telemetryFacts } from './telemetry.ts';
import { releaseTurn } from './turn.ts';
import { isCertain, lostOf, type Verdict, type Watched, watchedOf } from './verdict.ts';

interface Conclusion {
  readonly verdict: Verdict;
  /** Of the last watch. */
  readonly report: MonitorReport | undefined;
  /** When the deployment began, in milliseconds. */
  readonly began: number;
  /** Of the watch: its section of the job summary. */
  readonly summary?: string;
  /** For Slack, in addition to the reason. */
  readonly message?: string;
  /** The job was cancelled: there is no time to wait for GitHub. */
  readonly hurried: boolean;
  /** What commands came to, for telemetry. */
  readonly commands?: CommandFacts;
}

/** The end, the same for commands and for the job's own steps: the summary, Slack's last word, the record's last status, and the release. */
export async function conclude(reporter: Reporter, conclusion: Conclusion): Promise<void> {
  const { inputs, step, correlationId: id, records } = reporter;
  const { verdict, report, began, summary = '', message, hurried, commands } = conclusion;
  const watched = report && watchedOf(report);
  const deployed = commands?.deployed ?? report;
  const elapsedSeconds = (step.clock.now() - began) / 1000;
  const title = `${markdownText(inputs.environment)}: ${endingOf(verdict, watched)} after ${formatDuration(elapsedSeconds)}`;
  await step.summary(section(title, isShown(verdict, report) ? undefined : verdict.reason, id) + summary);
  const facts = {
    elapsedSeconds,
    ...factsOf(verdict, report),
    ...(message === undefined ? {} : { message }),
  };
  const releasing = releaseTurn(inputs, step, verdict, {
    ...{ certain: isCertain(watched) && lostOf(report) === undefined, hurried },
    facts: {
      ...telemetryFacts(verdict, report, { inputs, step, ...compact({ commands }) }),
      breached: deployed?.bake?.status === 'breached' && verdict.outcome === 'failure',
    },
  });
  const unusual = hurried ? undefined : await soon(releasing, step);
  const news = { kind: verdict.event, facts: { ...facts, ...compact({ unusual }) } };
  // Slack must hear of it even when the release finds that the hold was not exclusive.
  const [released] = await Promise.allSettled([releasing, concludeNews(news, reporter)]);
  records.update({ over: true });
  if (released.status === 'rejected') throw released.reason;
}

/** Slack does not wait long for a release that GitHub holds up. */
const RELEASE_MS = 10_000;

/** What the release found out by then; undefined when it failed, which is reported elsewhere. */
async function soon<T>(releasing: Promise<T>, { clock }: Pick<Step, 'clock'>): Promise<T | undefined> {
  const over = new AbortController();
  const late = clock.sleep(RELEASE_MS, over.signal).then(() => undefined);
  const found = await Promise.race([releasing.catch(() => undefined), late]);
  over.abort();
  return found;
}

/** What Slack hears of an end: the reason, and the lines that explain it. */
export function factsOf(verdict: Pick<Verdict, 'reason'>, report: MonitorReport | undefined) {
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

/** What other monitors of this job have lost sight of, and ours has not seen. */
export function unknownElsewhere(
  report: MonitorReport | undefined,
  { env }: Pick<Step, 'env'>,
): string | undefined {
  return unknownLine(unknownIn(env, report === undefined ? [] : seenAndLost(report).seen));
}
