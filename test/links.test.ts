// Every link and picture of our own documents leads somewhere, to the very heading that it names.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { marked, type Token } from 'marked';
import { root, written } from './documents.ts';

const documents = written.filter((name) => name.endsWith('.md'));

const read = (document: string) => readFileSync(join(root, document), 'utf8');

/** What a document points to: links, pictures, and those in its HTML. */
function targets(markdown: string): string[] {
  const found: string[] = [];
  marked.walkTokens(marked.lexer(markdown), (token: Token) => {
    if (token.type === 'link' || token.type === 'image') found.push(token['href'] as string);
    if (token.type === 'html') found.push(...attributes(token.raw));
  });
  return found.filter((target) => !/^[a-z]+:/.test(target));
}

const attributes = (html: string) =>
  [...html.matchAll(/(?:href|src|srcset)="([^"]+)"/g)].map((match) => match[1] ?? '');

/** The anchors that GitHub gives to headings: lower case, spaces to dashes, a number from the second of a name on. */
function anchors(markdown: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const found = new Set<string>();
  marked.walkTokens(marked.lexer(markdown), (token: Token) => {
    if (token.type !== 'heading') return;
    const slug = plain(token)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    found.add(before === 0 ? slug : `${slug}-${before}`);
  });
  return found;
}

const plain = (token: Token): string =>
  'tokens' in token && token.tokens ? token.tokens.map(plain).join('') : 'text' in token ? token.text : '';

/** Why a target leads nowhere; undefined when it is well. */
function broken(document: string, target: string): string | undefined {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? document : join(dirname(document), decodeURIComponent(path));
  if (!existsSync(join(root, file))) return `${target}: no such file`;
  if (anchor === undefined || anchor === '') return undefined;
  // A folder shows its README.
  const page = statSync(join(root, file)).isDirectory() ? join(file, 'README.md') : file;
  return anchors(read(page)).has(anchor) ? undefined : `${target}: no such heading`;
}

test('there are documents to look at', () =>
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'docs/README.md'])));

test.each(documents)('%s', (document) => {
  const complaints = targets(read(document)).map((target) => broken(document, target));
  expect(complaints.filter((complaint) => complaint !== undefined)).toEqual([]);
});

test('a wrong file and a wrong heading are found', () => {
  expect(broken('README.md', 'docs/nowhere.md')).toContain('no such file');
  expect(broken('README.md', 'CONTRIBUTING.md#nowhere')).toContain('no such heading');
  expect(broken('README.md', 'CONTRIBUTING.md#shape')).toBeUndefined();
  expect(targets('[![a](b.svg)](c.md) <img src="d.png">')).toEqual(['c.md', 'b.svg', 'd.png']);
});

test('every page of docs is in its index', () => {
  const index = targets(read('docs/README.md'));
  const pages = readdirSync(join(root, 'docs')).filter(
    (name) => name.endsWith('.md') && name !== 'README.md',
  );
  expect(pages.filter((page) => !index.some((target) => target.startsWith(page)))).toEqual([]);
});
