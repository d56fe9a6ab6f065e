import { createHash } from 'node:crypto';
import { timestamp } from './answer.ts';
import {
  type Attempt,
  type Commit,
  type Deployment,
  type DeploymentStatus,
  type Environment,
  fullName,
  type Job,
  type Repository,
  type Run,
} from './state.ts';
import type { VisibleDeployment } from './visibility.ts';

/** Addresses as GitHub writes them into its answers. */
export interface Urls {
  /** The API without a slash at the end. */
  readonly api: string;
  /** The pages for people. */
  readonly html: string;
}

export const nodeId = (prefix: string, id: number | string) =>
  `${prefix}_${Buffer.from(String(id)).toString('base64url')}`;

export function renderUser(urls: Urls, login: string) {
  const url = `${urls.api}/users/${encodeURIComponent(login)}`;
  const id = createHash('sha1').update(login).digest().readUInt32BE(0);
  return {
    login,
    id,
    node_id: nodeId('U', login),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${urls.html}/${encodeURIComponent(login)}`,
    followers_url: `${url}/followers`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    received_events_url: `${url}/received_events`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    events_url: `${url}/events{/privacy}`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  };
}

export const repositoryUrl = (urls: Urls, repository: Repository) =>
  `${urls.api}/repos/${fullName(repository)}`;
const pageUrl = (urls: Urls, repository: Repository) => `${urls.html}/${fullName(repository)}`;

const PLAIN_LINKS = [
  ...['contributors', 'deployments', 'downloads', 'events', 'forks', 'hooks', 'languages', 'merges'],
  ...['stargazers', 'subscribers', 'subscription', 'tags', 'teams'],
];
const TEMPLATE_LINKS: Readonly<Record<string, string>> = {
  archive: '{archive_format}{/ref}',
  assignees: 'assignees{/user}',
  blobs: 'git/blobs{/sha}',
  branches: 'branches{/branch}',
  collaborators: 'collaborators{/collaborator}',
  comments: 'comments{/number}',
  commits: 'commits{/sha}',
  compare: 'compare/{base}...{head}',
  contents: 'contents/{+path}',
  git_commits: 'git/commits{/sha}',
  git_refs: 'git/refs{/sha}',
  git_tags: 'git/tags{/sha}',
  issue_comment: 'issues/comments{/number}',
  issue_events: 'issues/events{/number}',
  issues: 'issues{/number}',
  keys: 'keys{/key_id}',
  labels: 'labels{/name}',
  milestones: 'milestones{/number}',
  notifications: 'notifications{?since,all,participating}',
  pulls: 'pulls{/number}',
  releases: 'releases{/id}',
  statuses: 'statuses/{sha}',
  trees: 'git/trees{/sha}',
};

/** The fields every view of a repository has. */
export function renderMinimalRepository(urls: Urls, repository: Repository) {
  const url = repositoryUrl(urls, repository);
  const links = [
    ...PLAIN_LINKS.map((name) => [`${name}_url`, `${url}/${name}`]),
    ...Object.entries(TEMPLATE_LINKS).map(([name, path]) => [`${name}_url`, `${url}/${path}`]),
  ];
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    owner: renderUser(urls, repository.owner),
    private: repository.private,
    html_url: pageUrl(urls, repository),
    description: null,
    fork: false,
    url,
    ...Object.fromEntries(links),
  };
}

export function renderFullRepository(urls: Urls, repository: Repository, canPush: boolean) {
  const host = new URL(urls.html).host;
  const features = ['issues', 'projects', 'wiki', 'pages', 'downloads', 'discussions'];
  const counts = [
    ...['forks', 'open_issues', 'watchers', 'forks_count', 'open_issues_count', 'watchers_count'],
    ...['stargazers_count', 'network_count', 'subscribers_count', 'size'],
  ];
  return {
    ...renderMinimalRepository(urls, repository),
    clone_url: `${pageUrl(urls, repository)}.git`,
    git_url: `git://${host}/${fullName(repository)}.git`,
    ssh_url: `git@${host}:${fullName(repository)}.git`,
    svn_url: pageUrl(urls, repository),
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    archived: false,
    disabled: false,
    default_branch: repository.defaultBranch,
    visibility: repository.private ? 'private' : 'public',
    created_at: timestamp(repository.createdAt),
    updated_at: timestamp(repository.createdAt),
    pushed_at: timestamp(repository.createdAt),
    permissions: { admin: false, push: canPush, pull: true },
    ...Object.fromEntries(features.map((name) => [`has_${name}`, false])),
    ...Object.fromEntries(counts.map((name) => [name, 0])),
  };
}

