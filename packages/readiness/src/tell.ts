import { oneLine } from '@signalbox/runner/untrusted';
import type { CheckPorts, EcsReader } from './ports.ts';
import { parseService } from './service.ts';
import type { Settled, Verdict } from './verdict.ts';

/** Tells people what a service does, each line once. */
export interface Teller {
  /** Tells what is new, and returns what the stopped tasks say where some failed. */
  (verdict: Verdict): Promise<readonly string[]>;
  /** Why the tasks stopped, at the end of what failed. */
  final(ended: Settled): Promise<readonly string[]>;
  /** What was told of them last. */
  seen(): readonly string[];
}

export function openTeller(
  subject: string,
  {
    say,
    reader,
    trouble: people = () => {},
  }: Pick<CheckPorts, 'say'> & { readonly reader: EcsReader; readonly trouble?: (reason: string) => void },
): Teller {
  const told = new Set<string>();
  /** To the log, and to who does not read it. The newest task's words change with every task: its count tells it apart. */
  const warn = (reason: string, title: string, key = reason) => {
    say(`${subject}: ${reason}`, 'warning', title);
    if (told.has(key)) return;
    told.add(key);
    people(oneLine(reason, 2 * BRIEF_LENGTH));
  };
  const stopped = () => reader.stoppedTasks(parseService(subject)).catch(() => []);
  let tasks: readonly string[] = [];
  let count = 0;
  const tell = async (verdict: Verdict) => {
    say(`${subject}: ${wordsOf(verdict)}`, 'info');
    if (verdict.kind === 'settled') return tasks;
    if (verdict.kind === 'unchanged') return [];
    for (const trouble of verdict.troubles) warn(trouble, titleOf(trouble));
    const { failures } = verdict;
    if (failures === undefined || failures.count <= count) return tasks;
    count = failures.count;
    tasks = await stopped();
    warn(inBrief(failures.words, tasks), 'Tasks fail to start', 'tasks');
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
  /^(AWAITING_ACTION|Ready)\b/.test(trouble)
    ? 'The deployment waits for somebody'
    : 'The service is in trouble';

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
