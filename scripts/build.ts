// Bundles each action with ncc: one entry, SDKs as lazy chunks, no minification, no source map.
//   npm run build            all actions
//   npm run build -- notify  only these
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : readdirSync(join(root, 'actions'));

for (const name of names) {
  // Replaced in one piece, so that whoever runs the bundles meanwhile has the old or the new one.
  const [out, fresh] = [join(root, 'dist', name), join(root, '.cache/build', name)];
  for (const folder of [fresh, join(root, 'dist')]) mkdirSync(folder, { recursive: true });
  execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js'),
      ...[
        'build',
        `actions/${name}/src/index.ts`,
        '-o',
        fresh,
        '--license',
        'licenses.txt',
        '--transpile-only',
        '--quiet',
      ],
    ],
    { cwd: root, stdio: 'inherit' },
  );
  rmSync(out, { recursive: true, force: true });
  renameSync(fresh, out);
}
