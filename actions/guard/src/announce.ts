import type { Step } from '@signalbox/runner/step';
import type { DeploymentEvent } from '@signalbox/slack/event';
import { notifierFor } from '@signalbox/slack/for-step';
import type { GuardInputs } from './inputs.ts';

interface Teller {
  readonly inputs: GuardInputs;
  readonly step: Step;
  readonly correlationId: string;
}

/** A Slack that is down must not hold up the deployment; what is left goes out with the next step. */
const START_BUDGET_SECONDS = 10;

/** Tells Slack, where the inputs say how. An outage of Slack is said, and never thrown. */
export async function announce(
  event: DeploymentEvent,
  { inputs, step, correlationId }: Teller,
): Promise<void> {
  const budget = inputs['delivery-budget'];
  const patience = event.kind === 'start' ? Math.min(budget, START_BUDGET_SECONDS) : budget;
  const notifier = await notifierFor({ ...inputs, 'delivery-budget': patience }, step, correlationId);
  await notifier?.send(event);
}
