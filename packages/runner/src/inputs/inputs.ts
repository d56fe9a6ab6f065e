import { UserError } from '../text/errors.ts';
import { oneLine } from '../text/untrusted.ts';
import type { Env } from '../values.ts';
import { parseDuration } from './duration.ts';
import { isSecure, SECURE } from './endpoint.ts';

export type { Env };

/** How one input is read. `default` is the text that action.yml shows; a test compares the two. */
export interface Field<T> {
  /** Completes "expected ...": what the input accepts. */
  readonly accepts: string;
  /** The value, or undefined when the (never empty) text is not acceptable. */
  readonly parse: (text: string) => T | undefined;
  readonly default?: string;
  readonly required?: boolean;
  readonly secret?: boolean;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;
export type Inputs<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never;
};

const field = <T>(accepts: string, parse: (text: string) => T | undefined): Field<T | undefined> => ({
  accepts,
  parse,
});

export const text = (accepts: string) => field(accepts, (raw) => raw);

export const matching = (pattern: RegExp, accepts: string) =>
  field(accepts, (raw) => (pattern.test(raw) ? raw : undefined));

export const oneOf = <const T extends string>(...values: readonly T[]) =>
  field(`one of ${values.join(', ')}`, (raw) => values.find((value) => value === raw));

/** Newline- or comma-separated. An absent list is empty. */
export const list = (accepts: string, item: RegExp = /./): Field<readonly string[]> => ({
  accepts: `${accepts}, separated by newlines or commas`,
  default: '',
  parse: (raw) => {
    const items = raw
      .split(/[\n,]/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    return items.every((part) => item.test(part)) ? items : undefined;
  },
});

/** YAML 1.2 booleans, as the runner's own toolkit reads them. */
export const boolean = () =>
  field(
    'true or false',
    (raw) => ({ true: true, True: true, TRUE: true, false: false, False: false, FALSE: false })[raw],
  );

export const integer = (minimum: number, maximum = Number.MAX_SAFE_INTEGER) =>
  field(
    maximum === Number.MAX_SAFE_INTEGER
      ? `a whole number of at least ${minimum}`
      : `a whole number from ${minimum} to ${maximum}`,
    (raw) => {
      const value = /^[+-]?\d+$/.test(raw) ? Number(raw) : Number.NaN;
      return Number.isSafeInteger(value) && value >= minimum && value <= maximum ? value : undefined;
    },
  );

/** Seconds. */
export const duration = (minimum = 0) =>
  field(`a duration such as 90s, 15m or 2h${minimum > 0 ? ` of at least ${minimum}s` : ''}`, (raw) => {
    const seconds = parseDuration(raw);
    return seconds !== undefined && seconds >= minimum ? seconds : undefined;
  });

/** Seconds, or the word `auto`. */
export const durationOrAuto = (minimum = 0): Field<number | 'auto' | undefined> => {
  const seconds = duration(minimum);
  return field(`auto, or ${seconds.accepts}`, (raw) => (raw === 'auto' ? 'auto' : seconds.parse(raw)));
};

/** Milliseconds since the epoch. */
export const moment = () =>
  field('a moment as ISO 8601 with its time zone, such as 2026-01-31T09:30:00Z', (raw) => {
    const time = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/.test(raw) ? Date.parse(raw) : Number.NaN;
    return Number.isNaN(time) ? undefined : time;
  });

/** An address for people to follow. */
export const url = () =>
  field('an http(s) URL without a user or password', (raw) =>
    /^https?:\/\//i.test(raw) && URL.canParse(raw) && !hasCredentials(raw) ? raw : undefined,
  );

/** An address that secrets are sent to. */
export const endpoint = () => field(SECURE, (raw) => (isSecure(raw) ? raw : undefined));

/** `https://user:password@host`, in whatever it stands. */
const hasCredentials = (raw: string) => /:\/\/[^/?#\s]*@/.test(raw);

export const required = <T>(inner: Field<T>): Field<NonNullable<T>> =>
  ({ ...inner, required: true }) as Field<NonNullable<T>>;

export const withDefault = <T>(inner: Field<T>, value: string): Field<NonNullable<T>> =>
  ({ ...inner, default: value }) as Field<NonNullable<T>>;

/** A default that only the runner can evaluate: `github.sha` becomes `${{ github.sha }}`. */
export const fromRunner = <T>(inner: Field<T>, expression: string): Field<T> => ({
  ...inner,
  default: `\${{ ${expression} }}`,
});

/** Masked in the log and never quoted in a message. */
export const secret = <T>(inner: Field<T>): Field<T> => ({ ...inner, secret: true });

/** The variable in which the runner passes an input. */
export const inputVariable = (name: string) => `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;

/**
 * Reads every input once. An empty value counts as absent, as it does for the runner.
 * @throws UserError naming the first input at fault and what it accepts
 */
export function parseInputs<const F extends Fields>(fields: F, env: Env): Inputs<F> {
  const entries = Object.entries(fields).map(([name, spec]) => [name, parseInput(name, spec, env)]);
  return Object.fromEntries(entries) as Inputs<F>;
}

function parseInput(name: string, spec: Field<unknown>, env: Env): unknown {
  const given = env[inputVariable(name)]?.trim() ?? '';
  const fallback = spec.default?.startsWith('${{') ? '' : (spec.default ?? '');
  const raw = given === '' ? fallback : given;
  if (raw === '') {
    if (spec.required) throw new UserError(`Input "${name}" is required: ${spec.accepts}.`);
    return spec.default === '' ? spec.parse('') : undefined;
  }
  const value = spec.parse(raw);
  if (value === undefined) {
    const got =
      spec.secret || hasCredentials(raw)
        ? 'something else (not shown, it is a secret)'
        : `"${oneLine(raw, 60)}"`;
    throw new UserError(`Input "${name}": expected ${spec.accepts}, got ${got}.`);
  }
  return value;
}

/** The values to mask before anything else is done or printed. */
export function secretValues(fields: Fields, env: Env): string[] {
  return Object.entries(fields)
    .filter(([, spec]) => spec.secret)
    .map(([name]) => env[inputVariable(name)]?.trim() ?? '')
    .filter((value) => value !== '');
}
