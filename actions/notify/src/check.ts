import { UserError } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { markdownText } from '@signalbox/runner/untrusted';
import { checkConfiguration } from '@signalbox/slack/check';
import type { Slack } from '@signalbox/slack/port';
import type { NotifyInputs } from './inputs.ts';

const MARKS = { ok: '✓', warning: '!', error: '✗' } as const;

/** Says what token, scopes and channels are good for, and posts nothing. */
export async function check(inputs: NotifyInputs, step: Step, slack: Slack | undefined): Promise<void> {
  if (slack === undefined)
    throw new UserError('Event "check" looks at a bot token: give input "slack-token".');
  const interact = inputs['interact-channel'];
  const channels = [...inputs['updates-channel'], ...(interact === undefined ? [] : [interact])];
  const budget = AbortSignal.timeout(inputs['delivery-budget'] * 1000);
  const findings = await checkConfiguration(slack, channels, AbortSignal.any([budget, step.cancelled]));
  for (const { level, line } of findings) step.log.info(`${MARKS[level]} ${line}`);
  const errors = findings.filter(({ level }) => level === 'error');
  for (const { line } of errors) step.log.error(line, 'Slack is not set up right');
  step.output('delivered', errors.length === 0);
  const rows = findings.map(({ level, line }) => `- ${MARKS[level]} ${markdownText(line)}`);
  await step.summary(`### Slack configuration\n\n${rows.join('\n')}\n`);
  if (inputs['fail-on-error'] && errors[0] !== undefined) throw new UserError(errors[0].line);
}
