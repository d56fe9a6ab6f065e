import { describe, expect, test } from '@jest/globals';
import { anyText } from '@signalbox/simulator/any-text';
import fc from 'fast-check';
import { below, box, picture } from './shapes.ts';
import { escapeXml, line, paragraph, type Run, runsWidth, wrap } from './text.ts';
import { DARK, inDark, LIGHT } from './theme.ts';

const runs: fc.Arbitrary<Run[]> = fc.array(
  fc.record(
    { text: fc.string({ maxLength: 60 }), bold: fc.boolean(), mono: fc.boolean(), link: fc.boolean() },
    { requiredKeys: ['text'] },
  ),
  { maxLength: 6 },
);
const textOf = (lines: readonly (readonly Run[])[]) =>
  lines.flatMap((each) => each.map(({ text }) => text)).join('');

test('no text is markup, nor ends an attribute', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      expect(escapeXml(text)).not.toMatch(/[<>"']/);
      expect(line([{ text }], { x: 0, y: 0, size: 14 }).match(/</g)).toHaveLength(4);
    }),
  );
  expect(picture('"A" <B>', { svg: '', height: 0 }, { width: 100 })).toContain(
    'aria-label="&quot;A&quot; &lt;B&gt;"',
  );
  expect(box({ x: 0, y: 0, width: 1, height: 1 }, { fill: 'red', title: '<x>' })).toContain(
    '<title>&lt;x&gt;</title>',
  );
});

describe('wrapped text', () => {
  test('is all there, in lines that fit, but for words that fit in none', () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 20, max: 400 }), (given, width) => {
        const lines = wrap(given, width, 14);
        expect(textOf(lines)).toBe(textOf([given]));
        for (const each of lines) {
          const words = each.flatMap((run) => run.text.split(/(?<= )/).filter((word) => word !== ''));
          expect(runsWidth(each, 14) <= width + 1e-6 || words.length === 1).toBe(true);
        }
      }),
    );
  });

  test('words that look alike are one run', () => {
    expect(
      wrap([{ text: 'one two ' }, { text: 'three', bold: true }, { text: ' four', bold: true }], 500, 14),
    ).toEqual([[{ text: 'one two ' }, { text: 'three four', bold: true }]]);
  });
});

test('code and what is bold are wider, and a larger font, too', () => {
  const width = (run: Omit<Run, 'text'>, size = 14) => runsWidth([{ ...run, text: 'illicit' }], size);
  expect(width({ bold: true })).toBeGreaterThan(width({}));
  expect(width({ mono: true })).toBeGreaterThan(width({}));
  expect(width({}, 20)).toBeGreaterThan(width({}));
});

test('parts stand below each other, as high as all with the gaps between', () => {
  const part = paragraph([{ text: 'a' }], 100);
  const { svg, height } = below([part, part, part], 10, 5);
  expect(height).toBe(3 * part.height + 20);
  expect([...svg.matchAll(/translate\(5 (\d+)\)/g)].map(([, top]) => Number(top))).toEqual([0, 31, 62]);
  expect(below([], 10)).toEqual({ svg: '', height: 0 });
});

test('a theme gives a picture all its colours, and a dark one has none of the light', () => {
  const draw = (theme: typeof LIGHT) =>
    picture(
      'x',
      paragraph(
        [{ text: 'a' }, { text: 'b', soft: true }, { text: 'c', link: true }, { text: 'd', mono: true }],
        100,
        14,
        theme,
      ),
      { width: 100, theme },
    );
  expect(inDark(draw(LIGHT))).toBe(draw(DARK));
  expect(inDark('#b6d4f2 #ffffff #1234567', { '#b6d4f2': '#1f4b7a' })).toBe(
    `#1f4b7a ${DARK.background} #1234567`,
  );
  const colours = (svg: string) => new Set(svg.match(/#[0-9a-f]{6}/g));
  expect(colours(draw(DARK))).toEqual(new Set([DARK.background, DARK.edge, DARK.text, DARK.soft, DARK.link]));
  expect(colours(draw(LIGHT))).toEqual(
    new Set([LIGHT.background, LIGHT.edge, LIGHT.text, LIGHT.soft, LIGHT.link]),
  );
});
