import { notFound, Refusal } from './answer.ts';
import {
  type Access,
  findRepository,
  fullName,
  type GitHubState,
  type Permission,
  type Repository,
  type Token,
} from './state.ts';

const ANONYMOUS: Token = { login: '', repositories: [], permissions: {}, budget: 'anonymous' };

/** Who asks. @throws Refusal 401 for a token GitHub does not know (any more) */
export function authenticate(state: GitHubState, authorization: string | undefined): Token {
  if (authorization === undefined) return ANONYMOUS;
  const secret = /^(?:token|bearer)\s+(\S+)$/i.exec(authorization)?.[1] ?? '';
  const token = state.tokens.get(secret);
  const { acceptedFrom = 0, expiresAt = Number.POSITIVE_INFINITY } = token ?? {};
  const now = state.clock.now();
  if (!token || now < acceptedFrom || expiresAt <= now) throw new Refusal(401, 'Bad credentials');
  return token;
}

/** Private repositories do not exist for tokens not made for them. */
export function visibleRepository(state: GitHubState, token: Token, name: string): Repository | undefined {
  const repository = findRepository(state, name);
  if (!repository) return undefined;
  return repository.private && !madeFor(token, repository) ? undefined : repository;
}

const madeFor = (token: Token, repository: Repository) =>
  token.repositories.some((name) => name.toLowerCase() === fullName(repository).toLowerCase());

/** Reading what is public needs no permission. */
export function allowed(
  token: Token,
  repository: Repository,
  permission: Permission,
  access: Access,
): boolean {
  if (access === 'read' && !repository.private) return true;
  const granted = madeFor(token, repository) ? token.permissions[permission] : undefined;
  return granted === 'write' || (granted === 'read' && access === 'read');
}

/** @throws Refusal 401, 403 or 404, as GitHub chooses between them */
export function authorize(
  state: GitHubState,
  token: Token,
  wanted: { readonly repository: string; readonly permission: Permission; readonly access: Access },
): Repository {
  const repository = visibleRepository(state, token, wanted.repository);
  if (!repository) throw notFound();
  if (allowed(token, repository, wanted.permission, wanted.access)) return repository;
  if (token === ANONYMOUS) throw new Refusal(401, 'Requires authentication');
  const header = { 'x-accepted-github-permissions': `${wanted.permission}=${wanted.access}` };
  throw new Refusal(403, 'Resource not accessible by integration', {}, header);
}
