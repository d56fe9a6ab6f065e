import { UserError } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { compact } from '@signalbox/runner/values';
import type { Facts } from '@signalbox/slack/event';
import { halves } from '@signalbox/slack/inputs';
import { checkTogether } from '../../../coordinate/src/main.ts';
import { checkWatched } from '../../../monitor/src/check.ts';
import { readable, unreadLines, withSign } from '../../../notify/src/fact-inputs.ts';
import { announce } from '../announce.ts';
import { checkCommands } from '../command/check.ts';
import { deployByCommand } from '../command/deployment.ts';
import { NOTHING_YET } from '../command/interrupted.ts';
import { expectedSeconds, finishOf } from '../expected.ts';
import { identify } from '../identity.ts';
import type { GuardInputs } from '../inputs.ts';
import { takeTurnAndNotify } from '../queue-news.ts';
import { openRecords, remembering } from '../record.ts';
import { checkBakeable, keepBaseline, startMonitor, watchDirectory, watches } from '../watch.ts';

/**
 * Main: correlate, queue and hold; estimate meanwhile; announce. Then the commands deploy, watched from here; or without
 * one the job's own steps, watched by a process in parallel, and the post step ends it.
 */
export async function begin(inputs: GuardInputs, given: Step): Promise<void> {
  checkTogether(inputs, given.env);
  const [fault] = halves(inputs);
  if (fault !== undefined) throw new UserError(fault);
  checkWatched(inputs, given.env);
  const commands = checkCommands(inputs, given);
  const { step, id } = identify(inputs, remembering(given));
  const records = openRecords(step);
  records.update({ correlationId: id });
  await checkBakeable(inputs, step, id);
  const announced = facts(inputs, step);
  const reporter = { inputs, step, correlationId: id, records };
  const [turn, expected] = await Promise.all([
    takeTurnAndNotify(announced, reporter),
    expectedSeconds(inputs, step),
  ]);
  if (!turn.deploys) {
    if (commands !== undefined) step.output('outcome', 'skipped');
    return;
  }
  const directory = watchDirectory(step);
  await keepBaseline(inputs, directory, step, id);
  const now = step.clock.now();
  const failedBefore = inputs['job-status'] === 'failure';
  const command = commands && { command: { doing: NOTHING_YET } };
  records.update({ began: now, failedBefore, directory, ...command });
  if (commands === undefined && watches(inputs)) {
    startMonitor(directory, step, records, {
      environment: inputs.environment,
      repository: inputs.repository,
      'github-token': inputs['github-token'],
      'correlation-id': id,
      'deployment-id': turn.deploymentId,
    });
  }
  const finish = expected === undefined ? {} : { finish: finishOf(expected, now) };
  await announce({ kind: 'start', facts: { ...announced, ...finish } }, reporter);
  if (commands !== undefined)
    await deployByCommand({ reporter, commands, turn, directory, announced, began: now });
}

function facts(inputs: GuardInputs, { job, log }: Step): Facts {
  const [stack] = inputs['stack-name'];
  const { inputs: shown, unread } = readable(inputs);
  for (const line of unreadLines(unread)) log.warning(line);
  const known = {
    environment: inputs.environment,
    repository: job.repository,
    sha: inputs.ref,
    ref: job.refName,
    actor: job.actor,
    runUrl: job.runUrl,
    ...(stack === undefined ? {} : { stack: inputs['stack-name'].join(', ') }),
    ...compact({
      ...{ environmentUrl: inputs['environment-url'], url: shown.url },
      ...{ message: inputs.message, fields: shown.fields, jobId: inputs['check-run-id'] },
    }),
  };
  return withSign(known, unread);
}
