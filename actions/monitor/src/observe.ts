import { openLimiter } from '@signalbox/cloudformation/limiter';
import { regionOf, regionsOf } from '@signalbox/cloudformation/names';
import type { MonitorReport, StackReport } from '@signalbox/cloudformation/report';
import { reportOfNone } from '@signalbox/cloudformation/stack-report';
import { watch } from '@signalbox/cloudformation/watch';
import { addressNames } from '@signalbox/readiness/address';
import type { BakeBaseline } from '@signalbox/readiness/bake-baseline';
import { bakeSeconds } from '@signalbox/readiness/bake-inputs';
import { errorLine, UserError } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { compact } from '@signalbox/runner/values';
import { afterStacks, hidesChecks, sayUnchecked } from './after.ts';
import { bakeDeployment, isToBake, readBakeBaseline } from './bake.ts';
import type { Deploying } from './deploying.ts';
import type { WatchInputs } from './inputs.ts';
import type { Connection, Ports } from './ports.ts';
import { announcementsOf, openBroadcaster } from './reporting/broadcaster.ts';
import { openNotified } from './reporting/notified.ts';
import { printer } from './reporting/printer.ts';
import { since } from './since.ts';
import { reportOf } from './verdict.ts';

/** On cancellation the runner leaves 7.5 s. */
const SETTLE_MS = { usually: 20_000, cancelled: 2_000 };

type WatchPorts = Omit<Ports, 'bundle'>;

export interface Observed {
  readonly report: MonitorReport;
  /** Why one of several stacks could not be watched. */
  readonly refused?: UserError | undefined;
}

/** What all parts of one watch share. */
interface Watching {
  readonly inputs: WatchInputs;
  readonly step: Step;
  readonly deploying: Deploying | undefined;
  readonly connection: Connection;
  readonly runs: Awaited<ReturnType<Ports['runs']>>;
  readonly broadcaster: ReturnType<typeof openBroadcaster>;
  /** From when an operation counts as ours, by the step's clock. */
  readonly begin: number;
  /** Moment (of the step's clock) at which the watch ends. */
  readonly deadline: number;
}

/**
 * Watches the stacks, then the services and addresses, until everything is settled. During a deployment (`deploying`) nothing
 * is judged before that is over. Sets no output, and writes nothing but the log and what subscribers hear.
 * @throws UserError when the only stack may not be read
 */
export async function observe(
  inputs: WatchInputs,
  step: Step,
  ports: WatchPorts,
  id: string,
  deploying?: Deploying,
): Promise<Observed> {
  const now = step.clock.now();
  const [connection, subscribers, runs] = await Promise.all([
    ports.connect(inputs, step, id),
    ports.subscribers(inputs, step, id),
    ports.runs(inputs, step),
  ]);
  const broadcaster = openBroadcaster(subscribers, step.clock, (error) =>
    step.log.info(`Could not tell: ${errorLine(error)}`),
  );
  const watching: Watching = {
    ...{ inputs, step, deploying, connection, runs, broadcaster },
    begin: since(inputs['started-at'] ?? deploying?.since, step.env, now),
    // One clock for the whole watch; a process that goes on for one that was killed has no more time than that one.
    deadline: (deploying?.since ?? now) + inputs.timeout * 1000,
  };
  const baseline =
    deploying?.bake ??
    (await readBakeBaseline(inputs, step, { connection, fetch: ports.fetch }, watching.begin));
  const begun = deploying?.baking?.begun;
  const { seen, refused } =
    begun === undefined
      ? await watchAll(watching, ports.fetch, id)
      : { seen: begun.seen, refused: undefined };
  const report = deploying?.bakesLater ? seen : await bakeAfter(seen, baseline, watching, ports.fetch);
  broadcaster.notify({ kind: 'ended', report });
  await broadcaster.settle(step.cancelled.aborted ? SETTLE_MS.cancelled : SETTLE_MS.usually);
  return { report, refused };
}

/** The stacks, then what is behind them. */
async function watchAll(watching: Watching, fetch: Ports['fetch'], correlationId: string) {
  const { connection } = watching;
  const { stacks, refused } = await watchStacks(watching);
  const checks = await checksAfter(stacks, watching, fetch);
  const [apiCalls, endedAt] = [connection.calls(), connection.reader.now()];
  return { seen: reportOf({ correlationId, stacks, checks, apiCalls, endedAt }), refused };
}

