import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Whether this machine has the command of a peer. What its installer could not get (it says why) is skipped by name, so
 * that a machine without Debian's packages still tries everything else.
 */
export function isPresent(command: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
