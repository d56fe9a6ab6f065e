import type { Step } from '@signalbox/runner/step';
import type { DeploymentEvent } from '@signalbox/slack/event';
import { type JobNotifier, notifierFor } from '@signalbox/slack/for-step';
import type { GuardInputs } from './inputs.ts';

export interface Teller {
  readonly inputs: GuardInputs;
  readonly step: Step;
  readonly correlationId: string;
}

/** A Slack that is down must not hold up the deployment; what is left goes out with the next step. */
const HASTE_SECONDS = 10;

/** Slack's notifier for what is told before the deployment is over; undefined where the inputs name none. */
export function hastyNotifier({ inputs, step, correlationId }: Teller): Promise<JobNotifier | undefined> {
  const haste = Math.min(inputs['delivery-budget'], HASTE_SECONDS);
  return notifierFor({ ...inputs, 'delivery-budget': haste }, step, correlationId);
}

/** Tells Slack, where the inputs say how. An outage of Slack is said, and never thrown. */
export async function announce(event: DeploymentEvent, teller: Teller): Promise<void> {
  await (await hastyNotifier(teller))?.send(event);
}

/** The job's last word to Slack; what cannot be delivered is left to the next run. */
export async function concludeNews(
  event: DeploymentEvent | undefined,
  { inputs, step, correlationId }: Teller,
): Promise<void> {
  await (await notifierFor(inputs, step, correlationId))?.finish(event);
}
