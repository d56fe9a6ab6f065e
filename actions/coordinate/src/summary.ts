import { before } from '@signalbox/registry/decide';
import { finishedRun } from '@signalbox/registry/history';
import type { Liveness } from '@signalbox/registry/liveness';
import { queuePhaseOf, type Registration, UNKNOWN_ID } from '@signalbox/registry/registration';
import type { Snapshot } from '@signalbox/registry/snapshot';
import { formatDuration } from '@signalbox/runner/duration';
import { markdownText, safeUrl } from '@signalbox/runner/untrusted';
import type { Context } from './context.ts';
import type { TurnInputs } from './inputs.ts';

/** What was done or found, where there is no queue to show. */
export const section = (what: string, { inputs }: Context<TurnInputs>): string =>
  `### ${markdownText(inputs.environment)}: ${markdownText(what, 1000)}\n`;

/** Rows of a table: anybody who may write deployments may write a thousand. */
const MOST_ROWS = 50;

/** The queue as a table of the job summary. What is known of the owners shows who has no position any more. */
export function queueSection(
  title: string,
  { registrations, freezes, now }: Snapshot,
  { inputs, step }: Context<TurnInputs>,
  liveness: ReadonlyMap<number, Liveness> = new Map(),
): string {
  const live = registrations.filter(({ latest }) => queuePhaseOf(latest) !== 'over').sort(inOrder);
  const lines = [`### ${markdownText(inputs.environment)}: ${markdownText(title)}`, ''];
  for (const { by, reason, since } of freezes.slice(0, MOST_ROWS))
    lines.push(`Frozen by ${markdownText(by)} since ${when(since)}: ${markdownText(reason)}`, '');
  if (live.length === 0) return [...lines, 'Nobody deploys or waits.', ''].join('\n');
  lines.push('| | run | commit | by | for | registration |', '| --- | --- | --- | --- | --- | --- |');
  const shown = live.slice(0, MOST_ROWS);
  lines.push(...shown.map((registration) => row(registration, now, { liveness, step })), '');
  if (live.length > shown.length) lines.push(`And ${live.length - shown.length} more.`, '');
  return lines.join('\n');
}

/** What was deployed of late, newest first. */
export function deploymentsTable(recent: readonly Registration[], serverUrl: string): string {
  if (recent.length === 0) return '';
  const rows = recent.map((registration) => {
    const { sha, payload, ended, createdAt } = registration;
    const { seconds = 0 } = finishedRun(registration) ?? {};
    const cells = [
      when(ended?.createdAt ?? createdAt),
      ended?.state ?? '',
      formatDuration(seconds),
      `\`${sha.slice(0, 7)}\``,
      runLink(registration, serverUrl),
      markdownText(payload.actor, 60),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const head = ['| ended | outcome | took | commit | run | by |', '| --- | --- | --- | --- | --- | --- |'];
  return ['The last deployments:', '', ...head, ...rows, ''].join('\n');
}

/** ISO 8601, whole seconds as GitHub counts them. */
export const when = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');

export const runAddress = ({ payload }: Registration, serverUrl: string): string =>
  `${serverUrl}/${payload.repository}/actions/runs/${payload.runId}`;

/** The run as a link of the job summary. */
export function runLink(registration: Registration, serverUrl: string): string {
  const { workflow, runId } = registration.payload;
  const url = safeUrl(runAddress(registration, serverUrl));
  const name = markdownText(`${workflow || 'run'} ${runId}`, 80);
  return url === undefined ? name : `[${name}](${url})`;
}

const WORDS = { holding: 'deploying', claiming: 'claiming', waiting: 'waiting', over: 'over' } as const;

/** Who holds or claims before who waits, each in the order of the queue. */
export function inOrder(a: Registration, b: Registration): number {
  const waits = ({ latest }: Registration) => (queuePhaseOf(latest) === 'waiting' ? 1 : 0);
  const queueOrder = ({ id, payload }: Registration) => ({ id, priority: payload.priority });
  return waits(a) - waits(b) || (before(queueOrder(a), queueOrder(b)) ? -1 : 1);
}

function row(
  registration: Registration,
  now: number,
  { liveness, step }: { readonly liveness: ReadonlyMap<number, Liveness>; readonly step: Context['step'] },
): string {
  const { payload, sha, latest, heldSince, createdAt } = registration;
  const phase = queuePhaseOf(latest);
  const since = phase === 'holding' ? (heldSince ?? createdAt) : createdAt;
  const lives = (liveness.get(registration.id) ?? 'alive') === 'alive';
  const cells = [
    lives ? WORDS[phase] : `${WORDS[phase]}, job over`,
    runLink(registration, step.job.serverUrl),
    `\`${sha.slice(0, 7)}\``,
    markdownText(payload.actor, 60),
    formatDuration((now - since) / 1000),
    // What `release` asks for.
    registration.id === UNKNOWN_ID ? 'not told yet' : `\`${registration.id}\``,
  ];
  return `| ${cells.join(' | ')} |`;
}
