import { correlationIdInput, environment, githubToken, repository } from '@signalbox/runner/common-inputs';
import {
  boolean,
  type Field,
  type Inputs,
  integer,
  matching,
  text,
  withDefault,
} from '@signalbox/runner/inputs';

/** Milliseconds since the epoch of an ISO 8601 moment with its time zone. */
const moment: Field<number | undefined> = {
  accepts: 'a moment as ISO 8601 with its time zone, such as 2026-01-31T09:30:00Z',
  parse: (text) => {
    const time = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(time) ? undefined : time;
  },
};

export const inputs = {
  environment,
  'stack-name': matching(/^[\w:/.-]+$/, 'the name or ARN of a CloudFormation stack'),
  'change-set': matching(/^[\w:/.-]+$/, 'the name or ARN of a change set'),
  template: text('the path of a template file'),
  'aws-region': matching(/^[a-z]{2}(-[a-z]+)+-\d$/, 'an AWS region such as eu-central-1'),
  'history-limit': withDefault(integer(1, 1000), '200'),
  'foreign-history': withDefault(boolean(), 'false'),
  'started-at': moment,
  'elapsed-seconds': integer(0),
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
