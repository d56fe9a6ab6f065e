import { UserError } from '@signalbox/runner/errors';
import { isGroupId } from '@signalbox/slack/escape';
import { MOST_OPTIONS } from '@signalbox/slack/question/question';
import type { NotifyInputs } from './inputs.ts';

/** What needs no `updates-channel`. */
const IN_INTERACT_CHANNEL: readonly NotifyInputs['event'][] = ['question', 'concurrent', 'check'];

/** Refuses inputs that do not go together, before anything is sent. @throws UserError */
export function refuseContradictions(inputs: NotifyInputs): void {
  const { 'slack-token': token, 'slack-webhook-url': webhook, 'dry-run': dry, 'pager-url': pager } = inputs;
  const channels = inputs['updates-channel'];
  if (!dry && token === undefined && webhook === undefined && pager === undefined) {
    throw new UserError(
      'Give input "slack-token" (a bot token, which can do everything) or "slack-webhook-url".',
    );
  }
  const elsewhere = IN_INTERACT_CHANNEL.includes(inputs.event) && inputs['interact-channel'] !== undefined;
  if (!dry && token !== undefined && channels.length === 0 && !elsewhere) {
    throw new UserError('Input "updates-channel" is required with "slack-token": the id of a channel.');
  }
  if (inputs.event === 'check' && token === undefined) {
    throw new UserError('Event "check" looks at a bot token: give input "slack-token".');
  }
  if (inputs.event === 'question') refuseQuestion(inputs);
}

function refuseQuestion(inputs: NotifyInputs): void {
  const { question, options, 'default-answer': otherwise, 'allowed-users': allowed } = inputs;
  const needed = inputs['required-answers'];
  if (inputs['slack-token'] === undefined && !inputs['dry-run']) {
    throw new UserError('Event "question" needs input "slack-token": a webhook cannot read answers.');
  }
  if (question === undefined) throw new UserError('Event "question" needs input "question".');
  if (options.length < 2 || options.length > MOST_OPTIONS || new Set(options).size < options.length) {
    throw new UserError(`Input "options": expected 2 to ${MOST_OPTIONS} different answers.`);
  }
  if (otherwise === undefined || !options.includes(otherwise)) {
    throw new UserError(
      'Input "default-answer": expected one of the options; it counts when there is no clear answer.',
    );
  }
  if (allowed.length === 0) {
    throw new UserError('Input "allowed-users" is required for event "question": who may answer.');
  }
  if (!allowed.some(isGroupId) && new Set(allowed).size < needed) {
    throw new UserError(
      `Input "required-answers": ${needed} must answer, but input "allowed-users" names ${allowed.length}.`,
    );
  }
}
