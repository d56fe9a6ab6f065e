import fc from 'fast-check';

const LARGEST = 0x10ffff;
const SURROGATES = { first: 0xd800, count: 0x800 } as const;

/** Any character but half a surrogate pair. */
const character = fc.nat({ max: LARGEST - SURROGATES.count }).map(
  (index) => String.fromCodePoint(index < SURROGATES.first ? index : index + SURROGATES.count),
  (given) => {
    const point = typeof given === 'string' ? given.codePointAt(0) : undefined;
    if (point === undefined || given !== String.fromCodePoint(point)) throw new Error('not one character');
    return point < SURROGATES.first ? point : point - SURROGATES.count;
  },
);

/**
 * What `fc.string({ unit: 'binary' })` gives, which first makes a table of all of Unicode: close to a second, in each file
 * of tests anew.
 */
export const anyText = (limits: { readonly minLength?: number; readonly maxLength?: number } = {}) =>
  fc.string({ ...limits, unit: character });

const ordinary = fc.constantFrom(...`abcxyzABCXYZ0123456789-._~!$&'()*+,;=:@`);
const encoded = anyText({ minLength: 1, maxLength: 1 }).map(encodeURIComponent);
const segment = fc.string({
  unit: fc.oneof({ weight: 10, arbitrary: ordinary }, { weight: 1, arbitrary: encoded }),
});

/** Addresses as of `fc.webUrl()`, which makes the same table. */
export const anyAddress = ({ query = false }: { readonly query?: boolean } = {}) =>
  fc
    .tuple(
      fc.constantFrom('http', 'https'),
      fc.webAuthority(),
      fc.array(segment),
      query ? fc.option(segment) : fc.constant(null),
    )
    .map(
      ([scheme, authority, path, asked]) =>
        `${scheme}://${[authority, ...path].join('/')}${asked === null ? '' : `?${asked}`}`,
    );
