import { type GitHubState, type Issue, nextId, type Repository } from '../state.ts';

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
