import { expect, test } from '@jest/globals';
import { anyText } from '@signalbox/simulator/any-text';
import fc from 'fast-check';
import { failureLines } from './log-tail.ts';

const AT = '2026-11-21T10:00:00.1234567Z ';
const stored = (...lines: readonly string[]) =>
  `\ufeff${lines.map((line) => `${AT}${line}`).join('\r\n')}\r\n`;
const numbered = (count: number, word = 'line') =>
  Array.from({ length: count }, (_, i) => `${word} ${i + 1}`);

test.each([
  { what: 'nothing', log: '', shown: [] },
  { what: 'blank lines only', log: stored('', '  ', ''), shown: [] },
  { what: 'no timestamps', log: 'plain', shown: ['plain'] },
  { what: 'colours and links', log: stored('\u001b[31;1mred\u001b[0m \u001b]8;;u\u0007x'), shown: ['red x'] },
  {
    what: 'marks of the runner',
    log: stored('##[group]Run make', '\u001b[36;1mmake\u001b[0m', '##[endgroup]', '##[error]exit code 2.'),
    shown: ['Run make', 'make', 'Error: exit code 2.'],
  },
  {
    what: 'no error: what is before the clean-up',
    log: stored('deploying', 'cancelled', 'Post job cleanup.', 'tidying', 'Cleaning up orphan processes'),
    shown: ['deploying', 'cancelled'],
  },
  {
    what: 'no error and no clean-up: the end',
    log: stored(...numbered(40)),
    shown: numbered(40).slice(25),
  },
  {
    what: 'the first error with what led to it and a little of what follows',
    log: stored(...numbered(30), '##[error]first', ...numbered(20, 'after'), '##[error]second'),
    shown: [...numbered(30).slice(20), 'Error: first', ...numbered(4, 'after')],
  },
  {
    what: 'an error at the end of its step',
    log: stored(...numbered(30), '##[error]first', '##[group]Run always', 'more', '##[error]second'),
    shown: [...numbered(30).slice(16), 'Error: first'],
  },
  {
    what: 'an error of the clean-up itself',
    log: stored('fine', 'Post job cleanup.', '##[error]late', 'Cleaning up orphan processes'),
    shown: ['fine', 'Post job cleanup.', 'Error: late'],
  },
])('$what', ({ log, shown }) => expect(failureLines(log)).toEqual(shown));

test('any text becomes few short lines without control characters, the first error among them', () => {
  const piece = fc.oneof(
    anyText({ maxLength: 600 }),
    fc.constantFrom('##[error]', '\u001b[', '\u001b]', '\r', AT, 'Post job cleanup.', '##[group]Run '),
  );
  const line = fc.array(piece, { maxLength: 4 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), fc.option(fc.nat(40)), (lines, errorAt) => {
      const clean = lines.map((text) => text.replaceAll('##[error]', ''));
      const log = errorAt === null ? lines : clean.toSpliced(errorAt, 0, '##[error]needle');
      const shown = failureLines(log.join('\n'));
      expect(shown.length).toBeLessThanOrEqual(15);
      for (const text of shown) {
        expect(Array.from(text).length).toBeLessThanOrEqual(300);
        expect(text).not.toMatch(/\p{Cc}/u);
      }
      if (errorAt !== null) expect(shown).toContain('Error: needle');
    }),
  );
});
