// Which exports another file imports: what nobody imports need not be exported, and often need not exist.
import ts from 'typescript';
import { resolveImport, type Source } from './source.ts';

/** `file: name` of every export of `sources` that no file of `importers` imports. */
export function unusedExports(sources: readonly Source[], importers: readonly Source[]): readonly string[] {
  const imported = new Set(importers.flatMap(importedMembers));
  return sources.flatMap(({ file, tree }) =>
    exportedNames(tree)
      .filter((name) => !imported.has(`${file}: ${name}`) && !imported.has(`${file}: *`))
      .map((name) => `${file}: ${name}`),
  );
}

/** What a file takes from files of ours, each as `file: name`; `*` where it may take everything. */
function importedMembers({ file, tree }: Source): readonly string[] {
  const members: string[] = [];
  const add = (specifier: ts.Node | undefined, names: readonly string[]): void => {
    const target =
      specifier && ts.isStringLiteral(specifier) ? resolveImport(file, specifier.text) : undefined;
    if (target !== undefined) members.push(...names.map((name) => `${target}: ${name}`));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, namesOf(node.importClause?.namedBindings));
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, namesOf(node.exportClause));
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], namesTakenFrom(node));
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node.argument.literal, [node.qualifier?.getText() ?? '*']);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return members;
}

function namesOf(bindings: ts.NamedImportBindings | ts.NamedExportBindings | undefined): readonly string[] {
  if (bindings === undefined || !(ts.isNamedImports(bindings) || ts.isNamedExports(bindings))) return ['*'];
  return bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

/** `const { a } = await import(…)` takes `a`; any other use may take everything. */
function namesTakenFrom(call: ts.CallExpression): readonly string[] {
  const declaration = call.parent.parent;
  if (!ts.isAwaitExpression(call.parent) || !ts.isVariableDeclaration(declaration)) return ['*'];
  if (!ts.isObjectBindingPattern(declaration.name)) return ['*'];
  return declaration.name.elements.map(({ name, propertyName }) => (propertyName ?? name).getText());
}

function exportedNames(tree: ts.SourceFile): readonly string[] {
  return tree.statements.flatMap((statement) => {
    if (!ts.canHaveModifiers(statement)) return [];
    const exported = ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!exported) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
    const { name } = statement as ts.DeclarationStatement;
    return name === undefined ? [] : [name.text];
  });
}

const boundNames = (name: ts.BindingName): readonly string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
