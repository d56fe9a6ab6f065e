import { awsRegion, stackName } from '@signalbox/cloudformation/names';
import { correlationIdInput, environment, githubToken, repository } from '@signalbox/runner/common-inputs';
import { boolean, type Inputs, integer, matching, moment, text, withDefault } from '@signalbox/runner/inputs';

export const inputs = {
  environment,
  'stack-name': stackName,
  'change-set': matching(/^[\w:/.-]+$/, 'the name or ARN of a change set'),
  template: text('the path of a template file'),
  'aws-region': awsRegion,
  'history-limit': withDefault(integer(1, 1000), '200'),
  'foreign-history': withDefault(boolean(), 'false'),
  'started-at': moment(),
  // Milliseconds, or a moment, given by mistake: no deployment takes thirty years.
  'elapsed-seconds': integer(0, 1_000_000_000),
  'github-token': githubToken,
  repository,
  'correlation-id': correlationIdInput,
};

export const outputs = [
  'estimated-seconds',
  'estimated-seconds-p80',
  'estimated-seconds-p95',
  'remaining-seconds',
  'remaining-seconds-p80',
  'eta',
  'eta-p80',
  'stall-threshold-seconds',
  'sample-size',
  'confidence',
  'summary',
] as const;

export type EstimateInputs = Inputs<typeof inputs>;
