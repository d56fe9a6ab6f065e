import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '@signalbox/runner/clock';
import { seededRandom } from '../../service/random.ts';
import { PLAIN } from '../state/quirks.ts';
import {
  type Commit,
  FIRST_IDS,
  fullName,
  type GitHubState,
  type Issue,
  nextId,
  type Repository,
  type Token,
} from '../state/state.ts';

export function emptyState(clock: Clock, seed: number): GitHubState {
  return {
    clock,
    random: seededRandom(seed),
    repositories: new Map(),
    moved: new Map(),
    repositoryOf: new Map(),
    quirks: { ...PLAIN },
    tokens: new Map(),
    lastIds: { ...FIRST_IDS },
  };
}

/** A repository with one commit on its default branch. */
export function addRepository(
  state: GitHubState,
  name: string,
  options: { readonly private?: boolean; readonly defaultBranch?: string } = {},
): Repository {
  const [owner = '', short = ''] = name.split('/');
  const repository: Repository = {
    id: nextId(state, 'repository'),
    owner,
    name: short,
    private: options.private ?? false,
    defaultBranch: options.defaultBranch ?? 'main',
    createdAt: state.clock.now(),
    commits: new Map(),
    refs: new Map(),
    conflicting: new Set(),
    deployments: [],
    index: { byId: new Map(), byEnvironment: new Map() },
    environments: new Map(),
    workflows: [],
    runs: new Map(),
    jobs: new Map(),
    concurrencyGroups: new Map(),
    issues: [],
    hasIssues: true,
    dispatches: [],
  };
  state.repositories.set(name.toLowerCase(), repository);
  state.moved.delete(name.toLowerCase());
  addCommit(state, repository);
  return repository;
}

/** Renames or transfers a repository: requests to the old name are redirected, its tokens are good for the new one. */
export function renameRepository(state: GitHubState, repository: Repository, name: string): void {
  const before = fullName(repository);
  state.repositories.delete(before.toLowerCase());
  const [owner = '', short = ''] = name.split('/');
  Object.assign(repository, { owner, name: short });
  state.repositories.set(name.toLowerCase(), repository);
  state.moved.delete(name.toLowerCase());
  state.moved.set(before.toLowerCase(), repository);
  for (const [secret, token] of state.tokens) {
    const repositories = token.repositories.map((one) => (one === before ? name : one));
    state.tokens.set(secret, { ...token, repositories });
  }
}

/**
 * An installation token as GITHUB_TOKEN has been one since 2026: `ghs_APPID_JWT`, about 520 characters with two dots
 * (https://github.blog/changelog/2026-05-15-github-app-installation-tokens-per-request-override-header/).
 */
function statelessToken(length = 520): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = `ghs_15368_${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iss: 'github', jti: randomBytes(9).toString('hex') })}.`;
  return (
    head +
    randomBytes(length)
      .toString('base64url')
      .slice(0, length - head.length)
  );
}

/** Registers a token and returns its secret. By default: what a deploy job's GITHUB_TOKEN may do. */
export function addToken(
  state: GitHubState,
  repositories: readonly (Repository | string)[],
  options: Partial<Omit<Token, 'repositories'>> & { readonly secret?: string } = {},
): string {
  const { secret = statelessToken(), ...rest } = options;
  const names = repositories.map((one) => (typeof one === 'string' ? one : fullName(one)));
  state.tokens.set(secret, {
    login: 'github-actions[bot]',
    permissions: { metadata: 'read', deployments: 'write', actions: 'read', contents: 'read' },
    budget: names.join(' '),
    ...rest,
    repositories: names,
  });
  return secret;
}

/** One commit on top of `branch` (made from the default branch when new), or with the given parents. */
export function addCommit(
  state: GitHubState,
  repository: Repository,
  options: Partial<Pick<Commit, 'sha' | 'message' | 'author' | 'parents'>> & {
    readonly branch?: string;
  } = {},
): Commit {
  const ref = `refs/heads/${options.branch ?? repository.defaultBranch}`;
  const tip = repository.refs.get(ref) ?? repository.refs.get(`refs/heads/${repository.defaultBranch}`);
  const number = repository.commits.size + 1;
  const commit: Commit = {
    // A given one is that of a real checkout.
    sha:
      options.sha ??
      createHash('sha1')
        .update(`${fullName(repository)} ${tip ?? ''} ${number}`)
        .digest('hex'),
    parents: options.parents ?? (tip === undefined ? [] : [tip]),
    message: options.message ?? `Commit ${number}`,
    author: options.author ?? 'mona',
    date: state.clock.now(),
    checks: new Map(),
  };
  repository.commits.set(commit.sha, commit);
  repository.refs.set(ref, commit.sha);
  return commit;
}

/** A chain of commits on one branch, oldest first. */
export function addCommits(
  state: GitHubState,
  repository: Repository,
  options: { readonly count: number; readonly branch?: string },
): Commit[] {
  const { count, ...rest } = options;
  return Array.from({ length: count }, () => addCommit(state, repository, rest));
}

export type NewIssue = Partial<Omit<Issue, 'id' | 'number' | 'edits'>> & Pick<Issue, 'title'>;

export function addIssue(state: GitHubState, repository: Repository, given: NewIssue): Issue {
  const createdAt = given.createdAt ?? state.clock.now();
  const issue: Issue = {
    ...{ creator: 'github-actions[bot]', body: null, state: 'open', stateReason: null, labels: [] },
    ...{ createdAt, committedAt: createdAt, updatedAt: createdAt, closedAt: null, ...given },
    ...{ id: nextId(state, 'issue'), number: (repository.issues.at(-1)?.number ?? 0) + 1, edits: 0 },
  };
  repository.issues.push(issue);
  return issue;
}
