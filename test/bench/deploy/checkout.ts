import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The repository that is deployed, with two commits. */
export interface Checkout {
  readonly folder: string;
  readonly before: string;
  readonly sha: string;
}

export function makeCheckout(into: string): Checkout {
  const folder = join(into, 'shop');
  mkdirSync(folder);
  const identity = ['-c', 'user.name=mona', '-c', 'user.email=mona@example.com'];
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, ...identity, ...args], { encoding: 'utf8' }).trim();
  git('init', '--quiet', '--initial-branch=main');
  const commit = (version: string) => {
    writeFileSync(join(folder, 'version'), version);
    git('add', '--all');
    git('commit', '--quiet', '--message', `Version ${version}`);
    return git('rev-parse', 'HEAD');
  };
  return { folder, before: commit('1'), sha: commit('2') };
}

const ROOT = join(import.meta.dirname, '../../..');

/**
 * The last commit with the bracket's deploy.yml whose bundle is that of its own sources: the commits up to 4733969 have the
 * same deploy.yml and the same bundle, and eef26b0 made one guarded step of it.
 */
const OLD = '5b5eadd866a042a49f37ec1af5a65367159c200d';

/** The deploy.yml of before, its actions and their bundle; undefined, and said, where this clone does not have the commit. */
export function takeOld(into: string): string | undefined {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', ROOT, ...args], { maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    git('cat-file', '-e', `${OLD}^{commit}`);
  } catch {
    console.error(
      `Commit ${OLD} is not in this clone, and its deploy.yml is compared with: git fetch --unshallow.`,
    );
    return undefined;
  }
  const folder = join(into, 'old');
  mkdirSync(folder);
  const archive = git('archive', OLD, 'actions', 'dist', '.github/workflows/deploy.yml');
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  return folder;
}

/** The deploy.yml of now: this checkout. */
export const NEW = ROOT;
