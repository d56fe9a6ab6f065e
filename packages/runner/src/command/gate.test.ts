import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Clock } from '../clock.ts';
import type { Log } from '../step/log.ts';
import { NOTHING_READ, openGate, readOn } from './gate.ts';

/** A gate over a log as the runner would get it: one text. */
function gated() {
  let now = 0;
  let text = '';
  const clock: Clock = { now: () => now, sleep: async () => {}, timeout: () => new AbortController().signal };
  const add = (more: string) => {
    text += more;
  };
  const line = (kind: string) => (words: string) => add(`${kind}${words}\n`);
  const log: Log = {
    ...{
      info: line('[watch] '),
      notice: line('::notice::'),
      warning: line('::warning::'),
      error: line('::error::'),
    },
    folded: (title, lines) => {
      text += [`::group::${title}`, ...lines, '::endgroup::', ''].join('\n');
    },
    group: (_, body) => body(),
    with: () => log,
  };
  const gate = openGate({ clock, log, write: (bytes) => add(bytes.toString()) });
  return {
    gate,
    out: (words: string, stream: 'stdout' | 'stderr' = 'stdout') => gate.output(Buffer.from(words), stream),
    later: (seconds: number) => {
      now += seconds * 1000;
    },
    text: () => text,
  };
}

describe('our lines', () => {
  test('come between the command’s, when it is silent', () => {
    const { gate, out, later, text } = gated();
    out('one\n');
    gate.log.info('a resource');
    expect(text()).toBe('one\n');
    later(3);
    gate.log.info('another');
    expect(text()).toBe('one\n[watch] a resource\n[watch] another\n');
  });

  test('wait while it reports, and not for ever', () => {
    const { gate, out, later, text } = gated();
    gate.log.info('first');
    expect(text()).toBe('[watch] first\n');
    out('0\n');
    gate.log.info('held');
    for (let second = 1; second <= 25; second++) {
      later(1);
      out(`${second}\n`);
    }
    expect(text()).toContain('[watch] held\n');
    expect(text().indexOf('held')).toBeGreaterThan(text().indexOf('\n15\n'));
  });

  test.each([
    ['in a group', '::group::Build\n', '::endgroup::\n'],
    ['in a group of the old style', '##[group]Build\n', '##[endgroup]\n'],
    ['in a group of the other stream', '::group::Build\n', '::endgroup::\n', 'stderr'],
    ['while commands are stopped', '::stop-commands::a.b c\n::endgroup::\n', '::a.b c::\n'],
    ['in the middle of a line', 'Waiting...', ' done\n'],
  ] as const)('never come %s', (_, begin, end, given: 'stdout' | 'stderr' | undefined = undefined) => {
    const stream = given ?? 'stdout';
    const { gate, out, later, text } = gated();
    out(begin, stream);
    gate.log.warning('stalled');
    later(3600);
    gate.log.warning('again');
    expect(text()).toBe(begin);
    out(end, stream);
    expect(text().startsWith(begin + end)).toBe(true);
    expect(text()).toContain('::warning::stalled');
  });

  test('all come when it is over, and what it left open is ended first', () => {
    const { gate, out, text } = gated();
    out('::group::Build\n::stop-commands::xyz\nhalf a line');
    gate.log.warning('stalled');
    gate.close();
    gate.log.info('ended');
    expect(text()).toBe(
      '::group::Build\n::stop-commands::xyz\nhalf a line\n::xyz::\n::endgroup::\n::warning::stalled\n[watch] ended\n',
    );
  });
});

test('the reading does not depend on where the output is cut', () => {
  const piece = fc.constantFrom(
    '::group::a',
    '::endgroup::',
    '::stop-commands::t',
    '::t::',
    'text',
    '\n',
    '\r\n',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(piece), fc.array(fc.nat(9)), (pieces, cuts) => {
      const text = pieces.join('');
      const whole = readOn(NOTHING_READ, text, 'stdout');
      let [reading, at] = [NOTHING_READ, 0];
      for (const cut of [...cuts, text.length]) {
        reading = readOn(reading, text.slice(at, at + cut), 'stdout');
        at += cut;
      }
      expect(reading).toEqual(whole);
    }),
  );
});
