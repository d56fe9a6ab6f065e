import { readFileSync, writeFileSync } from 'node:fs';
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  Kind,
  parse,
  print,
  type TypeNode,
} from 'graphql';

const FIXTURE = new URL('../../../fixtures/graphql-schema.graphql', import.meta.url);

/** Types of GitHub's schema that are simulated, in whole or in part; what else their fields name comes along. */
const KEPT: readonly string[] = [
  ...[
    'Query',
    'Mutation',
    'Node',
    'Actor',
    'Bot',
    'User',
    'Repository',
    'Commit',
    'Ref',
    'PageInfo',
    'RateLimit',
  ],
  ...['Deployment', 'DeploymentConnection', 'DeploymentEdge'],
  ...['DeploymentStatus', 'DeploymentStatusConnection', 'DeploymentStatusEdge'],
  ...['CreateDeploymentStatusPayload', 'DeleteDeploymentPayload'],
];
/** Of the two that have a field for everything. */
const ROOT_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Query: ['node', 'nodes', 'rateLimit', 'repository', 'viewer'],
  Mutation: ['createDeploymentStatus', 'deleteDeployment'],
};

/** The part of GitHub's public schema that is simulated: all 70,000 lines take longer to read than most tests. */
export const simulatedSchema = (): string => readFileSync(FIXTURE, 'utf8');

const named = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type);

/** Fields and types of `KEPT`, and the scalars, enums and inputs that these name, without descriptions. */
export function trimSchema(idl: string): string {
  const all = new Map<string, DefinitionNode>();
  for (const definition of parse(idl, { noLocation: true }).definitions)
    if ('name' in definition && definition.name) all.set(definition.name.value, definition);
  const trimmed = new Map<string, DefinitionNode>();
  const open = [...KEPT];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const found = all.get(name);
    if (found === undefined || trimmed.has(name)) continue;
    const kept = trim(found, all);
    trimmed.set(name, kept);
    open.push(...namesIn(kept));
  }
  const sorted = [...trimmed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, definition]) => definition);
  return `${sorted.map((definition) => print(definition)).join('\n\n')}\n`;
}

const isLeaf = (definition: DefinitionNode | undefined): boolean =>
  definition === undefined ||
  definition.kind === Kind.ENUM_TYPE_DEFINITION ||
  definition.kind === Kind.SCALAR_TYPE_DEFINITION;

function trim(definition: DefinitionNode, all: ReadonlyMap<string, DefinitionNode>): DefinitionNode {
  const bare = { description: undefined, directives: [] as ConstDirectiveNode[] };
  const plain = <T extends object>(node: T): T => ({ ...node, ...bare });
  const shows = ({ type }: FieldDefinitionNode) => KEPT.includes(named(type)) || isLeaf(all.get(named(type)));
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const names = ROOT_FIELDS[definition.name.value];
      const fields = (definition.fields ?? [])
        .filter((field) => (names?.includes(field.name.value) ?? true) && shows(field))
        .map((field) => ({ ...plain(field), arguments: (field.arguments ?? []).map(plain) }));
      const interfaces = (definition.interfaces ?? []).filter(
        ({ name }) => names === undefined && KEPT.includes(name.value),
      );
      return { ...plain(definition), fields, interfaces };
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return { ...plain(definition), fields: (definition.fields ?? []).map(plain) };
    case Kind.ENUM_TYPE_DEFINITION:
      return { ...plain(definition), values: (definition.values ?? []).map(plain) };
    case Kind.SCALAR_TYPE_DEFINITION:
      return plain(definition);
    default:
      throw new Error(`${definition.kind} cannot be part of the simulated schema`);
  }
}

/** Types that a definition names. */
function namesIn(definition: DefinitionNode): string[] {
  if (!('fields' in definition)) return [];
  return (definition.fields ?? []).flatMap((field) => [
    named(field.type),
    ...('arguments' in field ? (field.arguments ?? []).map(({ type }) => named(type)) : []),
  ]);
}

/** Writes the fixture again: npx tsx packages/simulator/src/github/graphql/schema.ts */
if (process.argv[1] === import.meta.filename) {
  const { schema } = await import('@octokit/graphql-schema');
  writeFileSync(FIXTURE, trimSchema(schema.idl));
}
