import { correlationIdInput, environment, repository } from '@signalbox/runner/common-inputs';
import {
  boolean,
  duration,
  type Field,
  fromRunner,
  type Inputs,
  integer,
  list,
  matching,
  oneOf,
  required,
  secret,
  text,
  withDefault,
} from '@signalbox/runner/inputs';
import { KINDS, type Kind } from '@signalbox/slack/event';
import { slackInputs } from '@signalbox/slack/inputs';
import { deployedRef, factInputs, type readable } from './fact-inputs.ts';

const EVENTS = [...KINDS, 'question', 'check'] as const;

export const inputs = {
  event: required(oneOf<(typeof EVENTS)[number]>(...EVENTS)) as Field<Kind | 'question' | 'check'>,
  environment,
  ...slackInputs,
  message: text('text for the thread'),
  reason: text('why, in one line'),
  ...factInputs,
  'stack-name': text('the stack that is deployed'),
  ref: fromRunner(deployedRef, 'github.sha'),
  'thread-ts': matching(/^\d{6,12}\.\d{6}$/, 'the ts of a Slack message, such as 1700000000.000100'),
  question: text('the question'),
  options: list('the possible answers'),
  'allowed-users': list(
    'who may answer: ids of users (U...) and user groups (S...), or logins of the mention map',
  ),
  'required-answers': withDefault(integer(1, 50), '1'),
  'self-approval': withDefault(boolean(), 'false'),
  'answer-timeout': withDefault(duration(1), '15m'),
  'default-answer': text('the answer that counts when there is no clear one'),
  'fail-on-error': withDefault(boolean(), 'false'),
  'dry-run': withDefault(boolean(), 'false'),
  'correlation-id': correlationIdInput,
  'github-token': secret(fromRunner(text('a GitHub token with deployments: write'), 'github.token')),
  repository: { ...repository, required: false } as Field<string | undefined>,
  'deployment-id': integer(1),
};

export const outputs = [
  'delivered',
  'pending',
  'duplicates-avoided',
  'channel-id',
  'message-ts',
  'thread-ts',
  'permalink',
  'answer',
  'answered-by',
  'rendered',
  'mode',
  'correlation-id',
] as const;

/** As they were given: a fact may be unreadable. */
export type GivenInputs = Inputs<typeof inputs>;
export type NotifyInputs = ReturnType<typeof readable<GivenInputs>>['inputs'];
