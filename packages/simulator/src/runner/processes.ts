import { readdirSync, readFileSync } from 'node:fs';

/**
 * Kills every process with this job's RUNNER_TRACKING_ID in its environment, as the runner does when a job
 * ends ("Cleaning up orphan processes", src/Runner.Worker/JobExtension.cs). Returns their ids.
 * Only where there is a /proc; elsewhere nothing is found.
 */
export function killTracked(trackingId: string): number[] {
  const marker = `RUNNER_TRACKING_ID=${trackingId}`;
  const tracked = processIds().filter((pid) => environment(pid).includes(marker));
  for (const pid of tracked) kill(pid);
  return tracked;
}

/** Kills a process and all its descendants. */
export function killTree(root: number): void {
  const parents = new Map(processIds().map((pid) => [pid, parentOf(pid)]));
  const tree = new Set([root]);
  for (let before = 0; before < tree.size; ) {
    before = tree.size;
    for (const [pid, parent] of parents) if (tree.has(parent)) tree.add(pid);
  }
  for (const pid of tree) kill(pid);
}

/** A process may end between being seen and being killed. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {}
}

function processIds(): number[] {
  return entries('/proc').map(Number).filter(Number.isInteger);
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const environment = (pid: number) => read(`/proc/${pid}/environ`).split('\0');
const parentOf = (pid: number) => Number(/^PPid:\s*(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
