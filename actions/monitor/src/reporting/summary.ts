import { byResource, gantt } from '@signalbox/cloudformation/gantt';
import type {
  CheckReport,
  MonitorReport,
  MonitorStatus,
  ResourceReport,
  RootCause,
  StackReport,
} from '@signalbox/cloudformation/report';
import { isFailed, isInProgress } from '@signalbox/cloudformation/status';
import { formatDuration } from '@signalbox/runner/duration';
import { markdownText, safeUrl } from '@signalbox/runner/untrusted';
import { counted } from '@signalbox/runner/values';

const ICONS: Readonly<Record<MonitorStatus, string>> = {
  succeeded: '✅',
  failed: '❌',
  'rolled-back': '↩️',
  stalled: '🐢',
  'timed-out': '⏱️',
  cancelled: '🚫',
  'no-changes': '➖',
  'not-found': '❔',
};

/** More nobody reads here. */
const ROWS = 200;

/** GitHub refuses a step's whole summary above 1 MiB; the rest is for what others append. */
const SIZE_LIMIT = 900_000;

/** The job summary: the verdict first, then the cause, then each stack's resources and chart, as far as there is room. */
export function summaryOf(report: MonitorReport): string {
  const facts = `${report.apiCalls} API calls · correlation id ${markdownText(report.correlationId)}`;
  const checks = checkSection(report.checks);
  // A check that failed is the verdict: no green stack may stand above it.
  const head = report.checks.some(({ ok }) => !ok) ? checks : [];
  const baked = bakeSection(report.bake);
  const isBroken = report.bake?.status === 'breached';
  const foot = [...(head.length > 0 ? [] : checks), ...(isBroken ? [] : baked), `<sub>${facts}</sub>`, ''];
  const verdicts = report.stacks.map((stack) => verdictSection(stack).join('\n'));
  const top = [...(isBroken ? baked : []), ...head];
  let room = SIZE_LIMIT - size([...top, ...verdicts, ...foot].join('\n'));
  const sections = report.stacks.map((stack, index) => {
    const details = [resourceTable(stack.resources), charts(stack.resources)].map((lines) =>
      lines.join('\n'),
    );
    const fitting = details.filter((block) => {
      const fits = size(block) < room;
      if (fits) room -= size(block) + 1;
      return fits;
    });
    const omitted = fitting.length < details.length ? ['More is in the report.', ''] : [];
    return [verdicts[index], ...fitting, ...omitted].join('\n');
  });
  return [...top, ...sections, ...foot].join('\n');
}

const size = (text: string) => Buffer.byteLength(text);

function verdictSection(stack: StackReport): string[] {
  const link = stack.consoleUrl === undefined ? undefined : safeUrl(stack.consoleUrl);
  const name = link === undefined ? markdownText(stack.name) : `[${markdownText(stack.name)}](${link})`;
  const after = stack.durationSeconds > 0 ? ` after ${formatDuration(stack.durationSeconds)}` : '';
  const status = stack.stackStatus === undefined ? '' : ` (${markdownText(stack.stackStatus)})`;
  return [
    `### ${ICONS[stack.status]} ${name}: ${stack.status}${after}${status}`,
    '',
    ...lostSightLines(stack),
    ...express(stack),
    ...(stack.rootCause ? causeSection(stack.rootCause) : []),
    ...running(stack),
  ];
}

function express({ deploymentMode, status }: StackReport): string[] {
  if (deploymentMode !== 'EXPRESS' || status !== 'succeeded') return [];
  return ['> Express mode: configured, still stabilizing. CloudFormation no longer waits for it.', ''];
}

function lostSightLines({ lostSight, lostSightSeconds }: StackReport): string[] {
  if (lostSight !== undefined) {
    return [`> **Lost sight:** ${markdownText(lostSight)}. The outcome is not known; look at the stack.`, ''];
  }
  if (lostSightSeconds === 0) return [];
  return [`> Sight was lost for ${formatDuration(lostSightSeconds)} in between.`, ''];
}

function causeSection(cause: RootCause): string[] {
  const { logicalId, type, stackName, nested, reason, advice, evidence, cancelled } = cause;
  const where = nested ? ` in nested stack ${markdownText(stackName)}` : '';
  const more = (title: string, failures: RootCause['others']) =>
    failures.length === 0
      ? []
      : [
          `${title}:`,
          ...failures.map((each) => `- ${markdownText(each.logicalId)}: ${markdownText(each.reason, 1000)}`),
          '',
        ];
  return [
    `**Root cause:** ${markdownText(logicalId)} (${markdownText(type)})${where}`,
    '',
    `> ${markdownText(reason, 2000)}`,
    '',
    `**Next:** ${markdownText(advice)}`,
    '',
    ...evidence.map((line) => `- ${markdownText(line, 1000)}`),
    ...(evidence.length > 0 ? [''] : []),
    ...more('Failed as well', cause.others),
    ...more('Failed while rolling back', cause.rollbackFailures),
    ...(cancelled.length > 0
      ? [`Cancelled because of it: ${markdownText(cancelled.join(', '), 1000)}`, '']
      : []),
  ];
}

