import { correlate, correlationId } from '@signalbox/runner/correlation';
import { UserError } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { openForJob } from '@signalbox/slack/for-step';
import type { Receipt } from '@signalbox/slack/notifier';
import type { Slack } from '@signalbox/slack/port';
import type { ConnectOptions } from '@signalbox/slack/web-api';
import { askQuestion } from './ask.ts';
import { check } from './check.ts';
import { factsOf } from './facts.ts';
import type { NotifyInputs } from './inputs.ts';
import { render } from './render.ts';
import { refuseContradictions } from './validate.ts';

export interface Ports {
  connect(options: ConnectOptions): Promise<Slack>;
}

/** Tells one event, asks a question, or checks the configuration. Red only by `fail-on-error` or a user's mistake. */
export async function run(inputs: NotifyInputs, step: Step, ports: Ports): Promise<void> {
  refuseContradictions(inputs);
  const id = correlate(step, inputs['correlation-id'], inputs.environment);
  step.output('correlation-id', id);
  const facts = factsOf(inputs, step.job, { env: step.env, now: step.clock.now() });
  if (inputs['dry-run']) return await render(inputs, step, facts);
  const slack = await connect(inputs, ports);
  step.output('mode', slack === undefined ? 'webhook' : 'bot');
  if (inputs.event === 'check') return await check(inputs, step, slack);
  const { environment } = inputs;
  const notifier = openForJob(inputs, step, { id, slack, environment });
  if (inputs.event === 'question') return await askQuestion(inputs, step, { slack, notifier, facts, id });
  await conclude(inputs, step, await notifier.send({ kind: inputs.event, facts }));
}

/** Post: what the job's steps left in the outbox, or else it is left to the next run. */
export async function drain(inputs: NotifyInputs, step: Step, ports: Ports): Promise<void> {
  if (inputs['dry-run'] || inputs.event === 'check') return;
  const id = correlationId(inputs['correlation-id'], step.env, step.job, inputs.environment);
  const slack = await connect(inputs, ports);
  await openForJob(inputs, step, { id, slack, environment: inputs.environment }).finish();
}

async function connect(inputs: NotifyInputs, ports: Ports): Promise<Slack | undefined> {
  const { 'slack-token': token, 'slack-api-url': apiUrl } = inputs;
  return token === undefined ? undefined : await ports.connect({ token, apiUrl });
}

async function conclude(inputs: NotifyInputs, step: Step, receipt: Receipt): Promise<void> {
  report(step, receipt);
  await step.summary(summaryLine(inputs, receipt));
  const { pending, problem } = receipt;
  if (inputs['fail-on-error'] && pending > 0) {
    throw new UserError(
      `Slack was not told of "${inputs.event}" (input "fail-on-error" makes that an error): ${problem ?? 'the time was up'}`,
    );
  }
}

export function report(step: Step, receipt: Receipt): void {
  step.output('delivered', receipt.delivered);
  step.output('pending', receipt.pending);
  step.output('duplicates-avoided', receipt.duplicatesAvoided);
  step.output('channel-id', receipt.channelId ?? '');
  step.output('message-ts', receipt.messageTs ?? '');
  step.output('thread-ts', receipt.threadTs ?? '');
  step.output('permalink', receipt.permalink ?? '');
}

function summaryLine({ event }: NotifyInputs, { delivered, pending, permalink }: Receipt): string {
  const state = delivered ? 'told' : `${pending} pending in the outbox`;
  return `Slack: \`${event}\` ${state}${permalink === undefined ? '' : ` ([message](${permalink}))`}\n`;
}
