import type { CommitMessages, Commits } from '@signalbox/registry/ports';
import { errorLine } from '@signalbox/runner/errors';
import type { Known } from './known.ts';

/** Three requests. */
const MOST_COMMITS = 300;
/** A message may be as long as its author likes. */
const LONGEST = 20_000;
/** What `git revert` writes (https://git-scm.com/docs/git-revert), and GitHub's button with it. */
const REVERTS = /\bThis reverts commit ([0-9a-f]{7,40})\b/gi;

/** The reverting commit, by the commit that it names; both in lower case. */
export type Reverts = ReadonlyMap<string, string>;

/** What the messages say to revert, the newest of each. Anybody's text: nothing but the hexadecimal names is taken from it. */
export const revertsIn = (commits: readonly { readonly sha: string; readonly message: string }[]): Reverts =>
  new Map(
    commits.flatMap(({ sha, message }) =>
      [...message.slice(0, LONGEST).matchAll(REVERTS)].map(
        ([, named = '']) => [named.toLowerCase(), sha.toLowerCase()] as const,
      ),
    ),
  );

/** The commit that reverts `sha`; messages may name it by its first letters. */
export const revertOf = (sha: string, reverts: Reverts): string | undefined =>
  [...reverts].find(([named]) => sha.toLowerCase().startsWith(named))?.[1];

/** The reverts on the default branch that `oldest` does not have. At most four requests; never throws. */
export async function readReverts(
  repository: string,
  oldest: string,
  commits: Commits & CommitMessages,
): Promise<Known<Reverts>> {
  try {
    const branch = await commits.defaultBranch(repository);
    const after =
      branch === undefined
        ? undefined
        : await commits.messagesAfter(repository, oldest, branch, MOST_COMMITS);
    if (after === undefined)
      return { unknown: 'GitHub does not tell the commits of the default branch since (contents: read)' };
    const { complete } = after;
    const gap = complete ? {} : { gap: `only the first ${after.commits.length} commits since were read` };
    return { value: revertsIn(after.commits), ...gap };
  } catch (error) {
    return { unknown: `GitHub does not tell the commits since: ${errorLine(error)}` };
  }
}
