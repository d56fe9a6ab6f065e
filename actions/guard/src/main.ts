import { UserError } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { compact } from '@signalbox/runner/values';
import type { Facts } from '@signalbox/slack/event';
import { halves } from '@signalbox/slack/inputs';
import { checkTogether } from '../../coordinate/src/main.ts';
import { checkWatched } from '../../monitor/src/check.ts';
import { readable, unreadLines, withSign } from '../../notify/src/fact-inputs.ts';
import { announce } from './announce.ts';
import { expectedSeconds, finishOf } from './expected.ts';
import { identify } from './identity.ts';
import type { GuardInputs } from './inputs.ts';
import { takeTurnAloud } from './queue-news.ts';
import { checkBakeable, keepBaseline, startMonitor, watchDirectory } from './watch.ts';

/** Set once the deployment is under way: the post step has something to finish. */
export const BEGAN = 'began';

/** Set when the job had failed already: a rollback, say. */
export const FAILED_BEFORE = 'failed-before';

/** Main: correlate, queue and hold; estimate meanwhile; announce; watch beside the user's own deploy step. */
export async function begin(inputs: GuardInputs, given: Step): Promise<void> {
  checkTogether(inputs, given.env);
  const [fault] = halves(inputs);
  if (fault !== undefined) throw new UserError(fault);
  checkWatched(inputs, given.env);
  const { step, id } = identify(inputs, given);
  await checkBakeable(inputs, step, id);
  const told = facts(inputs, step);
  const reporter = { inputs, step, correlationId: id };
  const [turn, expected] = await Promise.all([takeTurnAloud(told, reporter), expectedSeconds(inputs, step)]);
  if (!turn.deploys) return;
  const directory = watchDirectory(step);
  await keepBaseline(inputs, directory, step, id);
  const now = step.clock.now();
  step.saveState(BEGAN, String(now));
  if (inputs['job-status'] === 'failure') step.saveState(FAILED_BEFORE, 'true');
  const watched = [...inputs['stack-name'], ...inputs['ecs-service'], ...inputs['health-url']];
  if (watched.length > 0 || inputs.bake > 0) {
    startMonitor(directory, step, {
      environment: inputs.environment,
      repository: inputs.repository,
      'github-token': inputs['github-token'],
      'correlation-id': id,
      'deployment-id': turn.deploymentId,
    });
  }
  const finish = expected === undefined ? {} : { finish: finishOf(expected, now) };
  await announce({ kind: 'start', facts: { ...told, ...finish } }, reporter);
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
