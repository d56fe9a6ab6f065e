import { timestamp } from '../../state/answer.ts';
import type { Deployment, DeploymentStatus, GitHubState, Repository } from '../../state/state.ts';
import type { VisibleDeployment } from '../../state/visibility.ts';
import { nodeId, renderUser, repositoryUrl, type Urls } from './render.ts';

/** Where and how answers are written. */
interface Rendering {
  readonly urls: Urls;
  readonly state: Pick<GitHubState, 'quirks'>;
}

/** Deleted users and Apps leave no creator behind, and the schema allows as much. */
const renderCreator = ({ urls, state }: Rendering, login: string) =>
  state.quirks.sparse ? null : renderUser(urls, login);

export function renderDeployment(rendering: Rendering, repository: Repository, visible: VisibleDeployment) {
  const { urls, state } = rendering;
  const { deployment, environment, updatedAt } = visible;
  const repositoryAddress = repositoryUrl(urls, repository);
  const url = `${repositoryAddress}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId('DE', deployment.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    original_environment: deployment.originalEnvironment,
    environment,
    description: state.quirks.sparse ? null : deployment.description,
    creator: renderCreator(rendering, deployment.creator),
    created_at: timestamp(deployment.createdAt),
    updated_at: timestamp(updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: repositoryAddress,
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: null,
  };
}

export function renderStatus(
  rendering: Rendering,
  repository: Repository,
  deployment: Deployment,
  status: DeploymentStatus,
) {
  const { urls } = rendering;
  const deploymentUrl = `${repositoryUrl(urls, repository)}/deployments/${deployment.id}`;
  return {
    url: `${deploymentUrl}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DES', status.id),
    state: status.state,
    creator: renderCreator(rendering, status.creator),
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    created_at: timestamp(status.createdAt),
    updated_at: timestamp(status.createdAt),
    deployment_url: deploymentUrl,
    repository_url: repositoryUrl(urls, repository),
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: null,
  };
}
