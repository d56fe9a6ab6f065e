// Reads the source of the suite as TypeScript sees it: files, what they import, what they export.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

export const ROOT = join(import.meta.dirname, '..');

export interface Source {
  /** From the root, with slashes. */
  readonly file: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  /** Files of ours that it imports, types and `import()` included. */
  readonly imports: readonly string[];
}

/** Every source file below `folder` that `wanted` takes: TypeScript, and the JavaScript of workers. */
export function readSources(folder: string, wanted: (file: string) => boolean): readonly Source[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((file) => /\.[jt]s$/.test(file) && !file.includes('/node_modules/') && wanted(file));
  return files.sort().map((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
    const imports = importedNames(tree).flatMap((name) => resolveImport(file, name) ?? []);
    return { file, text, tree, imports: [...new Set(imports)] };
  });
}

export const isTest = (file: string): boolean =>
  /\.(test|peer)\.ts$/.test(file) || /^packages\/[^/]+\/(test|gallery)\//.test(file);

/** What a user's job runs: packages and actions without tests and simulators. */
export const shippedSources = (): readonly Source[] =>
  ['packages', 'actions'].flatMap((top) =>
    readSources(top, (file) => !isTest(file) && !file.startsWith('packages/simulator/')),
  );

export function importedNames(tree: ts.SourceFile): readonly string[] {
  const names: string[] = [];
  /** Below a statement are only `import()` and types of it, which few files have. */
  const nested = /\bimport\s*\(/.test(tree.text);
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier)
      names.push((node.moduleSpecifier as ts.StringLiteral).text);
    const [first] = ts.isCallExpression(node) ? node.arguments : [];
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && first)
      if (ts.isStringLiteral(first)) names.push(first.text);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      names.push((node.argument.literal as ts.StringLiteral).text);
    if (nested) ts.forEachChild(node, visit);
  };
  tree.statements.forEach(visit);
  return names;
}

/**
 * The folder of a file; an action's `index.ts`, which wires and which nothing imports, stands by itself: it belongs to what
 * it starts as little as a caller does.
 */
export const folderOf = (file: string): string =>
  /^actions\/[^/]+\/src\/index\.ts$/.test(file) ? file : dirname(file);

type Exports = Readonly<Record<string, string>>;

/** `exports` of a package of ours: name behind the package's own -> file below the package. */
export const exportsOf = (pack: string): Exports =>
  (JSON.parse(readFileSync(join(ROOT, 'packages', pack, 'package.json'), 'utf8')) as { exports: Exports })
    .exports;

/** The file that an import names, when it is one of ours. */
export function resolveImport(importer: string, name: string): string | undefined {
  if (name.startsWith('.')) return normalize(join(dirname(importer), name)).replaceAll('\\', '/');
  const [, pack, path = ''] = /^@signalbox\/([^/]+)\/?(.*)$/.exec(name) ?? [];
  if (pack === undefined) return undefined;
  const exports = exportsOf(pack);
  const target = exports[path === '' ? '.' : `./${path}`] ?? exports['./*']?.replace('*', path);
  return target && normalize(`packages/${pack}/${target}`).replaceAll('\\', '/');
}

/** Groups of names that reach each other: each is a cycle. `edges` maps a name to those it leads to. */
export function cycles(edges: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const reached = new Map([...edges.keys()].map((from) => [from, reach(from, edges)]));
  const found = new Map<string, readonly string[]>();
  for (const [from, all] of reached) {
    if (!all.has(from)) continue;
    const group = [...all].filter((to) => reached.get(to)?.has(from)).sort();
    found.set(group.join(' '), group);
  }
  return [...found.values()];
}

function reach(from: string, edges: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const seen = new Set<string>();
  const open = [...(edges.get(from) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(edges.get(next) ?? []));
  }
  return seen;
}

/** Who imports whom, between what `placeOf` says of each file; a place's imports of itself are left out. */
export function importGraph(
  sources: readonly Source[],
  placeOf: (file: string) => string,
): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>();
  for (const { file, imports } of sources) {
    const from = placeOf(file);
    const to = edges.get(from) ?? new Set<string>();
    for (const each of imports.map(placeOf)) if (each !== from) to.add(each);
    edges.set(from, to);
  }
  return edges;
}
