import { stripVTControlCharacters, styleText } from 'node:util';

type Colour = Parameters<typeof styleText>[0];

const COLOURS: Readonly<Record<string, Colour>> = {
  A: 'cyan',
  B: 'magenta',
  queue: 'yellow',
  slack: 'green',
};

/** Prints lines of several sources side by side: when, who, what. Colours only on a terminal. */
export function printer(write: (line: string) => void, colours: boolean) {
  const startedAt = performance.now();
  const now = () => (performance.now() - startedAt) / 1000;
  return {
    /** Seconds since the start. */
    now,
    say: (who: string) => (line: string) => {
      const plain = stripVTControlCharacters(line);
      const head = `${now().toFixed(1).padStart(5)}s ${who.padStart(5)} │`;
      const colour = COLOURS[who];
      write(`${colours && colour ? styleText(colour, head) : head} ${plain}`);
    },
  };
}
