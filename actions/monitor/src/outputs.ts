import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MonitorReport, StackReport } from '@signalbox/cloudformation/report';
import type { Log } from '@signalbox/runner/log';
import { PRIVATE_FILE, replaceFile } from '@signalbox/runner/platform';
import { redact } from '@signalbox/runner/secrets';
import type { Step } from '@signalbox/runner/step';
import { handOnUnknown } from '@signalbox/runner/unknown';
import type { outputs } from './inputs.ts';
import { summaryOf } from './reporting/summary.ts';
import { seenAndLost } from './verdict.ts';

interface Line {
  readonly level: 'info' | 'warning';
  readonly text: string;
  readonly title?: string;
}

/** Outputs, summary, last lines and the file at `path`. */
export async function conclude(report: MonitorReport, step: Step, path?: string): Promise<void> {
  await step.summary(summaryOf(report));
  sayEnd(report, step.log);
  setOutputs(report, step, path);
}

/** The log's last lines. */
export function sayEnd(report: MonitorReport, log: Log): void {
  for (const { level, text, title } of linesOf(report)) {
    if (level === 'info') log.info(text);
    else log.warning(text, title);
  }
}

/** The only place that sets the monitor's outputs, and writes the file at `path`. */
export function setOutputs(report: MonitorReport, step: Step, path = pathOf(report, step)): void {
  for (const [name, value] of Object.entries(outputsOf(report, path))) step.output(name, value);
  const { lost, seen } = seenAndLost(report);
  handOnUnknown(step, lost, seen);
  keep(report, path);
}

const pathOf = ({ correlationId }: MonitorReport, { job }: Step): string =>
  join(job.tempDir, 'signalbox', `monitor-${correlationId}.json`);

/** In one piece: the process that joins this one takes it for the end, and it may be killed while it writes. */
function keep(report: MonitorReport, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.part`, redact(JSON.stringify(report, undefined, 1)), PRIVATE_FILE);
  replaceFile(`${path}.part`, path);
}

/** The last lines of the log: how each part ended, in one line, and what people should not read over. */
function linesOf(report: MonitorReport): readonly Line[] {
  const { stacks, checks, status, apiCalls, lostSight } = report;
  const parts = [
    ...stacks.map(({ name, status }) => `${name}: ${status}`),
    ...checks.map(({ subject, status, reason }) => `${subject}: ${status} (${reason})`),
  ];
  const text = `${parts.join(', ') || status} (${apiCalls} API calls)`;
  const lost = `${lostSight}. What became of the deployment is not known: look at it.`;
  return [
    { level: 'info', text },
    ...stacks.flatMap((stack) => (stack.note ? [noteLine(stack, stack.note)] : [])),
    ...bakeLines(report),
    ...(lostSight === undefined ? [] : [{ level: 'warning', text: lost, title: 'Lost sight' } as const]),
  ];
}

/** A breach that fails the step is its error; one that only warns, and a bake that is inconclusive, are read over easily. */
function bakeLines({ bake, status }: MonitorReport): readonly Line[] {
  if (bake === undefined) return [];
  const text = `bake: ${bake.status}: ${bake.reason}`;
  const quiet = bake.status === 'passed' || bake.status === 'skipped' || status === 'failed';
  return [quiet ? { level: 'info', text } : { level: 'warning', text, title: `Bake ${bake.status}` }];
}

/** A stack that was left broken or in review is no news to be read over. */
function noteLine({ name, status, stackStatus = '' }: StackReport, note: string): Line {
  const well = status === 'no-changes' && /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(stackStatus);
  if (well) return { level: 'info', text: `${name}: ${note}` };
  return { level: 'warning', text: note, title: `${name}: ${status}` };
}

/** The outputs as the contract names them; empty is what is not known. */
function outputsOf(
  report: MonitorReport,
  path: string,
): Readonly<Record<(typeof outputs)[number], string | number>> {
  return {
    status: report.status,
    'stack-status': report.stackStatus ?? '',
    'failed-resource': report.failedResource ?? '',
    'failure-reason': report.failureReason ?? '',
    'root-cause': report.rootCause === undefined ? '' : JSON.stringify(report.rootCause),
    'duration-seconds': report.durationSeconds,
    progress: report.progress,
    'console-url': report.consoleUrl ?? '',
    'report-path': path,
    'api-calls': report.apiCalls,
    'bake-status': report.bake?.status ?? 'skipped',
    'bake-breach': report.bake?.breach === undefined ? '' : report.bake.reason,
  };
}
