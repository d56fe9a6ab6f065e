import { expect, test } from '@jest/globals';
import type { DeploymentEvent } from '@signalbox/slack/event';
import { slackThread } from './slack-thread.ts';

test('a trouble is shown at the head of the thread, whichever action reports the outcome', async () => {
  const sent: DeploymentEvent[] = [];
  const send = async (event: DeploymentEvent) => void sent.push(event);
  const notifier = { send } as unknown as Parameters<typeof slackThread>[0];
  const reason = '(service web) was unable to place a task.';
  for (const reportsOutcome of [true, false])
    await slackThread(notifier, { now: () => 0, reportsOutcome }).notify({
      kind: 'trouble',
      stack: 'shop/web',
      reason,
    });
  const shown = { kind: 'progress', facts: { stack: 'shop/web', activity: `in trouble: ${reason}` } };
  expect(sent).toEqual([shown, shown]);
});
