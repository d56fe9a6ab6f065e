import { box } from '@signalbox/drawing/shapes';
import { line } from '@signalbox/drawing/text';
import type { PlacedEvent } from '@signalbox/simulator/cloudformation/stack';
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
const COLOURS: Readonly<Record<string, string>> = {
  waits: '#bbb',
  claims: '#e8c15a',
  holds: '#4c8bd6',
  COMPLETE: '#57a773',
  FAILED: '#d1495b',
  IN_PROGRESS: '#9ec5e8',
};

/** Registry phases and stack resources on one axis of seconds. Everything in it was escaped. */
export function timelineSvg(given: {
  readonly registrations: readonly (Registered & { readonly name: string })[];
  readonly events: readonly PlacedEvent[];
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
          fill: COLOURS[bar.kind] ?? '#888',
          title: `${bar.label}: ${((bar.to - bar.from) / 1000).toFixed(1)} s`,
        },
      ),
    ),
  ]);
  const height = rows.length * ROW + 4;
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Timeline">${lines.join('')}</svg>`;
}

function phaseBars({ statuses }: Registered, end: number): Bar[] {
  return statuses.flatMap((status, index) => {
    const kind = phase(status);
    if (kind === 'over') return [];
    const to = statuses[index + 1]?.createdAt ?? end;
    return [{ label: `${kind}: ${status.description}`, from: status.createdAt, to, kind }];
  });
}

function resourceRows(events: readonly PlacedEvent[]): { readonly label: string; readonly bars: Bar[] }[] {
  const rows = new Map<string, { label: string; bars: Bar[] }>();
  const open = new Map<string, PlacedEvent>();
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
