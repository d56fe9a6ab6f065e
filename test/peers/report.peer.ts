// The report page in a real browser: nothing runs out of it, everything can be read, nothing is asked for.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { pageOf } from '@signalbox/report/page';
import { reportOf } from '@signalbox/report/report';
import { seededHistory } from '@signalbox/report/test/history';
import { handWorked } from '@signalbox/report/test/ledger';
import { type Browser, save, startChromium, type View } from './chromium.ts';
import { isPresent } from './present.ts';

jest.setTimeout(180_000);

/** What is wrong with the page, a line each; and how much was looked at, so that nothing seen is no success. */
interface Inspection {
  readonly texts: number;
  readonly wrongs: readonly string[];
}

let browser: Browser | undefined;
let folder: string;
beforeAll(() => {
  if (isPresent('chromium')) browser = startChromium();
  folder = mkdtempSync(join(tmpdir(), 'pages-'));
});
afterAll(() => {
  browser?.close();
  rmSync(folder, { recursive: true });
});

const LONG = 'a-very-long-name-without-any-space-'.repeat(9);
const PAGES = {
  'hand-worked': pageOf(reportOf(handWorked())),
  large: pageOf(reportOf(seededHistory())),
  hostile: pageOf(
    reportOf(seededHistory({ text: LONG, deployments: 40, environments: [LONG, 'מימין לשמאל'] })),
  ),
  empty: pageOf(reportOf({ ...handWorked(), deployments: [] })),
};
const VIEWS: readonly View[] = [
  { width: 1200, scheme: 'light' },
  { width: 1200, scheme: 'dark' },
  { width: 390, scheme: 'light' },
  { width: 390, scheme: 'dark' },
  { width: 760, scheme: 'light', media: 'print' },
];
const INSPECT = readFileSync(join(import.meta.dirname, 'inspect-page.js'), 'utf8');
const open = (html: string, name: string, view: View) => {
  const path = join(folder, `${name}.html`);
  writeFileSync(path, html);
  if (browser === undefined) throw new Error('there is no browser');
  return browser.view<Inspection>(path, view, INSPECT);
};

const described = isPresent('chromium') ? describe : describe.skip;

described.each(Object.entries(PAGES))('the %s page', (name, html) => {
  test.each(VIEWS)('at $width px, $scheme $media', async (view) => {
    const seen = await open(html, name, view);
    const { value, requests } = seen;
    const pictures = process.env['REPORT_SCREENSHOTS'];
    if (pictures) {
      mkdirSync(pictures, { recursive: true });
      save(join(pictures, `${name}-${view.width}-${view.media ?? view.scheme}.png`), seen);
    }
    expect(value.wrongs).toEqual([]);
    expect(value.texts).toBeGreaterThan(name === 'empty' ? 15 : 100);
    expect(requests).toEqual([]);
    expect(seen.screenshot.length).toBeGreaterThan(5000);
  });
});

described('the look at a page sees', () => {
  const view = VIEWS[2] as View;
  const with_ = (style: string) => (PAGES['hand-worked'] ?? '').replace('</style>', `${style}</style>`);

  test('what runs out of it', async () => {
    const { value } = await open(with_('dd.value{white-space:nowrap;width:900px}'), 'wide', view);
    expect(value.wrongs.join()).toMatch(/wider than the window/);
  });

  test('text that nobody can read', async () => {
    const { value } = await open(with_('.soft{color:#b0b0b0!important}'), 'pale', view);
    expect(value.wrongs.join()).toMatch(/contrast 2\.\d/);
  });

  test('a request', async () => {
    const html = with_('')
      .replace(/<meta http-equiv[^>]*>/, '')
      .replace('</body>', '<img src="http://127.0.0.1:9/x.png" alt=""></body>');
    expect((await open(html, 'asking', view)).requests).toEqual(['http://127.0.0.1:9/x.png']);
  });
});
