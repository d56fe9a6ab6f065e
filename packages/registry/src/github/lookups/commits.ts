import { named } from '../../model/names.ts';
import type { Commits, CommitTimes } from '../../ports.ts';
import type { LookupContext } from './context.ts';

/** How commits relate, and when they were made. */
export function githubCommits({ client: { octokit, read }, lookUp }: LookupContext): Commits & CommitTimes {
  const compared = (repository: string, base: string, head: string) => (signal: AbortSignal) =>
    octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      ...named(repository),
      basehead: `${base}...${head}`,
      // In chronological order (https://docs.github.com/rest/commits/commits#compare-two-commits): the first is the oldest.
      per_page: 1,
      request: { signal },
    });
  return {
    compare: async (repository, base, head) => {
      const { data } = await read('compare commits', compared(repository, base, head), repository);
      return data.status;
    },
    firstCommitAt: async (repository, base, head) => {
      const answer = await lookUp('compare commits', repository, compared(repository, base, head));
      const made = typeof answer === 'string' ? undefined : answer.data.commits[0]?.commit.committer?.date;
      return made === undefined ? undefined : Date.parse(made);
    },
    defaultBranch: async (repository) => {
      const answer = await lookUp('read the repository', repository, (signal) =>
        octokit.request('GET /repos/{owner}/{repo}', { ...named(repository), request: { signal } }),
      );
      return typeof answer === 'string' ? undefined : answer.data.default_branch;
    },
  };
}
