import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bars, dots, inline, linear, polyline, ticks } from './chart.ts';

test('a scale keeps to its range, in order', () => {
  const number = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
  fc.assert(
    fc.property(number, number, number, number, (a, b, least, most) => {
      const scale = linear([least, most], [10, 90]);
      const [low, high] = [scale(Math.min(a, b)), scale(Math.max(a, b))];
      expect(low).toBeGreaterThanOrEqual(10);
      expect(high).toBeLessThanOrEqual(90);
      expect(low).toBeLessThanOrEqual(high);
    }),
  );
});

test('ticks begin at 0, reach the largest value, and are few', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.001, max: 1e7, noNaN: true }),
      fc.integer({ min: 2, max: 8 }),
      (most, count) => {
        const found = ticks(most, count);
        expect(found[0]).toBe(0);
        expect(found.at(-1)).toBeGreaterThanOrEqual(most * 0.999);
        expect(found.length).toBeLessThanOrEqual(count + 2);
      },
    ),
  );
  expect(ticks(0, 4)).toEqual([0]);
  expect(ticks(250, 4, [30, 60, 120])).toEqual([0, 120, 240, 360]);
});

test('a line is interrupted where there is nothing', () => {
  expect(polyline([[0, 1], [2, 3], undefined, [4, 5]], { colour: 'red' })).toContain('d="M0 1L2 3M4 5h0"');
  expect(polyline([undefined], { colour: 'red' })).toBe('');
  expect(dots([], { colour: 'red' })).toBe('');
  expect(
    dots(
      [
        [1.23, 4],
        [5, 6],
      ],
      { colour: 'red' },
    ),
  ).toContain('d="m1 4h0m4 2h0"');
});

test('bars of one colour are one path; a bar of no height is none', () => {
  const bar = { x: 1, y: 2, width: 3, height: 4 };
  expect(bars([bar, { ...bar, height: 0 }], 'red')).toBe('<path d="M1 2h3v4h-3z" fill="red"/>');
  expect(bars([], 'red')).toBe('');
});

test('a picture in a page says what it shows, and nothing in it is markup', () => {
  const svg = inline(
    { id: 'a"b', title: '<x>', description: '"y" & z' },
    { svg: '', height: 9.2 },
    { width: 10 },
  );
  expect(svg).toContain('<title id="a&quot;b-t">&lt;x&gt;</title>');
  expect(svg).toContain('&quot;y&quot; &amp; z</desc>');
  expect(svg).toContain('viewBox="0 0 10 10"');
});
