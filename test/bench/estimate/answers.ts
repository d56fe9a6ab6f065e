// The estimator as the scorer asks it: a question a line in, the quantiles of the total duration a line out.
// The method may be another than ours: the first argument is the module to ask.
//   {"history":[{"started","duration","outcome"}],"elapsed":null|seconds,"now"} -> {"p50","p80","p95"}
import { createInterface } from 'node:readline';
import type * as Method from '@signalbox/estimate/forecast';

type FinishedRun = Method.FinishedRun;

interface Question {
  readonly history: readonly {
    readonly started: string;
    readonly duration: number;
    readonly outcome: string;
  }[];
  readonly elapsed: number | null;
  readonly now: string;
}

export const finishedRun = (startedAt: number, seconds: number, outcome: string): FinishedRun => ({
  endedAt: startedAt + seconds * 1000,
  seconds,
  outcome:
    outcome === 'success' || outcome === 'failure'
      ? outcome
      : outcome === 'timed_out'
        ? 'stalled'
        : 'cancelled',
});

if (import.meta.filename === process.argv[1]) {
  const { forecast }: typeof Method = await import(process.argv[2] ?? '@signalbox/estimate/forecast');
  // Questions about one run come one after the other and mostly share their history.
  let last: { readonly key: string; readonly given: Method.Forecast | undefined } | undefined;
  for await (const line of createInterface({ input: process.stdin })) {
    const { history, elapsed, now }: Question = JSON.parse(line);
    const key = JSON.stringify(history);
    if (last?.key !== key) {
      const runs = history.map((run) => finishedRun(Date.parse(run.started), run.duration, run.outcome));
      last = { key, given: forecast(runs, Date.parse(now)) };
    }
    const [p50, p80, p95] = [0.5, 0.8, 0.95].map((level) =>
      last?.given?.quantile(level, elapsed ?? undefined),
    );
    process.stdout.write(`${JSON.stringify({ p50, p80, p95 })}\n`);
  }
}
