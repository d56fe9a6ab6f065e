/** How long a claim must stand before a read of the others counts: longer than reads lag behind writes. */
export interface Settle {
  seconds(): number;
  /** A write was first seen so long after it was done. */
  saw(lagSeconds: number): void;
  readonly worstLagSeconds: () => number;
}

const LEAST_SECONDS = 2;
const SAFETY = 3;

export function settle(configured: number | 'auto'): Settle {
  let worst = 0;
  return {
    seconds: () => (configured === 'auto' ? Math.max(LEAST_SECONDS, SAFETY * worst) : configured),
    saw: (lagSeconds) => {
      worst = Math.max(worst, lagSeconds);
    },
    worstLagSeconds: () => worst,
  };
}
