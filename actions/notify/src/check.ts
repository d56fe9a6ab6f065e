import { withTimeout } from '@signalbox/runner/clock';
import { UserError } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { markdownText } from '@signalbox/runner/untrusted';
import { checkConfiguration, type Finding } from '@signalbox/slack/check';
import { checkPager, checkWebhook } from '@signalbox/slack/check-ways';
import type { Slack } from '@signalbox/slack/ports';
import type { NotifyInputs } from './inputs.ts';
import { unreachable } from './validate.ts';

const MARKS = { ok: '✓', warning: '!', error: '✗' } as const;

/** Reports what token, scopes, channels, webhook and pager can do, and sends no message. */
export async function check(inputs: NotifyInputs, step: Step, slack: Slack | undefined): Promise<void> {
  const signal = withTimeout(inputs['delivery-budget'] * 1000, step.clock, step.cancelled);
  const findings = await findingsOf(inputs, slack, signal);
  for (const { level, line } of findings) step.log.info(`${MARKS[level]} ${line}`);
  const errors = findings.filter(({ level }) => level === 'error');
  for (const { line } of errors) step.log.error(line, 'Slack is not set up right');
  step.output('delivered', errors.length === 0);
  const rows = findings.map(({ level, line }) => `- ${MARKS[level]} ${markdownText(line)}`);
  await step.summary(`### Slack configuration\n\n${rows.join('\n')}\n`);
  if (inputs['fail-on-error'] && errors[0] !== undefined) throw new UserError(errors[0].line);
}

async function findingsOf(
  inputs: NotifyInputs,
  slack: Slack | undefined,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const { 'interact-channel': interact, 'slack-webhook-url': webhook } = inputs;
  const { 'pager-url': url, 'pager-key': key } = inputs;
  const channels = [...inputs['updates-channel'], ...(interact === undefined ? [] : [interact])];
  const found = await Promise.all([
    slack === undefined ? [] : checkConfiguration(slack, channels, signal),
    webhook === undefined ? [] : [await checkWebhook(webhook, signal)],
    url === undefined || key === undefined ? [] : [await checkPager({ url, key }, signal)],
  ]);
  const missing = unreachable(inputs).map((line): Finding => ({ level: 'error', line }));
  return [...missing, ...found.flat()];
}
