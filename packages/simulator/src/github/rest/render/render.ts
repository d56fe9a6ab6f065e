import { createHash } from 'node:crypto';
import { fullName, type Repository } from '../../state/state.ts';

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
export const pageUrl = (urls: Urls, repository: Repository) => `${urls.html}/${fullName(repository)}`;
