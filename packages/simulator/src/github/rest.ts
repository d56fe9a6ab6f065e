import type { Incoming } from '../http.ts';
import { authorize } from './access.ts';
import { actionsRoutes } from './actions.ts';
import { type Answer, notFound, Refusal } from './answer.ts';
import { concurrencyRoutes } from './concurrency.ts';
import { deploymentRoutes } from './deployments.ts';
import { gitRoutes } from './git.ts';
import type { Operation } from './openapi.ts';
import type { Call, Routes } from './routes.ts';

const DOTCOM: Routes = { ...gitRoutes, ...deploymentRoutes, ...actionsRoutes, ...concurrencyRoutes };
const ENTERPRISE_SERVER: Routes = { ...gitRoutes, ...deploymentRoutes, ...actionsRoutes };

export interface Matched {
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
  request: Pick<Incoming, 'query' | 'body'>,
  options: Context & { readonly enterpriseServer: boolean },
): Answer | Promise<Answer> {
  const { enterpriseServer, ...context } = options;
  const route = (enterpriseServer ? ENTERPRISE_SERVER : DOTCOM)[operation.id];
  if (!route) throw notFound();
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
