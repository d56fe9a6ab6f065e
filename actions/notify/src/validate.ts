import { UserError } from '@signalbox/runner/errors';
import { isGroupId } from '@signalbox/slack/escape';
import { halves, reachesSomebody } from '@signalbox/slack/inputs';
import { MOST_OPTIONS } from '@signalbox/slack/question/question';
import type { NotifyInputs } from './inputs.ts';

/** What needs no `updates-channel`. */
const IN_INTERACT_CHANNEL: readonly NotifyInputs['event'][] = ['question', 'concurrent', 'check'];

/** Refuses inputs that do not go together, before anything is sent. @throws UserError */
export function refuseContradictions(inputs: NotifyInputs): void {
  const [fault] = unreachable(inputs);
  const hopeless = !reachesSomebody(inputs) && !servesInteractChannel(inputs);
  const nothing = WAYS.every((name) => inputs[name] === undefined);
  if (!inputs['dry-run'] && hopeless) throw new UserError(nothing ? NOBODY : (fault ?? NOBODY));
  if (inputs.event === 'question') refuseQuestion(inputs);
}

const WAYS = ['slack-token', 'slack-webhook-url', 'pager-url', 'pager-key'] as const;
const NOBODY = 'Give input "slack-token" (a bot token, which can do everything) or "slack-webhook-url".';

/**
 * Inputs that reach nobody, one line each. While any other destination is reached, that is no reason to fail:
 * a step that reports a failure must not fail over it.
 */
export const unreachable = (inputs: NotifyInputs): string[] =>
  halves(inputs).filter(
    (line) => !(servesInteractChannel(inputs) && line.startsWith('Input "updates-channel"')),
  );

function servesInteractChannel({ event, ...inputs }: NotifyInputs): boolean {
  const both = inputs['slack-token'] !== undefined && inputs['interact-channel'] !== undefined;
  return both && IN_INTERACT_CHANNEL.includes(event);
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
