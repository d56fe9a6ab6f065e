import { validation } from './account.ts';

/** What CloudFormation puts on a page of events. */
const EVENTS_PAGE = 100;

/** @throws Refusal for a token that is not of this list */
export function page<T>(
  items: readonly T[],
  parameters: URLSearchParams,
): { readonly items: readonly T[]; readonly next?: string } {
  const token = parameters.get('NextToken');
  const left = token === null ? items.length : Number(Buffer.from(token, 'base64').toString());
  if (!Number.isInteger(left) || left < 0 || left > items.length) {
    throw validation(`Invalid NextToken: ${token}`);
  }
  // Counted from the end, so that new items at the front of a newest-first list do not shift the next page.
  const from = items.length - left;
  const rest = left - EVENTS_PAGE;
  return {
    items: items.slice(from, from + EVENTS_PAGE),
    ...(rest > 0 ? { next: Buffer.from(String(rest)).toString('base64') } : {}),
  };
}
