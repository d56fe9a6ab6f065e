import { bakedFor, lastBake } from '@signalbox/estimate/bake';
import { type FinishedRun, forecast } from '@signalbox/estimate/forecast';
import { blended } from '@signalbox/estimate/plan';
import { alike } from '@signalbox/estimate/shape';
import { correlate } from '@signalbox/runner/correlation';
import { UserError } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { type Estimate, estimate } from './estimate.ts';
import { type HistoryPorts, history } from './history.ts';
import type { EstimateInputs } from './inputs.ts';
import { plan, type StackPorts } from './plan.ts';
import { markdown } from './report.ts';

export type Ports = HistoryPorts & StackPorts;

/** Estimates from what the registry remembers and what is planned, and says so in log and summary. Writes nothing to GitHub. */
export async function run(inputs: EstimateInputs & Baking, step: Step, ports: Ports): Promise<Estimate> {
  const elapsed = elapsedSeconds(inputs, step.clock.now());
  correlate(step, inputs['correlation-id'], inputs.environment);
  const ahead = await plan(inputs, elapsed, step, ports);
  const known = await history(inputs, step, ports);
  // The registry's runs are whole deployments; the stack's own operations are the next best.
  const others = known.some(({ outcome }) => outcome === 'success') ? [] : (ahead?.runs ?? []);
  const runs = bakedFor(alike([...known, ...others], ahead?.shape), bakeOf(inputs, known));
  const given = blended(forecast(runs), ahead?.forecast);
  const now = step.clock.now();
  const atStart = blended(forecast(runs, now - (elapsed ?? 0) * 1000), ahead?.atStart);
  const counted = estimate(given, now, elapsed, atStart);
  const answer =
    ahead?.atLeast && runs.length === 0
      ? { ...counted, summary: `at least: ${counted.summary} (${UNCOUNTED})` }
      : counted;
  const subject = inputs['stack-name'] ?? inputs.environment;
  step.log.info(`${subject}: ${answer.summary}`);
  await step.summary(markdown(answer, { subject, runs, forecast: given, elapsed }));
  return answer;
}

interface Baking {
  /** How long it will be baked, in seconds. @default as long as the last one was */
  readonly bake?: number;
}

/** A stack's own operation is not baked. */
const bakeOf = ({ bake, 'stack-name': stack }: EstimateInputs & Baking, runs: readonly FinishedRun[]) =>
  stack === undefined ? (bake ?? lastBake(runs)) : 0;

const UNCOUNTED =
  'a transform, loop, module or nested stack makes more resources, known only to CloudFormation';

function elapsedSeconds(inputs: EstimateInputs, now: number): number | undefined {
  const { 'started-at': startedAt, 'elapsed-seconds': elapsed } = inputs;
  if (startedAt !== undefined && elapsed !== undefined) {
    throw new UserError('Inputs "started-at" and "elapsed-seconds" say the same: give only one of them.');
  }
  return startedAt === undefined ? elapsed : Math.max(0, Math.round((now - startedAt) / 1000));
}
