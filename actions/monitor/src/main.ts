import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openLimiter } from '@signalbox/cloudformation/limiter';
import { regionOf, regionsOf } from '@signalbox/cloudformation/names';
import type { MonitorReport, StackReport } from '@signalbox/cloudformation/report';
import { reportOfNone } from '@signalbox/cloudformation/stack-report';
import { watch } from '@signalbox/cloudformation/watch';
import { addressNames } from '@signalbox/readiness/address';
import {
  DETACHED_FILES,
  DETACHED_VARIABLE,
  detachedSince,
  isDetached,
  stepsEnded,
} from '@signalbox/runner/background';
import { correlate } from '@signalbox/runner/correlation';
import { errorLine, UserError } from '@signalbox/runner/errors';
import { PRIVATE_FILE, replaceFile } from '@signalbox/runner/platform';
import { redact } from '@signalbox/runner/secrets';
import type { Step } from '@signalbox/runner/step';
import { handOnUnknown } from '@signalbox/runner/unknown';
import { halves } from '@signalbox/slack/inputs';
import { afterStacks } from './after.ts';
import { startBackground } from './background.ts';
import { checkTogether } from './check.ts';
import type { MonitorInputs, outputs } from './inputs.ts';
import type { Ports } from './ports.ts';
import { since } from './since.ts';
import { broadcaster, newsOf } from './tell/broadcaster.ts';
import { openNotified } from './tell/notified.ts';
import { printer } from './tell/printer.ts';
import { summaryOf } from './tell/summary.ts';
import { failureLine, reportOf, sightOf } from './verdict.ts';

/** Watches until everything is settled, or starts a process that does. */
export async function run(inputs: MonitorInputs, step: Step, ports: Ports): Promise<void> {
  checkTogether(inputs, step.env);
  const [half] = halves(inputs);
  if (half !== undefined) throw new UserError(half);
  if (inputs.mode === 'background') return startBackground(inputs, step, ports);
  const name = inputs.environment ?? inputs['stack-name'][0] ?? 'deployment';
  const id = correlate(step, inputs['correlation-id'], name);
  const { report, refused } = await observe(inputs, step, ports, id);
  await tell(report, inputs, step);
  if (refused !== undefined) throw refused;
}

/** On cancellation the runner leaves 7.5 s. */
const SETTLE_MS = { usually: 20_000, cancelled: 2_000 };

interface Observed {
  readonly report: MonitorReport;
  /** Why one of several stacks could not be watched. */
  readonly refused?: UserError | undefined;
}

async function observe(inputs: MonitorInputs, step: Step, ports: Ports, id: string): Promise<Observed> {
  const begin = since(inputs['started-at'], step.env, step.clock.now());
  // One clock for the whole watch; a process that goes on for one that was killed has no more time than that one.
  const deadline = (detachedSince(step.env) ?? step.clock.now()) + inputs.timeout * 1000;
  const connection = await ports.connect(inputs, step, id);
  const [subscribers, runs] = await Promise.all([
    ports.subscribers(inputs, step, id),
    ports.runs(inputs, step),
  ]);
  const people = broadcaster(subscribers, step.clock, (error) =>
    step.log.info(`Could not tell: ${errorLine(error)}`),
  );
  const told = openNotified(step.env);
  const names = inputs['stack-name'];
  const limiter = openLimiter(step.clock);
  let refused: UserError | undefined;
  /** One stack that may not be read must not hide what becomes of the others. */
  const unseen = (stack: string, error: unknown): StackReport => {
    if (!(error instanceof UserError) || names.length === 1) throw error;
    refused ??= error;
    const ending = { status: 'timed-out', lostSight: error.message } as const;
    return reportOfNone(stack, ending, { lostSeconds: () => 0 });
  };
  const watched = names.map(async (stack): Promise<StackReport> => {
    const print = printer(step, names.length > 1 ? `${stack} ` : '');
    const news = newsOf(stack, () => step.clock.now());
    return watch(watchOptions(inputs, step, { stack, runs, begin, deadline }), {
      ...connection,
      reader: await connection.readerOf(stack),
      limiter,
      clock: step.clock,
      random: step.random,
      cancelled: step.cancelled,
      ...(isDetached(step.env) && { stepsEnded: () => stepsEnded(step.env) }),
      notice: (notice) => {
        print(notice);
        const update = news(notice);
        if (update === undefined || told.has(stack, notice)) return;
        people.tell(update);
        told.add(stack, notice);
      },
    }).catch((error) => unseen(stack, error));
  });
  const stacks = await Promise.all(watched);
  const bad = stacks.find((stack) => hidesChecks(stack, inputs));
  if (bad !== undefined) sayUnchecked(bad, inputs, step);
  const skew = () => connection.reader.now() - step.clock.now();
  const checks =
    bad === undefined
      ? await afterStacks(inputs, step, {
          ...{ connection, fetch: ports.fetch, deadline },
          trouble: (stack, reason) => people.tell({ kind: 'trouble', stack, reason }),
          since: Math.min(begin, ...operationStarts(stacks).map((at) => at - skew())),
        })
      : [];
  const report = reportOf({
    correlationId: id,
    stacks,
    checks,
    apiCalls: connection.calls(),
    endedAt: connection.reader.now(),
  });
  people.tell({ kind: 'ended', report });
  await people.settle(step.cancelled.aborted ? SETTLE_MS.cancelled : SETTLE_MS.usually);
  return { report, refused };
}

