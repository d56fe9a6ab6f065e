// A service as ECS describes it, as plain data. Times are milliseconds since the epoch by AWS's clock.
/** A service deployment as ECS keeps it: rolling, blue/green, canary and linear alike. */
export interface Rollout {
  readonly id: string;
  /** PENDING, IN_PROGRESS, SUCCESSFUL, STOPPED, ROLLBACK_SUCCESSFUL, ... */
  readonly status: string;
  readonly createdAt: number;
  readonly endedAt?: number;
  readonly reason?: string;
  /** Where a blue/green, linear or canary deployment is: TEST_TRAFFIC_SHIFT, BAKE_TIME, ... */
  readonly stage?: string;
  /** Tasks that failed to start, and at how many the circuit breaker trips; absent without a breaker. */
  readonly failures?: { readonly count: number; readonly threshold: number };
  /** Only listed, not described: whether there is a breaker, an alarm or a hook is not known. */
  readonly brief?: true;
  /** Whether a failure is rolled back, as far as its configuration says. */
  readonly rollsBack?: boolean;
  /** CloudWatch alarms that went off. */
  readonly alarms: readonly string[];
  /** Those that ECS watches, as far as its configuration says. */
  readonly watched?: readonly string[];
  /** How long old and new tasks run side by side after the traffic has shifted. */
  readonly bakeSeconds?: number;
  readonly hooks: readonly LifecycleHook[];
}

export interface LifecycleHook {
  readonly id: string;
  /** ARN of the function; empty for PAUSE. */
  readonly target?: string;
  /** PAUSE waits for a person; AWS_LAMBDA for a function. */
  readonly type: string;
  /** AWAITING_ACTION, IN_PROGRESS, SUCCEEDED, FAILED, TIMED_OUT. */
  readonly status: string;
  readonly expiresAt?: number;
  /** What ECS does then: CONTINUE or ROLLBACK. */
  readonly timeoutAction?: string;
}

/** One of the `deployments` of DescribeServices. */
export interface Deployment {
  readonly id: string;
  /** PRIMARY, ACTIVE, INACTIVE. */
  readonly status: string;
  /** IN_PROGRESS, COMPLETED, FAILED; empty where ECS does not say (Classic Load Balancer, blue/green). */
  readonly state: string;
  readonly reason: string;
  /** In a row. */
  readonly failedTasks: number;
  readonly running: number;
  readonly taskDefinition: string;
  readonly createdAt: number;
}

/** What a CODE_DEPLOY or EXTERNAL controller has instead of deployments. */
export interface TaskSet {
  readonly id: string;
  /** PRIMARY (serves production traffic), ACTIVE, DRAINING. */
  readonly status: string;
  readonly steady: boolean;
  readonly running: number;
  readonly desired: number;
  readonly taskDefinition: string;
  /** The CodeDeploy deployment that made it. */
  readonly externalId?: string;
  readonly createdAt: number;
}

export interface ServiceEvent {
  readonly time: number;
  readonly message: string;
}

export interface ServiceState {
  /** ACTIVE, DRAINING (being deleted), INACTIVE (deleted). */
  readonly status: string;
  /** ECS, CODE_DEPLOY, EXTERNAL. */
  readonly controller: string;
  readonly desired: number;
  readonly running: number;
  readonly taskDefinition: string;
  readonly deployments: readonly Deployment[];
  readonly taskSets: readonly TaskSet[];
  /** Newest first, 100 at most. */
  readonly events: readonly ServiceEvent[];
}

/** A deployment of CodeDeploy, the id of which is a task set's `externalId`. */
export interface CodeDeployment {
  /** `d-...`. */
  readonly id: string;
  /** Created, Queued, InProgress, Baking, Ready (waits to reroute traffic), Succeeded, Failed, Stopped. */
  readonly status: string;
  /** Traffic is on the new task set, and only the wait before the old one is removed is left. */
  readonly shifted: boolean;
  /** Its error, and what CodeDeploy says of the rollback; empty without. */
  readonly reason: string;
  /** Id of the deployment that rolls it back. */
  readonly rolledBackBy?: string;
  /** Id of the deployment that this one rolls back. */
  readonly rollbackOf?: string;
  readonly endedAt?: number;
}

/** Of the newest task set; `hidden` is why it cannot be read. */
export interface SeenCodeDeployment {
  readonly deployment?: CodeDeployment;
  readonly hidden?: string;
}

/** Everything that one read of a service shows. */
export interface Seen {
  /** Undefined when there is no such service. */
  readonly service: ServiceState | undefined;
  readonly rollouts: readonly Rollout[];
  /** Why the deployments that ECS keeps cannot be read: then a rollback that is over may not show. */
  readonly hidden?: string;
  /** With the controller CODE_DEPLOY. */
  readonly codeDeploy?: SeenCodeDeployment;
  /** When this was seen. */
  readonly now: number;
}

export const primaryOf = ({ deployments }: ServiceState): Deployment | undefined =>
  deployments.find(({ status }) => status === 'PRIMARY');

export const primarySetOf = ({ taskSets }: ServiceState): TaskSet | undefined =>
  taskSets.find(({ status }) => status === 'PRIMARY');

/** What the primary deployment or task set runs, and how many of it. */
export function runningOf(service: ServiceState): {
  readonly running: number;
  readonly taskDefinition: string;
} {
  const { running, taskDefinition } = primaryOf(service) ?? primarySetOf(service) ?? service;
  return { running, taskDefinition: taskDefinition || service.taskDefinition };
}

/** `web:7` of a task definition's ARN. */
export const shortDefinition = (arn: string): string => arn.split('/').at(-1) ?? arn;

/** `AbC12` of a deployment's ARN. */
export const shortId = (id: string): string => id.split('/').at(-1) ?? id;

const OVER = ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'];

/** A status that is not known to be an end is none. */
export const isUnderWay = ({ status }: Pick<Rollout, 'status'>): boolean => !OVER.includes(status);
