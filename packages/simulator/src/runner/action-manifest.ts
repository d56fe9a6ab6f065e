import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { type ExpressionContext, evaluate } from './expressions.ts';

/** What the runner reads from an `action.yml`. */
interface ActionManifest {
  readonly name: string;
  readonly inputs: Readonly<Record<string, { readonly default?: string | number | boolean | null }>>;
  readonly main: string;
  readonly post?: string;
  readonly postIf: string;
}

interface ActionFile {
  readonly name: string;
  readonly inputs?: ActionManifest['inputs'] | null;
  readonly runs: {
    readonly using: string;
    readonly main: string;
    readonly post?: string;
    readonly 'post-if'?: string;
  };
}

/** @throws when the folder holds no JavaScript action, or its bundle is missing */
export function readAction(folder: string): ActionManifest {
  const file = ['action.yml', 'action.yaml'].map((name) => join(folder, name)).find(existsSync);
  if (file === undefined) throw new Error(`no action.yml in ${folder}`);
  const { name, inputs, runs } = parse(readFileSync(file, 'utf8')) as ActionFile;
  if (!/^node\d+$/.test(runs.using)) throw new Error(`${file}: using ${runs.using} is not simulated`);
  const script = (path: string) => {
    const absolute = resolve(folder, path);
    if (!existsSync(absolute)) throw new Error(`${file}: ${path} does not exist; build it first`);
    return absolute;
  };
  return {
    name,
    inputs: inputs ?? {},
    main: script(runs.main),
    ...(runs.post === undefined ? {} : { post: script(runs.post) }),
    postIf: runs['post-if'] ?? 'always()',
  };
}

/**
 * The INPUT_* variables of a step: what `with` says, else the default, else empty.
 * Upper case, spaces become underscores, hyphens stay (actions/runner src/Runner.Worker/Handlers/Handler.cs).
 */
export function inputVariables(
  manifest: ActionManifest,
  given: Readonly<Record<string, string | number | boolean>>,
  context: ExpressionContext,
): { readonly variables: Record<string, string>; readonly unexpected: readonly string[] } {
  const declared = new Map(Object.entries(manifest.inputs).map(([name, input]) => [variable(name), input]));
  const variables: Record<string, string> = {};
  for (const [name, input] of declared) variables[name] = evaluate(String(input?.default ?? ''), context);
  for (const [name, value] of Object.entries(given)) variables[variable(name)] = String(value);
  const unexpected = Object.keys(given).filter((name) => !declared.has(variable(name)));
  return { variables, unexpected };
}

const variable = (input: string) => `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`;
