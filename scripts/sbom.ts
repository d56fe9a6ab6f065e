// Prints the software bill of materials of the bundles, as SPDX 2.3: what is in `dist/`, in the versions of package-lock.json.
//   npm run --silent sbom
//
// `npm sbom --omit=dev` leaves out whatever any workspace also lists among its devDependencies (npm's selector `:not(.dev)`
// takes one such edge for all), which here is most of what is bundled. So npm names everything, and the licences that ncc
// wrote next to each bundle say which of it is inside.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Spdx {
  readonly packages: readonly { readonly SPDXID: string; readonly name: string }[];
  readonly relationships: readonly {
    readonly spdxElementId: string;
    readonly relatedSpdxElement: string;
    readonly relationshipType: string;
  }[];
}

/** Packages that only tests import. */
const NEVER_BUNDLED = ['@signalbox/simulator'];

/** The lines that may name a package in ncc's `licenses.txt`: the first one, and those after an empty one. */
export function licensedNames(text: string): ReadonlySet<string> {
  const lines = text.split(/\r?\n/);
  return new Set(lines.filter((line, i) => line !== '' && (i === 0 || lines[i - 1] === '')));
}

/** `all` with nothing but ourselves and what is `bundled`. */
export function bundledOnly<T extends Spdx>(all: T, bundled: ReadonlySet<string>, root: string): T {
  const ours = (name: string) =>
    name === root || (name.startsWith('@signalbox/') && !NEVER_BUNDLED.includes(name));
  const packages = all.packages.filter(({ name }) => ours(name) || bundled.has(name));
  const kept = new Set(['SPDXRef-DOCUMENT', ...packages.map(({ SPDXID }) => SPDXID)]);
  const relationships = all.relationships.filter(
    ({ spdxElementId, relatedSpdxElement }) => kept.has(spdxElementId) && kept.has(relatedSpdxElement),
  );
  return { ...all, packages, relationships };
}

function main(cwd: string): void {
  const npm = ['sbom', '--sbom-format=spdx', '--sbom-type=application', '--package-lock-only'];
  const all: Spdx = JSON.parse(
    // npm is a script on Windows, which only a shell runs.
    execFileSync('npm', npm, {
      cwd,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      shell: process.platform === 'win32',
    }),
  );
  const names = readdirSync(join(cwd, 'dist'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('licenses.txt'))
    .flatMap((file) => [...licensedNames(readFileSync(join(cwd, 'dist', file), 'utf8'))]);
  const { name } = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8'));
  const sbom = bundledOnly(all, new Set(names), name);
  if (sbom.packages.length < 10) throw new Error('dist/ has no licences: run npm run build');
  console.log(JSON.stringify(sbom, undefined, 2));
}

if (process.argv[1] === import.meta.filename) main(process.cwd());
