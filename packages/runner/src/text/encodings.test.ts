import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { endOf, readingsOf } from './encodings.ts';

const hex = (code: number, length = 1) => code.toString(16).padStart(length, '0');
const percent = (sign: string) =>
  Array.from(Buffer.from(sign), (byte) => `%${hex(byte, 2).toUpperCase()}`).join('');
const NAMES: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '"': 'quot',
  '/': 'sol',
  '=': 'equals',
};

/** What programs make of one character; those that a character has none of leave it. */
const WAYS: readonly ((sign: string) => string)[] = [
  (sign) => sign,
  percent,
  (sign) => percent(sign).toLowerCase(),
  (sign) => `&#${sign.codePointAt(0)};`,
  (sign) => `&#x${hex(sign.codePointAt(0) ?? 0)};`,
  (sign) => `&#X00${hex(sign.codePointAt(0) ?? 0).toUpperCase()};`,
  (sign) => (NAMES[sign] ? `&${NAMES[sign]};` : sign),
  (sign) => Array.from({ length: sign.length }, (_, at) => `\\u${hex(sign.charCodeAt(at), 4)}`).join(''),
  (sign) => (/[\\"/]/.test(sign) ? `\\${sign}` : sign),
  (sign) => (sign === ' ' ? '+' : sign),
];

/** Each character in a way of its own, and each character of that again, `depth` times. */
function mixed(text: string, ways: readonly number[], depth: number): string {
  if (depth === 0) return text;
  const once = Array.from(text, (sign, at) => WAYS[(ways[at % ways.length] ?? 0) % WAYS.length]?.(sign)).join(
    '',
  );
  return mixed(once, [...ways.slice(1), ...ways.slice(0, 1)], depth - 1);
}

const ways = fc.array(fc.nat(WAYS.length - 1), { minLength: 1, maxLength: 40 });
/** Full of what encodings are made of. */
const tricky = fc.string({
  unit: fc.constantFrom(...'%&\\#;x2541fFau0/"=+ .-_é😀', 'amp;', '%25', '\\u00', '&#3'),
  minLength: 1,
});
const secret = fc.oneof(tricky, fc.string({ unit: 'grapheme', minLength: 1 }));
const around = fc.oneof(fc.string(), tricky);

test('any mixture of encodings of a text is read as that text, whatever stands beside it', () => {
  fc.assert(
    fc.property(
      secret,
      ways,
      fc.integer({ min: 1, max: 3 }),
      around,
      around,
      (text, own, depth, before, after) => {
        const written = mixed(text, own, depth);
        const end = endOf(text, before.length, readingsOf(before + written + after));
        expect(end).toBeGreaterThanOrEqual((before + written).length);
      },
    ),
    { numRuns: 3000 },
  );
});

test('what is not in a text is not found there', () => {
  // G is 47 in hexadecimal and 71 in decimal: no encoding of it can be made of these signs, as "%5a" is one of Z.
  const others = fc.string({ unit: fc.constantFrom(...'abc%&\\#;x2541/"=+ ') });
  fc.assert(
    fc.property(others, ways, fc.integer({ min: 0, max: 2 }), (text, own, depth) => {
      const written = mixed(text, own, depth);
      const readings = readingsOf(written);
      const places = Array.from(written, (_, at) => at);
      for (const wanted of ['Gabc', 'abG', 'G'])
        expect(places.filter((at) => endOf(wanted, at, readings) !== undefined)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['folded base64', 'YWJj\nZGVm', 'YWJjZGVm'],
  ['folded base64 in JSON', 'YWJj\\r\\nZGVm', 'YWJjZGVm'],
  ['an entity that JSON of Go wrote', 'a\\u0026#x2F;b', 'a/b'],
  ['an entity of an entity', 'a&amp;#47;b', 'a/b'],
  ['an address in an address', 'a%252Fb', 'a/b'],
  ['JSON in JSON', 'a\\\\\\/b', 'a/b'],
  ['a byte of JavaScript', 'a\\x2fb', 'a/b'],
  ['the sign for what is no UTF-8', 'a%EF%BF%BDb', 'a\ufffdb'],
])('%s', (_, written, text) => expect(endOf(text, 0, readingsOf(written))).toBe(written.length));

test.each([
  ['half an encoding', 'a%2', 'a/'],
  ['an entity without an end', 'a&#47', 'a/'],
  ['an entity of no character', 'a&#x110000;b', 'ab'],
  ['a name of no entity', 'a&toString;b', 'ab'],
  ['a byte that is no UTF-8', 'a%C3%28b', 'aÃ(b'],
])('%s is only itself', (_, written, text) => {
  expect(endOf(text, 0, readingsOf(written))).toBeUndefined();
  expect(endOf(written, 0, readingsOf(written))).toBe(written.length);
});

test.each(['\\', '%', '&', '%25', '&amp;', '\\u005c', 'a', '%2525&#'])('long runs of %s end', (piece) => {
  const text = piece.repeat(3000);
  const readings = readingsOf(text);
  expect(endOf(`${piece.repeat(100)}!`, 0, readings)).toBeUndefined();
  expect(endOf(piece.repeat(100), 0, readings)).toBeGreaterThanOrEqual(100);
});
