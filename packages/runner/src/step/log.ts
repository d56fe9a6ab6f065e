import { logLine, oneLine } from '../text/untrusted.ts';
import * as commands from './commands.ts';

/** Where people read along. Nothing printed through it can act as a workflow command. */
export interface Log {
  info(line: string): void;
  /** Annotations: shown on the run's page. */
  notice(line: string, title?: string): void;
  warning(line: string, title?: string): void;
  error(line: string, title?: string): void;
  /** Lines that are folded away under a title, printed at once. */
  folded(title: string, lines: readonly string[]): void;
  group<T>(title: string, body: () => Promise<T>): Promise<T>;
  /** The same log with `prefix` before each line. */
  with(prefix: string): Log;
}

export function actionsLog(prefix = ''): Log {
  const safe = (line: string) =>
    line
      .split('\n')
      .map((part) => logLine(`${prefix}${part}`))
      .join('\n');
  const annotation = (line: string, title?: string) =>
    [oneLine(line, 2000), title === undefined ? {} : { title: oneLine(title, 100) }] as const;
  return {
    info: (line) => commands.info(safe(line)),
    notice: (line, title) => commands.notice(...annotation(line, title)),
    warning: (line, title) => commands.warning(...annotation(line, title)),
    error: (line, title) => commands.error(...annotation(line, title)),
    folded: (title, lines) => {
      commands.startGroup(logLine(`${prefix}${oneLine(title)}`));
      for (const line of lines) commands.info(safe(line));
      commands.endGroup();
    },
    group: (title, body) => commands.group(logLine(oneLine(title)), body),
    with: (more) => actionsLog(`${prefix}${more}`),
  };
}

/** The levels of a log, each line once. A line that changes while it says the same has a `key` of its own. */
type OnceLog = Readonly<
  Record<'info' | 'notice' | 'warning' | 'error', (line: string, title?: string, key?: string) => void>
>;

/** Prints each line once, however often it is told, whatever its level. */
export function logOnce(log: Log): OnceLog {
  const printed = new Set<string>();
  const once =
    (level: keyof OnceLog) =>
    (line: string, title?: string, key = line) => {
      if (printed.has(key)) return;
      printed.add(key);
      log[level](line, title);
    };
  return { info: once('info'), notice: once('notice'), warning: once('warning'), error: once('error') };
}
