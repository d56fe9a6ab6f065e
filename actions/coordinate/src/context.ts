import { type Claimant, claimantOf } from '@signalbox/registry/ticket';
import type { Step } from '@signalbox/runner/step';
import type { CoordinateInputs, Output } from './inputs.ts';
import type { Ports } from './ports.ts';

/** What every operation works with. */
export interface Context {
  readonly inputs: CoordinateInputs;
  readonly step: Step;
  readonly correlationId: string;
  readonly ports: Ports;
}

export function claimant({ inputs, step, correlationId }: Context, scope: Claimant['scope']): Claimant {
  return claimantOf(step.job, {
    correlationId,
    checkRunId: inputs['check-run-id'],
    priority: inputs.priority,
    scope,
    stacks: inputs['stack-name'],
  });
}

/** What a turn takes from the inputs as they are. */
export const turnOptions = ({ inputs, step }: Context) => ({
  environment: inputs.environment,
  sha: inputs.ref.toLowerCase(),
  logUrl: step.job.runUrl,
  onBusy: inputs['on-busy'],
  onOutdated: inputs['on-outdated'],
  promotedFrom: inputs['promoted-from'],
  waitTimeoutSeconds: inputs['wait-timeout'],
  settleSeconds: inputs.settle,
  maxHoldSeconds: inputs['max-hold'],
  claimTimeoutSeconds: inputs['claim-timeout'],
  retryOutages: inputs['on-registry-error'] === 'fail',
});

type Values = { readonly [K in Output]?: string | number | boolean | object | undefined };

/** Sets outputs under the contract's names; objects as JSON, what is absent as the empty string. */
export function setOutputs(
  { step, correlationId }: Pick<Context, 'step' | 'correlationId'>,
  values: Values,
): void {
  for (const [name, value] of Object.entries({ 'correlation-id': correlationId, ...values })) {
    step.output(name, typeof value === 'object' ? JSON.stringify(value) : (value ?? ''));
  }
}
