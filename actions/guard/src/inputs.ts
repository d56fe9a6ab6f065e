import type { Inputs } from '@signalbox/runner/inputs';
import { slackInputs } from '@signalbox/slack/inputs';
import { inputs as coordinate, outputs as coordinateOutputs } from '../../coordinate/src/inputs.ts';
import { inputs as estimate, outputs as estimateOutputs } from '../../estimate-time/src/inputs.ts';
import { inputs as monitor } from '../../monitor/src/inputs.ts';
import { inputs as notify } from '../../notify/src/inputs.ts';

/** The fields of `from` under `names`. */
function pick<const F extends object, const K extends keyof F>(from: F, ...names: readonly K[]): Pick<F, K> {
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<F, K>;
}

/** What is handed on to the monitor. */
export const monitorInputs = pick(
  monitor,
  'stack-name',
  'aws-region',
  'timeout',
  'start-timeout',
  'stall-after',
  'poll-interval',
  'fail-on',
  'on-cancel',
  'ecs-service',
  'health-url',
  'health-status',
  'health-follow-redirects',
  'health-successes',
  'health-timeout',
  'bake',
  'bake-alarms',
  'bake-query',
  'bake-query-url',
  'bake-on-breach',
  'role-to-assume',
);

export const inputs = {
  ...pick(
    coordinate,
    'environment',
    'github-token',
    'repository',
    'correlation-id',
    'ref',
    'on-busy',
    'wait-timeout',
    'priority',
    'on-outdated',
    'promoted-from',
    'require-concurrency-group',
    'settle',
    'max-hold',
    'claim-timeout',
    'on-registry-error',
    'description',
    'environment-url',
    'job-status',
    'check-run-id',
  ),
  ...monitorInputs,
  ...slackInputs,
  ...pick(notify, 'message', 'fields', 'url', 'thread-ts'),
  ...pick(estimate, 'history-limit', 'foreign-history'),
};

export const outputs = [...coordinateOutputs, ...estimateOutputs] as const;

export type GuardInputs = Inputs<typeof inputs>;
