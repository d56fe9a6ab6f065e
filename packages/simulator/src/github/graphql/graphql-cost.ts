import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode } from 'graphql';

/**
 * Points of a query: the requests needed to fill its connections, divided by 100, at least 1
 * (docs: graphql/overview/rate-limits-and-query-limits-for-the-graphql-api).
 */
export function queryCost(document: DocumentNode, variables: Readonly<Record<string, unknown>>): number {
  const fragments = new Map<string, SelectionSetNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition.selectionSet);
    }
  }
  const requests = (selection: SelectionSetNode | undefined, parents: number): number =>
    (selection?.selections ?? []).reduce((sum, node) => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return sum + requests(fragments.get(node.name.value), parents);
      if (node.kind === Kind.INLINE_FRAGMENT) return sum + requests(node.selectionSet, parents);
      const size = pageSize(node, variables);
      if (size === undefined) return sum + requests(node.selectionSet, parents);
      return sum + parents + requests(node.selectionSet, parents * size);
    }, 0);
  const total = document.definitions.reduce(
    (sum, one) => (one.kind === Kind.OPERATION_DEFINITION ? sum + requests(one.selectionSet, 1) : sum),
    0,
  );
  return Math.max(1, Math.round(total / 100));
}

/** `first` or `last` of a connection; undefined for other fields. */
function pageSize(field: FieldNode, variables: Readonly<Record<string, unknown>>): number | undefined {
  const value = field.arguments?.find(({ name }) => name.value === 'first' || name.value === 'last')?.value;
  if (value?.kind === Kind.INT) return Number(value.value);
  return value?.kind === Kind.VARIABLE ? Number(variables[value.name.value] ?? 1) : undefined;
}
