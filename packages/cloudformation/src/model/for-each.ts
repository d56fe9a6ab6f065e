type Fields = Readonly<Record<string, unknown>>;

interface Expanded {
  readonly resources: Fields;
  /** False: there are more than these, but only CloudFormation knows how many. */
  readonly complete: boolean;
}

const LOOP = 'Fn::ForEach::';
/** Twice of what CloudFormation allows in a template: loops in loops could go on for ever. */
const MOST = 1000;

/**
 * The resources that a template's `Fn::ForEach` loops stand for, nested loops included. A loop over what is known only
 * when it is deployed, a parameter without a default, counts once; a `Fn::Transform` among the resources not at all.
 * (docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html)
 */
export function expandLoops(resources: Fields, template: Fields): Expanded {
  const found: [string, unknown][] = [];
  let complete = true;
  for (const [key, value] of Object.entries(resources)) {
    const loop = key.startsWith(LOOP) ? loopOf(value, template) : undefined;
    if (loop !== undefined) {
      complete &&= loop.items !== undefined;
      for (const item of loop.items ?? ['']) {
        complete &&= found.length < MOST;
        if (found.length >= MOST) break;
        const body = substituted(loop.body, loop.identifier, item);
        const inner = expandLoops(fields(body), template);
        complete &&= inner.complete;
        found.push(...Object.entries(inner.resources));
      }
    } else if (key.startsWith('Fn::')) complete = false;
    else found.push([key, value]);
  }
  return { resources: Object.fromEntries(found), complete };
}

function loopOf(value: unknown, template: Fields) {
  if (!Array.isArray(value) || value.length !== 3 || typeof value[0] !== 'string') return undefined;
  const [identifier, collection, body] = value;
  return { identifier, items: itemsOf(collection, template), body };
}

/** A list as it stands, the default of a parameter, or an entry of a mapping. */
function itemsOf(collection: unknown, template: Fields): readonly string[] | undefined {
  if (Array.isArray(collection)) {
    const items = collection.map((item) => (isPlain(item) ? [String(item)] : itemsOf(item, template)));
    return items.every((item) => item !== undefined) ? items.flat() : undefined;
  }
  const { Ref: parameter, 'Fn::FindInMap': path } = fields(collection);
  if (typeof parameter === 'string') return defaultOf(fields(fields(template['Parameters'])[parameter]));
  if (!Array.isArray(path)) return undefined;
  const entry = path.reduce<unknown>((inner, key) => fields(inner)[String(key)], template['Mappings']);
  return Array.isArray(entry) ? entry.map(String) : undefined;
}

/** Of a parameter that Parameter Store fills the default is only the name there. */
function defaultOf({ Type: type, Default: text }: Fields): readonly string[] | undefined {
  if (typeof text !== 'string' || text === '' || String(type).startsWith('AWS::SSM::')) return undefined;
  return /List/.test(String(type)) ? text.split(',').map((item) => item.trim()) : [text];
}

const isPlain = (value: unknown) => typeof value === 'string' || typeof value === 'number';

/** `${Name}` and `&{Name}` (without what is no letter or digit) in keys and values, and `Ref`, at any depth. */
function substituted(value: unknown, identifier: string, item: string): unknown {
  const replaced = (text: string) =>
    text
      .replaceAll(`\${${identifier}}`, item)
      .replaceAll(`&{${identifier}}`, item.replace(/[^A-Za-z0-9]/g, ''));
  if (typeof value === 'string') return replaced(value);
  if (Array.isArray(value)) return value.map((each) => substituted(each, identifier, item));
  if (typeof value !== 'object' || value === null) return value;
  if ((value as Fields)['Ref'] === identifier) return item;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [replaced(key), substituted(inner, identifier, item)]),
  );
}

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
