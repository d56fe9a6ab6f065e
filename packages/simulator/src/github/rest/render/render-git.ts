import { timestamp } from '../../state/answer.ts';
import type { Commit, Repository } from '../../state/state.ts';
import { nodeId, pageUrl, renderUser, repositoryUrl, type Urls } from './render.ts';

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

export function renderRef(urls: Urls, repository: Repository, ref: string, sha: string) {
  const api = repositoryUrl(urls, repository);
  return {
    ref,
    node_id: nodeId('REF', ref),
    url: `${api}/git/${ref}`,
    object: { type: 'commit', sha, url: `${api}/git/commits/${sha}` },
  };
}
