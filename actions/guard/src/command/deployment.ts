import { commandFailure } from '@signalbox/runner/command';
import { UserError } from '@signalbox/runner/errors';
import type { Phase as TelemetryPhase } from '@signalbox/telemetry/deployment';
import { setOutputs } from '../../../monitor/src/outputs.ts';
import { conclude, unknownElsewhere } from '../conclude.ts';
import { watches } from '../watch.ts';
import { bake, deploy, readiness, smoke } from './deploy-phases.ts';
import type { Given } from './given.ts';
import { keepDeployment } from './kept.ts';
import { NOTHING_UNDER_WAY, type Perform, type UnderWay } from './perform.ts';
import { type Deployment, endOf, failureOf, nextPhase, type Phase } from './phases.ts';
import { earlier, files, rest, rollback, rollbackWatch } from './rollback-phases.ts';

/** What is under way, for a process that finds this one killed. */
const DOING: Readonly<Record<Exclude<Phase, 'over'>, string>> = {
  deploy: 'the deploy command ran',
  readiness: 'it was waited until all is ready',
  smoke: 'the smoke command ran',
  bake: 'it was baked',
  earlier: 'it was to be rolled back',
  rest: 'it was to be rolled back',
  files: 'it was to be rolled back',
  rollback: 'the rollback command ran',
  'rollback-watch': 'the rollback was watched',
};

/**
 * Deploys by the commands while the environment is held, and ends it all: outputs, record, Slack, summary, release. When the
 * step is cancelled there is no time for that: the post step does it.
 * @throws UserError when the deployment failed
 */
export async function deployByCommand(given: Given): Promise<void> {
  const { reporter, began } = given;
  const { step, records, inputs } = reporter;
  const timings: Timing[] = [];
  const deployment = await run(given, timings);
  const { watched, rollbackWatched } = deployment;
  const report = watched?.report;
  const end = endOf(deployment, unknownElsewhere(report, step));
  step.output('outcome', end.outcome);
  if (report !== undefined) setOutputs(report, step);
  const line = `${inputs.environment}: ${end.outcome}${end.verdict.reason === undefined ? '' : `: ${end.verdict.reason}`}`;
  if (deployment.cancelled) {
    const { command = { doing: '' } } = records.read();
    records.update({ command: { ...command, cancelled: true } });
    throw new UserError(line);
  }
  records.update({ command: { doing: 'its end was told', verdict: end.verdict } });
  await conclude(reporter, {
    ...{ verdict: end.verdict, report: rollbackWatched?.report ?? report, began, hurried: false },
    ...(end.message === undefined ? {} : { message: end.message }),
    summary: [watched, rollbackWatched].map((seen) => seen?.summary ?? '').join(''),
    commands: { outcome: end.outcome, phases: phasesOf(deployment, timings), deployed: report },
  });
  if (failureOf(deployment) !== undefined) throw new UserError(line);
  step.log.info(line);
}

/** When a phase began and ended, in milliseconds since the epoch. */
interface Timing {
  readonly phase: Phase;
  readonly startedAt: number;
  readonly endedAt: number;
}

const COMMANDS = { deploy: 'command', smoke: 'smoke', rollback: 'rollback' } as const;

/** The commands, for telemetry; what is watched meanwhile is in the report. */
function phasesOf(deployment: Deployment, timings: readonly Timing[]): readonly TelemetryPhase[] {
  return timings.flatMap(({ phase, startedAt, endedAt }) => {
    if (phase !== 'deploy' && phase !== 'smoke' && phase !== 'rollback') return [];
    const end = deployment[phase];
    const failure = end && commandFailure(`${phase}-command`, end);
    const kind = COMMANDS[phase];
    return [
      {
        ...{ kind, name: kind, startedAt, endedAt, outcome: failure === undefined ? 'ok' : 'failed' },
        ...(failure === undefined ? {} : { reason: failure }),
      } as const,
    ];
  });
}

/** How each phase is done. */
const PERFORM: Readonly<Record<Exclude<Phase, 'over'>, Perform>> = {
  ...{ deploy, readiness, smoke, bake },
  ...{ earlier, rest, files, rollback, 'rollback-watch': rollbackWatch },
};

/** The interpreter: performs what comes next until nothing does, and writes down how long each took. */
async function run(given: Given, timings: Timing[]): Promise<Deployment> {
  const { commands, reporter, directory } = given;
  const { inputs, step, records } = reporter;
  let underWay: UnderWay = NOTHING_UNDER_WAY;
  let deployment: Deployment = {
    plan: {
      watches: watches(inputs),
      smokes: commands.smoke !== undefined,
      bakes: inputs.bake > 0,
      rollsBack: commands.rollback !== undefined,
      failOn: inputs['fail-on'],
    },
    cancelled: false,
  };
  for (;;) {
    if (step.cancelled.aborted && nextPhase(deployment) !== 'over')
      deployment = { ...deployment, cancelled: true };
    const phase = nextPhase(deployment);
    if (phase === 'over') return deployment;
    const startedAt = step.clock.now();
    records.update({ command: { doing: DOING[phase], since: startedAt } });
    const performed = await PERFORM[phase](deployment, given, underWay);
    timings.push({ phase, startedAt, endedAt: step.clock.now() });
    const cancelled = deployment.cancelled || wasCancelled(performed.came);
    deployment = { ...deployment, ...performed.came, cancelled };
    underWay = { ...underWay, ...performed.underWay };
    keepDeployment(directory, deployment);
  }
}

const wasCancelled = ({
  deploy,
  smoke,
  rollback,
  watched,
  rollbackWatched,
  cancelled,
}: Partial<Deployment>): boolean =>
  cancelled === true ||
  [deploy, smoke, rollback].some((end) => end?.kind === 'cancelled') ||
  [watched, rollbackWatched].some((seen) => seen?.report?.status === 'cancelled');
