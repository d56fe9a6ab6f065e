import { before } from '@signalbox/registry/decide';
import type { Snapshot } from '@signalbox/registry/port';
import { phaseOf, type Registration, UNKNOWN_ID } from '@signalbox/registry/registration';
import { formatDuration } from '@signalbox/runner/duration';
import { markdownText, safeUrl } from '@signalbox/runner/untrusted';
import type { Context } from './context.ts';

/** What was done or found, where there is no queue to show. */
export const section = (what: string, { inputs }: Context): string =>
  `### ${markdownText(inputs.environment)}: ${markdownText(what, 1000)}\n`;

/** The queue as a table of the job summary. */
export function queueSection(
  title: string,
  { registrations, freezes, now }: Snapshot,
  { inputs, step }: Context,
): string {
  const live = registrations.filter(({ latest }) => phaseOf(latest) !== 'over').sort(inOrder);
  const [freeze] = freezes;
  const lines = [`### ${markdownText(inputs.environment)}: ${markdownText(title)}`, ''];
  if (freeze) lines.push(`Frozen by ${markdownText(freeze.by)}: ${markdownText(freeze.reason)}`, '');
  if (live.length === 0) return [...lines, 'Nobody deploys or waits.', ''].join('\n');
  lines.push('| | run | commit | by | for | registration |', '| --- | --- | --- | --- | --- | --- |');
  lines.push(...live.map((registration) => row(registration, now, step.job.serverUrl)), '');
  return lines.join('\n');
}

const WORDS = { holding: 'deploying', claiming: 'claiming', waiting: 'waiting', over: 'over' } as const;

function inOrder(a: Registration, b: Registration): number {
  const waits = ({ latest }: Registration) => (phaseOf(latest) === 'waiting' ? 1 : 0);
  const place = ({ id, payload }: Registration) => ({ id, priority: payload.priority });
  return waits(a) - waits(b) || (before(place(a), place(b)) ? -1 : 1);
}

function row(registration: Registration, now: number, serverUrl: string): string {
  const { payload, sha, latest, heldSince, createdAt } = registration;
  const phase = phaseOf(latest);
  const since = phase === 'holding' ? (heldSince ?? createdAt) : createdAt;
  const url = safeUrl(`${serverUrl}/${payload.repository}/actions/runs/${payload.runId}`);
  const name = markdownText(`${payload.workflow || 'run'} ${payload.runId}`, 80);
  const cells = [
    WORDS[phase],
    url === undefined ? name : `[${name}](${url})`,
    `\`${sha.slice(0, 7)}\``,
    markdownText(payload.actor, 60),
    formatDuration((now - since) / 1000),
    // What `release` asks for.
    registration.id === UNKNOWN_ID ? 'not told yet' : `\`${registration.id}\``,
  ];
  return `| ${cells.join(' | ')} |`;
}
