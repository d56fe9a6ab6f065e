import { describe, expect, test } from '@jest/globals';
import { anyText } from '@signalbox/simulator/any-text';
import fc from 'fast-check';
import { logLine, markdownText, mermaidText, oneLine, safeUrl, truncate } from './untrusted.ts';

const hostile = fc.oneof(anyText(), fc.stringMatching(/^[ :#[\]|<>@*_`\n\r!&a-z-]{0,60}$/));

describe('log lines', () => {
  test('never become a workflow command', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = logLine(text);
        expect(line).not.toMatch(/[\r\n\u2028]/);
        expect(line.trimStart().startsWith('::')).toBe(false);
        expect(line).not.toContain('##[');
      }),
    );
  });

  test.each([
    ['::error::boo', '. ::error::boo'],
    ['  ::stop-commands::x', '. ::stop-commands::x'],
    ['a\n::set-env name=x::y', 'a ::set-env name=x::y'],
    ['see ##[error]x', 'see # #[error]x'],
    ['\u001b[31mred', ' [31mred'],
    ['  indented stays', '  indented stays'],
  ])('%j prints as %j', (text, printed) => expect(logLine(text)).toBe(printed));
});

describe('Markdown', () => {
  test('external text holds no structure', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(markdownText(text).replace(/&#\d+;/g, '')).not.toMatch(/[<>|`*_[\]@\\!#~\n"'&:]/);
      }),
    );
  });

  test('reads the same once rendered', () => {
    expect(markdownText('fix: <b>|@team|</b>')).toBe('fix&#58; &#60;b&#62;&#124;&#64;team&#124;&#60;/b&#62;');
  });
});

test('a Mermaid label cannot end its line or open a directive', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      expect(mermaidText(text)).not.toMatch(/[:;#,%{}"'\n<>]/);
    }),
  );
});

test.each([
  ['https://example.com/a?b=c', 'https://example.com/a?b=c'],
  ['https://example.com/a)b|c', 'https://example.com/a%29b%7Cc'],
  ['javascript:alert(1)', undefined],
  ['not a url', undefined],
])('safeUrl(%j) is %j', (text, url) => expect(safeUrl(text)).toBe(url));

test('cuts between code points', () => {
  expect(truncate('🚀🚀🚀', 2)).toBe('🚀…');
  expect(oneLine('a\r\nb\tc\u202ed')).toBe('a b cd');
  expect(truncate('नमस्‍ते', 5)).toBe('नमस्…');
});

test('a token of GitHub never gets as far as a limit that would cut it, in no form', () => {
  const jwt = `ghs_15368_${'eyJhbGci-Oi_'.repeat(3)}.${'a'.repeat(200)}.${'B_-9'.repeat(70)}`;
  const tokens = [`ghp_${'a1B2'.repeat(9)}`, `github_pat_${'x'.repeat(22)}_${'y'.repeat(59)}`, jwt];
  for (const token of tokens)
    for (const shown of [oneLine(`bad: "${token}"`), logLine(`bad: ${token}.`), markdownText(token, 300)])
      expect(shown).not.toContain(token.slice(12, 40));
});
