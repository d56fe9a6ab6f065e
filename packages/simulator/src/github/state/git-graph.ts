import type { Commit, Repository } from './state.ts';

/** The commit that a branch, a tag, a full ref or (a prefix of) a sha names. */
export function resolveRef(repository: Repository, ref: string): Commit | undefined {
  const { commits, refs } = repository;
  const names = [`refs/heads/${ref}`, `refs/tags/${ref}`, ref, `refs/${ref}`];
  const named = names.map((name) => refs.get(name)).find((sha) => sha !== undefined);
  const sha =
    named ?? (/^[0-9a-f]{7,40}$/i.test(ref) ? shaWithPrefix(repository, ref.toLowerCase()) : undefined);
  return sha === undefined ? undefined : commits.get(sha);
}

function shaWithPrefix({ commits }: Repository, prefix: string): string | undefined {
  if (commits.has(prefix)) return prefix;
  const found = [...commits.keys()].filter((sha) => sha.startsWith(prefix));
  return found.length === 1 ? found[0] : undefined;
}

/** The commit and all it descends from. */
export function history(repository: Repository, sha: string): Set<string> {
  const seen = new Set<string>();
  const open = [sha];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(repository.commits.get(next)?.parents ?? []));
  }
  return seen;
}

interface Comparison {
  readonly status: 'identical' | 'ahead' | 'behind' | 'diverged';
  readonly mergeBase: Commit;
  /** In head but not in base, oldest first. */
  readonly ahead: readonly Commit[];
  readonly behindBy: number;
}

/** Undefined when the two have no common ancestor. */
export function compareCommits(repository: Repository, base: Commit, head: Commit): Comparison | undefined {
  const inBase = history(repository, base.sha);
  const inHead = history(repository, head.sha);
  const order = [...repository.commits.keys()];
  const common = order.filter((sha) => inBase.has(sha) && inHead.has(sha)).at(-1);
  const mergeBase = common === undefined ? undefined : repository.commits.get(common);
  if (!mergeBase) return undefined;
  const ahead = [...repository.commits.values()].filter(({ sha }) => inHead.has(sha) && !inBase.has(sha));
  const behindBy = [...inBase].filter((sha) => !inHead.has(sha)).length;
  const status =
    ahead.length > 0 ? (behindBy > 0 ? 'diverged' : 'ahead') : behindBy > 0 ? 'behind' : 'identical';
  return { status, mergeBase, ahead, behindBy };
}
