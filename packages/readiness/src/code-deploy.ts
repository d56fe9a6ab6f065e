import { troubleOf } from '@signalbox/cloudformation/aws-trouble';
import type { CodeDeployment, SeenCodeDeployment, ServiceName, TaskSet } from './service.ts';
import { CallError, type SignedCall } from './signed-call.ts';

/**
 * A deployment of CodeDeploy. `serving`: its task set serves and is steady, so what it still does matters.
 * @throws CallError when it may not or cannot be read
 */
type ReadCodeDeployment = (id: string, service: ServiceName, serving: boolean) => Promise<CodeDeployment>;

/** CodeDeploy (GetDeployment, GetDeploymentTarget), as far as a service's task set needs it. */
function codeDeploymentReader(call: SignedCall): ReadCodeDeployment {
  const ask = (action: string, input: object) => call({ service: 'codedeploy', action, input });
  /**
   * Whether only the wait before the old task set is removed is left. The deployment's own sign of it is not set; its target
   * is Succeeded by then (https://github.com/aws/containers-roadmap/issues/269). A target that may not be read tells nothing:
   * then the end of the deployment is waited for.
   */
  const isShifted = async (deploymentId: string, { cluster, service }: ServiceName) => {
    const input = { deploymentId, targetId: `${cluster}:${service}` };
    const answer = (await ask('GetDeploymentTarget', input).catch(() => ({}))) as Target;
    return answer.deploymentTarget?.ecsTarget?.status === 'Succeeded';
  };
  return async (id, service, serving) => {
    const { deploymentInfo = {} } = (await ask('GetDeployment', { deploymentId: id })) as Answer;
    const { status = '', errorInformation, rollbackInfo = {}, completeTime } = deploymentInfo;
    const started = deploymentInfo.instanceTerminationWaitTimeStarted === true;
    const shifted = status === 'InProgress' && serving && (started || (await isShifted(id, service)));
    const error = [errorInformation?.code, errorInformation?.message].filter(Boolean).join(': ');
    const { rollbackDeploymentId, rollbackTriggeringDeploymentId, rollbackMessage } = rollbackInfo;
    const isRollback = deploymentInfo.creator === 'codeDeployRollback';
    return {
      ...{ id, status, shifted },
      reason: [error, rollbackMessage].filter(Boolean).join('; '),
      ...(rollbackDeploymentId ? { rolledBackBy: rollbackDeploymentId } : {}),
      ...(isRollback ? { rollbackOf: rollbackTriggeringDeploymentId ?? 'another one' } : {}),
      ...(completeTime === undefined ? {} : { endedAt: completeTime * 1000 }),
    };
  };
}

/** The deployment of a service's newest task set, though that be gone again. */
type Look = (service: ServiceName, taskSets: readonly TaskSet[]) => Promise<SeenCodeDeployment>;

/** Asks of a deployment until it is over. @throws CallError for what passes: an outage, throttling, expired credentials */
export function openCodeDeploy(call: SignedCall): Look {
  const read = codeDeploymentReader(call);
  const newest = new Map<string, TaskSet>();
  const over = new Map<string, CodeDeployment>();
  let refused: string | undefined;
  return async (service, taskSets) => {
    const key = `${service.cluster}/${service.service}`;
    const known = newest.get(key);
    const set = [...taskSets, ...(known === undefined ? [] : [known])].toSorted(
      (a, b) => b.createdAt - a.createdAt,
    )[0];
    if (set === undefined) return {};
    newest.set(key, set);
    const id = set.externalId;
    if (id === undefined || !id.startsWith('d-')) return { hidden: NO_ID };
    const ended = over.get(id);
    if (ended !== undefined) return { deployment: ended };
    if (refused !== undefined) return { hidden: refused };
    try {
      const deployment = await read(id, service, set.status === 'PRIMARY' && set.steady);
      // What failed may still be rolled back, which changes its words.
      if (deployment.status === 'Succeeded') over.set(id, deployment);
      return { deployment };
    } catch (error) {
      const hidden = hiddenBy(error, id);
      if (hidden === undefined) throw error;
      if (troubleOf(error) === 'denied') refused = hidden;
      return { hidden };
    }
  };
}

const NO_ID = 'the task set does not name its CodeDeploy deployment';

/** Why the deployment cannot be read; undefined for what passes. */
function hiddenBy(error: unknown, id: string): string | undefined {
  if (troubleOf(error) === 'denied') return 'the credentials need codedeploy:GetDeployment';
  const name = error instanceof CallError ? error.code : '';
  return /^(Deployment|InvalidDeployment)/.test(name)
    ? `CodeDeploy does not know ${id} (${name})`
    : undefined;
}

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html; times are in seconds. */
interface Answer {
  readonly deploymentInfo?: {
    readonly status?: string;
    readonly creator?: string;
    readonly completeTime?: number;
    readonly instanceTerminationWaitTimeStarted?: boolean;
    readonly errorInformation?: { readonly code?: string; readonly message?: string };
    readonly rollbackInfo?: {
      readonly rollbackDeploymentId?: string;
      readonly rollbackTriggeringDeploymentId?: string;
      readonly rollbackMessage?: string;
    };
  };
}

interface Target {
  readonly deploymentTarget?: { readonly ecsTarget?: { readonly status?: string } };
}
