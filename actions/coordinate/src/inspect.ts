import { type Active, canDeploy, inspect } from '@signalbox/registry/inspect';
import { formatReason } from '@signalbox/registry/reason';
import { formatDuration } from '@signalbox/runner/duration';
import { oneLine } from '@signalbox/runner/untrusted';
import { type Context, claimant, turnOptions } from './context.ts';
import { groupLine, showGroup } from './groups.ts';
import type { Result } from './outputs.ts';
import { queueSection, section } from './summary.ts';

/** `can-deploy`: one read, nothing written. */
export async function canDeployNow(context: Context): Promise<Result> {
  const { inputs, step, ports } = context;
  const seen = await canDeploy({ ...turnOptions(context), claimant: claimant(context, 'job') }, ports);
  const group = await showGroup(context);
  const reason = formatReason(seen.reason);
  if (seen.warning !== undefined) step.log.warning(seen.warning);
  step.log.info(
    seen.canDeploy
      ? `${inputs.environment} can be deployed.`
      : `${inputs.environment} cannot be deployed now: ${reason}.`,
  );
  if (group !== undefined) step.log.info(groupLine(group));
  await step.summary(queueSection(seen.canDeploy ? 'free' : reason, seen.snapshot, context));
  const values = {
    'can-deploy': seen.canDeploy,
    reason,
    'queue-position': seen.canDeploy ? 0 : seen.ahead.length,
    'estimated-wait-seconds': seen.canDeploy ? 0 : seen.estimatedWaitSeconds,
    active: seen.active,
    'concurrency-group': group,
  };
  return { values };
}

/** `get-active`: who holds, since when, how long it should still take. */
export async function showActive(context: Context): Promise<Result> {
  const { inputs, step, ports } = context;
  const { environment } = inputs;
  const { active: holder } = await inspect({ environment, maxHoldSeconds: inputs['max-hold'] }, ports);
  const group = await showGroup(context);
  step.log.info(
    holder === undefined ? `Nobody deploys to ${environment}.` : `${environment}: ${holderLine(holder)}.`,
  );
  if (group !== undefined) step.log.info(groupLine(group));
  await step.summary(section(holder === undefined ? 'nobody deploys' : holderLine(holder), context));
  const values = {
    active: holder,
    'deployment-id': holder?.deploymentId,
    'estimated-wait-seconds': holder?.remainingSeconds,
    'concurrency-group': group,
  };
  return { values };
}

function holderLine({ deploymentId, runId, workflow, actor, since, remainingSeconds }: Active): string {
  const remaining = remainingSeconds === undefined ? '' : `, about ${formatDuration(remainingSeconds)} left`;
  const [flow, who] = [oneLine(workflow, 60), oneLine(actor, 40)];
  const id = deploymentId === undefined ? '' : ` as registration ${deploymentId}`;
  return `run ${runId} of ${flow} by ${who} deploys${id} since ${since}${remaining}`;
}
