import type { FinishedRun } from '@signalbox/estimate/forecast';
import type { Clock } from '@signalbox/runner/clock';
import { type Attachment, attach } from './attach.ts';
import { attempts } from './attempt.ts';
import { blind } from './ending.ts';
import type { Inspect } from './evidence.ts';
import type { Investigate } from './explain.ts';
import { type Attached, follow } from './follow.ts';
import { type Limiter, openLimiter, politely } from './limiter.ts';
import type { Notice } from './notice.ts';
import type { StackReader } from './reader.ts';
import type { StackReport } from './report.ts';
import { openSight, type Sight } from './sight.ts';
import { reportOfNone } from './stack-report.ts';

export interface WatchOptions {
  /** Name or ARN. */
  readonly stack: string;
  /** An operation that is over counts as ours when it began at this moment (by `clock`) or later. */
  readonly since: number;
  readonly startTimeoutSeconds: number;
  readonly timeoutSeconds: number;
  readonly pollInterval: number | 'auto';
  readonly stallAfter: number | 'auto';
  /** A stall ends the watch. */
  readonly endOnStall: boolean;
  readonly onCancel: 'leave' | 'cancel-update';
  /** Finished runs of this deployment, known from elsewhere. */
  readonly runs?: readonly FinishedRun[];
}

export interface WatchPorts {
  readonly reader: StackReader;
  readonly clock: Clock;
  readonly random: () => number;
  readonly cancelled: AbortSignal;
  readonly notice: (notice: Notice) => void;
  /** Gets new credentials. False: it cannot. */
  readonly renew?: () => Promise<boolean>;
  readonly investigate?: Investigate;
  readonly inspect?: Inspect;
  /** Shared with the other stacks that are watched. @default one of its own */
  readonly limiter?: Limiter;
  /** True once nothing more will start an operation. */
  readonly stepsEnded?: () => boolean;
}

/**
 * Watches one operation of one stack to its end. Never ends because it cannot see: that is waited out and
 * said. @throws UserError when the stack may not be read at all
 */
export async function watch(options: WatchOptions, given: WatchPorts): Promise<StackReport> {
  const { clock, notice, limiter = openLimiter(clock) } = given;
  const ports = { ...given, limiter, reader: politely(given.reader, limiter, given.cancelled) };
  const sight = openSight({
    clock,
    random: ports.random,
    signal: ports.cancelled,
    deadline: clock.now() + options.timeoutSeconds * 1000,
    lost: (trouble, message) => notice({ kind: 'lost-sight', trouble, message }),
    regained: (seconds) => notice({ kind: 'regained', seconds }),
    renew: ports.renew ?? (async () => false),
  });
  const end = (attachment: Attachment) =>
    attachment.kind === 'none'
      ? reportOfNone(options.stack, attachment, sight)
      : follow(attachment, options, { ...ports, sight });
  try {
    const attachment = await attach(options, ports, sight);
    const report = await end(attachment);
    if (attachment.kind === 'none' || !clearedTheWay(attachment, report, options.stack)) return report;
    const next = await recreation(options, ports, sight);
    return next === undefined ? report : await end(next);
  } catch (error) {
    return reportOfNone(options.stack, blind(error, options.stack, ports.cancelled), sight);
  }
}

const RECREATED_SECONDS = 30;

/** What follows a deletion that cleared the way; undefined when nothing does. */
async function recreation(
  options: WatchOptions,
  ports: WatchPorts,
  sight: Sight,
): Promise<Attachment | undefined> {
  let next = await attach({ ...options, startTimeoutSeconds: RECREATED_SECONDS }, ports, sight);
  const isAnnounced = (found: Attachment) => found.kind === 'none' && found.status === 'no-changes';
  // The stack is there again, with a change set that may take a while to be made and executed.
  if (isAnnounced(next)) next = await attach(options, ports, sight);
  return isAnnounced(next) || (next.kind === 'none' && next.status === 'not-found') ? undefined : next;
}

/** A stack whose creation failed can only be deleted and created anew: some tools do both in one go. */
function clearedTheWay({ older }: Attached, report: StackReport, stack: string): boolean {
  if (report.operation !== 'DELETE' || report.status !== 'succeeded' || stack.startsWith('arn:'))
    return false;
  const before = attempts(older).at(-1);
  return before?.operation === 'CREATE' && before.decided?.outcome !== 'succeeded';
}
