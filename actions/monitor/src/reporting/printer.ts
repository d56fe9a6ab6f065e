import type { Notice } from '@signalbox/cloudformation/notice';
import { isFailed } from '@signalbox/cloudformation/status';
import type { Step } from '@signalbox/runner/step';
import { counted } from '@signalbox/runner/values';
import { type Line, lineOf, stillLine } from './lines.ts';

/** Between tenths nothing may happen for long; people want to see that the watch goes on. */
const STILL_SECONDS = 60;
/** Fewer are quicker read than unfolded. */
const WORTH_FOLDING = 3;

interface Inside {
  readonly path: string;
  readonly lines: string[];
  /** A failure is never folded away. */
  failed: boolean;
}

/** Prints one stack's notices. What a nested stack shows in a row is folded under its name. */
export function printer(
  { log, clock }: Pick<Step, 'log' | 'clock'>,
  prefix: string,
): (notice: Notice) => void {
  let printedAt = clock.now();
  let inside: Inside | undefined;

  const print = ({ level, text, title }: Line) => {
    if (level === 'info') log.info(prefix + text);
    else log[level](prefix + text, title);
  };
  const flush = () => {
    if (inside === undefined) return;
    const { path, lines, failed } = inside;
    inside = undefined;
    if (failed || lines.length < WORTH_FOLDING) for (const text of lines) print({ level: 'info', text });
    else
      log.folded(
        `${prefix}${path}: ${counted(lines.length, 'event')}`,
        lines.map((text) => prefix + text),
      );
  };
  return (notice) => {
    const line = lineOf(notice);
    if (line !== undefined) printedAt = clock.now();
    const path = notice.kind === 'event' ? notice.path : '';
    if (path !== inside?.path) flush();
    if (notice.kind === 'event' && path !== '') {
      if (line === undefined) return;
      inside ??= { path, lines: [], failed: false };
      inside.lines.push(line.text);
      inside.failed ||= isFailed(notice.event.status);
    } else if (line !== undefined) print(line);
    else if (notice.kind === 'progress' && clock.now() - printedAt >= STILL_SECONDS * 1000) {
      printedAt = clock.now();
      print({ level: 'info', text: stillLine(notice.progress, notice.rollingBack) });
    }
  };
}
