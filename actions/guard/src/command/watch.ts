import type { MonitorReport } from '@signalbox/cloudformation/report';
import { errorLine, UserError } from '@signalbox/runner/errors';
import type { Log } from '@signalbox/runner/log';
import type { Step } from '@signalbox/runner/step';
import type { Seen } from '../../../monitor/src/background.ts';
import { savedBakeBaseline } from '../../../monitor/src/bake.ts';
import { savedBaseline } from '../../../monitor/src/baseline.ts';
import { connections } from '../../../monitor/src/connections.ts';
import type { Deploying } from '../../../monitor/src/deploying.ts';
import type { WatchInputs } from '../../../monitor/src/inputs.ts';
import { bakeLater, type Observed, observe } from '../../../monitor/src/observe.ts';
import { openNotified } from '../../../monitor/src/reporting/notified.ts';
import { OUTCOME_TOLD_ELSEWHERE } from '../../../monitor/src/reporting/slack-thread.ts';
import { summaryOf } from '../../../monitor/src/reporting/summary.ts';
import type { Reporter } from '../announce.ts';

/** A watch in this process, while a command runs and of what it began. */
export interface CommandWatch {
  /** The command is over: what it began is watched to its end, and after a failure nothing else. */
  over(well: boolean): void;
  readonly seen: Promise<Seen>;
}

interface WatchOptions {
  readonly directory: string;
  readonly deploymentId: string | undefined;
  /** Where its lines go. */
  readonly log: Log;
  /** Other inputs than the step's. */
  readonly inputs?: Partial<WatchInputs>;
  /** From when an operation counts, in milliseconds. @default now */
  readonly since?: number;
  /** Notifies nobody; only the log has it. */
  readonly quiet?: boolean;
}

/** Starts a watch that goes on while a command runs. Never throws: what it could not see is in what it saw. */
export function watchCommand(reporter: Reporter, options: WatchOptions): CommandWatch {
  const over = new AbortController();
  const failed = new AbortController();
  const deploying = (): Deploying => ({
    since: options.since ?? reporter.step.clock.now(),
    over: () => over.signal.aborted,
    failed: failed.signal,
    baseline: savedBaseline(options.directory),
    notified: openNotified(options.directory),
    bake: savedBakeBaseline(options.directory),
    bakesLater: true,
  });
  return {
    over: (well) => {
      if (!well) failed.abort();
      over.abort();
    },
    seen: watchWith(reporter, options, deploying),
  };
}

/** One watch of what moves now, to its end, and of nothing that is still to come. */
export const watchNow = (reporter: Reporter, options: WatchOptions): Promise<Seen> =>
  watchWith(reporter, { ...options, inputs: { 'start-timeout': 0, ...options.inputs } });

/** Bakes what the watch saw to be deployed, and is ready and tried. Never throws. */
export async function bakeSeen(
  reporter: Reporter,
  options: WatchOptions,
  seen: MonitorReport,
): Promise<Seen> {
  const { step, correlationId } = reporter;
  const baseline = savedBakeBaseline(options.directory);
  return seenBy(options.log, async () => ({
    report: await bakeLater(
      inputsOf(reporter, options, undefined),
      stepOfWatch(step, options.log),
      { ...connections, fetch },
      correlationId,
      { seen, baseline },
    ),
  }));
}

const watchWith = (reporter: Reporter, options: WatchOptions, deploying?: () => Deploying): Promise<Seen> =>
  seenBy(options.log, () => {
    const { step, correlationId } = reporter;
    const startedAt = deploying === undefined ? step.clock.now() : undefined;
    const inputs = inputsOf(reporter, options, startedAt);
    const watchStep = stepOfWatch(step, options.log);
    const ports = { ...connections, fetch, ...(options.quiet ? { subscribers: async () => [] } : {}) };
    return observe(inputs, watchStep, ports, correlationId, deploying?.());
  });

const inputsOf = (
  { inputs }: Reporter,
  { deploymentId, inputs: others }: WatchOptions,
  startedAt: number | undefined,
): WatchInputs => ({
  ...{ ...inputs, 'started-at': startedAt, 'deployment-id': Number(deploymentId) || undefined },
  ...others,
});

/** The guard reports the outcome, since it knows more of the deployment than its stacks. */
const stepOfWatch = (step: Step, log: Log): Step => ({
  ...{ ...step, log },
  env: { ...step.env, [OUTCOME_TOLD_ELSEWHERE]: 'true' },
});

async function seenBy(log: Log, watching: () => Promise<Observed>): Promise<Seen> {
  try {
    const { report, refused } = await watching();
    const summary = summaryOf(report);
    return { report, summary, ...(refused === undefined ? {} : { refused: refused.message }) };
  } catch (error) {
    const words = errorLine(error);
    log.warning(`What becomes of the deployment is not seen: ${words}`, 'Lost sight');
    return error instanceof UserError ? { refused: words, summary: '' } : { unknown: words, summary: '' };
  }
}
