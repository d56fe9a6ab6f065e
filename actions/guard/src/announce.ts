import { errorLine } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import type { DeploymentEvent } from '@signalbox/slack/event';
import { type JobNotifier, notifierFor } from '@signalbox/slack/for-step';
import type { GuardInputs } from './inputs.ts';
import type { Records } from './record.ts';

export interface Reporter {
  readonly inputs: GuardInputs;
  readonly step: Step;
  readonly correlationId: string;
  /** What is kept for the post step. */
  readonly records: Records;
}

/** A Slack that is down must not hold up the deployment; what remains goes out with the next step. */
const HASTE_SECONDS = 10;

/** Slack's notifier for events before the deployment is over; undefined where the inputs name none. */
export function hastyNotifier({ inputs, step, correlationId }: Reporter): Promise<JobNotifier | undefined> {
  const haste = Math.min(inputs['delivery-budget'], HASTE_SECONDS);
  return notifierFor({ ...inputs, 'delivery-budget': haste }, step, correlationId);
}

/** Sends an event to Slack, where the inputs say how. A failure is logged, and never thrown. */
export function announce(event: DeploymentEvent, reporter: Reporter): Promise<void> {
  return quietly(reporter.step, async () => {
    await (await hastyNotifier(reporter))?.send(event);
  });
}

/** The job's last word to Slack; what cannot be delivered is left to the next run. Never throws either. */
export function concludeNews(
  event: DeploymentEvent | undefined,
  { inputs, step, correlationId }: Reporter,
): Promise<void> {
  return quietly(step, async () => {
    await (await notifierFor(inputs, step, correlationId))?.finish(event);
  });
}

/** Nothing about Slack may fail a deployment. */
async function quietly({ log }: Step, send: () => Promise<void>): Promise<void> {
  try {
    await send();
  } catch (error) {
    log.warning(`Slack was not told: ${errorLine(error)}`, 'Slack');
  }
}
