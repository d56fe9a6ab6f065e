import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hostile } from '../../test/arbitraries.ts';
import { linkable, mrkdwn } from './escape.ts';

describe('text for a field that Slack parses', () => {
  test('never holds a live mention, broadcast, link or address', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const safe = mrkdwn(text);
        expect(safe).not.toMatch(/[<>]/);
        expect(safe).not.toMatch(/&(?!(amp|lt|gt);)/);
        expect(safe).not.toMatch(/https?:\/\//i);
        expect(safe).not.toMatch(/[\n\r\u202e]/);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['<!channel> look', '&lt;!channel&gt; look'],
    ['a & b', 'a &amp; b'],
    ['feat: add x_y', 'feat: add x_\u2060y'],
    ['see https://evil.example', 'see https:\u2060//evil.example'],
    ['two\nlines', 'two lines'],
  ])('%j becomes %j', (text, safe) => expect(mrkdwn(text)).toBe(safe));

  test('is cut between entities', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 40 }), (text, limit) => {
        expect(mrkdwn(`${text}&<>&<>&<>`, limit)).not.toMatch(/&(?!(amp|lt|gt);)/);
      }),
    );
  });
});

test.each(['javascript:alert(1)', 'slack://open', 'nonsense', `https://a.example/${'x'.repeat(2000)}`])(
  '%s is no link',
  (url) => expect(linkable(url)).toBeUndefined(),
);
