// What the simulated ECS believes, as its callers see it.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type EcsSimulator, startEcs } from './server.ts';
import type { SimulatedService } from './service.ts';

const START = Date.UTC(2026, 0, 5, 10);
let second = 0;
let ecs: EcsSimulator;
beforeEach(async () => {
  second = 0;
  ecs = await startEcs({
    clock: { now: () => START + second * 1000, sleep: async () => {}, timeout: AbortSignal.timeout },
  });
});
afterEach(() => ecs.close());

const add = (shape: Partial<SimulatedService>) =>
  ecs.services.push({ name: 'shop/web', startsAt: START, rollout: [], ...shape });

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
async function ask(action: string, input: object): Promise<any> {
  const answer = await ecs.fetch(ecs.url, {
    method: 'POST',
    headers: { authorization: 'AWS4-HMAC-SHA256 Credential=AKIA/x', 'x-amz-target': `Amazon_2014.${action}` },
    body: JSON.stringify(input),
  });
  return answer.json();
}
const NAME = { cluster: 'shop', service: 'web' };
const list = async (more = {}) => ask('ListServiceDeployments', { ...NAME, ...more });
const service = async () =>
  (await ask('DescribeServices', { cluster: 'shop', services: ['web'] })).services[0];

test('a rollback is one more deployment of the earlier task definition, and its service deployment goes on', async () => {
  add({
    rollout: [
      { second: 0, status: 'IN_PROGRESS' },
      { second: 50, status: 'ROLLBACK_IN_PROGRESS' },
      { second: 80, status: 'ROLLBACK_SUCCESSFUL' },
    ],
  });
  second = 60;
  expect((await service()).deployments).toMatchObject([
    {
      id: 'ecs-svc/99',
      status: 'PRIMARY',
      taskDefinition: expect.stringMatching(/:1$/),
      rolloutState: 'IN_PROGRESS',
    },
    { id: 'ecs-svc/2', status: 'ACTIVE', rolloutState: 'FAILED' },
  ]);
  second = 90;
  expect((await service()).deployments).toMatchObject([{ id: 'ecs-svc/99', rolloutState: 'COMPLETED' }]);
  expect((await list()).serviceDeployments.map(({ status }: { status: string }) => status)).toEqual([
    'SUCCESSFUL',
    'ROLLBACK_SUCCESSFUL',
  ]);
});

test('a later deployment stops one under way', async () => {
  add({
    rollout: [{ second: 0, status: 'IN_PROGRESS' }],
    later: [{ revision: 3, rollout: [{ second: 20, status: 'IN_PROGRESS' }] }],
  });
  second = 30;
  expect((await list()).serviceDeployments).toMatchObject([
    { status: 'SUCCESSFUL' },
    { status: 'STOPPED', finishedAt: START / 1000 + 20 },
    { status: 'IN_PROGRESS' },
  ]);
  expect((await service()).taskDefinition).toMatch(/:3$/);
});

test('the list comes in pages, and does not tell what only the description does', async () => {
  add({ rollout: [{ second: 0, status: 'IN_PROGRESS', stage: 'BAKE_TIME' }] });
  const first = await list({ maxResults: 1 });
  expect(first.serviceDeployments).toHaveLength(1);
  const [found] = (await list({ maxResults: 1, nextToken: first.nextToken })).serviceDeployments;
  expect(found).not.toHaveProperty('lifecycleStage');
  const described = await ask('DescribeServiceDeployments', {
    serviceDeploymentArns: [found.serviceDeploymentArn],
  });
  expect(described.serviceDeployments).toMatchObject([{ lifecycleStage: 'BAKE_TIME' }]);
});

test('CodeDeploy’s service has task sets, no deployments, and none are listed', async () => {
  const moments = [{ second: 0, status: 'PRIMARY', steady: true, running: 2 }] as const;
  add({
    controller: 'CODE_DEPLOY',
    taskSets: [{ id: 'ecs-svc/5', second: 0, until: 60, revision: 2, moments }],
  });
  expect(await service()).toMatchObject({ deployments: [], taskSets: [{ stabilityStatus: 'STEADY_STATE' }] });
  expect((await list()).serviceDeployments).toEqual([]);
  second = 61;
  expect((await service()).taskSets).toEqual([]);
});

test('CodeDeploy tells of a deployment, whose target succeeds before it', async () => {
  const codeDeployments = [
    {
      id: 'd-ABC',
      moments: [
        { second: 0, status: 'InProgress' },
        { second: 20, status: 'InProgress', target: 'Succeeded' },
        { second: 50, status: 'Succeeded' },
      ],
    },
  ] as const;
  add({ controller: 'CODE_DEPLOY', codeDeployments });
  second = 30;
  const given = { deploymentId: 'd-ABC' };
  expect(await ask('GetDeployment', given)).toMatchObject({
    deploymentInfo: { status: 'InProgress', creator: 'user', instanceTerminationWaitTimeStarted: false },
  });
  expect(await ask('GetDeploymentTarget', { ...given, targetId: 'shop:web' })).toMatchObject({
    deploymentTarget: { ecsTarget: { status: 'Succeeded' } },
  });
  second = 60;
  expect((await ask('GetDeployment', given)).deploymentInfo).toMatchObject({
    ...{ status: 'Succeeded', completeTime: START / 1000 + 50 },
  });
  expect((await ask('GetDeployment', { deploymentId: 'd-NONE' })).__type).toBe(
    'DeploymentDoesNotExistException',
  );
});

test('credentials may expire', async () => {
  add({});
  ecs.expired.add('AKIA');
  expect((await list()).__type).toBe('ExpiredTokenException');
});
