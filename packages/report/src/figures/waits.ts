import type { PastDeployment } from '@signalbox/registry/past';
import type { Wait, WaitingPair, Waits } from '../model/report.ts';
import { isWithin, type Window } from '../model/window.ts';
import { quantilesOf } from './statistics.ts';

/** How many are shown. */
const MOST = 8;
/** Watching the own claim takes some seconds, which is no waiting (input `settle`). */
export const LEAST_SECONDS = 15;

/** How long those of the window waited that got their turn, and for whom. `past`: of one environment. */
export function waitsOf(past: readonly PastDeployment[], window: Window): Waits {
  const held = past.filter(({ heldSince, endedAt }) => heldSince !== undefined && isWithin(endedAt, window));
  const seconds = held.map(waitSeconds);
  const holders = past.filter(({ heldSince }) => heldSince !== undefined);
  const waits = held
    .filter((one) => waitSeconds(one) >= LEAST_SECONDS)
    .map((one) => waitOf(one, holders))
    .sort((a, b) => b.seconds - a.seconds || a.deploymentId - b.deploymentId);
  const quantiles = quantilesOf(seconds);
  return {
    ...(quantiles === undefined ? {} : { quantiles, longest: Math.max(...seconds) }),
    pairs: pairsOf(waits).slice(0, MOST),
    waits: waits.slice(0, MOST),
  };
}

export const waitSeconds = ({
  queuedAt,
  heldSince,
}: Pick<PastDeployment, 'queuedAt' | 'heldSince'>): number =>
  Math.max(0, ((heldSince ?? queuedAt) - queuedAt) / 1000);

function waitOf(one: PastDeployment, holders: readonly PastDeployment[]): Wait {
  const { id, correlationId, actor, queuedAt, heldSince = queuedAt } = one;
  const met = holders
    .filter((other) => other.id !== id)
    .map((other) => {
      const from = Math.max(queuedAt, other.heldSince ?? other.endedAt);
      const overlap = (Math.min(heldSince, other.endedAt) - from) / 1000;
      return { deploymentId: other.id, actor: other.actor, seconds: overlap, from };
    })
    .filter(({ seconds }) => seconds > 0)
    .sort((a, b) => a.from - b.from);
  return {
    ...{ deploymentId: id, correlationId, actor, seconds: waitSeconds(one) },
    holders: met.map(({ from: _, ...holder }) => holder),
  };
}

function pairsOf(waits: readonly Wait[]): WaitingPair[] {
  const pairs = new Map<string, WaitingPair>();
  for (const { actor: waiter, holders } of waits) {
    for (const { actor: holder, seconds } of holders) {
      const key = JSON.stringify([waiter, holder]);
      const { seconds: sum = 0, times = 0 } = pairs.get(key) ?? {};
      pairs.set(key, { waiter, holder, seconds: sum + seconds, times: times + 1 });
    }
  }
  return [...pairs.values()].sort((a, b) => b.seconds - a.seconds);
}
