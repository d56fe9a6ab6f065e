import { join } from 'node:path';
import type { Step } from '@signalbox/runner/step';
import type { DeploymentEvent } from '@signalbox/slack/event';
import { openNotifier } from '@signalbox/slack/notifier';
import { connectSlack } from '@signalbox/slack/web-api';
import type { GuardInputs } from './inputs.ts';

interface Teller {
  readonly inputs: GuardInputs;
  readonly step: Step;
  readonly correlationId: string;
}

/** A Slack that is down must not hold up the deployment; what is left goes out with the next step. */
const DELIVERY_SECONDS = { start: 10, ending: 60 };

/** Tells Slack, where a token and a channel are given. An outage of Slack is said, and never thrown. */
export async function announce(
  event: DeploymentEvent,
  { inputs, step, correlationId }: Teller,
): Promise<void> {
  const { 'slack-token': token, 'slack-api-url': apiUrl, 'updates-channel': updates } = inputs;
  if (token === undefined || updates.length === 0) return;
  const { clock, random, log, job, cancelled: signal } = step;
  const notifier = openNotifier({
    slack: await connectSlack({ token, apiUrl }),
    outboxDirectory: join(job.tempDir, 'signalbox', 'outbox'),
    correlationId,
    channels: { updates },
    budgetSeconds: event.kind === 'start' ? DELIVERY_SECONDS.start : DELIVERY_SECONDS.ending,
    clock,
    random,
    log,
    signal,
  });
  await notifier.send(event);
}
