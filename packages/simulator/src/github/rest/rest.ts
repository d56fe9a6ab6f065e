import type { Incoming } from '../../service/http.ts';
import { authorize, visibleRepository } from '../state/access.ts';
import { type Answer, notFound, Refusal } from '../state/answer.ts';
import { fullName, type GitHubState } from '../state/state.ts';
import { actionsRoutes } from './actions.ts';
import { concurrencyRoutes } from './concurrency.ts';
import { createRoutes } from './create-deployment.ts';
import { statusRoutes } from './deployment-statuses.ts';
import { deploymentRoutes } from './deployments.ts';
import { gitRoutes } from './git.ts';
import { issueRoutes } from './issues.ts';
import type { Operation } from './openapi.ts';
import type { Call, Routes } from './routes.ts';

const ENTERPRISE_SERVER: Routes = {
  ...gitRoutes,
  ...deploymentRoutes,
  ...createRoutes,
  ...statusRoutes,
  ...actionsRoutes,
  ...issueRoutes,
};
const DOTCOM: Routes = { ...ENTERPRISE_SERVER, ...concurrencyRoutes };

interface Matched {
  readonly operation: Operation;
  /** Decoded path parameters and query. */
  readonly raw: Readonly<Record<string, string>>;
}

/** @throws Refusal 404 for what this API does not have */
export function match(
  operations: readonly Operation[],
  request: Pick<Incoming, 'method' | 'query'>,
  path: string,
): Matched {
  for (const operation of operations) {
    const found = operation.method === request.method ? operation.pattern.exec(path) : null;
    if (!found) continue;
    const names = operation.parameterNames.map((name, index) => [name, decode(found[index + 1] ?? '')]);
    return { operation, raw: { ...Object.fromEntries(request.query), ...Object.fromEntries(names) } };
  }
  throw notFound();
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw notFound();
  }
}

type Context = Pick<Call, 'state' | 'urls' | 'token' | 'snapshot' | 'commit' | 'path'>;

/** Answers a request that was authenticated and is within its limits. @throws Refusal */
export function answerRest(
  { operation, raw }: Matched,
  request: Pick<Incoming, 'method' | 'query' | 'body'>,
  options: Context & { readonly enterpriseServer: boolean },
): Answer | Promise<Answer> {
  const { enterpriseServer, ...context } = options;
  const route = (enterpriseServer ? ENTERPRISE_SERVER : DOTCOM)[operation.id];
  if (!route) throw notFound();
  redirectMoved(`${raw['owner']}/${raw['repo']}`, request, context);
  const repository = authorize(context.state, context.token, {
    repository: `${raw['owner']}/${raw['repo']}`,
    permission: route.permission,
    access: route.access,
  });
  const parameters = operation.readParameters(raw);
  if (!parameters) throw new Refusal(422, 'Invalid request.\n\nA parameter has the wrong type.');
  const body = readBody(operation, request.body);
  const query = Object.fromEntries(request.query);
  return route.answer({ ...context, repository, parameters, query, body });
}

/**
 * Requests to an earlier name are sent to the repository's id: 301 for reads, 307 for writes
 * (https://developer.github.com/changes/2015-04-17-preview-repository-redirects).
 * @throws Refusal the redirection
 */
function redirectMoved(
  name: string,
  { method, query }: Pick<Incoming, 'method' | 'query'>,
  { state, token, urls, path }: Context,
): void {
  const repository = state.repositories.has(name.toLowerCase())
    ? undefined
    : visibleRepository(state, token, name);
  if (repository === undefined) return;
  const rest = path
    .split('/')
    .slice(4)
    .map((part) => `/${part}`);
  const search = query.size > 0 ? `?${query}` : '';
  const location = `${urls.api}/repositories/${repository.id}${rest.join('')}${search}`;
  const [status, message] = method === 'GET' ? [301, 'Moved Permanently'] : [307, 'Temporary Redirect'];
  throw new Refusal(status as number, String(message), { url: location }, { location });
}

/** `/repositories/ID/...` by the repository's present name; other paths as they are. */
export function pathByName({ repositories }: GitHubState, path: string): string {
  const [, id, rest] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? [];
  const repository =
    id === undefined ? undefined : [...repositories.values()].find((one) => String(one.id) === id);
  return repository === undefined ? path : `/repos/${fullName(repository)}${rest ?? ''}`;
}

function readBody(operation: Operation, text: string): Record<string, unknown> {
  const body = text === '' ? undefined : parse(text);
  const fault = operation.bodyFault(body);
  if (fault !== undefined) throw new Refusal(422, `Invalid request.\n\n${fault}`);
  return (body ?? {}) as Record<string, unknown>;
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'Problems parsing JSON');
  }
}
