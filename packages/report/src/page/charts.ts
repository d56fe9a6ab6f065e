import { bars, dots, inline, linear, polyline, type Scale, ticks } from '@signalbox/drawing/chart';
import { box } from '@signalbox/drawing/shapes';
import { type Drawn, line } from '@signalbox/drawing/text';
import type { PastDeployment } from '@signalbox/registry/past';
import { kindOf, secondsOf } from '../figures/outcome.ts';
import type { ChangePoint, Durations, Regime, Week } from '../model/report.ts';
import type { Window } from '../model/window.ts';
import { PAGE } from './theme.ts';
import { day, span } from './words.ts';

/** The same chart for a desk and for a telephone, where text of the first would be too small to read. */
export function bothSizes(
  about: { readonly id: string; readonly title: string; readonly description: string },
  draw: (width: number) => Drawn,
): string {
  const wide = inline(about, draw(960), { width: 960, className: 'wide' });
  const narrow = { ...about, id: `${about.id}-n` };
  return wide + inline(narrow, draw(350), { width: 350, className: 'narrow' });
}

const MARGIN = { left: 62, right: 10, top: 22, bottom: 26 } as const;
const SMALL = 12;

/** Steps in which people count seconds: up to a day. */
const TIMES = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];

interface Axes {
  readonly x: Scale;
  readonly y: Scale;
  readonly svg: string;
  readonly height: number;
}

function axes(
  width: number,
  {
    window,
    most,
    height,
    steps,
    label,
  }: {
    readonly window: Window;
    readonly most: number;
    readonly height: number;
    readonly steps?: readonly number[];
    readonly label: (value: number) => string;
  },
): Axes {
  const bottom = height - MARGIN.bottom;
  const marks = ticks(most, 4, steps);
  const x = linear([window.from, window.until], [MARGIN.left, width - MARGIN.right]);
  const y = linear([0, marks.at(-1) ?? 1], [bottom, MARGIN.top]);
  const heights = marks.map((value) => Math.round(y(value)) + 0.5);
  const grid = heights.flatMap((at) => [
    [MARGIN.left, at] as const,
    [width - MARGIN.right, at] as const,
    undefined,
  ]);
  const labels = marks.map((value, index) => {
    const position = { x: MARGIN.left - 8, y: (heights[index] ?? 0) + 3.5, size: SMALL, end: true };
    return line([{ text: label(value), soft: true }], position, PAGE);
  });
  const days = [
    line([{ text: day(window.from), soft: true }], { x: MARGIN.left, y: height - 6, size: SMALL }, PAGE),
    line(
      [{ text: day(window.until), soft: true }],
      { x: width - MARGIN.right, y: height - 6, size: SMALL, end: true },
      PAGE,
    ),
  ];
  return {
    x,
    y,
    svg: [polyline(grid, { colour: PAGE.edge, width: 1 }), ...labels, ...days].join(''),
    height,
  };
}

/** Every deployment by its end and its length, the band of each regime, and the shifts between them. */
export function durationsChart(
  deployments: readonly PastDeployment[],
  { regimes, changePoints }: Durations,
  window: Window,
): (width: number) => Drawn {
  const points = deployments.flatMap((one) => {
    const seconds = secondsOf(one);
    const kind = kindOf(one);
    const shown = kind === 'failed' || (kind === 'succeeded' && one.outcome === 'succeeded');
    return seconds === undefined || !shown ? [] : [{ at: one.endedAt, seconds, failed: kind === 'failed' }];
  });
  const good = points.filter(({ failed }) => !failed).map(({ seconds }) => seconds);
  // One that hung for a day would flatten all others: it is drawn at the upper edge.
  const threeTimesNormal = 3 * Math.max(0, ...regimes.map(({ p95 }) => p95));
  const most = Math.max(
    1,
    Math.min(Math.max(...good, 0), threeTimesNormal || Number.POSITIVE_INFINITY),
    ...regimes.map(({ p95 }) => p95),
  );
  return (width) => {
    const frame = axes(width, { window, most, height: 260, steps: TIMES, label: span });
    const { x, y } = frame;
    const bands = regimes.map((regime) => regimeBand(regime, frame));
    const shifts = changePoints.map((shift) => shiftLine(shift, frame, width));
    const of = (failed: boolean) =>
      points.filter((one) => one.failed === failed).map(({ at, seconds }) => [x(at), y(seconds)] as const);
    const drawn = [
      ...[frame.svg, ...bands, ...shifts, dots(of(false), { colour: PAGE.blue })],
      crosses(of(true), PAGE.red),
    ];
    return { svg: drawn.join(''), height: frame.height };
  };
}

