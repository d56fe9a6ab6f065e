import { markDeployment } from '@signalbox/registry/mark';
import type { Context } from '../context.ts';
import { incidentOf } from '../inputs.ts';
import type { Result } from '../outputs.ts';
import { section } from '../summary.ts';

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
