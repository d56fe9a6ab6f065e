import { announce } from '../announce.ts';
import { factsOf } from '../conclude.ts';
import { isCertain, watchedOf } from '../verdict.ts';
import { keepBaseline } from '../watch.ts';
import { findEarlier } from './earlier.ts';
import { earlierFiles, insideOf } from './files.ts';
import type { Given } from './given.ts';
import { here, type Perform, runOne, variables, watchEnd } from './perform.ts';
import { type Deployment, failureOf } from './phases.ts';
import { watchNow } from './watch.ts';

const NOT_CONFIRMED =
  'The commit that ran before is not to be run again for a rollback, so nothing is undone. Look at the environment now';

/** Which commit ran before, and whether it may be run again. */
export const earlier: Perform = async (_, { reporter, turn }) => {
  const found = await findEarlier(reporter, turn);
  if (found.kind === 'refused') reporter.step.log.error(`${NOT_CONFIRMED}: ${found.why}.`, 'NO ROLLBACK');
  return { came: { earlier: found } };
};

/** Waits until the stacks are at rest. */
export const rest: Perform = async (at, given) => {
  const { step, inputs } = given.reporter;
  step.log.warning(
    `${failureOf(at)}. The rollback command runs as soon as the stack is at rest.`,
    'Rollback',
  );
  if (inputs['stack-name'].length > 0) await untilAtRest(at, given);
  return { came: { rested: true } };
};

/** A command that ran out of time leaves a stack that moves: nothing can be undone before it rests. */
async function untilAtRest({ watched }: Deployment, { reporter, directory, turn }: Given): Promise<void> {
  const wasAtRest = isCertain(watched?.report && watchedOf(watched.report));
  await watchNow(reporter, {
    quiet: wasAtRest,
    ...{ directory, deploymentId: turn.deploymentId, log: reporter.step.log },
    inputs: { 'ecs-service': [], 'health-url': [], bake: 0, 'fail-on': ['timed-out'] },
  });
}

/** Checks out the earlier commit, and notifies Slack meanwhile: what is broken is not kept so for as long as Slack takes. */
export const files: Perform = async (at, given) => {
  const { reporter, turn } = given;
  const { step, inputs, correlationId } = reporter;
  const announcing = announceRollback(at, given);
  if (at.earlier?.kind !== 'commit') return { came: { files: '' }, underWay: { announcing } };
  const found = await earlierFiles(
    {
      ...{ ...here(given), sha: at.earlier.sha, token: inputs['github-token'] },
      name: String(turn.deploymentId ?? correlationId),
    },
    step,
  );
  if (found.kind === 'no-checkout')
    step.log.warning(
      `The workspace is no git checkout: the rollback command runs in it as it is, and finds the earlier commit as PREVIOUS_SHA only.`,
      'Rollback',
    );
  if (found.kind === 'failed') await announcing;
  return {
    came: { files: found.kind === 'failed' ? found.why : '' },
    underWay: { announcing, files: found },
  };
};

/** The command that brings back what ran before, in the files of that commit. */
export const rollback: Perform = async (at, given, underWay) => {
  const { reporter, commands, directory } = given;
  const { inputs, step, correlationId } = reporter;
  const sha = at.earlier?.kind === 'commit' ? at.earlier.sha : '';
  const { files: found } = underWay;
  const inside = insideOf(commands.workspace, commands.workingDirectory);
  const where =
    found.kind === 'there'
      ? { workspace: found.workspace, workingDirectory: inside ?? commands.workingDirectory }
      : here(given);
  await keepBaseline({ ...inputs, bake: 0 }, directory, step, correlationId).catch(() => undefined);
  const script = {
    ...{ name: 'rollback-command', text: commands.rollback ?? '', ...where },
    variables: await variables(given, sha, true),
  };
  const ran = await runOne(script, given, underWay, { bake: 0 });
  if (found.kind === 'there') await found.remove();
  await underWay.announcing;
  return { came: { rollback: ran.end }, underWay: ran.underWay };
};

/** The watch that began with the rollback command, to its end. */
export const rollbackWatch: Perform = async (_, given, underWay) => ({
  came: { rollbackWatched: await watchEnd(given, underWay) },
});

/** To Slack a rollback is a second deployment in the same thread, so the end of the first one is announced, too, as loudly. */
async function announceRollback(at: Deployment, { reporter, announced }: Given): Promise<void> {
  const sha = at.earlier?.kind === 'commit' ? { sha: at.earlier.sha } : {};
  const reason = failureOf(at);
  const why = factsOf(reason === undefined ? {} : { reason }, at.watched?.report);
  await announce({ kind: 'failed', facts: { ...why, message: 'It is rolled back now.' } }, reporter);
  const { message: _, ...facts } = announced;
  await announce(
    { kind: 'start', facts: { ...facts, ...sha, message: 'The rollback command runs.' } },
    reporter,
  );
}
