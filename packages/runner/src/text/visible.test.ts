import { describe, expect, test } from '@jest/globals';
import { anyText } from '@signalbox/simulator/any-text';
import fc from 'fast-check';
import { visible } from './visible.ts';

describe('what is not seen goes', () => {
  test.each([
    ['an override', 'a\u202eb', 'ab'],
    ['an isolate', 'a\u2066b\u2069', 'ab'],
    ['the marks of direction', 'a\u200e\u200f\u061cb', 'ab'],
    ['a zero-width space', 'se\u200bcret', 'secret'],
    ['a lone joiner', 'a\u200db', 'ab'],
    ['a joiner at the end of a word', 'می\u200c ', 'می '],
    ['joiners in a row', 'नमस्\u200d\u200d\u200dते', 'नमस्ते'],
    ['a soft hyphen', 'in\u00advisible', 'invisible'],
    ['a word joiner and the invisible operators', 'a\u2060\u2061\u2064b', 'ab'],
    ['a byte order mark', '\ufeffa', 'a'],
    ['annotations', 'a\ufff9b\ufffac\ufffb', 'abc'],
    ['words in tags', 'a\u{e0068}\u{e0069}\u{e007f}', 'a'],
    ['words in tags behind a flag', '🏴\u{e0068}\u{e0069}\u{e007f}', '🏴'],
    ['bytes in variation selectors', 'a\ufe00\ufe01\u{e0101}', 'a'],
    ['more than one selector', '葛\u{e0100}\u{e0101}', '葛'],
    ['a Hangul filler', 'a\u3164b', 'ab'],
    ['a blank Braille pattern', 'a\u2800b', 'ab'],
    ['a combining grapheme joiner', 'a\u034fb', 'ab'],
  ])('%s', (_, text, seen) => expect(visible(text)).toBe(seen));
});

describe('what is meant stays', () => {
  test.each([
    ['Persian', 'می‌خواهم'],
    ['Devanagari', 'क्‍ष'],
    ['Sinhala', 'ශ්‍රී'],
    ['Bengali', 'র‍্যাব'],
    ['Mongolian', 'ᠮᠣᠩᠭᠣᠯ᠋ᠤᠨ'],
    ['a family', '👩‍👩‍👧‍👦'],
    ['a profession with a skin tone', '👩🏽‍🚒'],
    ['a heart on fire', '❤️‍🔥'],
    ['a rainbow flag', '🏳️‍🌈'],
    ['a keycap', '1️⃣'],
    ['an emoji as text', '☎︎'],
    ['the flag of Scotland', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
    ['a Han form', '葛󠄀'],
    ['Arabic number signs', '\u0600١٢'],
    ['Hebrew, Thai and Chinese', 'שלום สวัสดี 生产'],
  ])('%s', (_, text) => expect(visible(text)).toBe(text));
});

test('controls and line ends are a space, halves are replaced', () => {
  expect(visible('a\r\nb\u2028c\u0000\u001b[31md')).toBe('a b c [31md');
  expect(visible('a\ud800b')).toBe('a\ufffdb');
});

test('nothing that changes the direction or ends a line is left, whatever stands around it, and once is enough', () => {
  const odd = fc.constantFrom(...'\u200d\u200c\u202e\u2066\ufe0f\u{e0067}\u00ad\n❤👩🏴क१a1葛ᠮ');
  fc.assert(
    fc.property(
      fc.oneof(
        anyText(),
        fc.array(odd).map((all) => all.join('')),
      ),
      (text) => {
        const seen = visible(text);
        expect(seen).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_C}]/u);
        expect(seen).not.toMatch(/(^|[^\p{L}\p{M}])\u200c|[\u200c\u200d]{2}|[\ufe00-\ufe0f]{2}/u);
        expect(visible(seen)).toBe(seen);
      },
    ),
    { numRuns: 10_000 },
  );
});
