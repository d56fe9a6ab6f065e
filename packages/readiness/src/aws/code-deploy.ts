import type { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { troubleOf } from '@signalbox/cloudformation/errors';
import type { CodeDeployment, SeenCodeDeployment, TaskSet } from '../model/service.ts';
import type { ServiceName } from '../model/service-name.ts';

interface CodeDeployOptions {
  /** Its region and credentials are used. */
  readonly ecs: ECSClient;
  /** Adds to the client of CodeDeploy what the ECS client has. */
  readonly prepare: (client: CodeDeployClient) => void;
}

/** The only function that uses the SDK of CodeDeploy, which is loaded for the first service that CodeDeploy deploys. */
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

type Connection = Awaited<ReturnType<typeof connect>>;

interface Wanted {
  readonly id: string;
  readonly service: ServiceName;
  /** Its task set serves and is steady, so what the deployment still does matters. */
  readonly serving: boolean;
}

/**
 * A deployment of CodeDeploy. https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html
 * @throws the SDK's error when it may not or cannot be read
 */
async function fetchDeployment(connection: Connection, wanted: Wanted): Promise<CodeDeployment> {
  const { sdk, client } = connection;
  const { id, serving } = wanted;
  const { deploymentInfo = {} } = await client.send(new sdk.GetDeploymentCommand({ deploymentId: id }));
  const { status = '', errorInformation, rollbackInfo = {}, completeTime } = deploymentInfo;
  const started = deploymentInfo.instanceTerminationWaitTimeStarted === true;
  const shifted = status === 'InProgress' && serving && (started || (await isShifted(connection, wanted)));
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
}

/**
 * Whether only the wait before the old task set is removed is left. The deployment's own field for that is not set; its
 * target is Succeeded by then (https://github.com/aws/containers-roadmap/issues/269). Where the target may not be read
 * this is not known, and the end of the deployment is waited for.
 */
async function isShifted({ sdk, client }: Connection, { id, service }: Wanted): Promise<boolean> {
  const input = { deploymentId: id, targetId: `${service.cluster}:${service.service}` };
  const answer = await client.send(new sdk.GetDeploymentTargetCommand(input)).catch(() => undefined);
  return answer?.deploymentTarget?.ecsTarget?.status === 'Succeeded';
}

/** The CodeDeploy deployment of a service's newest task set, also after that set was removed. */
export type FetchNewestCodeDeployment = (
  service: ServiceName,
  taskSets: readonly TaskSet[],
) => Promise<SeenCodeDeployment>;

/** What is remembered between reads. */
interface Memory {
  /** By `cluster/service`. */
  readonly newest: Map<string, TaskSet>;
  /** Deployments that cannot change any more, by id. */
  readonly over: Map<string, CodeDeployment>;
  /** Why no deployment may be read. */
  refused?: string;
}

/** Reads a deployment until it is over. @throws the SDK's error for what passes: an outage, throttling, expired credentials */
export function codeDeployFetcher(options: CodeDeployOptions): FetchNewestCodeDeployment {
  const memory: Memory = { newest: new Map(), over: new Map() };
  let connected: Promise<Connection> | undefined;
  return async (service, taskSets) => {
    const set = newestSet(memory, service, taskSets);
    if (set === undefined) return {};
    const id = set.externalId;
    if (id === undefined || !id.startsWith('d-')) return { hidden: NO_ID };
    const ended = memory.over.get(id);
    if (ended !== undefined) return { deployment: ended };
    if (memory.refused !== undefined) return { hidden: memory.refused };
    try {
      connected ??= connect(options);
      const serving = set.status === 'PRIMARY' && set.steady;
      const deployment = await fetchDeployment(await connected, { id, service, serving });
      // What failed may still be rolled back, which changes its words.
      if (deployment.status === 'Succeeded') memory.over.set(id, deployment);
      return { deployment };
    } catch (error) {
      const hidden = hiddenBy(error, id);
      if (hidden === undefined) throw error;
      if (troubleOf(error) === 'denied') memory.refused = hidden;
      return { hidden };
    }
  };
}

/** The newest of these and of those that were there before. */
function newestSet(
  { newest }: Memory,
  { cluster, service }: ServiceName,
  taskSets: readonly TaskSet[],
): TaskSet | undefined {
  const key = `${cluster}/${service}`;
  const known = newest.get(key);
  const set = [...taskSets, ...(known === undefined ? [] : [known])].toSorted(
    (a, b) => b.createdAt - a.createdAt,
  )[0];
  if (set !== undefined) newest.set(key, set);
  return set;
}

const NO_ID = 'the task set does not name its CodeDeploy deployment';

/** Why the deployment cannot be read; undefined for a failure that passes. */
function hiddenBy(error: unknown, id: string): string | undefined {
  if (troubleOf(error) === 'denied') return 'the credentials need codedeploy:GetDeployment';
  const name = error instanceof Error ? error.name : '';
  return /^(Deployment|InvalidDeployment)/.test(name)
    ? `CodeDeploy does not know ${id} (${name})`
    : undefined;
}
