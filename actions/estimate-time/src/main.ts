import { forecast } from '@signalbox/estimate/forecast';
import { correlate } from '@signalbox/runner/correlation';
import { UserError } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { type Estimate, estimate } from './estimate.ts';
import { history, type Ports } from './history.ts';
import type { EstimateInputs, outputs } from './inputs.ts';
import { markdown } from './report.ts';

/** Estimates from what the registry remembers, and says so in outputs, log and summary. Writes nothing to GitHub. */
export async function run(inputs: EstimateInputs, step: Step, ports: Ports): Promise<void> {
  const elapsed = elapsedSeconds(inputs, step.clock.now());
  correlate(step, inputs['correlation-id'], inputs.environment);
  const runs = await history(inputs, step, ports);
  const given = forecast(runs);
  const answer = estimate(given, step.clock.now(), elapsed);
  const subject = inputs['stack-name'] ?? inputs.environment;
  for (const [name, value] of Object.entries(outputsOf(answer))) step.output(name, value);
  step.log.info(`${subject}: ${answer.summary}`);
  await step.summary(markdown(answer, { subject, runs, forecast: given, elapsed }));
}

function elapsedSeconds(inputs: EstimateInputs, now: number): number | undefined {
  const { 'started-at': startedAt, 'elapsed-seconds': elapsed } = inputs;
  if (startedAt !== undefined && elapsed !== undefined) {
    throw new UserError('Inputs "started-at" and "elapsed-seconds" say the same: give only one of them.');
  }
  return startedAt === undefined ? elapsed : Math.max(0, Math.round((now - startedAt) / 1000));
}

function outputsOf({
  times,
  ...rest
}: Estimate): Readonly<Record<(typeof outputs)[number], string | number>> {
  return {
    'estimated-seconds': times?.total[0] ?? '',
    'estimated-seconds-p80': times?.total[1] ?? '',
    'estimated-seconds-p95': times?.total[2] ?? '',
    'remaining-seconds': times?.remaining[0] ?? '',
    'remaining-seconds-p80': times?.remaining[1] ?? '',
    eta: times?.eta[0] ?? '',
    'eta-p80': times?.eta[1] ?? '',
    'stall-threshold-seconds': times?.stallThreshold ?? '',
    'sample-size': rest.sampleSize,
    confidence: rest.confidence,
    summary: rest.summary,
  };
}
