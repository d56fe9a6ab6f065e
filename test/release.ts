// A release of what is checked out here, rehearsed: the scripts of release.yml, run by bash in a clone, by their names.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from './documents.ts';

interface WorkflowStep {
  readonly name?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

export const jobsOf = (workflow: string): Record<string, { readonly steps: readonly WorkflowStep[] }> =>
  parse(readFileSync(join(root, '.github/workflows', workflow), 'utf8')).jobs;

export function stepOf(job: { readonly steps: readonly WorkflowStep[] } | undefined, name: string) {
  const found = job?.steps.find((step) => step.name?.startsWith(name));
  if (found === undefined) throw new Error(`no step is named "${name}"`);
  return found;
}

/** A script as the runner runs it with `shell: bash`. */
export function runScript(script: string, cwd: string, env: Readonly<Record<string, string | undefined>>) {
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
  const { status, stdout, stderr } = spawnSync('bash', args, { cwd, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

export const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=mona', '-c', 'user.email=mona@example.com', ...args], {
    cwd,
    encoding: 'utf8',
  }).trim();

/** A `gh` for a clone: its tags are the repository's, and what `$WORLD/subjects` names with its digest is attested. */
const GH = `#!/bin/bash
echo "gh $*" >>"$WORLD/asked"
field() { for each in "$@"; do case $each in "$FIELD="*) echo "\${each#*=}" ;; esac; done; }
case "$*" in
  "release view "*) git rev-parse --quiet --verify "refs/tags/$3" ;;
  "release create "*) test -s notes.md && cp "$4" notes.md "$WORLD" && git tag "$3" "$6" ;;
  "release verify "*) git rev-parse --quiet --verify "refs/tags/$3" ;;
  "attestation verify "*) sha256sum "$3" | grep --quiet --line-regexp --fixed-strings --file - "$WORLD/subjects" ;;
  *"/releases/tags/"*) false ;;
  *"/commits/"*) git rev-parse "$(basename "$2")^{commit}" ;;
  *"/git/ref/tags/"*) git rev-parse --quiet --verify "refs/tags/$(basename "$2")" ;;
  *"--method POST"*) git tag "$(basename "$(FIELD=ref field "$@")")" "$(FIELD=sha field "$@")" ;;
  *"--method PATCH"*) git tag --force "$(basename "$2")" "$(FIELD=sha field "$@")" ;;
esac
`;

export interface Release {
  readonly checkout: string;
  /** What its runs wrote: `sbom.spdx.json`, `notes.md`, `subjects`. */
  readonly world: string;
  readonly sha: string;
  readonly version: string;
  /** As GitHub makes it of the tag. */
  readonly tarball: string;
}

/** Clones what is checked out here, as it stands, into `folder`, and writes the publisher's name. */
export function cloneFor(folder: string, repository: string): string {
  const checkout = join(folder, 'checkout');
  git(folder, 'clone', '--quiet', '--no-hardlinks', root, checkout);
  git(checkout, `--work-tree=${root}`, 'add', '--all');
  git(checkout, 'commit', '--quiet', '--allow-empty', '--message', 'As it stands');
  git(checkout, 'reset', '--quiet', '--hard');
  // Where the clone had files that are no more.
  git(checkout, 'clean', '--quiet', '-fdx');
  execFileSync(process.execPath, ['--import', TSX, join(root, 'scripts/owner.ts'), repository], {
    cwd: checkout,
  });
  git(checkout, 'commit', '--quiet', '--all', '--message', 'Write the owner');
  // Somebody else's history may have the tag already.
  for (const tag of git(checkout, 'tag').split('\n').filter(Boolean)) git(checkout, 'tag', '--delete', tag);
  return checkout;
}

const TSX = join(root, 'node_modules/tsx/dist/esm/index.mjs');

/** From the clone to the tag: every script of release.yml but the suite and the network. */
export function rehearseRelease(folder: string, repository: string): Release {
  const checkout = cloneFor(folder, repository);
  const world = join(folder, 'world');
  mkdirSync(world);
  writeFileSync(join(world, 'gh'), GH, { mode: 0o755 });
  // Node 24, as the workflow has it, needs no help to read TypeScript.
  writeFileSync(join(world, 'node'), `#!/bin/sh\nexec "${process.execPath}" --import "${TSX}" "$@"\n`, {
    mode: 0o755,
  });
  const sha = git(checkout, 'rev-parse', 'HEAD');
  const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  const env = {
    ...process.env,
    ...{ WORLD: world, VERSION: version, GITHUB_SHA: sha, GITHUB_REPOSITORY: repository },
    ...{ GITHUB_OUTPUT: join(world, 'output'), PATH: `${world}:${process.env['PATH']}` },
  };
  const { verify, publish } = jobsOf('release.yml');
  const run = (script: string | undefined) => {
    const { status, stdout, stderr } = runScript(script ?? 'false', checkout, env);
    if (status !== 0) throw new Error(`${script}\n${stdout}${stderr}`);
  };
  for (const name of ['Which version', 'What is new', 'Whose']) run(stepOf(verify, name).run);
  run(stepOf(publish, 'Write down').run);
  const globs = stepOf(publish, 'Attest the build').with?.['subject-path'] ?? '';
  // As @actions/glob has it: every file below `**`.
  run(`shopt -s globstar nullglob; for f in ${globs.split('\n').join(' ')}; do
    if [ -f "$f" ]; then sha256sum "$f"; fi; done >"$WORLD/subjects"`);
  for (const name of ['Publish', 'Verify', 'Move']) run(stepOf(publish, name).run);
  const tarball = join(folder, 'release.tar.gz');
  const prefix = `--prefix=signalbox-${version}/`;
  git(checkout, 'archive', '--format=tar.gz', prefix, `--output=${tarball}`, `v${version}`);
  return { checkout, world, sha, version, tarball };
}