export function renderDeployment(urls: Urls, repository: Repository, visible: VisibleDeployment) {
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
    description: deployment.description,
    creator: renderUser(urls, deployment.creator),
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
  urls: Urls,
  repository: Repository,
  deployment: Deployment,
  status: DeploymentStatus,
) {
  const deploymentUrl = `${repositoryUrl(urls, repository)}/deployments/${deployment.id}`;
  return {
    url: `${deploymentUrl}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DES', status.id),
    state: status.state,
    creator: renderUser(urls, status.creator),
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

export function renderRun(urls: Urls, repository: Repository, run: Run, attempt: Attempt) {
  const api = `${repositoryUrl(urls, repository)}/actions`;
  const url = `${api}/runs/${run.id}`;
  const suite = run.id * 2;
  const commit = repository.commits.get(run.headSha);
  return {
    id: run.id,
    name: run.workflow.name,
    node_id: nodeId('WFR', run.id),
    check_suite_id: suite,
    check_suite_node_id: nodeId('CS', suite),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.workflow.path,
    run_number: run.number,
    run_attempt: attempt.number,
    event: run.event,
    status: attempt.status,
    conclusion: attempt.conclusion,
    workflow_id: run.workflow.id,
    url,
    html_url: `${pageUrl(urls, repository)}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: timestamp(run.createdAt),
    updated_at: timestamp(attempt.updatedAt),
    run_started_at: timestamp(attempt.startedAt),
    actor: renderUser(urls, run.actor),
    triggering_actor: renderUser(urls, run.actor),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repositoryUrl(urls, repository)}/check-suites/${suite}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: attempt.number > 1 ? `${url}/attempts/${attempt.number - 1}` : null,
    workflow_url: `${api}/workflows/${run.workflow.id}`,
    head_commit: commit ? renderSimpleCommit(commit) : null,
    repository: renderMinimalRepository(urls, repository),
    head_repository: renderMinimalRepository(urls, repository),
    display_title: commit?.message.split('\n')[0] ?? run.workflow.name,
  };
}

function renderSimpleCommit(commit: Commit) {
  const person = { name: commit.author, email: `${commit.author}@users.noreply.github.com` };
  return {
    id: commit.sha,
    tree_id: commit.sha,
    message: commit.message,
    timestamp: timestamp(commit.date),
    author: person,
    committer: person,
  };
}

export function renderJob(urls: Urls, repository: Repository, run: Run, job: Job) {
  const api = repositoryUrl(urls, repository);
  const runUrl = `${api}/actions/runs/${run.id}`;
  return {
    id: job.id,
    run_id: run.id,
    run_url: runUrl,
    run_attempt: job.attempt,
    node_id: nodeId('CR', job.id),
    head_sha: run.headSha,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: `${pageUrl(urls, repository)}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: timestamp(job.createdAt),
    started_at: timestamp(job.createdAt),
    completed_at: job.completedAt === null ? null : timestamp(job.completedAt),
    name: job.name,
    steps: [],
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: ['ubuntu-latest'],
    runner_id: job.runnerName === null ? null : 1,
    runner_name: job.runnerName,
    runner_group_id: job.runnerName === null ? null : 0,
    runner_group_name: job.runnerName === null ? null : 'GitHub Actions',
    workflow_name: run.workflow.name,
    head_branch: run.headBranch,
  };
}

export function renderCommit(urls: Urls, repository: Repository, commit: Commit) {
  const api = repositoryUrl(urls, repository);
  const url = `${api}/commits/${commit.sha}`;
  const page = pageUrl(urls, repository);
  const person = {
    name: commit.author,
    email: `${commit.author}@users.noreply.github.com`,
    date: timestamp(commit.date),
  };
  const verification = {
    verified: false,
    reason: 'unsigned',
    payload: null,
    signature: null,
    verified_at: null,
  };
  return {
    url,
    sha: commit.sha,
    node_id: nodeId('C', commit.sha),
    html_url: `${page}/commit/${commit.sha}`,
    comments_url: `${url}/comments`,
    commit: {
      url: `${api}/git/commits/${commit.sha}`,
      author: person,
      committer: person,
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.sha, url: `${api}/git/trees/${commit.sha}` },
      verification,
    },
    author: renderUser(urls, commit.author),
    committer: renderUser(urls, commit.author),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
  };
}

export function renderEnvironment(urls: Urls, repository: Repository, environment: Environment) {
  const slug = encodeURIComponent(environment.name);
  return {
    id: environment.id,
    node_id: nodeId('EN', environment.id),
    name: environment.name,
    url: `${repositoryUrl(urls, repository)}/environments/${slug}`,
    html_url: `${pageUrl(urls, repository)}/deployments/activity_log?environments_filter=${slug}`,
    created_at: timestamp(environment.createdAt),
    updated_at: timestamp(environment.createdAt),
    protection_rules: [],
  };
}

export function renderRef(urls: Urls, repository: Repository, ref: string, sha: string) {
  const api = repositoryUrl(urls, repository);
  return {
    ref,
    node_id: nodeId('REF', ref),
    url: `${api}/git/${ref}`,
    object: { type: 'commit', sha, url: `${api}/git/commits/${sha}` },
  };
}
