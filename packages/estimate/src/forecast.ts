/** One finished run of the thing to be estimated. */
export interface FinishedRun {
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
  readonly seconds: number;
  readonly outcome: 'success' | 'failure' | 'cancelled' | 'stalled';
}

export type Confidence = 'none' | 'low' | 'medium' | 'high';

/** What the history says about the duration of a run, in seconds. */
export interface Forecast {
  readonly sampleSize: number;
  readonly confidence: Confidence;
  /** Total duration at `level` (0..1); with `elapsed`, given that the run still goes on after it. */
  quantile(level: number, elapsed?: number): number;
  /** Probability that a run still going on at `elapsed` ends within the next `seconds`. */
  endsWithin(seconds: number, elapsed?: number): number;
  /** Elapsed seconds from which a run still going on is unusual. */
  stallThreshold(elapsed?: number): number;
}
