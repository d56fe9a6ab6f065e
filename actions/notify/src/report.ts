import type { Step } from '@signalbox/runner/step';
import type { Receipt } from '@signalbox/slack/notifier';
import type { NotifyInputs } from './inputs.ts';

/** What became of the message, as outputs. */
export function report(step: Step, receipt: Receipt): void {
  step.output('delivered', receipt.delivered);
  step.output('pending', receipt.pending);
  step.output('duplicates-avoided', receipt.duplicatesAvoided);
  step.output('channel-id', receipt.channelId ?? '');
  step.output('message-ts', receipt.messageTs ?? '');
  step.output('thread-ts', receipt.threadTs ?? '');
  step.output('permalink', receipt.permalink ?? '');
}

/** The same as a line of the job's summary. */
export function summaryLine({ event }: NotifyInputs, { delivered, pending, permalink }: Receipt): string {
  const state = delivered ? 'told' : `${pending} pending in the outbox`;
  return `Slack: \`${event}\` ${state}${permalink === undefined ? '' : ` ([message](${permalink}))`}\n`;
}
