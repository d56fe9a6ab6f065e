import { type CommandEnd, commandFailure } from '@signalbox/runner/command';
import { errorLine } from '@signalbox/runner/errors';
import { endLeftBehind, stillRuns } from '@signalbox/runner/process-tree';
import type { Seen } from '../../../monitor/src/background.ts';
import { connect } from '../../../monitor/src/connections.ts';
import { summaryOf } from '../../../monitor/src/reporting/summary.ts';
import type { Reporter } from '../announce.ts';
import { conclude } from '../conclude.ts';
import type { CommandRecord } from '../record.ts';
import { isCertain, watchedOf } from '../verdict.ts';
import { CANCELLED_LIMIT_SECONDS, watchDirectory, watches } from '../watch.ts';
import { interruptedVerdict, phaseOf, withUnfinishedBake } from './interrupted.ts';
import { keptDeployment } from './kept.ts';
import type { Deployment } from './phases.ts';
import { watchCommand } from './watch.ts';

/**
 * Post, when the main step could not end it itself: what still runs is ended, what moves is watched, and nothing is called a
 * success but what was seen to be one.
 */
export async function cleanUp(reporter: Reporter, command: CommandRecord, began: number): Promise<void> {
  const { inputs, step } = reporter;
  const { verdict: known } = command;
  const jobStatus = inputs['job-status'] ?? '';
  const hurried = jobStatus === 'cancelled';
  if (known !== undefined) return conclude(reporter, { verdict: known, report: undefined, began, hurried });
  await endCommand(reporter, command);
  if (hurried && !command.cancelled && inputs['on-cancel'] === 'cancel-update') await cancelUpdates(reporter);
  const { deployment, seen } = await seeToEnd(reporter, command, began);
  const report = seen?.report;
  const verdict = interruptedVerdict({
    jobStatus,
    command,
    deployment,
    watched: report && watchedOf(report),
  });
  step.log.warning(`${verdict.reason}. Look at ${inputs.environment}.`, 'Not ended by itself');
  await conclude(reporter, {
    ...{ verdict, report, began, hurried },
    summary: report === undefined ? '' : summaryOf(report),
  });
}

/** After a cancellation there is no time; otherwise a command that is left may end in its own. */
async function endCommand({ step }: Reporter, { running, doing }: CommandRecord): Promise<void> {
  if (running === undefined || !stillRuns(running)) return;
  step.log.warning(`The step was killed while ${doing}; the command is ended now.`, 'Command left behind');
  await endLeftBehind(running, { clock: step.clock, interrupt: 10_000, terminate: 5_000 });
}

/** What the main step could not: it was killed. */
async function cancelUpdates({ inputs, step, correlationId }: Reporter): Promise<void> {
  const { readerOf } = await connect(inputs, step, correlationId);
  for (const stack of inputs['stack-name'])
    await readerOf(stack)
      .then((reader) => reader.cancelUpdate(stack))
      .catch((error: unknown) => step.log.info(`${stack} was not cancelled: ${errorLine(error)}`));
}

/** What still moves, to its end. Services and addresses are only checked, and are left out where it failed. */
async function watchRest(
  reporter: Reporter,
  { since, directory, cancelled, well }: Rest,
): Promise<Seen | undefined> {
  const { inputs, step } = reporter;
  if (!watches(inputs)) return undefined;
  const limit = cancelled ? CANCELLED_LIMIT_SECONDS : inputs.timeout;
  const rest = watchCommand(reporter, {
    ...{ directory, deploymentId: undefined, log: step.log, since },
    inputs: {
      // It counts from the deployment's begin.
      timeout: (step.clock.now() - since) / 1000 + limit,
      'on-cancel': 'leave',
      bake: 0,
    },
  });
  rest.over(well);
  return rest.seen;
}

interface Rest {
  readonly directory: string;
  /** From when an operation counts, in milliseconds. */
  readonly since: number;
  readonly cancelled: boolean;
  /** The command that began it had ended well. */
  readonly well: boolean;
}

/** What the killed step would have seen, as far as that can be seen without it. */
async function seeToEnd(reporter: Reporter, command: CommandRecord, began: number): Promise<SeenSince> {
  const { inputs, step, records } = reporter;
  const { directory = watchDirectory(step) } = records.read();
  const kept = keptDeployment(directory);
  const phase = kept === undefined ? 'deploy' : phaseOf(kept);
  const cancelled = inputs['job-status'] === 'cancelled';
  const unbaked = (at: Deployment) =>
    phaseOf(at) === 'bake' ? withUnfinishedBake(at, command, inputs.bake) : at;
  const rest = (since: number, end?: CommandEnd) =>
    watchRest(reporter, { ...{ directory, since, cancelled }, well: !cancelled && endedWell(end) });
  if (kept === undefined || phase === 'deploy') return { seen: await rest(began) };
  if (phase === 'rollback') return { deployment: kept, seen: await rest(command.since ?? began) };
  if (phase === 'readiness' || phase === 'rollback-watch') {
    const isRollback = phase === 'rollback-watch';
    const seen = await (isRollback ? rest(command.since ?? began, kept.rollback) : rest(began, kept.deploy));
    // After a cancellation the watch is too short to say that all is well.
    if (cancelled || seen === undefined) return { deployment: kept, seen };
    const deployment = unbaked({ ...kept, [isRollback ? 'rollbackWatched' : 'watched']: seen });
    return { deployment, seen: isRollback ? seen : deployment.watched };
  }
  const deployment = unbaked(kept);
  const last = deployment.rollbackWatched ?? deployment.watched;
  const isOpen = last?.report !== undefined && !isCertain(watchedOf(last.report));
  return { deployment, seen: isOpen && phase !== 'bake' ? await rest(began) : last };
}

interface SeenSince {
  /** With what was seen now of what the step did not see to its end. */
  readonly deployment?: Deployment;
  /** Of the last watch, of the step or of this one. */
  readonly seen: Seen | undefined;
}

const endedWell = (end: CommandEnd | undefined): boolean =>
  end !== undefined && commandFailure('the command', end) === undefined;
