// The two kinds of Mermaid chart in our summaries, drawn as GitHub would, roughly.
import { box } from '@signalbox/drawing/shapes';
import { type Drawn, line } from '@signalbox/drawing/text';
import { LIGHT } from '@signalbox/drawing/theme';

/** Undefined for any other diagram. */
export function chart(mermaid: string, width: number): Drawn | undefined {
  if (/^(---\n.*\n---\n)?gantt/.test(mermaid)) return gantt(mermaid, width);
  if (mermaid.startsWith('xychart')) return bars(mermaid, width);
  return undefined;
}

const TASK = /^\s*(.+?) :(done|crit|active), (\d+), (\d+)$/;
const SECTION = /^\s*section (.+)$/;
const COLOURS: Readonly<Record<string, string>> = { done: '#8fc7a0', crit: LIGHT.red, active: '#9ec5e8' };
const BAR = '#b6d4f2';
/** Of the bars, on a dark page. */
export const DARK_CHARTS = { '#8fc7a0': '#2c6b41', '#9ec5e8': '#2a5a8c', [BAR]: '#1f4b7a' };
const LABELS = 150;
const ROW = 18;

interface Task {
  readonly kind: string;
  readonly from: number;
  readonly to: number;
}

/** In compact mode a section is a row. */
function gantt(source: string, width: number): Drawn {
  const compact = source.startsWith('---');
  const rows = new Map<string, { readonly label: string; readonly tasks: Task[] }>();
  let section = '';
  for (const text of source.split('\n')) {
    section = SECTION.exec(text)?.[1] ?? section;
    const [, label = '', kind = '', from, to] = TASK.exec(text) ?? [];
    const key = compact ? section : `${section} ${label}`;
    const row = rows.get(key) ?? { label: (!compact && label) || section, tasks: [] };
    if (label !== '') row.tasks.push({ kind, from: Number(from), to: Number(to) });
    if (label !== '' || SECTION.test(text)) rows.set(key, row);
  }
  const all = [...rows.values()].flatMap(({ tasks }) => tasks);
  const [start, end] = [Math.min(...all.map(({ from }) => from)), Math.max(...all.map(({ to }) => to))];
  const x = (time: number) => LABELS + ((time - start) / Math.max(1, end - start)) * (width - LABELS);
  const drawn = [...rows.values()].flatMap(({ label, tasks }, index) => {
    const at = { y: index * ROW + 13, size: 12 };
    return [
      tasks.length === 0
        ? line([{ text: label, bold: true }], { ...at, x: 0 })
        : line([{ text: label.slice(0, 24), soft: true }], { ...at, x: LABELS - 10, end: true }),
      ...tasks.map(({ kind, from, to }) =>
        box(
          { x: x(from), y: index * ROW + 3, width: Math.max(3, x(to) - x(from)), height: ROW - 6 },
          {
            fill: COLOURS[kind] ?? LIGHT.soft,
            radius: 2,
            title: `${label}: ${((to - from) / 1000).toFixed(1)} s`,
          },
        ),
      ),
    ];
  });
  const bottom = rows.size * ROW;
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const time = start + share * (end - start);
    const text = new Date(time).toISOString().slice(11, 19);
    return line([{ text, soft: true }], { x: x(time), y: bottom + 14, size: 11, end: share === 1 });
  });
  const axis = `<path d="M${LABELS} ${bottom} H${width}" stroke="${LIGHT.edge}"/>`;
  return { svg: [...drawn, axis, ...ticks].join(''), height: bottom + 20 };
}

const HEIGHT = 130;
/** Between two labels that do not touch. */
const LABEL_STEP = 12;
const LEVELS = ['p50', 'p80', 'p95'];

function bars(source: string, width: number): Drawn {
  const title = /title "(.+)"/.exec(source)?.[1] ?? '';
  const top = Number(/y-axis .* 0 --> ([\d.]+)/.exec(source)?.[1] ?? 1);
  const numbers = (text: string) => text.split(',').map(Number);
  const values = numbers(/^\s*bar \[(.+)\]$/m.exec(source)?.[1] ?? '');
  const lines = [...source.matchAll(/^\s*line \[(.+)\]$/gm)].map(([, list = '']) => numbers(list)[0] ?? 0);
  const right = width - 40;
  const step = right / values.length;
  const y = (value: number) => 24 + (1 - value / top) * HEIGHT;
  // The least first, from below: each at its line, or as far above the one before as can be read.
  const labels: number[] = [];
  for (const value of lines) labels.push(Math.min(y(value) + 4, (labels.at(-1) ?? Infinity) - LABEL_STEP));
  const drawn = [
    line([{ text: title, soft: true }], { x: 0, y: 12, size: 12 }),
    ...values.map((value, index) =>
      box(
        { x: index * step + 2, y: y(value), width: step - 4, height: y(0) - y(value) },
        { fill: BAR, radius: 2, title: String(value) },
      ),
    ),
    ...lines.flatMap((value, index) => [
      `<path d="M0 ${y(value).toFixed(1)} H${right}" stroke="${[LIGHT.green, LIGHT.amber, LIGHT.red][index] ?? LIGHT.soft}" stroke-dasharray="4 3"/>`,
      line([{ text: LEVELS[index] ?? '', soft: true }], { x: right + 8, y: labels[index] ?? 0, size: 11 }),
    ]),
    `<path d="M0 ${y(0)} H${right}" stroke="${LIGHT.edge}"/>`,
  ];
  return { svg: drawn.join(''), height: y(0) + 4 };
}
