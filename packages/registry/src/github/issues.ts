import { named } from '../model/names.ts';
import { AmbiguousWriteError } from '../model/snapshot.ts';
import type { Issue, Issues } from '../ports.ts';
import type { Client } from './client/client.ts';
import { loginOf } from './reading/rows.ts';

const PAGE_SIZE = 100;
/** Of our own, since a week or two: far more than there can be. */
const MOST_PAGES = 10;

interface ListedIssue {
  readonly number: number;
  readonly title: string;
  readonly body?: string | null;
  readonly state: string;
  readonly html_url: string;
  readonly user: { readonly login: string } | null;
  readonly pull_request?: unknown;
}

const toIssue = ({ number, title, body, state, html_url: url }: ListedIssue): Issue => ({
  ...{ number, title, url },
  body: body ?? '',
  open: state === 'open',
});

/** Issues of a repository, as far as the token's own identity made them. */
export function githubIssues(client: Client): Issues {
  let creator: string | undefined;
  return {
    own: async (repository, since) => {
      creator ??= await ownLogin(client);
      return await ownIssues(client, creator, { repository, since });
    },
    create: (repository, texts) => openIssue(client, repository, texts),
    update: (repository, number, change) => changeIssue(client, repository, number, change),
  };
}

/** Whose token it is: GraphQL says that to installation tokens, too, as `NAME[bot]` (fullsend-ai/fullsend#1953). */
async function ownLogin({ graphql }: Client): Promise<string> {
  const { data } = await graphql('read whose token this is', 'query { viewer { login } }', {});
  return (data as { readonly viewer: { readonly login: string } }).viewer.login;
}

async function ownIssues(
  { octokit, read }: Client,
  creator: string,
  { repository, since }: { readonly repository: string; readonly since: number },
): Promise<readonly Issue[]> {
  const found = new Map<number, Issue>();
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { data } = await read(
      'read issues',
      (signal) =>
        octokit.request('GET /repos/{owner}/{repo}/issues', {
          ...named(repository),
          ...{ state: 'all', creator, since: new Date(since).toISOString(), per_page: PAGE_SIZE, page },
          request: { signal },
        }),
      repository,
    );
    for (const issue of data) {
      // Whatever the filter means by a creator.
      const own = loginOf(issue.user?.login ?? '') === loginOf(creator) && !('pull_request' in issue);
      if (own) found.set(issue.number, toIssue(issue));
    }
    if (data.length < PAGE_SIZE) break;
  }
  return [...found.values()].sort((a, b) => a.number - b.number);
}

async function openIssue(
  { octokit, write }: Client,
  repository: string,
  { title, body }: Parameters<Issues['create']>[1],
): Promise<Issue> {
  const { data, status } = await write('open an issue', (signal) =>
    octokit.request('POST /repos/{owner}/{repo}/issues', {
      ...named(repository),
      ...{ title, body },
      request: { signal },
    }),
  );
  if (status !== 201 || typeof data !== 'object' || !('number' in data))
    throw new AmbiguousWriteError(`GitHub answered ${status} without saying which issue it made`);
  return toIssue(data);
}

async function changeIssue(
  { octokit, write }: Client,
  repository: string,
  number: number,
  { duplicate, ...texts }: Parameters<Issues['update']>[2],
): Promise<void> {
  await write('change an issue', (signal) =>
    octokit.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
      ...named(repository),
      issue_number: number,
      ...texts,
      ...(duplicate ? { state: 'closed', state_reason: 'not_planned' } : {}),
      request: { signal },
    }),
  );
}
