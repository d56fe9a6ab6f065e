// Bundles each action with ncc: one entry, SDKs as lazy chunks, no minification, no source map.
//   npm run build            all actions
//   npm run build -- notify  only these
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const asked = process.argv.slice(2);
const names = asked.length > 0 ? asked : readdirSync(join(root, 'actions'));

for (const name of names) {
  const out = join(root, 'dist', name);
  rmSync(out, { recursive: true, force: true });
  execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js'),
      ...[
        'build',
        `actions/${name}/src/index.ts`,
        '-o',
        out,
        '--license',
        'licenses.txt',
        '--transpile-only',
        '--quiet',
      ],
    ],
    { cwd: root, stdio: 'inherit' },
  );
}
