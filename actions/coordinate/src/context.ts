import { type Claimant, claimantOf } from '@signalbox/registry/ticket';
import type { Step } from '@signalbox/runner/step';
import type { CoordinateInputs, TurnInputs } from './inputs.ts';
import type { Ports } from './ports.ts';

/** What every operation works with; taking a turn needs fewer of the inputs than the action has. */
export interface Context<I extends TurnInputs = CoordinateInputs> {
  readonly inputs: I;
  readonly step: Step;
  readonly correlationId: string;
  readonly ports: Ports;
}

export function claimant(
  { inputs, step, correlationId }: Context<TurnInputs>,
  scope: Claimant['scope'],
): Claimant {
  return claimantOf(step.job, {
    correlationId,
    checkRunId: inputs['check-run-id'],
    priority: inputs.priority,
    scope,
    stacks: inputs['stack-name'],
  });
}

/** What a turn takes from the inputs as they are. */
export const turnOptions = ({ inputs, step }: Context<TurnInputs>) => ({
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
