// Counts what `docs/architecture.md` promises of the source: folders, circles, exports, closures, sizes.
//   npm run house                the checkout as it stands
//   npm run house -- longest     its ten longest functions, the simulator's among them
//   npm run house -- small       files under 30 lines
//   npm run house -- closures    functions whose inner functions share a `let`
//   npm run house -- exports     exports that no other file imports
import ts from 'typescript';
import { unusedExports } from './exports.ts';
import { cycles, folderOf, importGraph, isTest, readSources, type Source, shippedSources } from './source.ts';

const SMALL_LINES = 30;

const quantiles = (values: readonly number[]): string => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return [at(0.5), at(0.9), at(1)].join(' / ');
};

const linesOf = ({ text }: Pick<Source, 'text'>): number => text.trimEnd().split('\n').length;

function eachNode(tree: ts.Node, visit: (node: ts.Node) => void): void {
  visit(tree);
  ts.forEachChild(tree, (child) => eachNode(child, visit));
}

interface Measured {
  /** Its name, file and line, as an editor finds it. */
  readonly where: string;
  readonly lines: number;
  readonly shared: readonly string[];
}

/**
 * Every function with a block body: its lines, and each `let` of its own that two or more functions inside it use, which
 * is state that lives in closures.
 */
function functionsOf({ file, tree }: Source): readonly Measured[] {
  const found: Measured[] = [];
  const line = (position: number) => tree.getLineAndCharacterOfPosition(position).line + 1;
  eachNode(tree, (node) => {
    const body = ts.isFunctionLike(node) ? (node as ts.FunctionLikeDeclaration).body : undefined;
    if (body === undefined || !ts.isBlock(body)) return;
    const [first, last] = [line(node.getStart()), line(node.end)];
    const where = `${nameOf(node)} (${file}:${first})`;
    found.push({ where, lines: last - first + 1, shared: sharedLocals(body) });
  });
  return found;
}

function nameOf(node: ts.Node): string {
  const { name } = node as ts.FunctionLikeDeclaration;
  const { name: given } = node.parent as ts.VariableDeclaration;
  return (name ?? given)?.getText() ?? 'function';
}

function sharedLocals(body: ts.Block): readonly string[] {
  const inner = outermostFunctions(body);
  return body.statements
    .flatMap(mutableNames)
    .filter((name) => inner.filter((each) => uses(each, name)).length > 1);
}

const mutableNames = (statement: ts.Statement): readonly string[] =>
  ts.isVariableStatement(statement) && (statement.declarationList.flags & ts.NodeFlags.Let) !== 0
    ? statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []))
    : [];

function outermostFunctions(body: ts.Node): readonly ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) found.push(node);
    else ts.forEachChild(node, visit);
  };
  ts.forEachChild(body, visit);
  return found;
}

function uses(scope: ts.Node, name: string): boolean {
  let found = false;
  eachNode(scope, (node) => {
    if (ts.isIdentifier(node) && node.text === name) found = true;
  });
  return found;
}

const exportCount = ({ tree }: Source): number =>
  tree.statements.filter(
    (statement) =>
      ts.isExportDeclaration(statement) ||
      (ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)),
  ).length;

function largestFolder(sources: readonly Source[]): string {
  const counts = new Map<string, number>();
  for (const { file } of sources) counts.set(folderOf(file), (counts.get(folderOf(file)) ?? 0) + 1);
  const [folder, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  return `${count} (${folder})`;
}

const totalLines = (sources: readonly Source[]) => sources.reduce((sum, each) => sum + linesOf(each), 0);

type Row = readonly [string | number, string | number];

function table(): readonly Row[] {
  const lines = totalLines(shipped);
  const tests = [
    ...readSources('packages', isTest),
    ...readSources('actions', isTest),
    ...readSources('test', () => true),
  ];
  const functions = shipped.flatMap(functionsOf);
  const shared = functions.map((each) => each.shared).filter((names) => names.length > 0);
  const exported = shipped.reduce((sum, each) => sum + exportCount(each), 0);
  return [
    ['files in the largest folder', largestFolder(shipped)],
    ['circular imports, in groups', cycles(importGraph(shipped, (file) => file)).length],
    ['circles between folders', cycles(importGraph(all, folderOf)).length],
    ['exports per 1,000 lines', Math.round((1000 * exported) / lines)],
    ['exports that no other file imports', unused().length],
    ['closures that share mutable locals (variables)', `${shared.length} (${shared.flat().length})`],
    ['function lines, median / p90 / max', quantiles(functions.map((each) => each.lines))],
    ['file lines, median / p90 / max', quantiles(shipped.map(linesOf))],
    [`files under ${SMALL_LINES} lines`, small(shipped).length],
    ['source files, lines', `${shipped.length}, ${lines}`],
    ['simulator, lines', totalLines(simulator)],
    ['test files, lines', `${tests.length}, ${totalLines(tests)}`],
  ];
}

const small = (sources: readonly Source[]) => sources.filter((source) => linesOf(source) < SMALL_LINES);

const unused = () =>
  unusedExports(
    shipped,
    ['packages', 'actions', 'test', 'scripts'].flatMap((top) => readSources(top, () => true)),
  );

const shipped = shippedSources();
const simulator = readSources('packages/simulator', (file) => !isTest(file));
const all = [...shipped, ...simulator];

const LISTS: Readonly<Record<string, () => readonly Row[]>> = {
  longest: () => {
    const functions = all.flatMap(functionsOf).sort((a, b) => b.lines - a.lines);
    return functions.slice(0, 10).map(({ lines, where }) => [lines, where]);
  },
  small: () => small(all).map((source) => [linesOf(source), source.file]),
  closures: () =>
    all
      .flatMap(functionsOf)
      .filter(({ shared }) => shared.length > 0)
      .map(({ shared, where }) => [shared.join(', '), where]),
  exports: () => unused().map((each) => ['', each]),
};

const [wanted] = process.argv.slice(2);
const list = wanted === undefined ? table : LISTS[wanted];
if (list === undefined) {
  console.error(`npm run house -- ${wanted}: it lists one of ${Object.keys(LISTS).join(', ')}.`);
  process.exitCode = 1;
} else {
  const rows = list();
  const width = Math.max(...rows.map(([name]) => String(name).length));
  for (const [name, value] of rows) console.log(`${String(name).padEnd(width + 2)}${value}`.trim());
}
