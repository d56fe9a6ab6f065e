import { timestamp } from '../../state/answer.ts';
import { type Environment, fullName, type Repository } from '../../state/state.ts';
import { nodeId, pageUrl, renderUser, repositoryUrl, type Urls } from './render.ts';

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
