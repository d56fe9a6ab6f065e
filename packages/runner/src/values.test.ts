import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compact, nonce } from './values.ts';

test('compact drops what is undefined and nothing else', () => {
  expect(compact({ a: undefined, b: null, c: 0, d: '', e: false })).toEqual({
    b: null,
    c: 0,
    d: '',
    e: false,
  });
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.option(fc.jsonValue(), { nil: undefined })), (record) => {
      const kept = compact(record);
      return Object.keys(record).every((key) => Object.hasOwn(kept, key) === (record[key] !== undefined));
    }),
  );
});

test('a nonce has as many digits as were asked for, whatever was drawn', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.nat(40),
      (drawn, digits) => {
        expect(nonce(() => drawn, digits)).toMatch(new RegExp(`^[0-9a-z]{${digits}}$`));
      },
    ),
  );
});
