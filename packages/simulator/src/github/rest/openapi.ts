import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormatsModule from 'ajv-formats';

/** One operation of `fixtures/rest-openapi.json`, ready to route and to check. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly template: string;
  readonly pattern: RegExp;
  readonly parameterNames: readonly string[];
  /** Turns path parameters and query into typed values; undefined when they do not fit. */
  readParameters(raw: Record<string, string>): Record<string, unknown> | undefined;
  /** Why the body does not fit, or undefined. */
  bodyFault(body: unknown): string | undefined;
  /** Why the answer is not one that GitHub could give, or undefined. */
  answerFault(status: number, data: unknown): string | undefined;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly schema: Schema;
  readonly 'x-multi-segment'?: boolean;
}
type Schema = { readonly [key: string]: unknown };
interface Content {
  readonly $ref?: string;
  readonly required?: boolean;
  readonly content?: { readonly 'application/json'?: { readonly schema: Schema } };
}
interface RawOperation {
  readonly operationId: string;
  readonly parameters: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: Readonly<
    Record<'parameters' | 'responses' | 'schemas', Readonly<Record<string, unknown>>>
  >;
}

const FIXTURE = new URL('../../../fixtures/rest-openapi.json', import.meta.url);
const BASIC_ERROR: Schema = { $ref: '#/components/schemas/basic-error' };

let operations: readonly Operation[] | undefined;

/** All simulators of a process share them: compiling schemas takes longer than most tests. */
export function loadOperations(): readonly Operation[] {
  operations ??= readOperations();
  return operations;
}

function readOperations(): Operation[] {
  const document = jsonSchema(JSON.parse(readFileSync(FIXTURE, 'utf8'))) as Document;
  const compile = compiler(document);
  return Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, raw]) =>
      operation({ document, compile, template, method: method.toUpperCase(), raw }),
    ),
  );
}

/** Compiles a schema on first use: a test rarely needs more than a few of them. */
type Compile = (schema: Schema, options?: { readonly coerce: boolean }) => ValidateFunction;

function compiler(document: Document): Compile {
  const addFormats = addFormatsModule.default;
  const make = (coerceTypes: boolean) => {
    // To compile is most of the work, since a test checks few answers: what only speeds up the checks costs more.
    const cheap = { inlineRefs: false, code: { optimize: false } };
    const ajv = new Ajv({ strict: false, coerceTypes, allErrors: false, ...cheap });
    addFormats(ajv);
    const uri = /^[a-z][a-z0-9+.-]*:\S+$/i;
    // GitHub sends "" where a status has no URL, although the format says uri.
    ajv.addFormat('uri', (text: string) => text === '' || uri.test(text));
    ajv.addFormat('int64', true);
    ajv.addFormat('timestamp', true);
    return ajv.addSchema({ $id: 'github', components: document.components });
  };
  const [strict, coercing] = [make(false), make(true)];
  const cache = new Map<Schema, ValidateFunction>();
  return (schema, options) => {
    const known = cache.get(schema);
    if (known) return known;
    const absolute = JSON.parse(
      JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"github#/'),
    ) as Schema;
    const compiled = (options?.coerce ? coercing : strict).compile(absolute);
    cache.set(schema, compiled);
    return compiled;
  };
}

interface Source {
  readonly document: Document;
  readonly compile: Compile;
  readonly template: string;
  readonly method: string;
  readonly raw: RawOperation;
}

function operation({ document, compile, template, method, raw }: Source): Operation {
  const parameters = raw.parameters.map((one) => resolve<Parameter>(document, one));
  const parameterSchema: Schema = {
    type: 'object',
    properties: Object.fromEntries(parameters.map((one) => [one.name, alternatives(one.schema)])),
    required: parameters.filter((one) => one.required).map((one) => one.name),
  };
  const multi = new Set(parameters.filter((one) => one['x-multi-segment']).map((one) => one.name));
  const bodySchema = raw.requestBody?.content?.['application/json']?.schema;
  const row = memo(compile);
  return {
    id: raw.operationId,
    method,
    template,
    pattern: templatePattern(template, multi),
    parameterNames: Array.from(template.matchAll(/\{(\w+)\}/g), (match) => match[1] ?? ''),
    readParameters: (given) => {
      const values: Record<string, unknown> = { ...given };
      return compile(parameterSchema, { coerce: true })(values) ? values : undefined;
    },
    bodyFault: (body) => {
      if (!bodySchema || (body === undefined && !raw.requestBody?.required)) return undefined;
      return fault(compile(bodySchema), body ?? {});
    },
    answerFault: (status, data) => {
      const documented = raw.responses[status];
      if (!documented && status < 400) return `status ${status} is not documented for ${raw.operationId}`;
      const content = documented ? resolve<Content>(document, documented).content : undefined;
      const schema = content?.['application/json']?.schema ?? (status < 400 ? undefined : BASIC_ERROR);
      if (!schema)
        return data === undefined ? undefined : `${raw.operationId} answers ${status} without a body`;
      if (schema['type'] === 'array' && Array.isArray(data)) {
        return data.map((item) => row(schema['items'] as Schema, item)).find(Boolean);
      }
      return fault(compile(schema), data);
    },
  };
}

/** The text `7` is an integer and a string: with coercion `oneOf` would refuse it for that. */
function alternatives({ oneOf, ...schema }: Schema): Schema {
  return oneOf === undefined ? schema : { ...schema, anyOf: oneOf };
}

/** Rows are rendered once and sent often: each object is checked once. */
function memo(compile: Compile): (schema: Schema, value: object) => string | undefined {
  const good = new WeakSet<object>();
  return (schema, value) => {
    if (good.has(value)) return undefined;
    const found = fault(compile(schema), value);
    if (found === undefined) good.add(value);
    return found;
  };
}

function fault(validate: ValidateFunction, value: unknown): string | undefined {
  if (validate(value)) return undefined;
  const first = validate.errors?.[0];
  return `${first?.instancePath ?? ''} ${first?.message ?? 'does not fit'}`.trim();
}

function resolve<T>(document: Document, value: object): T {
  const reference = (value as { $ref?: string }).$ref;
  if (reference === undefined) return value as T;
  const [, , kind = 'schemas', name = ''] = reference.split('/');
  return document.components[kind as keyof Document['components']][name] as T;
}

function templatePattern(template: string, multi: ReadonlySet<string>): RegExp {
  const source = template.replace(/\{(\w+)\}/g, (_, name: string) => (multi.has(name) ? '(.+)' : '([^/]+)'));
  return new RegExp(`^${source}$`);
}

/** OpenAPI 3.0 says `nullable`; JSON Schema knows only types and alternatives. */
function jsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(jsonSchema);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...schema } = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, jsonSchema(inner)]),
  );
  if (nullable !== true) return schema;
  if (typeof schema['type'] === 'string') schema['type'] = [schema['type'], 'null'];
  if (Array.isArray(schema['enum'])) schema['enum'].push(null);
  if (Array.isArray(schema['oneOf'])) schema['oneOf'].push({ type: 'null' });
  return schema;
}
