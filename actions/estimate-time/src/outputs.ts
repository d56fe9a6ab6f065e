import type { Step } from '@signalbox/runner/step';
import type { Estimate } from './estimate.ts';
import type { outputs } from './inputs.ts';

/** Sets the outputs; what is not known is the empty string. */
export function setOutputs(answer: Estimate, step: Pick<Step, 'output'>): void {
  for (const [name, value] of Object.entries(outputsOf(answer))) step.output(name, value);
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
