import { named } from '../../model/names.ts';
import type { CommitMessages, Commits, CommitTimes } from '../../ports.ts';
import type { LookupContext } from './context.ts';

const FIRST = { per_page: 1, page: 1 };
const PAGE_SIZE = 100;

/** How commits relate, when they were made, and what they say. */
export function githubCommits({
  client: { octokit, read },
  tryRead,
}: LookupContext): Commits & CommitTimes & CommitMessages {
  const compared =
    (repository: string, base: string, head: string, page = FIRST) =>
    (signal: AbortSignal) =>
      octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
        ...named(repository),
        basehead: `${base}...${head}`,
        // In chronological order (https://docs.github.com/rest/commits/commits#compare-two-commits): the first is the oldest.
        ...page,
        request: { signal },
      });
  return {
    compare: async (repository, base, head) => {
      const { data } = await read('compare commits', compared(repository, base, head), repository);
      return data.status;
    },
    firstCommitAt: async (repository, base, head) => {
      const answer = await tryRead('compare commits', repository, compared(repository, base, head));
      const made = typeof answer === 'string' ? undefined : answer.data.commits[0]?.commit.committer?.date;
      return made === undefined ? undefined : Date.parse(made);
    },
    messagesAfter: async (repository, base, head, limit) => {
      const commits: { sha: string; message: string }[] = [];
      for (let page = 1; ; page++) {
        const some = compared(repository, base, head, { per_page: PAGE_SIZE, page });
        const answer = await tryRead('compare commits', repository, some);
        if (typeof answer === 'string') return undefined;
        const { total_commits: all, commits: found } = answer.data;
        commits.push(...found.map(({ sha, commit }) => ({ sha, message: commit.message })));
        if (commits.length >= all) return { commits, complete: true };
        if (found.length === 0 || commits.length >= limit) return { commits, complete: false };
      }
    },
    defaultBranch: async (repository) => {
      const answer = await tryRead('read the repository', repository, (signal) =>
        octokit.request('GET /repos/{owner}/{repo}', { ...named(repository), request: { signal } }),
      );
      return typeof answer === 'string' ? undefined : answer.data.default_branch;
    },
  };
}
