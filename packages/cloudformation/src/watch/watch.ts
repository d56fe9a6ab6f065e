import { compact } from '@signalbox/runner/values';
import { attempts, isUndoing } from '../model/attempt.ts';
import type { StackReport } from '../model/report.ts';
import { isOfStackItself, type StackEvent } from '../model/stack-event.ts';
import { isRollback } from '../model/status.ts';
import { openLimiter, rateLimited } from '../reader/limiter.ts';
import { ReadError } from '../reader/reader.ts';
import { openResilientRead, type ResilientRead } from '../reader/resilient-read.ts';
import { type Attachment, attach, byAws, parted } from './attach.ts';
import { blind, outOfSight } from './ending.ts';
import { type Attached, follow } from './follow.ts';
import type { WatchOptions, WatchPorts } from './ports.ts';
import { reportOfNone } from './stack-report.ts';

/**
 * Watches one operation of one stack to its end. Never ends because it cannot see: that is waited out and
 * said. @throws UserError when the stack may not be read at all
 */
export async function watch(options: WatchOptions, given: WatchPorts): Promise<StackReport> {
  const { clock, notice, limiter = openLimiter(clock) } = given;
  const ports = { ...given, limiter, reader: rateLimited(given.reader, limiter, given.cancelled) };
  let began = clock.now();
  const resilient = openResilientRead({
    clock,
    random: ports.random,
    signal: ports.cancelled,
    get deadline() {
      // Deploying steps may take longer than any watch: what they begin is watched all the same.
      if (ports.stepsEnded?.() === false) began = clock.now();
      return began + options.timeoutSeconds * 1000;
    },
    lost: (message) => notice({ kind: 'lost-sight', message }),
    regained: (seconds) => notice({ kind: 'regained', seconds }),
    renew: ports.renew ?? (async () => false),
  });
  try {
    return await lastOperation(options, ports, resilient);
  } catch (error) {
    return reportOfNone(options.stack, blind(error, options.stack, ports.cancelled), resilient);
  }
}

type FollowPorts = Parameters<typeof follow>[2];

/**
 * What a deploy tool does may be several operations: it deletes a stack whose creation failed and creates it again, or
 * tries once more. While its steps run the next one is waited for, and the last one counts. Where nobody tells when
 * they are over, only a deletion that cleared the way for a creation is waited beyond.
 */
async function lastOperation(
  options: WatchOptions,
  given: Omit<FollowPorts, 'resilient'>,
  resilient: ResilientRead,
): Promise<StackReport> {
  const ports = { ...given, resilient };
  const end = (attachment: Attachment) =>
    attachment.kind === 'none'
      ? reportOfNone(options.stack, attachment, resilient)
      : follow(attachment, options, ports);
  let attachment = await attach(options, ports, resilient);
  let tried: StackReport | undefined;
  for (;;) {
    const report = await end(attachment);
    if (attachment.kind === 'none' || !isDecided(report)) return report;
    if (report.operation !== undefined && !isUndoing(report.operation)) tried = report;
    if (ports.stepsEnded === undefined && isDeleted(report))
      attachment = await withWhatWas(attachment, ports);
    const next = await further(attachment, report, { options, ports });
    if (next === undefined) {
      const last = await withTried(attachment, report, { tried, options, ports });
      return withRoot(attachment, last, { options, ports });
    }
    attachment = next;
  }
}

/**
 * The last report, with what it has undone, where nothing followed. A deletion that clears away a creation in vain deploys
 * nothing: some scripts delete what they failed to create, and exit with 0
 * (github.com/DrPsychick/alexa-go-cloudformation-demo, cloudformation/deploy.sh). A rollback that somebody asked for has the
 * cause of what failed before it. What an earlier job has left does not count.
 */
async function withTried(
  attached: Attached,
  report: StackReport,
  given: {
    /** What was to bring something, and was seen by this watch. */
    readonly tried: StackReport | undefined;
    readonly options: WatchOptions;
    readonly ports: FollowPorts;
  },
): Promise<StackReport> {
  const { operation = 'UPDATE' } = report;
  const asked = isRollback(operation);
  if (asked ? report.rootCause !== undefined : !isDeleted(report)) return report;
  const counts = (of: string | undefined) => asked || of === 'CREATE' || clearedTheWay(attached, report);
  const known = given.tried?.stackId === report.stackId ? given.tried : undefined;
  const tried = known ?? (await triedBefore(attached, { ...given, counts }));
  if (tried === undefined || tried.status === 'succeeded' || !counts(tried.operation)) return report;
  if (asked) return { ...report, ...compact({ rootCause: tried.rootCause }) };
  return { ...tried, stackStatus: 'DELETE_COMPLETE' };
}

/** The same of what was over before the first look, as far as it was read. */
async function triedBefore(
  attached: Attached,
  given: {
    readonly options: WatchOptions;
    readonly ports: FollowPorts;
    readonly counts: (operation: string) => boolean;
  },
): Promise<StackReport | undefined> {
  const { options, ports, counts } = given;
  const { older, events } = attached;
  const attempt = attempts(older).findLast(({ operation }) => !isUndoing(operation));
  if (attempt === undefined || attempt.startedAt < byAws(options.since, ports)) return undefined;
  if (attempt.decided?.outcome === 'succeeded' || !counts(attempt.operation)) return undefined;
  return follow({ ...attached, ...parted([...older, ...events], attempt) }, options, ports);
}

