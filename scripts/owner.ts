// Writes the name of the repository that publishes these actions wherever documents and examples show how to use them.
//   npm run owner -- octo/signalbox                         once, by who publishes them
//   npm run owner -- octo/signalbox --self <full SHA>       on GitHub Enterprise Server, which does not know `uses: $/`
//
// Until then the documents say `__OWNER__`, which GitHub gives nobody: a login has letters, digits and single hyphens, and a
// managed user's an underscore before its suffix alone.
// https://docs.github.com/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `text` with `name` (`owner/repository`) where the repository of these actions was named. */
export const renamed = (text: string, from: string, name: string): string =>
  text.replaceAll(from, name).replaceAll(`${from.split('/')[0]}/*`, `${name.split('/')[0]}/*`);

/** `text` of a workflow of ours with every self reference as that commit of `name`. */
export const withoutSelf = (text: string, name: string, sha: string): string =>
  text.replace(/(uses: )\$\/(\S+)/g, (_, uses: string, path: string) => `${uses}${name}/${path}@${sha}`);

function main([name = '', option, sha = '']: readonly string[]): void {
  const root = process.cwd();
  if (!/^[A-Za-z\d](?:-?[A-Za-z\d])*(?:_[A-Za-z\d]+)?\/[\w.-]+$/.test(name))
    throw new Error('Name the repository: npm run owner -- octo/signalbox');
  if (option !== undefined && (option !== '--self' || !/^[\da-f]{40}$/.test(sha)))
    throw new Error('After the name there may be --self and the full SHA of a commit of it.');
  const from = String(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).repository);
  const files = execFileSync('git', ['ls-files', '*.md', '*.yml', 'package.json'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of files.split('\n').filter(Boolean)) {
    const text = readFileSync(join(root, file), 'utf8');
    const named = renamed(text, from, name);
    const updated = option === undefined ? named : withoutSelf(named, name, sha);
    if (updated !== text) writeFileSync(join(root, file), updated);
  }
}

if (process.argv[1] === import.meta.filename) main(process.argv.slice(2));
