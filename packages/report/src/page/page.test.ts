import { describe, expect, test } from '@jest/globals';
import { anyText } from '@signalbox/simulator/any-text';
import fc from 'fast-check';
import { seededHistory } from '../../test/history.ts';
import { HOSTILE } from '../../test/hostile.ts';
import { handWorked } from '../../test/ledger.ts';
import { reportOf } from '../figures/report.ts';
import { pageOf } from './page.ts';

const small = (text?: string) => {
  const shape = { deployments: 30, environments: [text ?? 'production'] };
  const sources = seededHistory(text === undefined ? shape : { ...shape, text });
  const named = text === undefined ? [] : [{ resource: text, type: text, seconds: 9 }];
  const deployments = sources.deployments.map((one) => ({ ...one, slowest: named }));
  return { ...sources, deployments, repository: text ?? sources.repository };
};

/** Tags with the names of their attributes, in order: what a page is made of apart from text. */
const structure = (html: string): readonly string[] =>
  [...html.matchAll(/<(\/?[a-z0-9]+)((?:\s+[\w:-]+(?:=(?:"[^"]*"|[^\s">]+))?)*)\s*\/?>/gi)].map(
    ([, tag, attributes = '']) =>
      `${tag} ${[...attributes.matchAll(/\s([\w:-]+)(?:=(?:"[^"]*"|[^\s">]+))?/g)].map(([, name]) => name).join(' ')}`,
  );
const words = (html: string) => html.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]*>/g, ' ');

describe('names, branches and reasons of strangers', () => {
  const normal = structure(pageOf(reportOf(small('plain'))));

  test.each(HOSTILE)('%j changes nothing of the page', (text) => {
    expect(structure(pageOf(reportOf(small(text))))).toEqual(normal);
  });

  test('nor does any other text', () => {
    fc.assert(
      fc.property(
        anyText({ minLength: 1, maxLength: 300 }).filter((text) => text.trim() !== ''),
        (text) => {
          const html = pageOf(reportOf(small(`x${text}`)));
          expect(structure(html)).toEqual(normal);
          expect(words(html)).not.toMatch(/[<>"]/);
          // Nothing unseen that turns the direction of what follows.
          expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('a long one is cut', () =>
    expect(pageOf(reportOf(small('long'.repeat(75))))).not.toContain('long'.repeat(60)));

  test('an address that is none of the web is no link', () => {
    const sources = small();
    const deployments = sources.deployments.map((one) => ({ ...one, runUrl: 'javascript:alert(1)' }));
    expect(pageOf(reportOf({ ...sources, deployments }))).not.toContain('javascript:');
  });
});

describe('the page', () => {
  const html = pageOf(reportOf(handWorked()));

  test('asks for nothing from outside, and runs nothing', () => {
    expect(html).not.toMatch(
      /<(script|link|img|iframe|object|embed|source|form|base)\b|@import|url\(|\son\w+=|srcset/i,
    );
    const addresses = [...html.matchAll(/\b(\w+)="?https?:/g)].map(([, attribute]) => attribute);
    expect(new Set(addresses)).toEqual(new Set(['href']));
    expect(html).toContain("default-src 'none'");
  });

  test('has every table with its headers, every picture with its words', () => {
    for (const table of html.match(/<table.*?<\/table>/gs) ?? [])
      expect(table).toMatch(/^<table[^>]*><thead><tr><th scope=col/);
    const pictures = html.match(/<svg[^>]*>/g) ?? [];
    expect(pictures.length).toBeGreaterThan(4);
    for (const picture of pictures)
      expect(picture).toMatch(/aria-hidden="true"|role="img" aria-labelledby="\S+ \S+"/);
    const ids = [...html.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, names = ''] of html.matchAll(/aria-labelledby="([^"]*)"/g))
      for (const name of names.split(' ')) expect(ids).toContain(name);
  });

  test('shows what the ledger says, in order', () => {
    const order = [
      '42 deployments in 84 days',
      'Deployment frequency',
      'Lead time',
      'Change failure rate',
      'Recovery time',
      'Rework rate',
    ];
    const sections = [
      'How long it takes',
      'Outcomes a week',
      'Queue',
      'Forecasts',
      'Where it fails',
      'What is slow',
      'Recoveries',
    ];
    const offsets = [...order, ...sections, 'Freezes', 'Bakes', 'Ledger', 'What the figures mean'].map(
      (each) => html.indexOf(each),
    );
    expect(offsets.every((offset) => offset > 0)).toBe(true);
    expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
    expect(words(html)).toMatch(/3 a week.*1 h 30 min.*13 %.*3 h 30 min.*15 %/s);
    expect(words(html)).toContain('caused an incident');
  });

  test('is light, dark, for a telephone and for print', () => {
    for (const media of ['prefers-color-scheme:dark', 'max-width:600px', '@media print'])
      expect(html).toContain(media);
    expect(html).toContain('width=device-width');
  });

  test('says "no data" of an environment without records, and shows no figure', () => {
    const empty = words(pageOf(reportOf({ ...handWorked(), deployments: [] })));
    expect(empty.match(/no data/g)?.length).toBeGreaterThanOrEqual(2);
    expect(empty).not.toMatch(/\b0 %|0 a week|0 s\b/);
    expect(pageOf(reportOf({ ...handWorked(), environments: [] }))).toContain('no data');
  });

  test('of 5 environments with 200 deployments is at most 300 kB, with every one of them on it', () => {
    const large = pageOf(reportOf(seededHistory()));
    expect(Buffer.byteLength(large)).toBeLessThanOrEqual(300_000);
    expect(large.match(/<tr>/g)?.length).toBeGreaterThan(1000);
  });

  test('of more, or with long names, is at most 300 kB, too, and says what it leaves out', () => {
    for (const sources of [seededHistory({ deployments: 900 }), seededHistory({ text: 'é'.repeat(300) })]) {
      const large = pageOf(reportOf(sources));
      expect(Buffer.byteLength(large)).toBeLessThanOrEqual(300_000);
      expect(large).toMatch(/The newest \d+ of \d+; all are in the CSV/);
    }
  });
});
