import type { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { troubleOf } from '@signalbox/cloudformation/aws-trouble';
import type { CodeDeployment, SeenCodeDeployment, ServiceName, TaskSet } from './service.ts';

/**
 * A deployment of CodeDeploy. `serving`: its task set serves and is steady, so what it still does matters.
 * @throws the SDK's error when it may not or cannot be read
 */
type ReadCodeDeployment = (id: string, service: ServiceName, serving: boolean) => Promise<CodeDeployment>;

interface CodeDeployOptions {
  /** Its region and credentials are used. */
  readonly ecs: ECSClient;
  /** Adds to the client of CodeDeploy what the ECS client has. */
  readonly prepare: (client: CodeDeployClient) => void;
}

/** The one room of the SDK of CodeDeploy, which is loaded by the first read of a service that CodeDeploy deploys. */
async function connect({ ecs, prepare }: CodeDeployOptions) {
  const sdk = await import('@aws-sdk/client-codedeploy');
  const region = await ecs.config.region();
  const client = new sdk.CodeDeployClient({
    region,
    credentials: ecs.config.credentials,
    maxAttempts: 3,
    requestHandler: { requestTimeout: 10_000 },
  });
  prepare(client);
  return { sdk, client };
}

function codeDeploymentReader(options: CodeDeployOptions): ReadCodeDeployment {
  let connected: ReturnType<typeof connect> | undefined;
  const connection = () => (connected ??= connect(options));
  /**
   * Whether only the wait before the old task set is removed is left. The deployment's own sign of it is not set; its target
   * is Succeeded by then (https://github.com/aws/containers-roadmap/issues/269). A target that may not be read tells nothing:
   * then the end of the deployment is waited for.
   */
  const isShifted = async (deploymentId: string, { cluster, service }: ServiceName) => {
    const { sdk, client } = await connection();
    const input = { deploymentId, targetId: `${cluster}:${service}` };
    const answer = await client.send(new sdk.GetDeploymentTargetCommand(input)).catch(() => undefined);
    return answer?.deploymentTarget?.ecsTarget?.status === 'Succeeded';
  };
  return async (id, service, serving) => {
    const { sdk, client } = await connection();
    // https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html
    const { deploymentInfo = {} } = await client.send(new sdk.GetDeploymentCommand({ deploymentId: id }));
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
      ...(completeTime === undefined ? {} : { endedAt: completeTime.getTime() }),
    };
  };
}

/** The deployment of a service's newest task set, though that be gone again. */
type Look = (service: ServiceName, taskSets: readonly TaskSet[]) => Promise<SeenCodeDeployment>;

/** Asks of a deployment until it is over. @throws the SDK's error for what passes: an outage, throttling, expired credentials */
export function openCodeDeploy(options: CodeDeployOptions): Look {
  const read = codeDeploymentReader(options);
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
  const name = error instanceof Error ? error.name : '';
  return /^(Deployment|InvalidDeployment)/.test(name)
    ? `CodeDeploy does not know ${id} (${name})`
    : undefined;
}