/** The bake of what a watch has seen, where that left it for later. Sets no output. */
export async function bakeLater(
  inputs: WatchInputs,
  step: Step,
  ports: WatchPorts,
  id: string,
  { seen, baseline }: { readonly seen: MonitorReport; readonly baseline: BakeBaseline | undefined },
): Promise<MonitorReport> {
  const begin = step.clock.now();
  const [connection, subscribers] = await Promise.all([
    ports.connect(inputs, step, id),
    ports.subscribers(inputs, step, id),
  ]);
  const broadcaster = openBroadcaster(subscribers, step.clock, (error) =>
    step.log.info(`Could not tell: ${errorLine(error)}`),
  );
  const before =
    baseline ?? (await readBakeBaseline(inputs, step, { connection, fetch: ports.fetch }, begin));
  const deadline = begin + inputs.timeout * 1000;
  const watching = {
    ...{ inputs, step, deploying: undefined, connection, broadcaster },
    ...{ begin, deadline, runs: [] },
  };
  const report = await bakeAfter(seen, before, watching, ports.fetch);
  await broadcaster.settle(step.cancelled.aborted ? SETTLE_MS.cancelled : SETTLE_MS.usually);
  return { ...report, apiCalls: seen.apiCalls + connection.calls() };
}

/** What was deployed is baked; what was not, or is not known to be, is not. */
async function bakeAfter(
  seen: MonitorReport,
  baseline: BakeBaseline,
  { inputs, step, deploying, connection, broadcaster, deadline }: Watching,
  fetch: Ports['fetch'],
): Promise<MonitorReport> {
  const { clock, cancelled } = step;
  while (inputs.bake > 0 && deploying?.over() === false && !cancelled.aborted && clock.now() < deadline) {
    await clock.sleep(PAUSE_MS, cancelled);
  }
  const { begun, keep } = deploying?.baking ?? {};
  const startedAt = begun?.startedAt ?? clock.now();
  if (inputs.bake > 0 && isToBake(seen)) keep?.({ seen, startedAt, seconds: inputs.bake });
  const reporting = { startedAt, notify: broadcaster.notify };
  return bakeDeployment(seen, inputs, step, { connection, fetch, baseline, deadline, ...reporting });
}

/** Between two checks whether the deploying steps are over. */
const PAUSE_MS = 2000;

/** Every stack to the end of its operation, side by side. */
async function watchStacks(watching: Watching) {
  const { inputs, step, deploying, connection, broadcaster } = watching;
  const { clock, random, cancelled } = step;
  const notified = deploying?.notified ?? openNotified();
  const names = inputs['stack-name'];
  const limiter = openLimiter(clock);
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
    const news = announcementsOf(stack, () => clock.now(), bakeSeconds(inputs));
    return watch(watchOptions(stack, watching), {
      ...connection,
      reader: await connection.readerOf(stack),
      ...{ limiter, clock, random, cancelled },
      ...compact({ stepsEnded: deploying?.over }),
      notice: (notice) => {
        print(notice);
        const announcement = news(notice);
        if (announcement === undefined || notified.has(stack, notice)) return;
        broadcaster.notify(announcement);
        notified.add(stack, notice);
      },
    }).catch((error) => unseen(stack, error));
  });
  const stacks = await Promise.all(watched);
  return { stacks, refused };
}

async function checksAfter(
  stacks: readonly StackReport[],
  { inputs, step, deploying, connection, broadcaster, begin, deadline }: Watching,
  fetch: Ports['fetch'],
) {
  const bad = stacks.find((stack) => hidesChecks(stack, inputs));
  if (bad !== undefined) {
    sayUnchecked(bad, [...inputs['ecs-service'], ...addressNames(inputs['health-url'])], step);
    return [];
  }
  const skew = () => connection.reader.now() - step.clock.now();
  const failed = deploying?.failed;
  const cancelled = failed === undefined ? step.cancelled : AbortSignal.any([step.cancelled, failed]);
  const checks = await afterStacks(
    inputs,
    { ...step, cancelled },
    {
      ...{ connection, fetch, deadline, deploying },
      trouble: (stack, reason) => broadcaster.notify({ kind: 'trouble', stack, reason }),
      since: Math.min(begin, ...operationStarts(stacks).map((at) => at - skew())),
    },
  );
  // Nobody waits for the health of what failed to be deployed.
  return failed?.aborted ? [] : checks;
}

/** What a stack's operation began counts with it, also when that began before this job. By AWS's clock. */
const operationStarts = (stacks: readonly StackReport[]) =>
  stacks.flatMap(({ startedAt }) => startedAt ?? []).map((at) => Date.parse(at));

function watchOptions(stack: string, { inputs, step, runs, begin, deadline }: Watching) {
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
