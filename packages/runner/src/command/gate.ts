import type { Clock } from '../clock.ts';
import type { Log } from '../step/log.ts';

/** How long a command must have been silent before our lines come, and how long they wait for that at most. */
const QUIET_MS = 2000;
const LONGEST_HOLD_MS = 20_000;

/** Where the command's output stands, as the runner reads it. */
interface Reading {
  /** Of each stream, what came since its last line break: workflow commands begin at a line's start. */
  readonly open: { readonly stdout: string; readonly stderr: string };
  /** A group is open: our lines would be folded away in it, and our groups would end it. */
  readonly grouped: boolean;
  /** `::stop-commands::TOKEN` is in force: our annotations would be plain text. */
  readonly stopToken?: string;
}

export const NOTHING_READ: Reading = { open: { stdout: '', stderr: '' }, grouped: false };

/** Longer beginnings of a line tell nothing more. */
const LONGEST_BEGINNING = 4096;

/**
 * The reading after more output. Workflow commands are known as the runner knows them.
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function readOn(reading: Reading, text: string, stream: 'stdout' | 'stderr'): Reading {
  const lines = (reading.open[stream] + text).split(/\r?\n/);
  const last = lines.pop() ?? '';
  const after = lines.reduce(readLine, reading);
  return { ...after, open: { ...after.open, [stream]: last.slice(0, LONGEST_BEGINNING) } };
}

function readLine(reading: Reading, line: string): Reading {
  const { stopToken, ...rest } = reading;
  if (stopToken !== undefined) return line.trimStart().startsWith(`::${stopToken}::`) ? rest : reading;
  const [, name, value = ''] =
    /^\s*::([\w-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? /##\[([\w-]+)(?: [^\]]*)?\](.*)$/.exec(line) ?? [];
  if (name === 'stop-commands' && value.trim() !== '') return { ...reading, stopToken: value.trim() };
  if (name === 'group') return { ...reading, grouped: true };
  return name === 'endgroup' ? { ...reading, grouped: false } : reading;
}

const isBetween = ({ open, grouped, stopToken }: Reading) =>
  open.stdout === '' && open.stderr === '' && !grouped && stopToken === undefined;

export interface Gate {
  /** To be told of all that the command writes. */
  readonly output: (bytes: Buffer, stream: 'stdout' | 'stderr') => void;
  /** A log whose lines wait for their place between the command's. */
  readonly log: Log;
  /** Lets through what waits, as soon as it may. Ends with `signal`. */
  pump(signal: AbortSignal): Promise<void>;
  /** The command is over: everything comes out; a group or `stop-commands` that it left open is ended. */
  close(): void;
}

interface GatePorts {
  readonly clock: Clock;
  /** Our own, with the prefix that tells its lines from the command's. */
  readonly log: Log;
  /** Where the command's output goes. */
  readonly write: (bytes: Buffer | string, stream: 'stdout' | 'stderr') => void;
}

/** What waits, and what tells whether it may go. */
interface GateState {
  readonly reading: Reading;
  /** When the command last wrote. */
  readonly wroteAt: number;
  /** The oldest first. */
  readonly waiting: readonly Waiting[];
  readonly closed: boolean;
}

interface Waiting {
  readonly since: number;
  readonly print: () => void;
}

const mayPrint = ({ reading, wroteAt, waiting, closed }: GateState, now: number): boolean => {
  const oldest = waiting[0]?.since;
  if (oldest === undefined || closed) return oldest !== undefined;
  return isBetween(reading) && (now - wroteAt >= QUIET_MS || now - oldest >= LONGEST_HOLD_MS);
};

/** What ends all that the command left open, each on the stream it belongs to. */
function endingsOf({
  open,
  grouped,
  stopToken,
}: Reading): readonly (readonly [string, 'stdout' | 'stderr'])[] {
  return [
    ...(['stdout', 'stderr'] as const).flatMap((stream) =>
      open[stream] === '' ? [] : [['\n', stream] as const],
    ),
    ...(stopToken === undefined ? [] : [[`::${stopToken}::\n`, 'stdout'] as const]),
    ...(grouped ? [['::endgroup::\n', 'stdout'] as const] : []),
  ];
}

/**
 * Lets a command's output through at once and unaltered, and our own lines only where they break nothing of it: between lines,
 * outside groups, while workflow commands are obeyed, and when the command is silent for a moment.
 */
export function openGate({ clock, log, write }: GatePorts): Gate {
  let state: GateState = {
    reading: NOTHING_READ,
    wroteAt: Number.NEGATIVE_INFINITY,
    waiting: [],
    closed: false,
  };
  const printWhatMay = () => {
    const { waiting } = state;
    if (!mayPrint(state, clock.now())) return;
    state = { ...state, waiting: [] };
    for (const { print } of waiting) print();
  };
  return {
    output: (bytes, stream) => {
      write(bytes, stream);
      // A character of several bytes may be cut: it is no part of any workflow command.
      const reading = readOn(state.reading, bytes.toString('latin1'), stream);
      state = { ...state, reading, wroteAt: clock.now() };
      printWhatMay();
    },
    log: deferred(log, (print) => {
      state = { ...state, waiting: [...state.waiting, { since: clock.now(), print }] };
      printWhatMay();
    }),
    pump: async (signal) => {
      while (!signal.aborted) {
        await clock.sleep(1000, signal);
        printWhatMay();
      }
    },
    close: () => {
      if (state.closed) return;
      state = { ...state, closed: true };
      for (const [text, stream] of endingsOf(state.reading)) write(text, stream);
      printWhatMay();
    },
  };
}

/** The log, each of whose lines `say` prints when it may. */
const deferred = (own: Log, say: (print: () => void) => void): Log => ({
  info: (line) => say(() => own.info(line)),
  notice: (line, title) => say(() => own.notice(line, title)),
  warning: (line, title) => say(() => own.warning(line, title)),
  error: (line, title) => say(() => own.error(line, title)),
  folded: (title, lines) => say(() => own.folded(title, lines)),
  group: (title, body) => {
    say(() => own.info(title));
    return body();
  },
  with: (prefix) => deferred(own.with(prefix), say),
});
