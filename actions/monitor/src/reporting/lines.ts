import type { Delay, Notice } from '@signalbox/cloudformation/notice';
import type { Progress } from '@signalbox/cloudformation/progress';
import { alarmName } from '@signalbox/cloudformation/stack';
import { isOfStackItself, type StackEvent } from '@signalbox/cloudformation/stack-event';
import { isFailed, isInProgress, isUnderWay } from '@signalbox/cloudformation/status';
import { clockTime, formatDuration, formatElapsed } from '@signalbox/runner/duration';

/** What to print, and how loudly. */
export interface Line {
  readonly level: 'info' | 'notice' | 'warning' | 'error';
  readonly text: string;
  readonly title?: string;
}

const BAR = 20;

interface Position extends Pick<Progress, 'elapsedSeconds' | 'percent'> {
  readonly rollingBack: boolean;
}

/** `[02:31]  42% ████████░░░░░░░░░░░░ `: where the operation is. Going back, percent would seem to go forward. */
function ruler({ elapsedSeconds, percent, rollingBack }: Position): string {
  const full = Math.round((percent * BAR) / 100);
  const bar = `${String(percent).padStart(3)}% ${'█'.repeat(full)}${'░'.repeat(BAR - full)}`;
  return `[${formatElapsed(elapsedSeconds)}] ${rollingBack ? '⏪ rolling back'.padEnd(bar.length) : bar} `;
}

type EventNotice = Extract<Notice, { kind: 'event' }>;

const MARKS = { done: '✔', failed: '✘', going: '·' } as const;

function mark({ status }: StackEvent): string {
  if (isFailed(status)) return MARKS.failed;
  return isInProgress(status) ? MARKS.going : MARKS.done;
}

const detailWords = (detail: string) =>
  detail === 'CONFIGURATION_COMPLETE' ? `${detail} (configured, still stabilizing)` : detail;

function eventLine({ event, path, ...position }: EventNotice): Line {
  const indent = path === '' ? '' : `${'  '.repeat(path.split('/').length)}${path}/`;
  const what = isOfStackItself(event) ? 'stack' : event.type;
  const settling = event.detailedStatus === undefined ? '' : ` ${detailWords(event.detailedStatus)}`;
  const hook = event.hook ? ` hook ${event.hook.type}: ${event.hook.status}` : '';
  const reason = event.reason === undefined ? '' : `: ${event.reason}`;
  const text = `${indent}${event.logicalId} (${what}) ${event.status}${settling}${hook}${reason}`;
  return { level: 'info', text: `${ruler(position)}${mark(event)} ${text}` };
}

/** What is being waited for, for a stretch without events. */
export function stillLine(progress: Progress, rollingBack: boolean): string {
  const { elapsedSeconds, remaining, running } = progress;
  const longest = running.toSorted((a, b) => a.startedAt - b.startedAt).slice(0, 3);
  const names = longest.map(({ logicalId, type }) => `${logicalId} (${type})`).join(', ');
  const more = running.length > 3 ? ` and ${running.length - 3} more` : '';
  const idle =
    progress.monitoring === undefined ? 'waiting for the next event' : monitoringWords(progress.monitoring);
  const waiting = names === '' ? idle : `still at ${names}${more}`;
  const time = elapsedSeconds > 0 ? `, ${remainingWords(remaining)}` : '';
  return `${ruler({ ...progress, rollingBack })}… ${doneWords(progress)} done, ${waiting}${time}`;
}

/** `CloudFormation watches 2 alarms until 12:40 UTC: errors, latency`. */
export function monitoringWords({ until, alarms }: NonNullable<Progress['monitoring']>): string {
  const at = clockTime(until);
  if (alarms.length === 0) return `CloudFormation waits until ${at} before it cleans up; no alarms are set`;
  const what = alarms.length === 1 ? '1 alarm' : `${alarms.length} alarms`;
  return `CloudFormation watches ${what} until ${at}: ${alarms.map(alarmName).join(', ')}`;
}