/** From the median to the 80th and the 95th of a hundred, for as long as the regime lasted. */
function regimeBand({ from, until, p50, p80, p95 }: Regime, { x, y }: Axes): string {
  const [left, right] = [x(from), x(until)];
  const band = (low: number, high: number, opacity: number) =>
    `<g opacity="${opacity}">${box({ x: left, y: y(high), width: Math.max(1, right - left), height: Math.max(1, y(low) - y(high)) }, { fill: PAGE.blue })}</g>`;
  const middle = polyline(
    [
      [left, y(p50)],
      [Math.max(right, left + 1), y(p50)],
    ],
    { colour: PAGE.blue, width: 2 },
  );
  return band(p50, p80, 0.22) + band(p80, p95, 0.1) + middle;
}

/** A dashed line at the shift, with the commit that came with it. */
function shiftLine({ at, sha }: ChangePoint, { x, height }: Axes, width: number): string {
  const left = x(at);
  const after = left > width / 2;
  const text = line(
    [{ text: sha.slice(0, 7), mono: true, bold: true }],
    { x: left + (after ? -6 : 6), y: 13, size: SMALL, end: after },
    PAGE,
  );
  const dashes = polyline(
    [
      [left, 2],
      [left, height - MARGIN.bottom],
    ],
    { colour: PAGE.amber, dashed: true },
  );
  return dashes + text;
}

/** Failed ones differ by shape, too, for those who do not distinguish colours. */
function crosses(points: readonly (readonly [number, number])[], colour: string): string {
  const arms = points.map(([x, y]) => `M${(x - 3.5).toFixed(1)} ${(y - 3.5).toFixed(1)}l7 7m-7 0l7 -7`);
  return arms.length === 0
    ? ''
    : `<path d="${arms.join('')}" fill="none" stroke="${colour}" stroke-width="2"/>`;
}

/** Kinds of outcomes from below to above, each with its colour and name. */
export const OUTCOMES = [
  { kind: 'succeeded', name: 'succeeded', colour: PAGE.green },
  { kind: 'failed', name: 'failed', colour: PAGE.red },
  { kind: 'unknown', name: 'unknown end', colour: PAGE.amber },
  { kind: 'neither', name: 'cancelled or without changes', colour: PAGE.soft },
] as const;

/** A bar for each week. */
export function weeksChart(weeks: readonly Week[], window: Window): (width: number) => Drawn {
  const totals = weeks.map(
    ({ succeeded, failed, neither, unknown }) => succeeded + failed + neither + unknown,
  );
  return (width) => {
    const frame = axes(width, { window, most: Math.max(1, ...totals), height: 190, label: String });
    const stacked = OUTCOMES.map(({ kind, colour }, index) => {
      const lower = OUTCOMES.slice(0, index);
      const rectangles = weeks.map((week) => {
        const below = lower.reduce((sum, each) => sum + week[each.kind], 0);
        const [low, high] = [frame.y(below), frame.y(below + week[kind])];
        const [left, right] = [frame.x(week.from) + 1, frame.x(week.until) - 1];
        return { x: left, y: high, width: Math.max(1, right - left), height: low - high };
      });
      return bars(rectangles, colour);
    });
    return { svg: frame.svg + stacked.join(''), height: frame.height };
  };
}

/** A figure over time without axes, next to its value. */
export function sparkline(values: readonly (number | undefined)[]): string {
  const known = values.flatMap((value) => value ?? []);
  if (known.length < 2) return '';
  const x = linear([0, values.length - 1], [3, 157]);
  const y = linear([Math.min(0, ...known), Math.max(...known)], [27, 3]);
  const points = values.map((value, index) =>
    value === undefined ? undefined : ([x(index), y(value)] as const),
  );
  const drawn = polyline(points, { colour: PAGE.blue, width: 2 });
  return `<svg viewBox="0 0 160 30" preserveAspectRatio="none" aria-hidden="true">${drawn}</svg>`;
}
