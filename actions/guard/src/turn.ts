import type { QueueSubscriber } from '@signalbox/registry/ports';
import { parseInputs } from '@signalbox/runner/inputs';
import type { Step } from '@signalbox/runner/step';
import { inputs as fields } from '../../coordinate/src/inputs.ts';
import { checkTogether, run as coordinate } from '../../coordinate/src/main.ts';
import { connect } from '../../coordinate/src/ports.ts';
import { releaseAfterJob } from '../../coordinate/src/release.ts';
import { heard } from './heard.ts';
import { monitorInputs } from './inputs.ts';
import type { Verdict } from './verdict.ts';

export interface Turn {
  /** Whether to deploy: the turn is ours, or the user chose to go on without the registry. */
  readonly deploys: boolean;
  /** The registration; absent without the registry. */
  readonly deploymentId?: string;
  /** Why not, in the contract's words. */
  readonly reason: string;
}

/** @throws UserError for inputs that make no sense together, before anything is sent */
export const checkTurn = (step: Step) => checkTogether(parseInputs(fields, step.env), step.env);

/** While it is waited, and in the post step after those of others, the job's own AWS credentials may be gone. */
const roleOf = ({ env }: Step) =>
  parseInputs({ 'role-to-assume': monitorInputs['role-to-assume'] }, env)['role-to-assume'];

/** Waits for the turn exactly as the `coordinate` action does, outputs and summary included. */
export async function takeTurn(step: Step, audience: QueueSubscriber): Promise<Turn> {
  const inputs = parseInputs(fields, step.env);
  const listening = heard(step);
  await coordinate(inputs, listening.step, async () => ({
    ...(await connect(inputs, step, roleOf(step))),
    audience,
  }));
  const deploymentId = listening.output('deployment-id');
  return {
    deploys: listening.output('can-deploy') === 'true',
    reason: listening.output('reason'),
    ...(deploymentId === '' ? {} : { deploymentId }),
  };
}

/**
 * Ends the registration with the verdict. Does nothing when there is none. When nobody knows what becomes of
 * the stack, the environment stays closed while it moves. After a cancellation there is no time to wait for GitHub.
 */
export async function releaseTurn(
  step: Step,
  { outcome, reason }: Verdict,
  { certain = true, hurried = false }: { readonly certain?: boolean; readonly hurried?: boolean } = {},
): Promise<void> {
  const inputs = parseInputs(fields, step.env);
  const description = inputs.description ?? reason;
  const ended = { ...inputs, 'job-status': outcome, ...(description === undefined ? {} : { description }) };
  await releaseAfterJob(ended, step, () => connect(inputs, step, roleOf(step)), {
    closedWhileBusy: !certain,
    hurried,
  });
}
