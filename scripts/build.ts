// npm run build: one bundle of all actions in dist/, with a door for each, dist/<action>/index.js.
//
//   dist/coordinate/index.js   the door that action.yml names: starts its action
//   dist/cache-worker.js       the door of a worker thread
//   dist/index.js              what starts any of them, and what all of them load
//   dist/123.index.js          chunks, loaded when they are used: an action, an SDK, what several of them share
//
// No minification (it runs slower; of the largest chunk only comments and indentation go) and no source map (it costs 80 ms where a step fails).
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { minifySync } from '@swc/core';

const ROOT = join(import.meta.dirname, '..');
/** Inside the checkout, so that what is not copied here is found in its node_modules. */
const BUILD = join(ROOT, '.cache/build');

/**
 * Packages whose modules do nothing when they are loaded, but do not say so: then a bundler keeps each of them, used or
 * not, and with @actions/core a whole HTTP client that takes 40 ms of each start (actions/toolkit issues 1697 and 1893).
 */
const FREE_OF_SIDE_EFFECTS = ['core', 'exec', 'http-client', 'io'];

/**
 * Packages that have their modules in two forms, and name the one that cannot be shaken: with OpenTelemetry's serializers
 * came 640 kB of SDKs of which they need a few constants.
 */
const IN_TWO_FORMS = '@opentelemetry';

/**
 * @actions/github asks by undici's fetch, which takes 45 ms of each start and which Node has too. Only a proxy needs the
 * package: what stands in for it loads it when one is used.
 */
const FETCH = `
const loaded = () => import(${JSON.stringify(join(ROOT, 'node_modules/undici/index.js'))});
export class ProxyAgent {
  constructor(options) {
    this.given = options;
  }
}
export async function fetch(resource, { dispatcher, ...init } = {}) {
  if (dispatcher === undefined) return globalThis.fetch(resource, init);
  const undici = await loaded();
  dispatcher.agent ??= new undici.ProxyAgent(dispatcher.given);
  return undici.fetch(resource, { ...init, dispatcher: dispatcher.agent });
}
`;

/** Node opens a file by `require` in a fraction of the time of `import`, and a start opens up to eight. */
const COMMON_JS = '{"type":"commonjs"}\n';

const source = copySource(join(BUILD, 'source'));
const doors = [...actionDoors(), ...workerDoors()];
writeFileSync(join(source, 'index.ts'), entry());
writeFileSync(join(source, 'package.json'), COMMON_JS);
const fresh = bundle(join(BUILD, 'dist'));
giveBackRequire();
withoutComments();
for (const door of doors) addDoor(door);
writeFileSync(join(fresh, 'package.json'), COMMON_JS);
addLicences();
replace(join(ROOT, 'dist'), fresh);

interface Door {
  /** Below dist/. */
  readonly file: string;
  /** Below the source: what it starts. */
  readonly module: string;
}

function actionDoors(): Door[] {
  return readdirSync(join(source, 'actions'))
    .toSorted()
    .map((name) => ({ file: `${name}/index.js`, module: `actions/${name}/src/index.ts` }));
}

/** ncc gives `new Worker(new URL('./x-worker.js', import.meta.url))` the address of x-worker.js next to its output. */
function workerDoors(): Door[] {
  return readdirSync(join(source, 'packages'), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('-worker.js'))
    .toSorted()
    .map((path) => ({ file: basename(path), module: `packages/${path}` }));
}

