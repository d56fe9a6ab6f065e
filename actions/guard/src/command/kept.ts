import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PRIVATE_FILE, PRIVATE_FOLDER, replaceFile } from '@signalbox/runner/platform';
import { redact } from '@signalbox/runner/secrets';
import type { Deployment } from './phases.ts';

const FILE = 'deployment.json';

/** Keeps what each phase came to, in one piece: a process that finds this one killed goes on from there. Never throws. */
export function keepDeployment(directory: string, deployment: Deployment): void {
  const path = join(directory, FILE);
  try {
    mkdirSync(directory, PRIVATE_FOLDER);
    writeFileSync(`${path}.part`, redact(JSON.stringify(deployment)), PRIVATE_FILE);
    replaceFile(`${path}.part`, path);
  } catch {
    // Without it the post step says that it is not known, which is true, too.
  }
}

/** As far as it is known to have got; undefined where nothing was kept. */
export function keptDeployment(directory: string): Deployment | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, FILE), 'utf8')) as Deployment;
  } catch {
    return undefined;
  }
}
