import type { Rollout, Seen } from '../model/service.ts';
import { isUnderWay } from '../model/service.ts';
import type { ServiceName } from '../model/service-name.ts';
import type { EcsConnection } from './connection.ts';
import { call, hiddenBy } from './errors.ts';
import { toBrief, toRollout } from './from-sdk.ts';

type Deployments = Pick<EcsConnection, 'sdk' | 'client' | 'over'>;

/** Of a service's deployments, 100 each: more than nearly any service has in the 90 days that ECS keeps them. */
const PAGES = 20;

/**
 * The deployments that ECS keeps of a service: `followed` alone while it is under way, else all, the newest one and
 * `followed` in full.
 */
export async function fetchRollouts(
  connection: Deployments,
  name: ServiceName,
  followed?: string,
): Promise<Pick<Seen, 'rollouts' | 'hidden'>> {
  // Ids of other kinds (ecs-svc/…) are not of these deployments.
  const arn = followed?.includes(':service-deployment/') ? followed : undefined;
  try {
    // One that is still under way was not replaced: a new one stops it.
    const [still] = arn === undefined ? [] : await describe(connection, [arn]).catch(() => []);
    if (still !== undefined && isUnderWay(still)) return { rollouts: [still] };
    return { rollouts: await withDetails(connection, await list(connection, name), arn) };
  } catch (error) {
    const hidden = hiddenBy(error);
    if (hidden === undefined) throw error;
    return { rollouts: [], hidden };
  }
}

async function list(
  { sdk, client }: Deployments,
  { cluster, service }: ServiceName,
): Promise<readonly Rollout[]> {
  const found: Rollout[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const input = { cluster, service, maxResults: 100, ...(nextToken ? { nextToken } : {}) };
    const answer = await call('ListServiceDeployments', () =>
      client.send(new sdk.ListServiceDeploymentsCommand(input)),
    );
    found.push(...(answer.serviceDeployments ?? []).map(toBrief));
    nextToken = answer.nextToken;
    if (!nextToken) break;
  }
  return found;
}

async function withDetails(
  connection: Deployments,
  listed: readonly Rollout[],
  followed: string | undefined,
): Promise<readonly Rollout[]> {
  const newest = listed.toSorted((a, b) => b.createdAt - a.createdAt)[0];
  const ids = [newest?.id, followed].filter((id) => id !== undefined && id !== '');
  const wanted = [...new Set(ids)] as string[];
  if (wanted.length === 0) return listed;
  // The list alone is enough to know the outcome.
  const full = await describe(connection, wanted).catch((error) => {
    if (hiddenBy(error) === undefined) throw error;
    return [];
  });
  return listed.map((each) => full.find(({ id }) => id === each.id) ?? each);
}

async function describe(
  { sdk, client, over }: Deployments,
  arns: readonly string[],
): Promise<readonly Rollout[]> {
  const known = arns.flatMap((arn) => over.get(arn) ?? []);
  const open = arns.filter((arn) => !over.has(arn));
  if (open.length === 0) return known;
  const answer = await call('DescribeServiceDeployments', () =>
    client.send(new sdk.DescribeServiceDeploymentsCommand({ serviceDeploymentArns: open })),
  );
  const found = (answer.serviceDeployments ?? []).map(toRollout);
  for (const each of found) if (!isUnderWay(each)) over.set(each.id, each);
  return [...found, ...known];
}
