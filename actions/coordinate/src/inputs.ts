import { awsRegion, roleArn, stackNames } from '@signalbox/cloudformation/names';
import { bakeInputs } from '@signalbox/readiness/bake-inputs';
import { ecsServices } from '@signalbox/readiness/service';
import { PRIORITIES } from '@signalbox/registry/payload';
import {
  correlationIdInput,
  environment,
  environmentName,
  githubToken,
  repository,
} from '@signalbox/runner/common-inputs';
import { UserError } from '@signalbox/runner/errors';
import {
  duration,
  durationOrAuto,
  fromRunner,
  type Inputs,
  integer,
  matching,
  oneOf,
  required,
  text,
  url,
  withDefault,
} from '@signalbox/runner/inputs';
import { slackInputs } from '@signalbox/slack/inputs';
import { telemetryInputs, telemetryOutputs } from '@signalbox/telemetry/inputs';

export const OPERATIONS = [
  'acquire',
  'can-deploy',
  'register',
  'wait',
  'get-active',
  'status',
  'release',
  'cleanup',
  'freeze',
  'unfreeze',
  'check',
  'mark',
  'health',
  'review',
] as const;

export const inputs = {
  operation: withDefault(oneOf(...OPERATIONS), 'acquire'),
  environment,
  'github-token': githubToken,
  repository,
  'correlation-id': correlationIdInput,
  ref: required(
    fromRunner(
      matching(/^[0-9a-f]{40}$/i, 'the full SHA (40 hex digits) of the commit to deploy'),
      'github.sha',
    ),
  ),
  'on-busy': withDefault(oneOf('wait', 'fail', 'skip'), 'wait'),
  'wait-timeout': withDefault(duration(1), '60m'),
  priority: withDefault(integer(PRIORITIES.least, PRIORITIES.most), '0'),
  'on-outdated': withDefault(oneOf('ignore', 'warn', 'fail', 'skip'), 'warn'),
  'promoted-from': environmentName,
  'stack-name': stackNames,
  'aws-region': awsRegion,
  'role-to-assume': roleArn,
  'require-concurrency-group': text('the name of a native concurrency group'),
  settle: withDefault(durationOrAuto(2), 'auto'),
  'max-hold': withDefault(duration(60), '6h'),
  'claim-timeout': withDefault(duration(30), '5m'),
  'on-registry-error': withDefault(oneOf('fail', 'proceed'), 'fail'),
  'deployment-id': integer(1),
  state: oneOf('success', 'failure', 'error', 'inactive'),
  reason: text('why, for people'),
  description: text('one line for the deployment page'),
  'environment-url': url(),
  'older-than': withDefault(duration(), '7d'),
  keep: withDefault(integer(0), '50'),
  'review-issue': withDefault(oneOf('weekly', 'deployment'), 'weekly'),
  'ecs-service': ecsServices,
  'bake-alarms': bakeInputs['bake-alarms'],
  'bake-query': bakeInputs['bake-query'],
  'bake-query-url': bakeInputs['bake-query-url'],
  'bake-query-token': bakeInputs['bake-query-token'],
  'slack-token': slackInputs['slack-token'],
  'slack-webhook-url': slackInputs['slack-webhook-url'],
  'updates-channel': slackInputs['updates-channel'],
  'interact-channel': slackInputs['interact-channel'],
  'slack-api-url': slackInputs['slack-api-url'],
  'pager-url': slackInputs['pager-url'],
  'pager-key': slackInputs['pager-key'],
  ...telemetryInputs,
  'job-status': fromRunner(text('the status of the job'), 'job.status'),
  'check-run-id': fromRunner(integer(1), 'job.check_run_id'),
};

export const outputs = [
  'acquired',
  'can-deploy',
  'reason',
  'deployment-id',
  'fencing-token',
  'correlation-id',
  'queue-position',
  'waited-seconds',
  'estimated-wait-seconds',
  'active',
  'state',
  'deployed-sha',
  'concurrency-group',
  ...telemetryOutputs,
] as const;

/** What only `status` shows. */
export const statusOutputs = [
  'deployed-since',
  'deployed-by',
  'deployed-run',
  'rollback-sha',
  'queue',
  'frozen',
  'deployments',
] as const;

export type CoordinateInputs = Inputs<typeof inputs>;
export type Output = (typeof outputs)[number] | (typeof statusOutputs)[number];

/** Those that taking a turn needs. */
export type TurnInputs = Omit<CoordinateInputs, OfOtherOperations>;

type OfOtherOperations =
  | (
      | 'operation'
      | 'deployment-id'
      | 'state'
      | 'reason'
      | 'older-than'
      | 'keep'
      | 'review-issue'
      | 'ecs-service'
      | 'role-to-assume'
    )
  | keyof typeof bakeInputs
  | Extract<keyof CoordinateInputs, keyof typeof slackInputs>;

/** What the input `state` says of a deployment that is marked. @throws UserError for what it cannot say */
export function incidentOf({ state = 'failure' }: Pick<CoordinateInputs, 'state'>): boolean {
  if (state === 'failure' || state === 'success') return state === 'failure';
  throw new UserError(
    `Input "state" of operation mark is failure (it caused an incident, the default) or success (that is taken back), not ${state}.`,
  );
}
