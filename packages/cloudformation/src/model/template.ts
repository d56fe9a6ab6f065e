import { expandLoops } from './for-each.ts';
import { STACK_TYPE } from './stack-event.ts';

/** A resource as a template describes it. */
export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  /** Logical ids of the resources it begins after: `DependsOn`, `Ref`, `Fn::GetAtt` and `Fn::Sub` name them. */
  readonly after: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

export interface Template {
  readonly resources: readonly TemplateResource[];
  /** False: there are more than these, made by a transform, a loop, a module or a nested stack when it is deployed. */
  readonly complete: boolean;
}

/** It only allows loops and the like, which are expanded here. */
const EXPANDED = 'AWS::LanguageExtensions';

/** A module and a nested stack stand for resources of their own, which another template describes. */
const standsForMore = ({ type }: TemplateResource) => type === STACK_TYPE || type.endsWith('::MODULE');

/** What a template, JSON or YAML, consists of; undefined when it is none. Conditions are not judged: all are listed. */
export async function readTemplate(body: string): Promise<Template | undefined> {
  try {
    const template = fields(body.trimStart().startsWith('{') ? JSON.parse(body) : await fromYaml(body));
    if (template['Resources'] === undefined) return undefined;
    const { resources, complete } = expandLoops(fields(template['Resources']), template);
    const transforms = [template['Transform'] ?? []].flat();
    const all = Object.entries(resources);
    const known = new Set(all.map(([logicalId]) => logicalId));
    const listed = all.map(([logicalId, resource]) => {
      const { Type: type, DependsOn: dependsOn, ...rest } = fields(resource);
      const named = new Set([...texts(dependsOn), ...references(rest)]);
      named.delete(logicalId);
      return { logicalId, type: String(type ?? ''), after: [...named].filter((id) => known.has(id)) };
    });
    const expanded = complete && transforms.every((name) => name === EXPANDED);
    return { resources: listed, complete: expanded && !listed.some(standsForMore) };
  } catch {
    return undefined;
  }
}

const LIST_FORMS = ['FindInMap', 'Split', 'Cidr', 'GetAZs', 'If', 'Select', 'Join', 'Sub', 'GetAtt'];

const longOf = (name: string) => (value: { toJSON(): unknown }) => ({ [`Fn::${name}`]: value.toJSON() });

/** Short forms become the long ones that JSON has; the tags that name no resource are read as plain values. */
async function fromYaml(body: string): Promise<unknown> {
  const { parse } = await import('yaml');
  const long = (key: string) => (value: string) => ({ [key]: value });
  const customTags = [
    { tag: '!Ref', resolve: long('Ref') },
    { tag: '!GetAtt', resolve: long('Fn::GetAtt') },
    { tag: '!Sub', resolve: long('Fn::Sub') },
    { tag: '!ImportValue', resolve: long('Fn::ImportValue') },
    // As plain lists they would be taken for what a loop goes over.
    ...LIST_FORMS.map((name) => ({ tag: `!${name}`, collection: 'seq' as const, resolve: longOf(name) })),
    { tag: '!Transform', collection: 'map' as const, resolve: longOf('Transform') },
  ];
  return parse(body, { customTags, logLevel: 'error' });
}

/** All that a value refers to, at any depth. */
function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  return Object.entries(fields(value)).flatMap(([key, inner]) => {
    if (key === 'Ref') return texts(inner);
    if (key === 'Fn::GetAtt') return texts(Array.isArray(inner) ? inner[0] : inner).map(beforeDot);
    if (key === 'Fn::Sub') return substituted(inner);
    return references(inner);
  });
}

/** `"${Bucket.Arn}/*"`, or the same with a map of names that are no resources. `${!Name}` stands for itself. */
function substituted(value: unknown): string[] {
  const [text, variables] = Array.isArray(value) ? value : [value];
  const names = [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)].map((match) =>
    beforeDot(match[1]?.trim() ?? ''),
  );
  return [...names.filter((name) => !Object.hasOwn(fields(variables), name)), ...references(variables)];
}

const beforeDot = (name: string) => name.split('.')[0] ?? '';

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
