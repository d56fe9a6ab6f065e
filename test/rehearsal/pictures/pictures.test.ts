import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { gantt } from '@signalbox/cloudformation/gantt';
import { below, picture } from '@signalbox/drawing/shapes';
import { paragraph } from '@signalbox/drawing/text';
import { type FinishedRun, forecast } from '@signalbox/estimate/forecast';
import { picture as durations } from '@signalbox/estimate/picture';
import { reportOf } from '@signalbox/report/report';
import { handWorked } from '@signalbox/report/test/ledger';
import { markdownText } from '@signalbox/runner/untrusted';
import { chart } from './chart.ts';
import { drawMarkdown } from './markdown.ts';
import { darkOf, reportPage } from './write.ts';

const count = (svg: string, tag: string) => svg.split(`<${tag} `).length - 1;
/** What can be read in a picture. */
const words = (svg: string) => svg.replace(/<title>.*?<\/title>/g, '').replace(/<[^>]+>/g, '');

describe('Markdown', () => {
  const draw = (text: string, open = true) => drawMarkdown(text, 600, () => open).svg;

  test('shows what is written, entities as characters, and nothing of it as markup', () => {
    const svg = draw(`### Deployed ${markdownText('<script>|#1')}\n\n**Next:** look & see\n\n> it *failed*`);
    expect(words(svg)).toBe('Deployed &lt;script&gt;|#1Next: look &amp; seeit failed');
    expect(svg).not.toContain('<script');
  });

  test('a table has every cell', () => {
    const svg = draw('| a | b |\n| --- | ---: |\n| one | [two](https://example.com) |\n| `three` | |');
    expect(words(svg)).toBe('abonetwothree');
    expect(count(svg, 'rect')).toBe(3);
  });

  test('what is folded shows its title only', () => {
    const text = '<details><summary>12 resources</summary>\n\nOrders\n\n</details>\n\nend';
    expect(words(draw(text, true))).toBe('▾ 12 resourcesOrdersend');
    expect(words(draw(text, false))).toBe('▸ 12 resourcesend');
  });
});

describe('charts are read as the summary writes them', () => {
  const resource = (logicalId: string, second: number, status: string) => ({
    ...{ logicalId, type: 'AWS::SQS::Queue', status, stackName: 'shop' },
    ...{ startedAt: new Date(1_800_000_000_000 + second * 1000).toISOString(), seconds: 5 },
  });

  test('a bar for each time that a resource was worked on, a row for each resource', () => {
    const { diagrams } = gantt([
      resource('Orders', 0, 'UPDATE_COMPLETE'),
      resource('Events', 2, 'UPDATE_FAILED'),
      resource('Orders', 9, 'UPDATE_COMPLETE'),
    ]);
    const drawn = chart(diagrams[0] ?? '', 600);
    expect(count(drawn?.svg ?? '', 'rect')).toBe(3);
    expect(words(drawn?.svg ?? '')).toMatch(/^OrdersEvents/);
  });

  test('a bar for each run, and the three lines', () => {
    const runs = [60, 70, 80].map(
      (seconds, index): FinishedRun => ({ seconds, endedAt: index, outcome: 'success' }),
    );
    const expected = forecast(runs);
    const source = expected ? durations(runs, expected) : '';
    const drawn = chart(source.replaceAll(/```(mermaid\n)?/g, ''), 600);
    expect(count(drawn?.svg ?? '', 'rect')).toBe(3);
    expect(words(drawn?.svg ?? '')).toMatch(/p50p80p95$/);
  });

  test('any other diagram is left alone', () => expect(chart('flowchart TB', 600)).toBeUndefined());
});

test('a picture is as high as its parts, and needs nothing from outside', () => {
  const one = paragraph([{ text: 'a line' }], 600);
  const two = below([one, paragraph([{ text: 'word '.repeat(100) }], 200)], 10);
  expect(two.height).toBeGreaterThan(10 * one.height);
  const svg = picture('A & B', two, { width: 650 });
  expect(svg).toContain('aria-label="A &amp; B"');
  expect(svg.match(/(href|src|url\()/)).toBeNull();
});

test('the picture of the ledger in docs/report.md is what is drawn of it, on light and on dark', () => {
  const drawn = reportPage(reportOf(handWorked()));
  const image = (name: string) =>
    readFileSync(join(import.meta.dirname, `../../../docs/images/${name}.svg`), 'utf8');
  expect(image('report-ledger')).toBe(drawn);
  expect(image('report-ledger-dark')).toBe(darkOf('report-ledger', drawn));
  expect(drawn).not.toContain('var(');
  expect(words(drawn)).toContain('13 %');
});
