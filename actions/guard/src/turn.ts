import type { QueueSubscriber } from '@signalbox/registry/ports';
import type { Step } from '@signalbox/runner/step';
import { compact } from '@signalbox/runner/values';
import { takeTurn as coordinate } from '../../coordinate/src/main.ts';
import { conclude } from '../../coordinate/src/outputs.ts';
import { connect } from '../../coordinate/src/ports.ts';
import { type AbnormalEnd, releaseAfterJob } from '../../coordinate/src/release.ts';
import type { EndingFacts } from '../../coordinate/src/telemetry.ts';
import type { GuardInputs } from './inputs.ts';
import type { Verdict } from './verdict.ts';

export interface Turn {
  /** Whether to deploy: the turn is ours, or the user chose to go on without the registry. */
  readonly deploys: boolean;
  /** The registration; absent without the registry. */
  readonly deploymentId?: string;
  readonly fencingToken?: string;
  /** What the environment runs by the registry's word; empty when it does not know. */
  readonly deployedSha: string;
  readonly waitedSeconds: number;
  /** Why not, in the contract's words. */
  readonly reason: string;
}

/** Waits for the turn exactly as the `coordinate` action does, outputs and summary included. */
export async function takeTurn(inputs: GuardInputs, step: Step, subscriber: QueueSubscriber): Promise<Turn> {
  const turn = await coordinate(inputs, step, async () => ({
    ...(await connection(inputs, step)),
    subscriber,
  }));
  conclude(turn, step);
  const { 'can-deploy': deploys = false, reason = '', 'deployment-id': deploymentId } = turn.values;
  const { 'fencing-token': token, 'deployed-sha': deployedSha, 'waited-seconds': waited } = turn.values;
  return {
    ...{ deploys, reason, deployedSha: String(deployedSha ?? ''), waitedSeconds: Number(waited ?? 0) },
    ...compact({
      deploymentId: deploymentId === undefined ? undefined : String(deploymentId),
      fencingToken: token === undefined ? undefined : String(token),
    }),
  };
}

/** While it is waited, and in the post step after those of others, the job's own AWS credentials may be gone. */
export const connection = (inputs: GuardInputs, step: Step) =>
  connect(inputs, step, inputs['role-to-assume']);

/**
 * Ends the registration with the verdict. Does nothing when there is none. When nobody knows what becomes of
 * the stack, the environment stays closed while it moves. After a cancellation there is no time to wait for GitHub.
 */
export async function releaseTurn(
  inputs: GuardInputs,
  step: Step,
  { outcome, reason }: Verdict,
  {
    certain = true,
    hurried = false,
    facts = {},
  }: { readonly certain?: boolean; readonly hurried?: boolean; readonly facts?: EndingFacts } = {},
): Promise<AbnormalEnd | undefined> {
  const description = inputs.description ?? reason;
  const ended = { ...inputs, 'job-status': outcome, ...(description === undefined ? {} : { description }) };
  return await releaseAfterJob(ended, step, () => connection(inputs, step), {
    closedWhileBusy: !certain,
    hurried,
    facts,
  });
}
