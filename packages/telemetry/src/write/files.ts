import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { redact } from '@signalbox/runner/secrets';

/** In one piece: what collects the file (node_exporter, say) never sees half of it. @throws as the file system does */
export function replaceFile(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}.tmp`;
  writeFileSync(fresh, redact(content));
  renameSync(fresh, path);
}

/** Behind what other deployments of the job wrote. @throws as the file system does */
export function appendFile(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, redact(content));
}
