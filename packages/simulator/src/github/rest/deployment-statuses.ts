import { addStatus } from '../build/deployment.ts';
import { type Answer, invalid, notFound } from '../state/answer.ts';
import { inListOrder } from '../state/quirks.ts';
import {
  type Deployment,
  type DeploymentStatus,
  type GitHubState,
  nextId,
  type Repository,
  type StatusState,
} from '../state/state.ts';
import { checkDescription, checkEnvironment, primary, visible } from './deployments.ts';
import { repositoryUrl } from './render/render.ts';
import { renderStatus } from './render/render-deployment.ts';
import { type Call, paginate, type Routes } from './routes.ts';

export const statusRoutes: Routes = {
  'repos/list-deployment-statuses': { permission: 'deployments', access: 'read', answer: listStatuses },
  'repos/create-deployment-status': { permission: 'deployments', access: 'write', answer: createStatus },
  'repos/get-deployment-status': { permission: 'deployments', access: 'read', answer: getStatus },
};

function listStatuses(call: Call): Answer {
  const { deployment, statuses } = visible(call);
  const { page, headers } = paginate(inListOrder(statuses, call.state.quirks), call);
  const data = page.map((status) => renderStatus(call, call.repository, deployment, status));
  return { status: 200, headers, data };
}

function getStatus(call: Call): Answer {
  const { deployment, statuses } = visible(call);
  const status = statuses.find(({ id }) => id === call.parameters['status_id']);
  if (!status) throw notFound();
  return { status: 200, data: renderStatus(call, call.repository, deployment, status) };
}

interface StatusBody {
  readonly state: StatusState;
  readonly target_url?: string;
  readonly log_url?: string;
  readonly description?: string;
  readonly environment?: string;
  readonly environment_url?: string;
  readonly auto_inactive?: boolean;
}

async function createStatus(call: Call): Promise<Answer> {
  const body = call.body as unknown as StatusBody;
  const deployment = primary(call);
  const status = await postStatus(call, deployment, {
    state: body.state,
    description: body.description ?? '',
    environment: body.environment,
    logUrl: body.log_url || body.target_url || '',
    environmentUrl: body.environment_url ?? '',
    autoInactive: body.auto_inactive ?? true,
  });
  const location = `${repositoryUrl(call.urls, call.repository)}/deployments/${deployment.id}/statuses/${status.id}`;
  const data = renderStatus(call, call.repository, deployment, status);
  return { status: 201, headers: { location }, data };
}

interface StatusToPost {
  readonly state: StatusState;
  readonly description: string;
  readonly environment: string | undefined;
  readonly logUrl: string;
  readonly environmentUrl: string;
  readonly autoInactive: boolean;
}

/** What REST and GraphQL do alike. @throws Refusal 422 */
export async function postStatus(
  call: Pick<Call, 'state' | 'token' | 'repository' | 'commit'>,
  deployment: Deployment,
  given: StatusToPost,
): Promise<DeploymentStatus> {
  const { state, token, repository } = call;
  checkDescription('DeploymentStatus', given.description);
  checkEnvironment('DeploymentStatus', given.environment);
  for (const field of ['logUrl', 'environmentUrl'] as const) {
    if (given[field] !== '' && !/^https?:\/\//i.test(given[field])) {
      throw invalid('DeploymentStatus', field, `${field} must use http(s) scheme`);
    }
  }
  const id = nextId(state, 'status');
  const at = state.clock.now();
  const committedAt = await call.commit();
  const { environment, autoInactive, ...rest } = given;
  const status = addStatus(state, deployment, {
    ...rest,
    ...(environment !== undefined ? { environment } : {}),
    id,
    at,
    committedAt,
    creator: token.login,
  });
  if (autoInactive && given.state === 'success') {
    inactivateOthers(state, repository, {
      deployment,
      environment: status.environment,
      creator: token.login,
    });
  }
  return status;
}

/** docs: rest/deployments/statuses, `auto_inactive`: earlier, non-transient, non-production and successful ones. */
function inactivateOthers(
  state: GitHubState,
  repository: Repository,
  by: { readonly deployment: Deployment; readonly environment: string; readonly creator: string },
): void {
  for (const other of repository.deployments) {
    if (other.id >= by.deployment.id || other.deletedAt !== undefined) continue;
    if (other.transient || other.production) continue;
    const latest = other.statuses.at(-1);
    if (latest?.state !== 'success') continue;
    if (latest.environment.toLowerCase() !== by.environment.toLowerCase()) continue;
    addStatus(state, other, { state: 'inactive', creator: by.creator });
  }
}
