import { troubleOf } from '@signalbox/cloudformation/errors';
import { nearNames } from '@signalbox/cloudformation/near';
import { ReadError } from '@signalbox/cloudformation/reader';
import type { Seen, SeenCodeDeployment, ServiceState } from '../model/service.ts';
import type { ServiceName } from '../model/service-name.ts';
import type { EcsReader } from '../ports.ts';
import { type ConnectOptions, type EcsConnection, openConnection } from './connection.ts';
import { call, codeOf } from './errors.ts';
import { toState } from './from-sdk.ts';
import { fetchRollouts } from './rollouts.ts';
import { fetchStoppedTasks } from './stopped-tasks.ts';

/** ECS through the SDK, which is loaded here. Sends nothing yet. */
export async function connectEcs(options: ConnectOptions): Promise<EcsReader> {
  const connection = await openConnection(options);
  return {
    now: connection.now,
    fetchService: (name, followed) => fetchService(connection, name, followed),
    fetchStoppedTasks: (name, since) => fetchStoppedTasks(connection, name, since),
    fetchNear: (name) => fetchNearServices(connection, name).catch(() => []),
  };
}

/** The service, and what its controller says of its deployments. @throws ReadError */
async function fetchService(connection: EcsConnection, name: ServiceName, followed?: string): Promise<Seen> {
  const service = await describeService(connection, name);
  const kept = service?.controller === 'ECS' && service.status !== 'INACTIVE';
  return {
    service,
    ...(kept ? await fetchRollouts(connection, name, followed) : { rollouts: [] }),
    ...(service?.controller === 'CODE_DEPLOY'
      ? { codeDeploy: await codeDeploymentOf(connection, name, service) }
      : {}),
    now: connection.now(),
  };
}

/**
 * Undefined when there is no such service, or no such cluster. @throws ReadError also when the credentials show a service
 * of another account than the ARN's: it may well have the same name
 */
async function describeService(
  { sdk, client }: EcsConnection,
  { cluster, service, account }: ServiceName,
): Promise<ServiceState | undefined> {
  const command = new sdk.DescribeServicesCommand({ cluster, services: [service] });
  const answer = await call('DescribeServices', () => client.send(command)).catch(withoutCluster);
  const found = answer?.services?.[0];
  const seenIn = found?.serviceArn?.split(':')[4];
  if (account !== undefined && seenIn !== undefined && seenIn !== account) {
    const words = `the service that is seen is of account ${seenIn}, the ARN of ${account}: use credentials of that account`;
    throw new ReadError('denied', words, undefined);
  }
  return found && toState(found);
}

function withoutCluster(error: unknown): undefined {
  if (codeOf(error) !== 'ClusterNotFoundException') throw error;
}

async function codeDeploymentOf(
  { fetchCodeDeployment }: EcsConnection,
  name: ServiceName,
  { taskSets }: ServiceState,
): Promise<SeenCodeDeployment> {
  try {
    return await fetchCodeDeployment(name, taskSets);
  } catch (error) {
    throw new ReadError(troubleOf(error), `GetDeployment: ${String(error)}`, error);
  }
}

/**
 * Services, or clusters with this service, whose names resemble the one asked for, as `cluster/service`. Reads one page
 * of names: more would help nobody. @throws the SDK's error
 */
async function fetchNearServices(
  { sdk, client }: EcsConnection,
  { cluster, service }: ServiceName,
): Promise<readonly string[]> {
  const last = (arn: string) => arn.split('/').at(-1) ?? arn;
  try {
    const input = { cluster, maxResults: 100 };
    const { serviceArns = [] } = await client.send(new sdk.ListServicesCommand(input));
    return nearNames(service, serviceArns.map(last)).map((each) => `${cluster}/${each}`);
  } catch (error) {
    if (codeOf(error) !== 'ClusterNotFoundException') throw error;
    const { clusterArns = [] } = await client.send(new sdk.ListClustersCommand({}));
    return nearNames(cluster, clusterArns.map(last)).map((each) => `${each}/${service}`);
  }
}
