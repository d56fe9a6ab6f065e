import type { Step } from '@signalbox/runner/step';
import { compact } from '@signalbox/runner/values';
import type { Facts } from '@signalbox/slack/event';
import { optionsOf } from '@signalbox/slack/question/question';
import { renderQuestion } from '@signalbox/slack/question/render';
import { renderHead } from '@signalbox/slack/render/head';
import { renderReply } from '@signalbox/slack/render/reply';
import { applyEvent } from '@signalbox/slack/state';
import type { NotifyInputs } from './inputs.ts';

/** Dry run: what would be sent, as Block Kit, in the output `rendered` and the log. */
export async function render(inputs: NotifyInputs, step: Step, facts: Facts): Promise<void> {
  const messages = messagesOf(inputs, facts, step.clock.now());
  step.output('rendered', JSON.stringify(messages));
  step.output('delivered', false);
  step.output('pending', 0);
  await step.log.group(`Slack would be told of "${inputs.event}"`, async () => {
    step.log.info(JSON.stringify(messages, undefined, 2));
  });
}

function messagesOf(inputs: NotifyInputs, facts: Facts, now: number): object {
  if (inputs.event === 'check') return {};
  if (inputs.event === 'question') {
    const question = {
      text: inputs.question ?? '',
      options: optionsOf(inputs.options),
      allowed: [],
      required: inputs['required-answers'],
      defaultAnswer: inputs['default-answer'] ?? '',
      until: now + inputs['answer-timeout'] * 1000,
    };
    return { question: renderQuestion(question, { facts, called: [] }, { reactions: true, replies: true }) };
  }
  const event = { kind: inputs.event, facts };
  const deployment = applyEvent(undefined, event, now);
  const reply = renderReply(event, deployment);
  return { head: renderHead(deployment), ...compact({ reply }) };
}
