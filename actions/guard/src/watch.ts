import { dirname, join } from 'node:path';
import type { MonitorReport } from '@signalbox/cloudformation/report';
import { type Detached, join as joinDetached, startDetached } from '@signalbox/runner/background';
import { inputVariable } from '@signalbox/runner/inputs';
import type { Step } from '@signalbox/runner/step';
import { OUTCOME_TOLD_ELSEWHERE } from '../../monitor/src/slack-thread.ts';
import { slackInputs } from '../../notify/src/inputs.ts';
import { monitorInputs } from './inputs.ts';

/** Where the main step keeps the monitor it started for the post step. */
const MONITOR = 'monitor';

/** The job's budget after a cancellation is five minutes; the rest of the post step needs its share. */
const CANCELLED_LIMIT_SECONDS = 120;

/** The `monitor` action, on its own bundle, beside the user's steps. */
export function startMonitor(step: Step, given: Readonly<Record<string, string | undefined>>): void {
  const handedOn = Object.keys({ ...monitorInputs, ...slackInputs }).map((name) => [
    name,
    step.env[inputVariable(name)],
  ]);
  const inputs = Object.entries({ ...Object.fromEntries(handedOn), ...given, mode: 'foreground' });
  const detached = startDetached({
    bundle: join(dirname(process.argv[1] ?? ''), '../monitor/index.js'),
    inputs: Object.fromEntries(inputs.filter((entry): entry is [string, string] => Boolean(entry[1]))),
    env: { ...step.env, [OUTCOME_TOLD_ELSEWHERE]: 'true' },
    directory: join(step.job.tempDir, 'signalbox', `guard-${process.pid}`),
  });
  step.saveState(MONITOR, JSON.stringify(detached));
}

export interface Seen {
  /** Absent when there was no monitor, or it did not come to an end. */
  readonly report?: MonitorReport;
  /** The monitor's section of the job summary. */
  readonly summary: string;
}

/** What the monitor saw; shows its log. */
export async function joinMonitor(
  step: Step,
  limits: { readonly jobStatus: string; readonly timeoutSeconds: number },
): Promise<Seen> {
  const saved = step.state(MONITOR);
  if (saved === '') return { summary: '' };
  const cancelled = limits.jobStatus === 'cancelled';
  const joined = await joinDetached(JSON.parse(saved) as Detached, {
    clock: step.clock,
    limitSeconds: cancelled ? CANCELLED_LIMIT_SECONDS : limits.timeoutSeconds,
    log: step.log,
    signal: step.cancelled,
  });
  const { summary } = joined;
  if (joined.result !== undefined) return { report: JSON.parse(joined.result) as MonitorReport, summary };
  step.log.warning(
    joined.ended
      ? 'The monitor ended without a report: what became of the stack is not known to this job.'
      : 'The stack still moves while this job ends: the next deployment waits until it is at rest.',
  );
  return { summary };
}
