import { awsFor } from '@signalbox/cloudformation/for-step';
import type {
  CheckReport,
  MonitorReport,
  ResourceReport,
  StackReport,
} from '@signalbox/cloudformation/report';
import { STACK_TYPE } from '@signalbox/cloudformation/stack-event';
import type { Step } from '@signalbox/runner/step';
import type { Phase, TelemetryOutcome } from '@signalbox/telemetry/deployment';
import type { EndingFacts } from '../../coordinate/src/telemetry.ts';
import type { GuardInputs } from './inputs.ts';
import type { Verdict } from './verdict.ts';

/** What only the one that ran the commands knows. */
export interface CommandFacts {
  readonly outcome: TelemetryOutcome | 'skipped';
  readonly phases: readonly Phase[];
  /** Of the deployment, where `report` is its rollback's. */
  readonly deployed?: MonitorReport | undefined;
}

const isRollback = (
  outcome: CommandFacts['outcome'] | undefined,
): outcome is 'rolled-back' | 'rollback-failed' => outcome === 'rolled-back' || outcome === 'rollback-failed';

interface Way {
  readonly inputs: Pick<GuardInputs, 'role-to-assume' | 'aws-region'>;
  readonly step: Step;
  readonly commands?: CommandFacts;
}

/** What this deployment's verdict and its monitor know, and what its commands came to, for telemetry. */
export function telemetryFacts(
  verdict: Verdict,
  report: MonitorReport | undefined,
  { inputs, step, commands }: Way,
): EndingFacts {
  const roleArn = inputs['role-to-assume'];
  const aws = { region: inputs['aws-region'], roleArn, correlationId: undefined };
  return {
    outcome: outcomeOf(verdict, report, commands),
    reason: verdict.reason,
    phases: [
      ...(commands?.phases ?? []),
      ...(commands?.deployed === undefined || commands.deployed === report
        ? []
        : phasesOf(commands.deployed)),
      ...(report === undefined ? [] : phasesOf(report)),
    ],
    ...(roleArn === undefined ? {} : { credentials: awsFor(aws, step).connection.credentials }),
  };
}

function outcomeOf(
  { outcome, event }: Verdict,
  report: MonitorReport | undefined,
  commands: CommandFacts | undefined,
): TelemetryOutcome {
  if (outcome === 'error') return 'error';
  if (isRollback(commands?.outcome)) return commands.outcome;
  if (outcome === 'failure' && report?.bake?.status === 'breached') return 'breached';
  if (event === 'rolled-back' || event === 'timed-out' || event === 'cancelled') return event;
  if (outcome !== 'success') return 'failed';
  return report?.status === 'no-changes' ? 'no-changes' : 'succeeded';
}

/** The stacks with their resources, and what was checked behind them. */
const phasesOf = ({ stacks, checks, bake }: MonitorReport): readonly Phase[] => [
  ...stacks.flatMap(stackPhase),
  ...checks.flatMap(checkPhase),
  ...bakePhase(bake),
];

function bakePhase(bake: MonitorReport['bake']): readonly Phase[] {
  if (bake?.startedAt === undefined || bake.endedAt === undefined) return [];
  const { status, reason } = bake;
  const outcome = status === 'passed' ? 'ok' : status === 'breached' ? 'failed' : undefined;
  return [
    {
      ...{ kind: 'bake', name: 'bake', reason },
      ...{ startedAt: Date.parse(bake.startedAt), endedAt: Date.parse(bake.endedAt) },
      ...(outcome === undefined ? {} : { outcome }),
      attributes: { 'signalbox.bake.status': status },
    },
  ];
}

function stackPhase(stack: StackReport): readonly Phase[] {
  const { name, startedAt, endedAt, status, stackStatus, operation, consoleUrl, rootCause, resources } =
    stack;
  // Nothing happened to it.
  if (startedAt === undefined) return [];
  const begin = Date.parse(startedAt);
  const end = endedAt === undefined ? lastOf(resources, begin) : Date.parse(endedAt);
  return [
    {
      ...{ kind: 'stack', name, startedAt: begin, endedAt: end },
      ...resultOf(status, stack.lostSight),
      ...(rootCause === undefined ? {} : { reason: `${rootCause.logicalId}: ${rootCause.reason}` }),
      attributes: attributes({
        'aws.cloudformation.stack.status': stackStatus,
        'aws.cloudformation.operation': operation,
        'url.full': consoleUrl,
      }),
      phases: resourcePhases(stack),
    },
  ];
}

const lastOf = (resources: readonly ResourceReport[], begin: number): number =>
  Math.max(begin, ...resources.map(({ startedAt, seconds }) => Date.parse(startedAt) + seconds * 1000));

/** Each resource of a nested stack below the resource that is that stack. */
function resourcePhases({ name, stackId, resources, events }: StackReport): readonly Phase[] {
  /** Of a nested stack: `parent/logical id`, as CloudFormation's events name it. */
  const home = new Map<string, string>();
  for (const { type, physicalId, stackName, logicalId, stackId: parentId } of events)
    if (type === STACK_TYPE && physicalId.startsWith('arn:') && physicalId !== parentId)
      home.set(nameIn(physicalId), `${stackName}/${logicalId}`);
  const byHome = new Map<string, ResourceReport[]>();
  const own = stackId === undefined ? name : nameIn(stackId);
  for (const resource of resources) {
    const parent = resource.stackName === own ? '' : (home.get(resource.stackName) ?? '');
    byHome.set(parent, [...(byHome.get(parent) ?? []), resource]);
  }
  const below = (parent: string, seen: readonly string[]): readonly Phase[] =>
    (byHome.get(parent) ?? []).map((resource) => {
      const key = `${resource.stackName}/${resource.logicalId}`;
      const nested = seen.includes(key) || key === parent ? [] : below(key, [...seen, key]);
      return { ...resourcePhase(resource), ...(nested.length === 0 ? {} : { phases: nested }) };
    });
  return below('', []);
}

const nameIn = (stackId: string): string => stackId.split('/')[1] ?? stackId;

function resourcePhase({ logicalId, type, status, stackName, startedAt, seconds }: ResourceReport): Phase {
  const begin = Date.parse(startedAt);
  const failed = /_FAILED$/.test(status);
  const complete = /_COMPLETE$/.test(status);
  return {
    ...{ kind: 'resource', name: logicalId, startedAt: begin, endedAt: begin + seconds * 1000 },
    ...(failed ? { outcome: 'failed' as const } : complete ? { outcome: 'ok' as const } : {}),
    attributes: {
      'aws.cloudformation.resource.type': type,
      'aws.cloudformation.resource.status': status,
      'aws.cloudformation.stack.name': stackName,
    },
  };
}

function checkPhase(check: CheckReport): readonly Phase[] {
  const { kind, subject, status, ok, reason, startedAt, endedAt, lostSight } = check;
  if (startedAt === undefined) return [];
  const begin = Date.parse(startedAt);
  return [
    {
      kind: kind === 'ecs-service' ? 'ecs' : 'health',
      name: subject,
      startedAt: begin,
      endedAt: endedAt === undefined ? begin + check.seconds * 1000 : Date.parse(endedAt),
      ...resultOf(ok ? 'succeeded' : status, lostSight),
      ...(ok ? {} : { reason }),
    },
  ];
}

function resultOf(status: MonitorReport['status'], lostSight: string | undefined): Pick<Phase, 'outcome'> {
  if (lostSight !== undefined || status === 'cancelled') return {};
  return { outcome: ['succeeded', 'no-changes'].includes(status) ? 'ok' : 'failed' };
}

const attributes = (given: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
