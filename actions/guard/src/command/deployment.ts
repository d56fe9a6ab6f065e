import { UserError } from '@signalbox/runner/errors';
import { setOutputs } from '../../../monitor/src/outputs.ts';
import { conclude, leftUnknown } from '../conclude.ts';
import { watches } from '../watch.ts';
import type { Given } from './given.ts';
import { openPerformer } from './perform.ts';
import { type Deployment, endOf, failureOf, nextPhase, type Outcome, type Phase } from './phases.ts';

/** What is under way, for whoever finds this process killed. */
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
  const deployment = await run(given);
  const { watched, rollbackWatched } = deployment;
  const report = watched?.report;
  const end = endOf(deployment, leftUnknown(report, step));
  step.output('outcome', end.outcome);
  if (report !== undefined) setOutputs(report, step);
  const line = `${inputs.environment}: ${end.outcome}${end.verdict.reason === undefined ? '' : `: ${end.verdict.reason}`}`;
  if (deployment.cancelled) {
    const { doing = '' } = records.read().command ?? {};
    records.update({ command: { doing, cancelled: true } });
    throw new UserError(line);
  }
  records.update({ command: { doing: 'its end was told', verdict: end.verdict } });
  await conclude(reporter, {
    ...{ verdict: end.verdict, report: rollbackWatched?.report ?? report, began, hurried: false },
    ...(report === undefined ? {} : { deployed: report }),
    ...(deployment.rollback !== undefined && isRollback(end.outcome) ? { rollback: end.outcome } : {}),
    ...(end.message === undefined ? {} : { message: end.message }),
    summary: [watched, rollbackWatched].map((seen) => seen?.summary ?? '').join(''),
  });
  if (failureOf(deployment) !== undefined) throw new UserError(line);
  step.log.info(line);
}

const isRollback = (outcome: Outcome): outcome is 'rolled-back' | 'rollback-failed' =>
  outcome === 'rolled-back' || outcome === 'rollback-failed';

/** The interpreter: performs what comes next until nothing does. */
async function run(given: Given): Promise<Deployment> {
  const { commands, reporter } = given;
  const { inputs, step, records } = reporter;
  const perform = openPerformer(given);
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
    records.update({ command: { doing: DOING[phase] } });
    const more = await perform[phase](deployment);
    const cancelled = deployment.cancelled || more.cancelled === true || wasCancelled(more);
    deployment = { ...deployment, ...more, cancelled };
  }
}

const wasCancelled = ({ deploy, smoke, rollback, watched, rollbackWatched }: Partial<Deployment>): boolean =>
  [deploy, smoke, rollback].some((end) => end?.kind === 'cancelled') ||
  [watched, rollbackWatched].some((seen) => seen?.report?.status === 'cancelled');
