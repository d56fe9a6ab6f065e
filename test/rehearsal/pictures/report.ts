import { below, box } from '@signalbox/drawing/shapes';
import { type Drawn, line, paragraph } from '@signalbox/drawing/text';
import { LIGHT } from '@signalbox/drawing/theme';
import { durationsChart } from '@signalbox/report/charts';
import { FIGURES } from '@signalbox/report/figures';
import type { Report } from '@signalbox/report/model';

const CARD = { height: 74, gap: 10 } as const;

/** The top of the report page: the verdict, the five figures, how long deployments took. */
export function drawReport({ repository, window, environments }: Report, width: number): Drawn {
  const [one] = environments;
  if (one === undefined) return { svg: '', height: 0 };
  const colours = LIGHT as unknown as Readonly<Record<string, string>>;
  const chart = (draw: (width: number) => Drawn): Drawn => {
    const { svg, height } = draw(width);
    return { svg: svg.replace(/var\(--(\w+)\)/g, (all, name: string) => colours[name] ?? all), height };
  };
  return below(
    [
      paragraph([{ text: `Deployments of ${repository}`, bold: true }], width, 20),
      paragraph(
        [{ text: '✓  ' }, { text: one.environment, link: true }, { text: `   ${one.verdict}` }],
        width,
      ),
      cards(one.dora, width),
      paragraph([{ text: 'How long it takes', bold: true }], width),
      chart(durationsChart(one.ledger, one.durations, window)),
    ],
    14,
  );
}

function cards(dora: Report['environments'][number]['dora'], width: number): Drawn {
  const step = (width + CARD.gap) / FIGURES.length;
  const drawn = FIGURES.map(({ key, name, of }, index) => {
    const left = index * step;
    const at = { x: left + 0.5, y: 0.5, width: step - CARD.gap, height: CARD.height };
    return [
      box(at, { fill: LIGHT.shade, stroke: LIGHT.edge, radius: 6 }),
      line([{ text: name, soft: true }], { x: left + 12, y: 26, size: 12 }),
      line([{ text: of(dora[key].value), bold: dora[key].value !== undefined }], {
        x: left + 12,
        y: 54,
        size: 19,
      }),
    ].join('');
  });
  return { svg: drawn.join(''), height: CARD.height };
}
