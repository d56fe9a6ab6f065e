import { CORRELATION_VARIABLE, correlate, correlationId } from '@signalbox/runner/correlation';
import type { Step } from '@signalbox/runner/step';
import type { GuardInputs } from './inputs.ts';

/** The id that a root step of this job handed on. */
const GUARDED = 'SIGNALBOX_GUARDED';

type Given = Pick<GuardInputs, 'correlation-id' | 'environment'>;

/**
 * Each root step of a job guards a deployment of its own, with a thread of its own: what an earlier one handed on
 * to the steps after it is not inherited. Returns the step as it is without that.
 */
export function identify(inputs: Given, given: Step): { readonly step: Step; readonly id: string } {
  const { [CORRELATION_VARIABLE]: inherited, ...env } = given.env;
  const theirs = inherited !== undefined && inherited !== given.env[GUARDED];
  const step = { ...given, env: theirs ? { ...env, [CORRELATION_VARIABLE]: inherited } : env };
  const id = correlate(step, inputs['correlation-id'], inputs.environment);
  if (id !== inherited) step.exportVariable(GUARDED, id);
  return { step: { ...step, env: { ...env, [CORRELATION_VARIABLE]: id } }, id };
}

/** In the post step: the job's environment may be a later root step's by now. */
export const identityOf = (inputs: Given, step: Step, saved: string | undefined): string =>
  saved ?? correlationId(inputs['correlation-id'], step.env, step.job, inputs.environment);
