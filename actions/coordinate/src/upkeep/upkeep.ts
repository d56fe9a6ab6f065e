import { cleanup } from '@signalbox/registry/cleanup';
import { freeze, unfreeze } from '@signalbox/registry/freeze';
import { markDeployment } from '@signalbox/registry/mark';
import { UserError } from '@signalbox/runner/errors';
import type { Context } from '../context.ts';
import { incidentOf } from '../inputs.ts';
import type { Result } from '../outputs.ts';
import { section } from '../summary.ts';
import { publishFrozen } from './frozen.ts';

/** Of those that were refused, in the log. */
const SHOWN = 20;

/** `cleanup`: ends registrations of dead owners, deletes what is old. */
export async function cleanUp(context: Context): Promise<Result> {
  const { inputs, step, ports } = context;
  const { environment, keep } = inputs;
  const done = await cleanup(
    { environment, keep, olderThanSeconds: inputs['older-than'], maxHoldSeconds: inputs['max-hold'] },
    ports,
  );
  const remaining = done.remaining > 0 ? ` ${done.remaining} more are left for the next time.` : '';
  const what = `ended ${done.ended} and deleted ${done.deleted} registrations.${remaining}`;
  step.log.info(`${environment}: ${what}`);
  const refused = done.refused.length;
  for (const line of done.refused.slice(0, SHOWN)) step.log.warning(line);
  const not = refused === 0 ? '' : ` GitHub refused ${refused}: ${done.refused[0]}`;
  await step.summary(section(`${what}${not}`, context));
  if (refused === 0) return { values: { state: 'success' } };
  const line = `${environment}: ${what} GitHub refused ${refused} of them. ${done.refused[0]}. Delete it by hand, or run again.`;
  return { values: { state: 'failure' }, failure: new UserError(line) };
}

/** `freeze`: closes the environment for everybody until `unfreeze`. */
export async function close(context: Context): Promise<Result> {
  const { inputs, step, ports } = context;
  const { environment, reason = '' } = inputs;
  const { made, holder } = await freeze({ environment, reason, by: step.job.actor }, ports);
  step.log.notice(
    made ? `${environment} is frozen: ${reason}.` : `${environment} was frozen already.`,
    'Freeze',
  );
  const meanwhile = holder === undefined ? '' : `. Still under way: ${holder}`;
  const what = made ? `frozen: ${reason}${meanwhile}` : 'was frozen already';
  if (holder !== undefined)
    step.log.warning(
      `A deployment to ${environment} is still under way: ${holder}. A freeze does not stop it.`,
    );
  await step.summary(section(what, context));
  return {
    values: { 'can-deploy': false, reason: `frozen: ${reason}`, ...(await publishFrozen(true, context)) },
  };
}

/** `unfreeze`: opens it again. */
export async function open(context: Context): Promise<Result> {
  const { inputs, step, ports } = context;
  const { environment, reason = '' } = inputs;
  const ended = await unfreeze({ environment, reason, by: step.job.actor }, ports);
  step.log.notice(ended > 0 ? `${environment} is open again.` : `${environment} was not frozen.`, 'Unfreeze');
  const why = reason === '' ? '' : `: ${reason}`;
  await step.summary(section(ended > 0 ? `open again${why}` : 'was not frozen', context));
  return { values: { reason: 'free', ...(await publishFrozen(false, context)) } };
}

/** `mark`: a deployment that later caused an incident, so that the change failure rate is true. */
export async function markIncident(context: Context): Promise<Result> {
  const { inputs, step, ports } = context;
  const { environment, reason = '', 'deployment-id': deploymentId = 0 } = inputs;
  const incident = incidentOf(inputs);
  const request = { environment, deploymentId, incident, reason, by: step.job.actor };
  const { made, mark } = await markDeployment(request, ports.registry);
  const counts = incident ? 'counts as failed: it caused an incident' : 'counts as it ended';
  const said = mark === undefined ? '' : ` (${mark.by}: ${mark.reason})`;
  const what = `registration ${deploymentId} ${made ? '' : 'already '}${counts}${said}`;
  step.log.notice(`${environment}: ${what}.`, 'Mark');
  await step.summary(section(what, context));
  return { values: { 'deployment-id': deploymentId, reason, state: incident ? 'failure' : 'success' } };
}
