// Counts what `docs/architecture.md` promises of the source: folders, circles, exports, closures, sizes.
//   npm run house            the checkout as it stands
import { dirname } from 'node:path';
import ts from 'typescript';
import { cycles, importGraph, isTest, readSources, type Source, shippedSources } from './source.ts';

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

/** Lines of every function with a block body. */
function functionLines({ tree }: Source): readonly number[] {
  const found: number[] = [];
  const line = (position: number) => tree.getLineAndCharacterOfPosition(position).line;
  eachNode(tree, (node) => {
    const body = ts.isFunctionLike(node) ? (node as ts.FunctionLikeDeclaration).body : undefined;
    if (body !== undefined && ts.isBlock(body)) found.push(line(node.end) - line(node.getStart()) + 1);
  });
  return found;
}

/** Functions with a `let` of their own that two or more functions inside them use: state that lives in closures. */
function sharedLocals({ tree }: Source): readonly (readonly string[])[] {
  const found: string[][] = [];
  eachNode(tree, (node) => {
    if (!ts.isFunctionLike(node)) return;
    const body = (node as ts.FunctionLikeDeclaration).body;
    if (body === undefined || !ts.isBlock(body)) return;
    const names = body.statements.flatMap((statement) => mutableNames(statement));
    const inner = outermostFunctions(body);
    const shared = names.filter((name) => inner.filter((each) => uses(each, name)).length > 1);
    if (shared.length > 0) found.push(shared);
  });
  return found;
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
  for (const { file } of sources) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  const [folder, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  return `${count} (${folder})`;
}

function report(): void {
  const shipped = shippedSources();
  const lines = shipped.reduce((sum, source) => sum + linesOf(source), 0);
  const tests = [
    ...readSources('packages', isTest),
    ...readSources('actions', isTest),
    ...readSources('test', () => true),
  ];
  const shared = shipped.flatMap(sharedLocals);
  const rows: readonly (readonly [string, string | number])[] = [
    ['files in the largest folder', largestFolder(shipped)],
    ['circular imports, in groups', cycles(importGraph(shipped, (file) => file)).length],
    ['circles between folders', cycles(importGraph(shipped, dirname)).length],
    [
      'exports per 1,000 lines',
      Math.round((1000 * shipped.reduce((sum, each) => sum + exportCount(each), 0)) / lines),
    ],
    ['closures that share mutable locals (variables)', `${shared.length} (${shared.flat().length})`],
    ['function lines, median / p90 / max', quantiles(shipped.flatMap(functionLines))],
    ['file lines, median / p90 / max', quantiles(shipped.map(linesOf))],
    ['files under 30 lines', shipped.filter((source) => linesOf(source) < 30).length],
    ['source files, lines', `${shipped.length}, ${lines}`],
    [
      'simulator, lines',
      readSources('packages/simulator', (file) => !isTest(file)).reduce(
        (sum, each) => sum + linesOf(each),
        0,
      ),
    ],
    ['test files, lines', `${tests.length}, ${tests.reduce((sum, source) => sum + linesOf(source), 0)}`],
  ];
  for (const [name, value] of rows) console.log(`${name.padEnd(48)} ${value}`);
}

report();
