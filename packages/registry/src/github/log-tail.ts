import { oneLine } from '@signalbox/runner/untrusted';

/** Lines of a job's log that are worth repeating where the failure is told. */
const LINES = 15;
/** Of these, how many may come after the first error. */
const AFTER = 4;
const LINE_LIMIT = 300;

/** Every line of a stored log begins with its time, the first one after a byte order mark. */
const TIMESTAMP = /^\ufeff?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z ?/;
// Colours and cursor movements (ECMA-48 control sequences), titles and links (operating system commands).
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const ANSI = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g;
/** How the runner marks lines (actions/runner src/Runner.Worker/ExecutionContext.cs). */
const ERROR = '##[error]';
const MARK = /^##\[\w+\]/;
const NO_CONTENT = /^##\[(?:endgroup|debug)\]/;
/** Where the step that failed is over: what follows is clean-up by the runner or another step. */
const NEXT_STEP = /^(?:Post job cleanup\.|Cleaning up orphan processes|##\[group\]Run )/;

/**
 * The last lines of a failed job: those around its first error, else the last ones before the clean-up.
 * Without timestamps and colours; still text by strangers.
 */
export function failureLines(log: string): readonly string[] {
  const lines = log
    .split(/\r?\n/)
    .map((line) => line.replace(TIMESTAMP, '').replace(ANSI, ''))
    .filter((line) => line.trim() !== '' && !NO_CONTENT.test(line));
  const error = lines.findIndex((line) => line.startsWith(ERROR));
  const end = error < 0 ? cleanUp(lines) : Math.min(error + 1 + AFTER, nextStep(lines, error + 1));
  return lines
    .slice(Math.max(0, end - LINES), end)
    .map((line) => oneLine(line.replace(ERROR, 'Error: ').replace(MARK, ''), LINE_LIMIT));
}

function nextStep(lines: readonly string[], from: number): number {
  const found = lines.slice(from).findIndex((line) => NEXT_STEP.test(line));
  return found < 0 ? lines.length : from + found;
}

function cleanUp(lines: readonly string[]): number {
  const found = lines.findIndex((line) => line.startsWith('Post job cleanup.'));
  return found < 0 ? lines.length : found;
}
