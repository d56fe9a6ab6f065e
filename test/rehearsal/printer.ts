import { stripVTControlCharacters, styleText } from 'node:util';
import { truncate } from '@signalbox/runner/untrusted';

type Colour = Parameters<typeof styleText>[0];

const COLOURS: Readonly<Record<string, Colour>> = {
  A: 'cyan',
  B: 'magenta',
  queue: 'yellow',
  slack: 'green',
  operate: 'blue',
};

/** A terminal has colours, and lines that should fit; a file gets every line whole and plain. */
export interface Terminal {
  readonly columns: number;
}

/** Prints lines of several sources side by side: when, who, what. */
export function printer(write: (line: string) => void, terminal: Terminal | undefined) {
  const startedAt = performance.now();
  const now = () => (performance.now() - startedAt) / 1000;
  return {
    /** Seconds since the start. */
    now,
    say: (who: string) => (line: string) => {
      const plain = stripVTControlCharacters(line);
      const head = `${now().toFixed(1).padStart(5)}s ${who.padStart(7)} │`;
      if (terminal === undefined) return write(`${head} ${plain}`);
      const fitting = truncate(plain, Math.max(40, terminal.columns - head.length - 1));
      write(`${styleText(COLOURS[who] ?? 'white', head)} ${fitting}`);
    },
  };
}
