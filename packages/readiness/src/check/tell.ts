import { oneLine } from '@signalbox/runner/untrusted';
import { parseService } from '../model/service.ts';
import type { Settled, Verdict } from '../model/verdict.ts';
import type { CheckPorts, EcsReader } from '../ports.ts';

/** Tells people what a service does, each line once. */
interface Teller {
  /** Tells what is new, and returns what the stopped tasks say where some failed. */
  (verdict: Verdict): Promise<readonly string[]>;
  /** Why the tasks stopped, at the end of what failed. */
  final(ended: Settled): Promise<readonly string[]>;
  /** What was told of them last. */
  seen(): readonly string[];
}

export function openTeller(
  subject: string,
  { say, reader }: Pick<CheckPorts, 'say'> & { readonly reader: EcsReader },
): Teller {
  const stopped = () => reader.stoppedTasks(parseService(subject)).catch(() => []);
  let tasks: readonly string[] = [];
  let count = 0;
  const tell = async (verdict: Verdict) => {
    say(`${subject}: ${wordsOf(verdict)}`, 'info');
    if (verdict.kind === 'settled') return tasks;
    if (verdict.kind === 'unchanged') return [];
    for (const trouble of verdict.troubles) say(`${subject}: ${trouble}`, 'warning', titleOf(trouble));
    const { failures } = verdict;
    if (failures === undefined || failures.count <= count) return tasks;
    count = failures.count;
    tasks = await stopped();
    say(`${subject}: ${inBrief(failures.words, tasks)}`, 'warning', 'Tasks fail to start');
    return tasks;
  };
  const final = async ({ status, lostSight, warning }: Settled) => {
    if (warning !== undefined) say(`${subject}: ${warning}`, 'warning', 'Nothing runs');
    if (lostSight !== undefined || !['failed', 'rolled-back'].includes(status)) return [];
    const found = await stopped();
    for (const task of found) say(`${subject}: ${task}`, 'info');
    return found;
  };
  return Object.assign(tell, { final, seen: () => tasks });
}

const titleOf = (trouble: string) =>
  trouble.startsWith('AWAITING_ACTION') ? 'The deployment waits for somebody' : 'The service is in trouble';

export const wordsOf = (verdict: Verdict): string =>
  verdict.kind === 'ongoing' ? verdict.activity : verdict.reason;

/** Of a task, an event or a line of its log, where many share a line. */
const BRIEF_LENGTH = 200;

/** In one line that nobody has to cut: what ECS said last, why the newest task stopped, and where its log ends. */
export function inBrief(words: string, tasks: readonly string[], troubles: readonly string[] = []): string {
  const said = troubles.slice(-2).filter((trouble) => !words.includes(trouble));
  return [words, ...new Set([...said, ...tasks.slice(0, 1), ...tasks.slice(-3)])]
    .map((each, index) => oneLine(each, index === 0 ? 2 * BRIEF_LENGTH : BRIEF_LENGTH))
    .join('; ');
}
