import type { PastDeployment } from '@signalbox/registry/past';
import type { Figure, Quantiles } from '../model/report.ts';
import { segmentsOf } from './durations.ts';
import { isCounted, isDeployed, kindOf, secondsOf } from './outcome.ts';
import { quantilesOf, share } from './statistics.ts';
import { waitSeconds } from './waits.ts';

/** What is normal in one environment. What is not known is absent. Spans are in seconds. */
export interface Baseline {
  readonly environment: string;
  /** Of the successes since the last shift. */
  readonly duration?: Quantiles;
  /** From the registration to the turn. */
  readonly wait?: Quantiles;
  /** Failed among succeeded and failed. */
  readonly failureRate?: Figure;
  /** Where the last lasting shift of the durations began; absent when there was none. */
  readonly since?: { readonly at: number; readonly sha: string; readonly deploymentId: number };
}

/** What is older says little of now. */
const MOST = 100;
/** Fewer say nothing of the 95th of a hundred. */
const LEAST = 10;

/** The normal of one environment. `past`: its deployments, in any order. */
export function baselineOf(environment: string, past: readonly PastDeployment[]): Baseline {
  const ours = past
    .filter((one) => one.environment === environment.toLowerCase())
    .sort((a, b) => a.endedAt - b.endedAt || a.id - b.id);
  const last = segmentsOf(ours.filter(isDeployed)).at(-1);
  const runs = last?.runs.slice(-MOST) ?? [];
  const duration = enough(runs.flatMap((run) => secondsOf(run) ?? []));
  const [wait, failureRate] = [normalWait(ours), normalFailures(ours)];
  const { at, sha, deploymentId } = last?.change ?? {};
  return {
    environment: environment.toLowerCase(),
    ...(duration === undefined ? {} : { duration }),
    ...(wait === undefined ? {} : { wait }),
    ...(failureRate === undefined ? {} : { failureRate }),
    ...(at === undefined || sha === undefined || deploymentId === undefined
      ? {}
      : { since: { at, sha, deploymentId } }),
  };
}

/** From the registration to the turn. `past`: of one environment, oldest first. */
export const normalWait = (past: readonly PastDeployment[]): Quantiles | undefined =>
  enough(
    past
      .filter(({ heldSince }) => heldSince !== undefined)
      .slice(-MOST)
      .map(waitSeconds),
  );

/** Failed among succeeded and failed. `past`: of one environment, oldest first. Undefined where none are known. */
export function normalFailures(past: readonly PastDeployment[]): Figure | undefined {
  const counted = past.filter(isCounted).slice(-MOST);
  const rate = share(counted.filter((one) => kindOf(one) === 'failed').length, counted.length);
  return rate.value === undefined ? undefined : rate;
}

const enough = (values: readonly number[]): Quantiles | undefined =>
  values.length < LEAST ? undefined : quantilesOf(values);
