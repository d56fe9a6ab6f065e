/** Environment variables, as a step has them. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Those variables whose names match: another process gets what it needs, and nothing else of the job's. */
export const matchingEnv = (env: Env, names: RegExp): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => names.test(name)));

/** The same record without the keys whose value is undefined: an optional field is left out, never set to undefined. */
export function compact<T extends object>(record: T): Compact<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Compact<T>;
}

type OptionalKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? K : never }[keyof T];

/** Keys that may be undefined become optional, as `exactOptionalPropertyTypes` wants them. */
type Compact<T> = { [K in Exclude<keyof T, OptionalKeys<T>>]: T[K] } & {
  [K in OptionalKeys<T>]?: Exclude<T[K], undefined>;
};

/** `1 run`, `3 runs`; for nouns whose plural is an "s". */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Values by what `keyOf` says of each, in the order of first appearance (`Map.groupBy`, which Node 20 has not). */
export function groupBy<K, T>(values: readonly T[], keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group === undefined) groups.set(keyOf(value), [value]);
    else group.push(value);
  }
  return groups;
}

/** `digits` random characters of 0-9 and a-z: enough to tell processes apart, not a secret. */
export function nonce(random: () => number, digits: number): string {
  return Array.from({ length: digits }, () => Math.floor(random() * 36).toString(36)).join('');
}
