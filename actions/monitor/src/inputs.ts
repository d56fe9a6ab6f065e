import { awsRegion, roleArn, stackNames } from '@signalbox/cloudformation/names';
import { parseAddresses, parseStatuses, type StatusRange } from '@signalbox/readiness/address';
import { bakeInputs } from '@signalbox/readiness/bake-inputs';
import { ecsServices } from '@signalbox/readiness/service';
import { correlationIdInput, environmentName } from '@signalbox/runner/common-inputs';
import {
  boolean,
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
import { slackInputs } from '@signalbox/slack/inputs';

const STATUSES = [
  'failed',
  'rolled-back',
  'stalled',
  'timed-out',
  'cancelled',
  'no-changes',
  'not-found',
] as const;

const statuses: Field<readonly StatusRange[] | undefined> = {
  accepts: 'HTTP statuses such as 200, 200-299 or 200-204,404',
  parse: parseStatuses,
};

/** Refuses by itself: nothing of an address at fault may be quoted. */
const addresses: Field<readonly string[]> = {
  accepts: 'http(s) addresses, separated by newlines or commas',
  default: '',
  parse: (raw) => parseAddresses(raw, 'health-url'),
};

export const inputs = {
  'stack-name': stackNames,
  'aws-region': awsRegion,
  mode: withDefault(oneOf('foreground', 'background'), 'foreground'),
  environment: environmentName,
  'ecs-service': ecsServices,
  'health-url': addresses,
  'health-status': withDefault(statuses, '200-299'),
  'health-follow-redirects': withDefault(boolean(), 'false'),
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
  ...bakeInputs,
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
  'bake-status',
  'bake-breach',
] as const;

export type MonitorInputs = Inputs<typeof inputs>;

/** Those of a watch: without what only says how its step is run. */
export type WatchInputs = Omit<MonitorInputs, 'mode' | 'correlation-id'>;