/** The source as it is bundled: without tests, and with copies of the packages that are to say so. */
function copySource(to: string): string {
  rmSync(BUILD, { recursive: true, force: true });
  for (const folder of ['actions', 'packages']) {
    const filter = (path: string) => !/(^|[\\/])(simulator|fixtures|test|gallery)$|\.test\.ts$/.test(path);
    cpSync(join(ROOT, folder), join(to, folder), { recursive: true, filter });
  }
  cpSync(join(ROOT, 'tsconfig.json'), join(to, 'tsconfig.json'));
  mkdirSync(join(to, 'node_modules/@signalbox'), { recursive: true });
  for (const name of readdirSync(join(to, 'packages')))
    symlinkSync(join(to, 'packages', name), join(to, 'node_modules/@signalbox', name), 'junction');
  cpSync(join(ROOT, 'node_modules/@actions'), join(to, 'node_modules/@actions'), { recursive: true });
  for (const name of FREE_OF_SIDE_EFFECTS) {
    const path = join(to, 'node_modules/@actions', name, 'package.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as object;
    writeFileSync(path, JSON.stringify({ ...manifest, sideEffects: false }));
  }
  copyShakeable(join(to, 'node_modules', IN_TWO_FORMS));
  addPackage(join(to, 'node_modules/undici'), FETCH);
  return to;
}

function addPackage(to: string, code: string): void {
  mkdirSync(to);
  writeFileSync(join(to, 'package.json'), '{"type":"module","main":"index.js","sideEffects":false}\n');
  writeFileSync(join(to, 'index.js'), code);
}

/** The packages of a scope in the form of ES modules. */
function copyShakeable(to: string): void {
  const from = join(ROOT, 'node_modules', IN_TWO_FORMS);
  const filter = (path: string) => !/[\\/]build[\\/](?!esm([\\/]|$))|\.(map|ts)$/.test(path);
  for (const name of readdirSync(from)) {
    cpSync(join(from, name), join(to, name), { recursive: true, filter });
    const { exports: _, ...manifest } = JSON.parse(
      readFileSync(join(from, name, 'package.json'), 'utf8'),
    ) as Record<string, unknown>;
    const shakeable = { ...manifest, main: manifest['module'], sideEffects: false };
    writeFileSync(join(to, name, 'package.json'), JSON.stringify(shakeable));
  }
}

/** What every action loads is in the entry itself: one file less to open at each start. */
function entry(): string {
  const lines = doors.map(({ file, module }) => `  '${file}': () => import('./${module}'),\n`);
  return `import '@signalbox/runner/step';
const modules = {\n${lines.join('')}};
export const start = (door: keyof typeof modules) => modules[door]();
`;
}

function bundle(to: string): string {
  const ncc = join(ROOT, 'node_modules/@vercel/ncc/dist/ncc/cli.js');
  const options = ['--license', 'licenses.txt', '--transpile-only', '--quiet'];
  execFileSync(process.execPath, [ncc, 'build', 'index.ts', '-o', to, ...options], {
    cwd: source,
    stdio: 'inherit',
  });
  return to;
}

/**
 * The client of GitHub's cache brings 2.5 MB of Azure, half of it comments and indentation: 15 % of what each runner
 * downloads. Its code stays as it is, names included.
 */
function withoutComments(): void {
  const chunks = readdirSync(fresh).filter((name) => /^\d+\.index\.js$/.test(name));
  for (const chunk of chunks) {
    const path = join(fresh, chunk);
    const code = readFileSync(path, 'utf8');
    if (!code.includes('node_modules/@azure/')) continue;
    const format = { comments: 'some' } as const;
    writeFileSync(path, minifySync(code, { compress: false, mangle: false, module: false, format }).code);
  }
}

function addDoor({ file }: Door): void {
  const path = join(fresh, file);
  mkdirSync(dirname(path), { recursive: true });
  const up = '../'.repeat(file.split('/').length - 1) || './';
  writeFileSync(path, `require('${up}index.js').start('${file}');\n`);
}

/**
 * webpack writes `import.meta.url` as `require("url")…(__filename)`, and renames both in a module that has variables of
 * these names (@azure/storage-common: crc64.js), where they hold nothing yet.
 */
function giveBackRequire(): void {
  for (const path of scripts()) {
    const text = readFileSync(path, 'utf8');
    const given = text.replaceAll(
      /\b\w+_require(\("url"\)\.pathToFileURL\()\w+_filename\b/g,
      'require$1__filename',
    );
    if (given !== text) writeFileSync(path, given);
  }
}

function scripts(): string[] {
  return readdirSync(fresh)
    .filter((name) => name.endsWith('.js'))
    .map((name) => join(fresh, name));
}

/** ncc names no package of which a bundled module was merged into another one. Adds those. */
function addLicences(): void {
  const list = join(fresh, 'licenses.txt');
  const named = readFileSync(list, 'utf8').split('\n');
  const merged = scripts().flatMap((path) => [
    ...readFileSync(path, 'utf8').matchAll(/MODULE: (\S*node_modules\/((?:@[^/\s]+\/)?[^/\s]+))/g),
  ]);
  const folders = new Map(merged.map(([, folder = '', name = '']) => [name, join(source, folder)]));
  for (const [name, folder] of [...folders].toSorted()) {
    if (named.includes(name)) continue;
    const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { license: string };
    const text = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
    if (text === undefined) throw new Error(`${name} has no file with its licence.`);
    appendFileSync(list, `\n\n${name}\n${license}\n${readFileSync(join(folder, text), 'utf8')}`);
  }
}

/** In one piece, so that what runs the bundles meanwhile has the old ones or the new ones. */
function replace(dist: string, by: string): void {
  if (existsSync(dist)) renameSync(dist, join(BUILD, 'old'));
  renameSync(by, dist);
  rmSync(BUILD, { recursive: true });
}
