import type { MonitorReport } from '@signalbox/cloudformation/report';
import { errorLine, UserError } from '@signalbox/runner/errors';
import type { Seen } from '../../../monitor/src/background.ts';
import { bakeDeployment, savedBakeBaseline } from '../../../monitor/src/bake.ts';
import { connections } from '../../../monitor/src/connections.ts';
import { bakeLines } from '../../../monitor/src/outputs.ts';
import { broadcaster } from '../../../monitor/src/tell/broadcaster.ts';
import { OUTCOME_TOLD_ELSEWHERE } from '../../../monitor/src/tell/slack-thread.ts';
import { summaryOf } from '../../../monitor/src/tell/summary.ts';
import type { Reporter } from '../announce.ts';

interface BakeNow {
  readonly directory: string;
  readonly deploymentId: string | undefined;
  /** What the watch beside the deploy command saw. */
  readonly watched: Seen | undefined;
}

/** On cancellation the runner leaves 7.5 s. */
const SETTLE_MS = { usually: 20_000, cancelled: 2000 };

/** Bakes what was deployed, in this process. Never throws: what it could not see is in what it saw. */
export async function bakeNow(
  { inputs, step: given, correlationId }: Reporter,
  { directory, deploymentId, watched }: BakeNow,
): Promise<Seen> {
  const report = watched?.report;
  // What was not seen to succeed is not baked.
  if (watched === undefined || report === undefined) return watched ?? { summary: '' };
  const step = { ...given, env: { ...given.env, [OUTCOME_TOLD_ELSEWHERE]: 'true' } };
  const watch = { ...inputs, 'started-at': undefined, 'deployment-id': Number(deploymentId) || undefined };
  try {
    const [connection, subscribers] = await Promise.all([
      connections.connect(watch, step, correlationId),
      connections.subscribers(watch, step, correlationId),
    ]);
    const people = broadcaster(subscribers, step.clock, (error) =>
      step.log.info(`Could not tell: ${errorLine(error)}`),
    );
    const baked: MonitorReport = await bakeDeployment(report, inputs, step, {
      ...{ connection, fetch, tell: people.tell },
      baseline: savedBakeBaseline(directory),
      deadline: step.clock.now() + inputs.timeout * 1000,
    });
    await people.settle(step.cancelled.aborted ? SETTLE_MS.cancelled : SETTLE_MS.usually);
    const whole = { ...baked, apiCalls: report.apiCalls + connection.calls() };
    for (const { level, text, title } of bakeLines(whole)) step.log[level](text, title);
    return { ...watched, report: whole, summary: summaryOf(whole) };
  } catch (error) {
    if (error instanceof UserError) return { ...watched, refused: error.message };
    return { ...watched, unknown: errorLine(error) };
  }
}
