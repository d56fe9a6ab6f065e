// Changes the most critical modules in small ways, one at a time, and looks whether their tests notice.
//   npm run mutants              all of them (some minutes each; the files are changed while it runs, and put back)
//   npm run mutants -- decide    only the modules whose name has that
// Fails below 90 % noticed. Survivors that are the same program in other words are listed in EQUIVALENT, with the reason.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

interface Target {
  readonly file: string;
  /** Patterns of the tests that must notice. */
  readonly tests: readonly string[];
}

const TARGETS: readonly Target[] = [
  // Deciding the queue.
  { file: 'packages/registry/src/model/decide.ts', tests: ['packages/registry/src/model/decide'] },
  // Reading registrations.
  {
    file: 'packages/registry/src/model/payload.ts',
    tests: ['packages/registry/src/model/payload'],
  },
  {
    file: 'packages/registry/src/model/registration.ts',
    tests: ['packages/registry/src/model/registration'],
  },
  // Judging the end.
  {
    file: 'packages/cloudformation/src/model/status.ts',
    tests: ['packages/cloudformation/src/model/status'],
  },
  {
    file: 'packages/cloudformation/src/model/attempt.ts',
    tests: ['packages/cloudformation/src/model/attempt'],
  },
];

/** `<file>:<line> <change>`: why no test can notice. */
const EQUIVALENT: Readonly<Record<string, string>> = {
  'packages/registry/src/model/decide.ts:52 < -> <=': 'two registrations never have one id',
  'packages/registry/src/model/decide.ts:52 > -> >=': 'equal priorities have been told apart before',
  "packages/cloudformation/src/model/attempt.ts:59 'UPDATE' -> ''":
    'what belongs to no operation begins none',
};

const LEAST_NOTICED = 0.9;
const LIMIT_MS = 180_000;

interface Mutant {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const SWAPPED: Readonly<Record<string, string>> = {
  ...{ '===': '!==', '!==': '===', '<': '<=', '<=': '<', '>': '>=', '>=': '>' },
  ...{ '&&': '||', '||': '&&', '+': '-', '-': '+', '*': '/' },
};

/** The changes of one piece of a program. */
function changesOf(node: ts.Node, source: ts.SourceFile): Mutant[] {
  const instead = (text: string, of: ts.Node = node) => ({
    start: of.getStart(source),
    end: of.getEnd(),
    text,
  });
  if (ts.isBinaryExpression(node)) {
    const swapped = SWAPPED[node.operatorToken.getText(source)];
    return swapped === undefined ? [] : [instead(swapped, node.operatorToken)];
  }
  if (ts.isConditionalExpression(node)) return ['true', 'false'].map((text) => instead(text, node.condition));
  if (ts.isIfStatement(node)) return ['true', 'false'].map((text) => instead(text, node.expression));
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [instead(node.operand.getText(source))];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [instead('false')];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [instead('true')];
  if (ts.isNumericLiteral(node)) return [instead(`(${node.getText(source)} + 1)`)];
  if (ts.isStringLiteral(node) && node.text !== '') return [instead("''")];
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { name, expression } = node.expression;
    const other = { some: 'every', every: 'some' }[name.text];
    if (other !== undefined) return [instead(other, name)];
    if (['filter', 'toSorted', 'trim', 'toLowerCase', 'slice'].includes(name.text))
      return [instead(expression.getText(source))];
  }
  return [];
}

/** Types and module names are no program. */
const isProgram = (node: ts.Node) =>
  !ts.isTypeNode(node) && !ts.isImportDeclaration(node) && !ts.isExportDeclaration(node);

function mutantsOf(text: string): Mutant[] {
  const source = ts.createSourceFile('module.ts', text, ts.ScriptTarget.Latest, true);
  const found: Mutant[] = [];
  const visit = (node: ts.Node) => {
    if (!isProgram(node)) return;
    found.push(...changesOf(node, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const root = join(import.meta.dirname, '..');

/** Whether the tests fail, or no longer end. Not in the foreground, so that after an interruption the file is put back. */
async function isNoticed(tests: readonly string[]): Promise<boolean> {
  const jest = [
    '--import=./test/jest/register.js',
    'node_modules/jest/bin/jest.js',
    '--runInBand',
    '--bail',
    '--silent',
  ];
  const child = spawn(process.execPath, [...jest, ...tests], {
    cwd: root,
    stdio: 'ignore',
    timeout: LIMIT_MS,
  });
  const [code] = await once(child, 'close');
  return code !== 0;
}

async function survivorsOf({ file, tests }: Target): Promise<{
  readonly count: number;
  readonly survivors: readonly string[];
}> {
  const path = join(root, file);
  const text = readFileSync(path, 'utf8');
  const restore = () => writeFileSync(path, text);
  process.once('exit', restore);
  const mutants = mutantsOf(text);
  const survivors: string[] = [];
  for (const { start, end, text: changed } of mutants) {
    writeFileSync(path, text.slice(0, start) + changed + text.slice(end));
    if (await isNoticed(tests)) continue;
    const line = text.slice(0, start).split('\n').length;
    survivors.push(
      `${file}:${line} ${text.slice(start, end).replace(/\s+/g, ' ').slice(0, 60)} -> ${changed.slice(0, 40)}`,
    );
  }
  restore();
  process.off('exit', restore);
  return { count: mutants.length, survivors };
}

const asked = process.argv[2] ?? '';
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));
for (const target of TARGETS.filter(({ file }) => file.includes(asked))) {
  if (await isNoticed(target.tests)) throw new Error(`The tests of ${target.file} fail as it is.`);
  const { count, survivors } = await survivorsOf(target);
  const share = 1 - survivors.filter((each) => EQUIVALENT[each] === undefined).length / count;
  console.log(`${target.file}: ${count - survivors.length} of ${count} noticed`);
  for (const each of survivors) console.log(`  ${each}  ${EQUIVALENT[each] ?? '(SURVIVES)'}`);
  if (share < LEAST_NOTICED) process.exitCode = 1;
}
