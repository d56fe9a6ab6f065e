import { oneLine } from '@signalbox/runner/untrusted';
import { type RolloutState, type Settled, stateWords } from '../model/rollout-state.ts';
import { parseService } from '../model/service-name.ts';
import type { EcsPorts } from '../ports.ts';
import { BRIEF_LENGTH, inBrief } from './report.ts';

/** What of a service was reported to people, and through what. */
interface Reporter {
  readonly subject: string;
  readonly ports: Pick<EcsPorts, 'say' | 'reader' | 'trouble'>;
  /** Keys of the troubles that were reported to people. */
  readonly notified: Set<string>;
  /** When the deployment that is followed began, by AWS's clock; undefined before that was seen. */
  since: number | undefined;
  /** How many failed tasks were reported. */
  failedTasks: number;
  /** Why the newest tasks had stopped by then. */
  tasks: readonly string[];
}

export const openReporter = (subject: string, ports: Reporter['ports']): Reporter => ({
  ...{ subject, ports, notified: new Set<string>(), since: undefined, failedTasks: 0, tasks: [] },
});

/** Reports what is new, each trouble once. @returns why the newest tasks stopped, where some failed */
export async function report(reporter: Reporter, state: RolloutState): Promise<readonly string[]> {
  const { subject, ports } = reporter;
  ports.say(`${subject}: ${stateWords(state)}`, 'info');
  if (state.kind === 'unchanged') return [];
  reporter.since = state.startedAt ?? reporter.since;
  if (state.kind === 'settled') return reporter.tasks;
  for (const trouble of state.troubles) warn(reporter, trouble, titleOf(trouble), keyOf(trouble));
  const { failures } = state;
  if (failures === undefined || failures.count <= reporter.failedTasks) return reporter.tasks;
  reporter.failedTasks = failures.count;
  reporter.tasks = await stoppedTasks(reporter);
  warn(reporter, inBrief(failures.words, reporter.tasks), 'Tasks fail to start', 'tasks');
  return reporter.tasks;
}

/** Reports the end. @returns why the newest tasks stopped, where it failed */
export async function reportEnd(reporter: Reporter, ended: Settled): Promise<readonly string[]> {
  const { subject, ports } = reporter;
  const { status, lostSight, warning } = ended;
  if (warning !== undefined) ports.say(`${subject}: ${warning}`, 'warning', 'Nothing runs');
  if (lostSight !== undefined || !['failed', 'rolled-back'].includes(status)) return [];
  const tasks = await stoppedTasks(reporter);
  for (const task of tasks) ports.say(`${subject}: ${task}`, 'info');
  return tasks;
}

/**
 * To the log each time, to people once for each `key`. The words for failed tasks change with each of them, so these
 * share a key.
 */
function warn({ subject, ports, notified }: Reporter, reason: string, title: string, key: string): void {
  ports.say(`${subject}: ${reason}`, 'warning', title);
  if (notified.has(key)) return;
  notified.add(key);
  ports.trouble?.(oneLine(reason, 2 * BRIEF_LENGTH));
}

/** The scheduler says the same of each task, instance and host port that it happens to. */
const keyOf = (trouble: string) =>
  trouble.replaceAll(/\b(task|instance|port) (i-)?[\da-f-]+\b/g, (_, kind: string) => kind);

const stoppedTasks = ({ subject, ports, since }: Reporter): Promise<readonly string[]> =>
  ports.reader.fetchStoppedTasks(parseService(subject), since).catch(() => []);

const titleOf = (trouble: string) =>
  /^(AWAITING_ACTION|Ready)\b/.test(trouble)
    ? 'The deployment waits for somebody'
    : 'The service is in trouble';