/** Services and addresses are looked at unless the step is red, or cancelled, without them. */
const hidesChecks = ({ status, lostSight }: StackReport, inputs: MonitorInputs) =>
  status === 'cancelled' || (lostSight === undefined && inputs['fail-on'].some((each) => each === status));

function sayUnchecked({ name, status }: StackReport, inputs: MonitorInputs, { log }: Step): void {
  const checks = [...inputs['ecs-service'], ...addressNames(inputs['health-url'])];
  if (checks.length > 0) log.notice(`Not looked at, since ${name} is ${status}: ${checks.join(', ')}`);
}

/** What a stack's operation began counts with it, also when that began before this job. By AWS's clock. */
const operationStarts = (stacks: readonly StackReport[]) =>
  stacks.flatMap(({ startedAt }) => startedAt ?? []).map((at) => Date.parse(at));

function watchOptions(
  inputs: MonitorInputs,
  step: Step,
  watched: {
    stack: string;
    runs: Awaited<ReturnType<Ports['runs']>>;
    begin: number;
    deadline: number;
  },
) {
  const { stack, runs, begin, deadline } = watched;
  return {
    stack,
    region: regionOf(stack, regionsOf(inputs['aws-region'], step.env)),
    runs,
    since: begin,
    startTimeoutSeconds: inputs['start-timeout'],
    timeoutSeconds: Math.max(0, (deadline - step.clock.now()) / 1000),
    pollInterval: inputs['poll-interval'],
    stallAfter: inputs['stall-after'],
    endOnStall: inputs['fail-on'].includes('stalled'),
    onCancel: inputs['on-cancel'],
  };
}

/** Outputs, summary, report; and the verdict. */
async function tell(report: MonitorReport, inputs: MonitorInputs, step: Step): Promise<void> {
  const path = isDetached(step.env)
    ? join(step.env[DETACHED_VARIABLE] ?? '', DETACHED_FILES.result)
    : join(step.job.tempDir, 'signalbox', `monitor-${report.correlationId}.json`);
  for (const [name, value] of Object.entries(outputsOf(report, path))) step.output(name, value);
  await step.summary(summaryOf(report));
  const failure = failureLine(report, inputs['fail-on']);
  const parts = [
    ...report.stacks.map(({ name, status }) => `${name}: ${status}`),
    ...report.checks.map(({ subject, status, reason }) => `${subject}: ${status} (${reason})`),
  ];
  const words = parts.join(', ');
  step.log.info(`${words || report.status} (${report.apiCalls} API calls)`);
  for (const stack of report.stacks) if (stack.note) sayNote(stack, stack.note, step);
  if (report.lostSight !== undefined) {
    step.log.warning(
      `${report.lostSight}. What became of the deployment is not known: look at it.`,
      'Lost sight',
    );
  }
  const { lost, seen } = sightOf(report);
  handOnUnknown(step, lost, seen);
  await mkdir(dirname(path), { recursive: true });
  // In one piece: whoever joins this process takes it for the end, and it may be killed while it writes.
  writeFileSync(`${path}.part`, redact(JSON.stringify(report, undefined, 1)), PRIVATE_FILE);
  replaceFile(`${path}.part`, path);
  if (failure !== undefined) throw new UserError(failure);
}

/** A stack that was left broken or in review is no news to be read over. */
function sayNote({ name, status, stackStatus = '' }: StackReport, note: string, { log }: Step): void {
  const well = status === 'no-changes' && /^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(stackStatus);
  if (well) log.info(`${name}: ${note}`);
  else log.warning(note, `${name}: ${status}`);
}

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
  };
}
