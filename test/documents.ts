// What the documents give to paste: every YAML block of them, and every YAML file of the examples.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { marked, type Tokens } from 'marked';

export const root = join(import.meta.dirname, '..');

/** `owner/name` that documents and examples use these actions from; a placeholder until a publisher writes its own (scripts/owner.ts). */
export const { repository }: { repository: string } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

/** Every file below `folder`, by its path from the root; never of a folder that other tests write while we read. */
const below = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => !/(^|[\\/])node_modules[\\/]/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);

/** The files that stand at the root, and those of the rooms that we write by hand. */
export const written: readonly string[] = [
  ...readdirSync(root, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? entry.name : [])),
  ...['.github', 'actions', 'docs', 'examples', 'packages', 'scripts', 'test'].flatMap(below),
];

export const snippets = written
  .filter((name) => /\.(md|ya?ml)$/.test(name) && /^(actions|docs|examples|README)/.test(name))
  .filter((name) => !/^actions\/[\w-]+\/action\.yml$/.test(name))
  .flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    return (file.endsWith('.md') ? codeBlocks(text) : [text]).map((yaml) => ({ file, yaml }));
  })
  .filter(({ yaml }) => yaml.includes(repository));

function codeBlocks(markdown: string): string[] {
  const found: string[] = [];
  marked.walkTokens(marked.lexer(markdown), (token) => {
    const { type, lang, text } = token as Tokens.Code;
    if (type === 'code' && lang === 'yaml') found.push(text);
  });
  return found;
}
