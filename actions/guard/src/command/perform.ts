import { type CommandEnd, commandFailure, type RunningCommand } from '@signalbox/runner/command';
import type { Env } from '@signalbox/runner/inputs';
import type { Seen } from '../../../monitor/src/background.ts';
import type { WatchInputs } from '../../../monitor/src/inputs.ts';
import { sayEnd } from '../../../monitor/src/outputs.ts';
import { announce } from '../announce.ts';
import { factsOf } from '../conclude.ts';
import { isCertain, watchedOf } from '../verdict.ts';
import { keepBaseline, watches } from '../watch.ts';
import { findEarlier } from './earlier.ts';
import { factsFor, freshCredentials } from './environment.ts';
import { type EarlierFiles, earlierFiles, insideOf } from './files.ts';
import type { Given } from './given.ts';
import { type Deployment, failureOf, type Phase } from './phases.ts';
import { openCommandGate, type Ran, runScript, type Script } from './run.ts';
import { type Beside, bakeSeen, watchBeside, watchNow } from './watch.ts';

const NOT_CONFIRMED =
  'The commit that ran before is not to be run again for a rollback, so nothing is undone. Look at the environment now';

/** AWS credentials last an hour; after a wait they are had anew. */
const FRESH_SECONDS = 300;

/** What comes of a phase. */
type Move = (at: Deployment) => Promise<Partial<Deployment>>;

/** How each phase is done. What is under way from one to the next (a watch, exported variables) is kept in here. */
export function openPerformer(given: Given): Readonly<Record<Exclude<Phase, 'over'>, Move>> {
  const { reporter, commands, turn, directory } = given;
  const { inputs, step, records, correlationId } = reporter;
  let exported: Ran['exported'] = { env: {}, path: [] };
  let beside: Beside | undefined;
  let files: EarlierFiles = { kind: 'no-checkout' };
  let announced: Promise<void> | undefined;

  /** Runs a command; with a watch beside it (of the step's inputs, but for `watched`) where anything is to be watched. */
  const runOne = async (script: Script, watched?: Partial<WatchInputs>): Promise<CommandEnd> => {
    const gate = openCommandGate(step);
    if (watched !== undefined && watches(inputs)) {
      const to = { directory, deploymentId: turn.deploymentId, log: gate.log };
      beside = watchBeside(reporter, { ...to, inputs: watched });
    }
    const { command = { doing: '' } } = records.read();
    const started = (running: RunningCommand) => records.update({ command: { ...command, running } });
    const ran = await runScript(script, { step, commands, exported, gate, started });
    records.update({ command });
    exported = ran.exported;
    const failed = commandFailure(script.name, ran.end);
    if (failed !== undefined) step.log.info(`${failed}.`);
    if (watched !== undefined) beside?.over(failed === undefined);
    return ran.end;
  };
  const sayLast = (seen: Seen): void => {
    if (seen.report !== undefined) sayEnd(seen.report, step.log);
  };
  const watchEnd = async (): Promise<Seen> => {
    const seen = (await beside?.seen) ?? { summary: '' };
    sayLast(seen);
    return seen;
  };
  const here = { workspace: commands.workspace, workingDirectory: commands.workingDirectory };
  const variables = async (previousSha: string, fresh: boolean): Promise<Env> => ({
    ...factsFor(reporter, turn, previousSha),
    ...(fresh ? await freshCredentials(reporter) : {}),
  });
  const stale = turn.waitedSeconds > FRESH_SECONDS || !step.env['AWS_ACCESS_KEY_ID'];

  return {
    deploy: async () => ({
      deploy: await runOne(
        {
          name: 'deploy-command',
          text: commands.deploy,
          ...here,
          variables: await variables(turn.deployedSha, stale),
        },
        {},
      ),
    }),
    readiness: async () => ({ watched: await watchEnd() }),
    smoke: async () => ({
      smoke: await runOne({
        name: 'smoke-command',
        text: commands.smoke ?? '',
        ...here,
        variables: await variables(turn.deployedSha, true),
      }),
    }),
    bake: async ({ watched }) => {
      if (watched?.report === undefined) return { baked: true };
      const seen = await bakeSeen(
        reporter,
        { directory, deploymentId: turn.deploymentId, log: step.log },
        watched.report,
      );
      sayLast(seen);
      return { baked: true, watched: seen, cancelled: step.cancelled.aborted };
    },
    earlier: async () => {
      const earlier = await findEarlier(reporter, turn);
      if (earlier.kind === 'refused') step.log.error(`${NOT_CONFIRMED}: ${earlier.why}.`, 'NO ROLLBACK');
      return { earlier };
    },
    rest: async (at) => {
      step.log.warning(
        `${failureOf(at)}. The rollback command runs as soon as the stack is at rest.`,
        'Rollback',
      );
      if (inputs['stack-name'].length > 0) await untilAtRest(at, given);
      return { rested: true };
    },
    files: async (at) => {
      // What is broken is not kept so for as long as Slack takes.
      announced = announceRollback(at, given);
      if (at.earlier?.kind !== 'commit') return { files: '' };
      files = await earlierFiles(
        {
          ...here,
          sha: at.earlier.sha,
          token: inputs['github-token'],
          name: String(turn.deploymentId ?? correlationId),
        },
        step,
      );
      if (files.kind === 'no-checkout')
        step.log.warning(
          `The workspace is no git checkout: the rollback command runs in it as it is, and finds the earlier commit as PREVIOUS_SHA only.`,
          'Rollback',
        );
      if (files.kind === 'failed') await announced;
      return { files: files.kind === 'failed' ? files.why : '' };
    },
    rollback: async (at) => {
      const sha = at.earlier?.kind === 'commit' ? at.earlier.sha : '';
      const inside = insideOf(commands.workspace, commands.workingDirectory);
      const where =
        files.kind === 'there'
          ? { workspace: files.workspace, workingDirectory: inside ?? commands.workingDirectory }
          : here;
      await keepBaseline({ ...inputs, bake: 0 }, directory, step, correlationId).catch(() => undefined);
      const script = { name: 'rollback-command', text: commands.rollback ?? '', ...where };
      const rollback = await runOne({ ...script, variables: await variables(sha, true) }, { bake: 0 });
      if (files.kind === 'there') await files.remove();
      await announced;
      return { rollback };
    },
    'rollback-watch': async () => ({ rollbackWatched: await watchEnd() }),
  };
}

/** A command that ran out of time leaves a stack that moves: nothing can be undone before it rests. */
async function untilAtRest({ watched }: Deployment, { reporter, directory, turn }: Given): Promise<void> {
  const wasAtRest = isCertain(watched?.report && watchedOf(watched.report));
  await watchNow(reporter, {
    quiet: wasAtRest,
    ...{ directory, deploymentId: turn.deploymentId, log: reporter.step.log },
    inputs: { 'ecs-service': [], 'health-url': [], bake: 0, 'fail-on': ['timed-out'] },
  });
}

/** To Slack a rollback is a second deployment in the same thread: so the first one's end is told, too, and as loudly. */
async function announceRollback(at: Deployment, { reporter, told }: Given): Promise<void> {
  const sha = at.earlier?.kind === 'commit' ? { sha: at.earlier.sha } : {};
  const reason = failureOf(at);
  const why = factsOf(reason === undefined ? {} : { reason }, at.watched?.report);
  await announce({ kind: 'failed', facts: { ...why, message: 'It is rolled back now.' } }, reporter);
  const { message: _, ...facts } = told;
  await announce(
    { kind: 'start', facts: { ...facts, ...sha, message: 'The rollback command runs.' } },
    reporter,
  );
}
