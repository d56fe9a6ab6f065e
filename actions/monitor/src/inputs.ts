import { awsRegion, roleArn, stackNames } from '@signalbox/cloudformation/names';
import { correlationIdInput, environmentName } from '@signalbox/runner/common-inputs';
import {
  duration,
  durationOrAuto,
  type Field,
  fromRunner,
  type Inputs,
  integer,
  list,
  matching,
  moment,
  oneOf,
  secret,
  text,
  withDefault,
} from '@signalbox/runner/inputs';
import { slackInputs } from '../../notify/src/inputs.ts';

const STATUSES = [
  'failed',
  'rolled-back',
  'stalled',
  'timed-out',
  'cancelled',
  'no-changes',
  'not-found',
] as const;

/** First and last HTTP status that count as healthy. */
export interface StatusRange {
  readonly low: number;
  readonly high: number;
}

const statusRange: Field<StatusRange | undefined> = {
  accepts: 'an HTTP status such as 200, or a range such as 200-299',
  parse: (raw) => {
    const match = /^([1-5]\d\d)(?:\s*-\s*([1-5]\d\d))?$/.exec(raw);
    const range = { low: Number(match?.[1]), high: Number(match?.[2] ?? match?.[1]) };
    return range.low <= range.high ? range : undefined;
  },
};

export const inputs = {
  'stack-name': stackNames,
  'aws-region': awsRegion,
  mode: withDefault(oneOf('foreground', 'background'), 'foreground'),
  environment: environmentName,
  'ecs-service': list('ECS services as cluster/service', /^[\w-]{1,255}\/[\w-]{1,255}$/),
  'health-url': list('http(s) addresses', /^https?:\/\/[^\s/]+/i),
  'health-status': withDefault(statusRange, '200-299'),
  'health-successes': withDefault(integer(1, 100), '3'),
  'health-timeout': withDefault(duration(1), '5m'),
  timeout: withDefault(duration(1), '2h'),
  'started-at': moment(),
  'start-timeout': withDefault(duration(0), '5m'),
  'stall-after': withDefault(durationOrAuto(1), 'auto'),
  'poll-interval': withDefault(durationOrAuto(1), 'auto'),
  'fail-on': withDefault(
    list(`statuses of ${STATUSES.join(', ')}`, new RegExp(`^(${STATUSES.join('|')})$`)),
    'failed,rolled-back,timed-out,not-found',
  ),
  'on-cancel': withDefault(oneOf('leave', 'cancel-update'), 'leave'),
  'role-to-assume': roleArn,
  'deployment-id': integer(1),
  'github-token': secret(fromRunner(text('a GitHub token with deployments: write'), 'github.token')),
  repository: fromRunner(
    matching(/^[\w.-]+\/[\w.-]+$/, 'OWNER/NAME of the repository that keeps the registry'),
    'github.repository',
  ),
  'correlation-id': correlationIdInput,
  ...slackInputs,
};

export const outputs = [
  'status',
  'stack-status',
  'failed-resource',
  'failure-reason',
  'root-cause',
  'duration-seconds',
  'progress',
  'console-url',
  'report-path',
  'api-calls',
] as const;

export type MonitorInputs = Inputs<typeof inputs>;
