// How Node loads a suite and what it imports: types are replaced by spaces, so that lines and columns stay as they are, and
// '@jest/globals' is ours. TypeScript is loaded anew for each suite, which has a number in its address: what one suite leaves in
// a module, such as a secret to hide, no other sees. Packages that are installed are loaded once.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import swc from '@swc/wasm-typescript';

const GLOBALS = new URL('./globals.js', import.meta.url).href;
/** With or without a query or a fragment. */
const TYPESCRIPT = /^file:[^?#]*\.ts([?#]|$)/;
const SUITE = /#suite=\d+$/;

export async function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: GLOBALS, shortCircuit: true };
  const found = await next(specifier, context);
  const suite = SUITE.exec(context.parentURL ?? '')?.[0];
  return suite === undefined || !TYPESCRIPT.test(found.url) ? found : { ...found, url: found.url + suite };
}

export async function load(url, context, next) {
  if (!TYPESCRIPT.test(url)) return next(url, context);
  const { code } = swc.transformSync(await readFile(fileURLToPath(url), 'utf8'), { mode: 'strip-only' });
  return { format: 'module', source: code, shortCircuit: true };
}
