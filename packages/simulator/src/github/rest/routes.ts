import type { Answer } from '../state/answer.ts';
import type { Access, GitHubState, Permission, Repository, Token } from '../state/state.ts';
import type { Snapshot } from '../state/visibility.ts';
import type { Urls } from './render/render.ts';

/** One authorized request whose parameters and body fit the schema. */
export interface Call {
  readonly state: GitHubState;
  readonly urls: Urls;
  readonly token: Token;
  readonly repository: Repository;
  readonly path: string;
  /** As sent. */
  readonly query: Readonly<Record<string, string>>;
  /** Of path and query, by type. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
  /** What a read sees. Writes look at the state itself: they happen on the primary. */
  readonly snapshot: Snapshot;
  /** Waits until a write whose id is allocated is committed; resolves to that moment. */
  commit(): Promise<number>;
}

interface Route {
  readonly permission: Permission;
  readonly access: Access;
  answer(call: Call): Answer | Promise<Answer>;
}

/** By the operation id of the OpenAPI document. */
export type Routes = Readonly<Record<string, Route>>;

/** One page of a list, with `Link` as GitHub sends it; `per_page` above 100 counts as 100. */
export function paginate<T>(
  items: readonly T[],
  call: Call,
): { readonly page: readonly T[]; readonly headers: Record<string, string> } {
  const size = Math.min(100, Math.max(1, Number(call.parameters['per_page'] ?? 30)));
  const number = Math.max(1, Number(call.parameters['page'] ?? 1));
  const last = Math.max(1, Math.ceil(items.length / size));
  const page = items.slice((number - 1) * size, number * size);
  const link = (rel: string, target: number) => {
    const search = new URLSearchParams({ ...call.query, page: String(target) });
    return `<${call.urls.api}${call.path}?${search}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [link('prev', number - 1)] : []),
    ...(number < last ? [link('next', number + 1), link('last', last)] : []),
    ...(number > 1 ? [link('first', 1)] : []),
  ];
  return { page, headers: links.length > 0 ? { link: links.join(', ') } : {} };
}
