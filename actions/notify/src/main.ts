import { correlate, correlationId } from '@signalbox/runner/correlation';
import { UserError } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { openForJob } from '@signalbox/slack/for-step';
import { hasBot } from '@signalbox/slack/inputs';
import type { Receipt } from '@signalbox/slack/notifier';
import type { Slack } from '@signalbox/slack/ports';
import type { ConnectOptions } from '@signalbox/slack/web-api';
import { askQuestion } from './ask.ts';
import { check } from './check.ts';
import { readable, unreadLines, withSign } from './fact-inputs.ts';
import { factsOf } from './facts.ts';
import type { GivenInputs, NotifyInputs } from './inputs.ts';
import { render } from './render.ts';
import { report, summaryLine } from './report.ts';
import { refuseContradictions, unreachable } from './validate.ts';

interface Ports {
  connect(options: ConnectOptions): Promise<Slack>;
}

/** Sends one event, asks a question, or checks the configuration. Red only by `fail-on-error` or a user's mistake. */
export async function run(given: GivenInputs, step: Step, ports: Ports): Promise<void> {
  const { inputs, unread } = readable(given);
  refuseContradictions(inputs);
  const id = correlate(step, inputs['correlation-id'], inputs.environment);
  step.output('correlation-id', id);
  const facts = withSign(factsOf(inputs, step.job, { env: step.env, now: step.clock.now() }), unread);
  for (const line of unreadLines(unread)) step.log.warning(line);
  if (inputs['dry-run']) return await render(inputs, step, facts);
  const slack = await connect(inputs, ports);
  step.output('mode', modeOf(inputs, slack));
  if (inputs.event === 'check') return await check(inputs, step, slack);
  for (const line of unreachable(inputs)) step.log.error(line, 'Slack is not set up right');
  const { environment } = inputs;
  const notifier = openForJob(inputs, step, { id, slack, environment });
  if (inputs.event === 'question') return await askQuestion(inputs, step, { slack, notifier, facts, id });
  await conclude(inputs, step, await notifier.send({ kind: inputs.event, facts }));
}

/** Post: delivers what the job's steps left in the outbox, or keeps it for the next run. */
export async function drain(given: GivenInputs, step: Step, ports: Ports): Promise<void> {
  const { inputs } = readable(given);
  if (inputs['dry-run'] || inputs.event === 'check') return;
  const id = correlationId(inputs['correlation-id'], step.env, step.job, inputs.environment);
  const slack = await connect(inputs, ports);
  await openForJob(inputs, step, { id, slack, environment: inputs.environment }).finish();
}

async function connect(inputs: NotifyInputs, ports: Ports): Promise<Slack | undefined> {
  const { 'slack-token': token, 'slack-api-url': apiUrl } = inputs;
  // Without a channel, the token is of no use.
  const useful = hasBot(inputs) || inputs['interact-channel'] !== undefined;
  return token === undefined || !useful ? undefined : await ports.connect({ token, apiUrl });
}

const modeOf = (inputs: NotifyInputs, slack: Slack | undefined): string =>
  slack !== undefined ? 'bot' : inputs['slack-webhook-url'] !== undefined ? 'webhook' : 'pager';

async function conclude(inputs: NotifyInputs, step: Step, receipt: Receipt): Promise<void> {
  report(step, receipt);
  await step.summary(summaryLine(inputs, receipt));
  const problem = receipt.problem ?? unreachable(inputs)[0];
  // A progress that is only held back is no error.
  if (inputs['fail-on-error'] && problem !== undefined) {
    throw new UserError(
      `Slack was not told of "${inputs.event}" (input "fail-on-error" makes that an error): ${problem}`,
    );
  }
}
