// What ECS shows, for tests: a service of two tasks that run web:1, unless said otherwise.
import type { Deployment, Rollout, Seen, ServiceState, TaskSet } from '../src/model/service.ts';

export const ARN = 'arn:aws:ecs:eu-west-1:123456789012';
const definition = (revision: number) => `${ARN}:task-definition/web:${revision}`;

export const rollout = (status: string, more: Partial<Rollout> = {}): Rollout => ({
  ...{ id: 'd1', status, createdAt: 1000, alarms: [], hooks: [] },
  ...more,
});

export const deployment = ({
  revision = 1,
  ...more
}: Partial<Deployment> & { readonly revision?: number } = {}): Deployment => ({
  ...{ id: 'ecs-svc/1', status: 'PRIMARY', state: 'COMPLETED', reason: '', failedTasks: 0, running: 2 },
  ...{ taskDefinition: definition(revision), createdAt: -86_400_000 },
  ...more,
});

export const taskSet = ({
  revision = 1,
  ...more
}: Partial<TaskSet> & { readonly revision?: number } = {}): TaskSet => ({
  ...{ id: 'ecs-svc/1', status: 'PRIMARY', steady: true, running: 2, desired: 2 },
  ...{ taskDefinition: definition(revision), createdAt: -86_400_000 },
  ...more,
});

export const state = (more: Partial<ServiceState> = {}): ServiceState => ({
  ...{ status: 'ACTIVE', controller: 'ECS', desired: 2, running: 2, taskDefinition: '' },
  ...{ deployments: [deployment()], taskSets: [], events: [] },
  ...more,
});

export const seen = (more: Partial<Seen> = {}): Omit<Seen, 'now'> => ({
  service: state(),
  rollouts: [],
  ...more,
});
