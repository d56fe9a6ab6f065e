import { errorLine } from '@signalbox/runner/errors';
import { endLeftBehind, stillRuns } from '@signalbox/runner/process-tree';
import { connect } from '../../../monitor/src/connections.ts';
import type { Reporter } from '../announce.ts';
import { conclude } from '../conclude.ts';
import type { CommandRecord } from '../record.ts';
import { judge, type Verdict, type Watched, WORDS, watchedOf } from '../verdict.ts';
import { CANCELLED_LIMIT_SECONDS, watchDirectory, watches } from '../watch.ts';
import { watchBeside } from './watch.ts';

/** Post, when the main step could not end it itself: what still runs is ended, what moves is watched, and nothing is called a success. */
export async function cleanUp(reporter: Reporter, command: CommandRecord, began: number): Promise<void> {
  const { inputs, step } = reporter;
  const cancelled = inputs['job-status'] === 'cancelled';
  await endCommand(reporter, command);
  if (cancelled && !command.cancelled && inputs['on-cancel'] === 'cancel-update')
    await cancelUpdates(reporter);
  const seen = watches(inputs) ? await watchRest(reporter, began, cancelled) : undefined;
  const report = seen?.report;
  const verdict = verdictOfLeft(inputs['job-status'] ?? '', command, report && watchedOf(report));
  step.log.warning(`${verdict.reason}. Look at ${inputs.environment}.`, 'Not ended by itself');
  await conclude(reporter, { verdict, report, began, summary: seen?.summary ?? '', hurried: cancelled });
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

/** Without services and addresses: only what still moves matters. */
async function watchRest(reporter: Reporter, began: number, cancelled: boolean) {
  const { inputs, step, records } = reporter;
  const { directory = watchDirectory(step) } = records.read();
  const limit = cancelled ? CANCELLED_LIMIT_SECONDS : inputs.timeout;
  const rest = watchBeside(reporter, {
    ...{ directory, deploymentId: undefined, log: step.log, since: began },
    inputs: {
      // It counts from the deployment's begin.
      timeout: (step.clock.now() - began) / 1000 + limit,
      'on-cancel': 'leave',
      bake: 0,
    },
  });
  rest.over(false);
  return rest.seen;
}

/** What can be said of a deployment whose step did not live to its end. Pure. */
export function verdictOfLeft(
  jobStatus: string,
  { doing, cancelled = false }: CommandRecord,
  watched: Watched | undefined,
): Verdict {
  const broken = judge('success', watched);
  if (broken.outcome === 'failure' && broken.event !== 'timed-out' && jobStatus !== 'cancelled')
    return { ...broken, reason: `${broken.reason} (the step was ended while ${doing})` };
  if (jobStatus === 'cancelled') {
    const verdict = judge('cancelled', watched);
    // Whatever the stacks came to, the commands did not.
    return verdict.outcome === 'success' ? { ...verdict, outcome: 'cancelled' } : verdict;
  }
  const how = cancelled ? 'ended' : 'killed';
  const stack = watched === undefined ? '' : `; ${WORDS[watched.status]}`;
  const reason = `the step was ${how} while ${doing}, so what became of the deployment is not known${stack}`;
  return { outcome: 'error', event: 'timed-out', reason };
}