function running({ status, resources, stalled }: StackReport): string[] {
  const going = resources.filter((resource) => isInProgress(resource.status));
  if (!['cancelled', 'timed-out', 'stalled'].includes(status) || going.length === 0) return [];
  const names = going.map(
    ({ logicalId }) => `${logicalId}${stalled.includes(logicalId) ? ' (stalled)' : ''}`,
  );
  return [`**Still running:** ${markdownText(names.join(', '), 1000)}`, ''];
}

function resourceTable(resources: readonly ResourceReport[]): string[] {
  if (resources.length === 0) return [];
  const rank = ([first]: Times) =>
    isFailed(first?.status ?? '') ? 0 : isInProgress(first?.status ?? '') ? 1 : 2;
  const longest = (times: Times) => Math.max(...times.map(({ seconds }) => seconds));
  const rows = byResource(resources).toSorted((a, b) => rank(a) - rank(b) || longest(b) - longest(a));
  const remaining = rows.length - ROWS;
  return [
    `<details><summary>${counted(rows.length, 'resource')}</summary>`,
    '',
    '| resource | type | status | took | usually |',
    '| --- | --- | --- | ---: | ---: |',
    ...rows.slice(0, ROWS).map(row),
    ...(remaining > 0 ? ['', `and ${remaining} more in the report`] : []),
    '',
    '</details>',
    '',
  ];
}

/** What was done to one resource, and how it was undone. */
type Times = readonly ResourceReport[];

function row(times: Times): string {
  const [first] = times;
  if (first === undefined) return '';
  const { logicalId, type, usualSeconds } = first;
  const cells = [
    markdownText(logicalId),
    markdownText(type),
    times.map(({ status }) => markdownText(status)).join(', then '),
    times
      .map(({ seconds }, index) => `${index > 0 ? 'undone in ' : ''}${formatDuration(seconds)}`)
      .join(', '),
    usualSeconds === undefined ? '' : formatDuration(usualSeconds),
  ];
  return `| ${cells.join(' | ')} |`;
}

function charts(resources: readonly ResourceReport[]): string[] {
  const { diagrams, remaining } = gantt(resources);
  const blocks = diagrams.flatMap((diagram) => ['```mermaid', diagram, '```', '']);
  if (blocks.length === 0) return [];
  const rest = remaining > 0 ? [`and ${remaining} more in the report`, ''] : [];
  return ['<details><summary>Timeline</summary>', '', ...blocks, ...rest, '</details>', ''];
}

function checkSection(checks: readonly CheckReport[]): string[] {
  if (checks.length === 0) return [];
  return [
    '| check | status | took | |',
    '| --- | --- | ---: | --- |',
    ...checks.map(
      ({ kind, subject, status, seconds, reason, lostSight }) =>
        `| ${kind} ${markdownText(subject)} | ${lostSight === undefined ? `${ICONS[status]} ${status}` : '**Lost sight**'} | ${formatDuration(seconds)} | ${markdownText(reason, 1000)} |`,
    ),
    '',
  ];
}

const BAKE_ICONS = { passed: '✅', breached: '❌', inconclusive: '❔', skipped: '➖' } as const;

/** A bake that broke is the verdict: it stands above the stack that went well. */
function bakeSection(bake: MonitorReport['bake']): string[] {
  if (bake === undefined) return [];
  const { status, reason, evidence, notes } = bake;
  const rows = evidence.slice(0, ROWS).map((each) => {
    const { kind, name, verdict, looks, bad, noData, unread, last } = each;
    return `| ${kind} ${markdownText(name)} | ${verdict} | ${looks} | ${bad} | ${noData} | ${unread} | ${markdownText(last, 500)} |`;
  });
  const table = [
    '| watched | verdict | looks | bad | no data | unread | last |',
    '| --- | --- | ---: | ---: | ---: | ---: | --- |',
    ...rows,
    '',
  ];
  return [
    `### ${BAKE_ICONS[status]} Bake: ${status}`,
    '',
    `> ${markdownText(reason, 2000)}`,
    '',
    ...(evidence.length === 0 ? [] : table),
    ...notes.map((note) => `- ${markdownText(note, 1000)}`),
    ...(notes.length > 0 ? [''] : []),
  ];
}
