import { duration, type Field, type Inputs, text, withDefault } from '@signalbox/runner/inputs';
import { isShell, SHELLS } from '@signalbox/runner/shell';
import { slackInputs } from '@signalbox/slack/inputs';
import { telemetryInputs } from '@signalbox/telemetry/inputs';
import { inputs as coordinate, outputs as coordinateOutputs } from '../../coordinate/src/inputs.ts';
import { inputs as estimate, outputs as estimateOutputs } from '../../estimate-time/src/inputs.ts';
import { inputs as monitor, outputs as monitorOutputs } from '../../monitor/src/inputs.ts';
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
  'bake-query-token',
  'bake-on-breach',
  'role-to-assume',
);

/** Any text: what is in it, only its shell knows. */
const script = text('a script');

const shell: Field<string | undefined> = {
  accepts: SHELLS,
  parse: (raw) => (isShell(raw) ? raw : undefined),
};

const commandInputs = {
  'deploy-command': script,
  'smoke-command': script,
  'rollback-command': script,
  shell,
  'working-directory': text('a folder, from the workspace or absolute'),
  'command-timeout': withDefault(duration(1), '60m'),
};

export const inputs = {
  ...commandInputs,
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
  ...telemetryInputs,
  ...slackInputs,
  ...pick(notify, 'message', 'fields', 'url', 'thread-ts'),
  ...pick(estimate, 'history-limit', 'foreign-history'),
};

/** Only set with deploy-command: without it the end comes when nobody reads outputs any more. */
const commandOutputs = ['outcome', ...monitorOutputs] as const;

export const outputs = [...coordinateOutputs, ...estimateOutputs, ...commandOutputs] as const;

export type GuardInputs = Inputs<typeof inputs>;
