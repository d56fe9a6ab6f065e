import { box } from '@signalbox/drawing/shapes';
import { line, runsWidth } from '@signalbox/drawing/text';
import { LIGHT } from '@signalbox/drawing/theme';
import { formatDuration } from '@signalbox/runner/duration';
import type { SimulatedEvent } from '@signalbox/simulator/cloudformation/stack';
import { placeOf } from './operation.ts';
import { phase, type Registered } from './queue-view.ts';

interface Bar {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly kind: string;
}

const WIDTH = 960;
const LABELS = 260;
const ROW = 16;
/** Between two labels of the axis, at least. */
const TICK = 90;
const KINDS: readonly (readonly [kind: string, words: string, colour: string])[] = [
  ['waits', 'waits in line', '#b3b8bd'],
  ['claims', 'claims', '#d9a514'],
  ['holds', 'holds the environment', '#4c8bd6'],
  ['COMPLETE', 'resource done', '#57a773'],
  ['FAILED', 'resource failed', '#d1495b'],
];
const colourOf = (kind: string) => KINDS.find(([name]) => name === kind)?.[2] ?? LIGHT.soft;

/** Registry phases and stack resources on one axis of seconds, with what the colours mean. Everything in it was escaped. */
export function timelineSvg(given: {
  readonly registrations: readonly (Registered & { readonly name: string })[];
  readonly events: readonly SimulatedEvent[];
  readonly from: number;
  readonly to: number;
}): string {
  const { registrations, events, from, to } = given;
  const rows = [
    ...registrations.map((one) => ({ label: `deployment ${one.name}`, bars: phaseBars(one, to) })),
    ...resourceRows(events.filter(({ at }) => at >= from)),
  ];
  const scale = (WIDTH - LABELS) / Math.max(1, to - from);
  const x = (at: number) => LABELS + (Math.min(Math.max(at, from), to) - from) * scale;
  const lines = rows.flatMap(({ label, bars }, row) => [
    line([{ text: label.slice(0, 40) }], { x: LABELS - 8, y: row * ROW + 12, size: 11, end: true }),
    ...bars.map((bar) =>
      box(
        {
          ...{ x: x(bar.from), y: row * ROW + 3 },
          ...{ width: Math.max(2, x(bar.to) - x(bar.from)), height: ROW - 5 },
        },
        {
          fill: colourOf(bar.kind),
          title: `${bar.label}: ${((bar.to - bar.from) / 1000).toFixed(1)} s`,
        },
      ),
    ),
  ]);
  const bottom = rows.length * ROW + 6;
  const axis = ticks((to - from) / 1000).flatMap((seconds) => {
    const at = x(from + seconds * 1000).toFixed(1);
    return [
      `<path d="M${at} 0 V${bottom}" stroke="${LIGHT.edge}"/>`,
      line([{ text: formatDuration(seconds), soft: true }], { x: Number(at) + 3, y: bottom + 11, size: 11 }),
    ];
  });
  const name = 'Timeline: who waited, claimed and held the environment, and what became of each resource';
  return [
    `<svg viewBox="0 0 ${WIDTH} ${bottom + 44}" role="img" aria-label="${name}">`,
    ...[...axis, ...lines, legend(bottom + 24), '</svg>'],
  ].join('');
}

/** Round numbers of seconds, from 0 on. */
function ticks(seconds: number): number[] {
  const most = Math.floor((WIDTH - LABELS) / TICK);
  const step = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800].find((each) => seconds / each <= most) ?? 3600;
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, index) => index * step);
}

function legend(y: number): string {
  let left = LABELS;
  return KINDS.map(([, words, fill]) => {
    const at = left;
    left += 24 + runsWidth([{ text: words }], 11);
    const mark = box({ x: at, y, width: 11, height: 11 }, { fill });
    return mark + line([{ text: words, soft: true }], { x: at + 15, y: y + 10, size: 11 });
  }).join('');
}

function phaseBars({ statuses }: Registered, end: number): Bar[] {
  return statuses.flatMap((status, index) => {
    const kind = phase(status);
    if (kind === 'over') return [];
    const to = statuses[index + 1]?.createdAt ?? end;
    return [{ label: `${kind}: ${status.description}`, from: status.createdAt, to, kind }];
  });
}

function resourceRows(events: readonly SimulatedEvent[]): { readonly label: string; readonly bars: Bar[] }[] {
  const rows = new Map<string, { label: string; bars: Bar[] }>();
  const open = new Map<string, SimulatedEvent>();
  for (const event of events) {
    const key = placeOf(event);
    const row = rows.get(key) ?? { label: event.logicalId, bars: [] };
    rows.set(key, row);
    const begun = open.get(key);
    if (!begun) open.set(key, event);
    if (!begun || event.status.endsWith('_IN_PROGRESS')) continue;
    const kind = event.status.endsWith('_FAILED') ? 'FAILED' : 'COMPLETE';
    row.bars.push({ label: `${event.logicalId} ${event.status}`, from: begun.at, to: event.at, kind });
    open.delete(key);
  }
  return [...rows.values()];
}
