import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '..');

/**
 * The folder with the `action.yml` of an action by the name of its door in `dist/`.
 * @throws when there is no bundle: a test of bundles must not pass without one
 */
export function actionFolder(name: string): string {
  if (!existsSync(join(ROOT, 'dist', name, 'index.js'))) {
    throw new Error(`dist/${name} is missing: npm run build`);
  }
  return name === 'guard' ? ROOT : join(ROOT, 'actions', name);
}

/** Waits until a simulated service was asked anything: a bundle takes long to start on a busy machine. */
export async function firstCall({ log }: { readonly log: readonly unknown[] }): Promise<void> {
  while (log.length === 0) await delay(20);
}
