import { calibrationLine } from '@signalbox/estimate/words';
import { calibrationOf } from '@signalbox/registry/history';
import { type Active, active, canDeploy } from '@signalbox/registry/look';
import { running } from '@signalbox/registry/outdated';
import { formatReason } from '@signalbox/registry/reason';
import { latestState } from '@signalbox/registry/status';
import { formatDuration } from '@signalbox/runner/duration';
import { type Context, claimant, setOutputs, turnOptions } from './context.ts';
import { showFailure } from './failure.ts';
import { groupLine, showGroup } from './groups.ts';
import { queueSection, section } from './summary.ts';

/** `can-deploy`: one look, nothing written. */
export async function canDeployNow(context: Context): Promise<void> {
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
  setOutputs(context, {
    'can-deploy': seen.canDeploy,
    reason,
    'queue-position': seen.canDeploy ? 0 : seen.ahead.length,
    'estimated-wait-seconds': seen.canDeploy ? 0 : seen.estimatedWaitSeconds,
    active: seen.active,
    'concurrency-group': group,
  });
  await step.summary(queueSection(seen.canDeploy ? 'free' : reason, seen.snapshot, context));
}

/** `get-active`: who holds, since when, how long it should still take. */
export async function showActive(context: Context): Promise<void> {
  const { inputs, step, ports } = context;
  const holder = await active({ environment: inputs.environment, maxHoldSeconds: inputs['max-hold'] }, ports);
  const group = await showGroup(context);
  step.log.info(
    holder === undefined
      ? `Nobody deploys to ${inputs.environment}.`
      : `${inputs.environment}: ${JSON.stringify(holder)}`,
  );
  if (group !== undefined) step.log.info(groupLine(group));
  setOutputs(context, {
    active: holder,
    'deployment-id': holder?.deploymentId,
    'estimated-wait-seconds': holder?.remainingSeconds,
    'concurrency-group': group,
  });
  await step.summary(section(holder === undefined ? 'nobody deploys' : holderLine(holder), context));
}

function holderLine({ deploymentId, runId, workflow, actor, since, remainingSeconds }: Active): string {
  const left = remainingSeconds === undefined ? '' : `, about ${formatDuration(remainingSeconds)} left`;
  const id = deploymentId === undefined ? '' : ` as registration ${deploymentId}`;
  return `run ${runId} of ${workflow} by ${actor} deploys${id} since ${since}${left}`;
}

/** `status`: the latest state of the environment, or of the deployment with `correlation-id`. */
export async function showStatus(context: Context): Promise<void> {
  const { inputs, step, ports } = context;
  const found = await latestState(inputs.environment, inputs['correlation-id'], ports);
  step.log.info(`${inputs.environment}: ${found.state}${found.details && ` (${found.details})`}.`);
  const failure = await showFailure(found, context);
  const truth = calibrationOf(found.snapshot.registrations);
  if (truth !== undefined) step.log.info(calibrationLine(truth));
  setOutputs(context, {
    state: found.state,
    reason: found.details,
    // 0 is nobody's id.
    'deployment-id': found.registration?.id || undefined,
    'deployed-sha': (
      await running(inputs.environment, found.snapshot, { whose: step.job, registry: ports.registry })
    )?.sha,
    ...(found.registration === undefined
      ? {}
      : { 'correlation-id': found.registration.payload.correlationId }),
  });
  await step.summary(`${queueSection(found.state, found.snapshot, context)}\n${failure}`);
}
