import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errorLine, UserError } from '@signalbox/runner/errors';
import { oneLine } from '@signalbox/runner/untrusted';
import type { Env } from '@signalbox/runner/values';

/** Writes the files into a folder of the workspace. Returns the path of a file in it. @throws UserError when it cannot */
export function writeFiles(
  path: string,
  contents: ReadonlyMap<string, string>,
  env: Env,
): (name: string) => string {
  const folder = resolve(env['GITHUB_WORKSPACE'] || '.', path);
  try {
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of contents) writeFileSync(join(folder, name), content);
  } catch (error) {
    throw new UserError(
      `Input "path": ${oneLine(path, 300)} cannot be written (${errorLine(error)}). Name a folder of the workspace.`,
    );
  }
  return (name) => join(folder, name);
}
