/** The percentages shown so far, so that an event read late shows that of its own time. */
interface PercentHistory {
  mark(time: number, percent: number): void;
  /** Percentage at a moment: between two marks, in proportion. */
  at(time: number): number;
}

export function openPercentHistory(startedAt: number): PercentHistory {
  const marks: { readonly time: number; readonly percent: number }[] = [{ time: startedAt, percent: 0 }];
  return {
    mark: (time, percent) => {
      // The end is known only by the look after it: what was marked meanwhile no longer holds.
      while ((marks.at(-1)?.time ?? time) > time) marks.pop();
      marks.push({ time, percent });
    },
    at: (time) => {
      const index = marks.findLastIndex((mark) => mark.time <= time);
      const [before, after] = [marks[index], marks[index + 1]];
      if (before === undefined) return 0;
      if (after === undefined) return before.percent;
      const share = (time - before.time) / (after.time - before.time);
      return Math.floor(before.percent + share * (after.percent - before.percent));
    },
  };
}