/** `baking 4/10 min`; a short bake is counted in seconds. */
export function bakingWords({
  passedSeconds,
  seconds,
}: {
  readonly passedSeconds: number;
  readonly seconds: number;
}): string {
  if (seconds < 120) return `baking ${Math.floor(passedSeconds)}/${seconds} s`;
  return `baking ${Math.floor(passedSeconds / 60)}/${Math.round(seconds / 60)} min`;
}

/** `3 of 12`; where nobody knows what is to come, `3 of at least 4`. */
export const doneWords = ({ done, total, unplanned }: Progress) =>
  `${done} of ${unplanned ? 'at least ' : ''}${total}`;

export const remainingWords = ({ seconds, low, high }: Progress['remaining']) =>
  `about ${formatDuration(seconds)} left (${formatDuration(low)} to ${formatDuration(high)})`;

/** The line for a notice; undefined for those that only pass by. */
export function lineOf(notice: Notice): Line | undefined {
  switch (notice.kind) {
    case 'waiting':
      return waitingLine(notice);
    case 'attached':
      return info(`${notice.operation} of ${notice.stackId}${notice.url ? `\n${notice.url}` : ''}`);
    case 'event':
      // Comes right after the line that says the same.
      return notice.event.reason === 'Resource creation Initiated' ? undefined : eventLine(notice);
    case 'express':
      return info(EXPRESS);
    case 'monitoring':
      return info(monitoringWords(notice.monitoring));
    case 'early-warning': {
      const { logicalId, type } = notice.span;
      return warning(`${logicalId} is in trouble`, `${logicalId} (${type}): ${notice.words}`);
    }
    case 'progress':
      return undefined;
    case 'slow':
    case 'stalled':
      return delayLine(notice.kind, notice.delay);
    case 'failing':
      return failingLine(notice);
    case 'lost-sight':
      return warning(
        'Lost sight of the deployment',
        `${notice.message}. The deployment goes on; this says nothing about it.`,
      );
    case 'not-cancelled':
      return warning(
        'The update was not cancelled',
        `${notice.message}. The operation goes on: look at the stack.`,
      );
    case 'regained':
      return info(`Sight regained after ${formatDuration(notice.seconds)}`);
    case 'decided':
      return info(`${notice.operation} → ${notice.stackStatus}: ${notice.outcome}`);
  }
}

const EXPRESS =
  'Express mode: complete means configured; resources may still be stabilizing. "ecs-service" and "health-url" wait for them.';

const info = (text: string): Line => ({ level: 'info', text });

const warning = (title: string, text: string): Line => ({ level: 'warning', title, text });

function waitingLine({ stack, stackStatus, further }: Extract<Notice, { kind: 'waiting' }>): Line {
  const state = stackStatus === undefined ? 'does not exist yet' : `is ${stackStatus}`;
  const awaited =
    stackStatus !== undefined && isUnderWay(stackStatus)
      ? 'its events follow'
      : 'waiting for an operation to begin';
  const what = further ? 'the job goes on, so it is watched for a further operation' : awaited;
  return info(`Stack ${stack} ${state}: ${what}`);
}

/** Whether the step fails is not known yet: its own last line is the error. */
function failingLine({ cause }: Extract<Notice, { kind: 'failing' }>): Line {
  const { logicalId, stackName, type, reason, advice } = cause;
  return warning(`${logicalId} failed`, `${stackName}: ${logicalId} (${type}): ${reason} → ${advice}`);
}

function delayLine(kind: 'slow' | 'stalled', delay: Delay): Line {
  const { span, elapsedSeconds, usualSeconds, hint, evidence } = delay;
  const takes = `takes ${formatDuration(elapsedSeconds)}, usually about ${formatDuration(usualSeconds)}`;
  const text = `${span.logicalId} (${span.type}) ${takes}`;
  if (kind === 'slow') return info(`Slow: ${text}`);
  return warning(`${span.logicalId} has stalled`, `${text}. ${evidence ?? `Usually: ${hint}`}.`);
}
