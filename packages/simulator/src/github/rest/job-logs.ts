import type { Incoming, Reply } from '../../service/http.ts';
import { authorize } from '../state/access.ts';
import { type Answer, notFound, Refusal } from '../state/answer.ts';
import { findRepository, fullName, type GitHubState } from '../state/state.ts';
import type { Call } from './routes.ts';

// Not in the OpenAPI fixture: GitHub answers with a redirect to a text file on another, unauthenticated host.
const JOB_LOG = /^\/repos\/([^/]+\/[^/]+)\/actions\/jobs\/(\d+)\/logs$/;
const STORED = /^\/stored-logs\/([^/]+\/[^/]+)\/(\d+)$/;

/** Where the log of a job is; undefined when the request is for something else. @throws Refusal */
export function jobLogLocation(
  { state, urls, token }: Pick<Call, 'state' | 'urls' | 'token'>,
  method: string,
  path: string,
): Answer | undefined {
  const [, name, id] = (method === 'GET' && JOB_LOG.exec(path)) || [];
  if (name === undefined) return undefined;
  const repository = authorize(state, token, { repository: name, permission: 'actions', access: 'read' });
  // Logs of public repositories, too, are for those who may read actions.
  if (token.permissions.actions === undefined)
    throw new Refusal(403, 'Must have admin rights to Repository.');
  const job = repository.jobs.get(Number(id));
  if (job?.status !== 'completed' || job.log === null) throw notFound();
  return { status: 302, headers: { location: `${urls.html}/stored-logs/${fullName(repository)}/${job.id}` } };
}

/** The text file behind the redirect. */
export function jobLogText(state: GitHubState, { method, path }: Incoming): Reply | undefined {
  const [, name, id] = (method === 'GET' && STORED.exec(path)) || [];
  if (name === undefined) return undefined;
  const body = findRepository(state, name)?.jobs.get(Number(id))?.log;
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  return typeof body === 'string' ? { status: 200, headers, body } : { status: 404, headers, body: '' };
}