/**
 * A nested stack is taken back with its root, also after its own success: then the root's end counts. "Rolling back the parent
 * stack will attempt to roll back all the child stacks as well"
 * (docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-continueupdaterollback.html).
 */
async function withRoot(
  { stack }: Attached,
  report: StackReport,
  { options, ports }: { readonly options: WatchOptions; readonly ports: FollowPorts },
): Promise<StackReport> {
  const isNested = stack.rootId !== undefined && stack.rootId !== stack.stackId;
  if (!isNested || report.status !== 'succeeded') return report;
  const { runs, ...shared } = options;
  const ofRoot = { stack: stack.rootId, since: 0, startTimeoutSeconds: 0, onCancel: 'leave' } as const;
  const { stepsEnded, ...watching } = ports;
  try {
    const root = await lastOperation({ ...shared, ...ofRoot }, watching, ports.resilient);
    return judgedByRoot(report, root);
  } catch (error) {
    if (!(error instanceof ReadError) || error.trouble !== 'denied')
      return { ...report, ...outOfSight(error, ports.cancelled), progress: Math.min(report.progress, 99) };
    return { ...report, note: `its root stack may still take it back, and cannot be read: ${error.message}` };
  }
}

const IS_WELL = /^(succeeded|no-changes|not-found)$/;

function judgedByRoot(report: StackReport, root: StackReport): StackReport {
  const { status, endedAt, rootCause, lostSight, durationSeconds } = root;
  // An operation that was over before this one began has nothing to do with it.
  const isOlder = endedAt !== undefined && Date.parse(endedAt) < Date.parse(report.startedAt ?? '');
  if (isOlder || (IS_WELL.test(status) && lostSight === undefined)) return report;
  return {
    ...{ ...report, status, durationSeconds, progress: Math.min(report.progress, 99) },
    ...compact({ endedAt, rootCause, lostSight }),
    note: `${report.name} belongs to ${root.name}, which is ${root.stackStatus ?? status}`,
  };
}

/** Of 100 events: a creation of 500 resources that was rolled back has filled half of them. */
const PAST_PAGES = 50;

/** With so many events of before a deletion that they tell whether the stack ever stood: its newest own one, mostly. */
async function withWhatWas(attached: Attached, { resilient }: FollowPorts): Promise<Attached> {
  let { older } = attached;
  try {
    for (let page = 0; page < PAST_PAGES && !older.some(tellsWhatWas); page++) {
      const events = await resilient.read(() => attached.feed.past());
      if (events.length === 0) break;
      older = [...events, ...older];
    }
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
  }
  return { ...attached, older };
}

/** After the begin of a creation in vain a stack's own events say only this; anything else tells that it stood. */
const IN_VAIN = /^(CREATE_FAILED|(IMPORT_)?ROLLBACK_|DELETE_)/;

const tellsWhatWas = (event: StackEvent) => isOfStackItself(event) && !IN_VAIN.test(event.status);

const isDeleted = ({ operation, status }: StackReport) => operation === 'DELETE' && status === 'succeeded';

/** Its operation came to an end, so another one may begin. */
const isDecided = ({ status }: StackReport) => /^(succeeded|failed|rolled-back)$/.test(status);

/** What follows in place of `report`; undefined when nothing does. */
async function further(
  attached: Attached,
  report: StackReport,
  { options, ports }: { readonly options: WatchOptions; readonly ports: FollowPorts },
): Promise<Attachment | undefined> {
  const cleared = clearedTheWay(attached, report);
  if (ports.stepsEnded === undefined && !cleared) return undefined;
  const { stack, events } = attached;
  const previous = { stackId: stack.stackId, startedAt: events[0]?.time ?? 0 };
  // A stack that is created again has another ARN.
  const again = { ...options, stack: report.stackStatus === 'DELETE_COMPLETE' ? stack.name : options.stack };
  try {
    let next = await attach(again, ports, ports.resilient, previous);
    // The stack is there again, with a change set that may take a while to be made and executed.
    if (next.kind === 'none' && next.stack?.status === 'REVIEW_IN_PROGRESS') {
      next = await attach(again, ports, ports.resilient, previous);
    }
    if (next.kind === 'attempt' || next.status === 'failed') return next;
    return cleared && next.status === 'cancelled' ? next : undefined;
  } catch (error) {
    // What was seen stays true, though sight of what may follow is lost; a deletion alone tells nothing.
    if (cleared || !(error instanceof ReadError)) throw error;
    return undefined;
  }
}

/** A stack that never stood can only be deleted and created anew: some tools do both in one go. */
function clearedTheWay({ older }: Attached, report: StackReport): boolean {
  if (!isDeleted(report)) return false;
  const isFirst = ({ status }: StackEvent) => /^(REVIEW|CREATE)_IN_PROGRESS$/.test(status);
  const isWhole = older.some((event) => isOfStackItself(event) && isFirst(event));
  return isWhole && attempts(older).every(({ decided }) => decided?.outcome !== 'succeeded');
}
