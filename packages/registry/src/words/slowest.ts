/** A resource that was among the slowest of its deployment. */
export interface SlowResource {
  /** Logical id. */
  readonly resource: string;
  /** Such as AWS::RDS::DBInstance. */
  readonly type: string;
  readonly seconds: number;
}

/** How the words of such a status begin; it is one of those that say that the registration holds. */
const MARK = 'slowest: ';
/** docs: rest/deployments/statuses, `description`. */
const LONGEST = 140;
const MOST = 5;

/**
 * Logical ids are alphanumeric, at most 255 characters; types are at most 204 of letters, digits, `_`, `@` and `-` between
 * colons (docs.aws.amazon.com: CloudFormation, resources section; TypeName of RegisterType). Without `AWS::`, which most have.
 */
const RESOURCE = /^([A-Za-z0-9]{1,255}) ([\w@-]+(?:::[\w@-]+){1,3}) (\d{1,7})s$/;

/** `slowest: Database RDS::DBInstance 412s, Site Custom::Site 60s`: as many as fit; undefined where none does. */
export function formatSlowest(resources: readonly SlowResource[]): string | undefined {
  let [words, count] = [MARK, 0];
  for (const one of slowestFirst(resources)) {
    const next = `${count === 0 ? '' : ', '}${format(one)}`;
    const fits = words.length + next.length <= LONGEST && RESOURCE.test(format(one));
    if (fits && count < MOST) [words, count] = [words + next, count + 1];
  }
  return count === 0 ? undefined : words;
}

const format = ({ resource, type, seconds }: SlowResource): string =>
  `${resource} ${type.replace(/^AWS::/, '')} ${Math.round(seconds)}s`;

/** Whether it can be one: what others keep of it may hold anything. */
export const isSlowResource = (one: SlowResource): boolean => RESOURCE.test(format(one));

/** Undefined for any other words. */
export function parseSlowest(description: string): readonly SlowResource[] | undefined {
  if (!description.startsWith(MARK)) return undefined;
  const found = description.slice(MARK.length).split(', ').map(parse);
  const known = found.filter((one) => one !== undefined);
  return known.length === found.length && known.length <= MOST ? known : undefined;
}

function parse(text: string): SlowResource | undefined {
  const [, resource, short, seconds] = RESOURCE.exec(text) ?? [];
  if (resource === undefined || short === undefined) return undefined;
  // Types that users make have three parts, as AWS has with `AWS::`.
  const own = short.startsWith('Custom::') || short.split('::').length > 2;
  return { resource, type: own ? short : `AWS::${short}`, seconds: Number(seconds) };
}

/** Of what several watchers saw, the slowest of all. */
export const slowestOf = (seen: readonly SlowResource[]): readonly SlowResource[] =>
  slowestFirst(seen).slice(0, MOST);

const slowestFirst = (resources: readonly SlowResource[]): readonly SlowResource[] =>
  resources.toSorted((a, b) => b.seconds - a.seconds || (a.resource < b.resource ? -1 : 1));
