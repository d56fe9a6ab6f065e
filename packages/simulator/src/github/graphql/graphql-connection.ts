import { Refusal } from '../state/answer.ts';

export interface ConnectionArguments {
  readonly first?: number;
  readonly last?: number;
  readonly after?: string | null;
  readonly before?: string | null;
}

const PAGE_LIMIT = 100;

/** A connection over rows that are in order already. @throws Refusal for page sizes that GitHub refuses */
export function connection<Row>(
  name: string,
  rows: readonly Row[],
  args: ConnectionArguments,
  row: { cursor(row: Row): string; node(row: Row): object },
) {
  const { first, last } = args;
  if (first === undefined && last === undefined) {
    throw new Refusal(
      200,
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
      { type: 'MISSING_PAGINATION_BOUNDARIES' },
    );
  }
  const size = first ?? last ?? 0;
  if (size > PAGE_LIMIT) {
    throw new Refusal(
      200,
      `Requesting ${size} records on the \`${name}\` connection exceeds the \`first\` limit of ${PAGE_LIMIT} records.`,
      { type: 'EXCESSIVE_PAGINATION' },
    );
  }
  const encode = (one: Row) => Buffer.from(row.cursor(one)).toString('base64');
  const indexOf = (cursor: string) => {
    const name = Buffer.from(cursor, 'base64').toString();
    return rows.findIndex((one) => row.cursor(one) === name);
  };
  const start = args.after == null ? 0 : indexOf(args.after) + 1;
  const end = args.before == null ? rows.length : indexOf(args.before);
  const window = rows.slice(start, Math.max(start, end));
  const page = first !== undefined ? window.slice(0, first) : window.slice(Math.max(0, window.length - size));
  const offset = first !== undefined ? start : start + window.length - page.length;
  const edge = (one: Row | undefined) => (one === undefined ? null : encode(one));
  return {
    totalCount: rows.length,
    nodes: () => page.map((one) => row.node(one)),
    edges: () => page.map((one) => ({ cursor: encode(one), node: row.node(one) })),
    pageInfo: {
      startCursor: edge(page[0]),
      endCursor: edge(page.at(-1)),
      hasPreviousPage: offset > 0,
      hasNextPage: offset + page.length < rows.length,
    },
  };
}
