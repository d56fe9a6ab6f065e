import { pastDeployment } from '@signalbox/registry/outcome';
import { belongsTo, type Registration } from '@signalbox/registry/registration';
import type { Released } from '@signalbox/registry/release';
import { baselineOf } from '@signalbox/report/baseline';
import { isDeployed, secondsOf } from '@signalbox/report/outcome';
import { formatDuration } from '@signalbox/runner/duration';

/** A deployment that took longer than what is normal there. */
export interface Unusual {
  /** For people, in our words alone. */
  readonly words: string;
  /** Three or more of the last ten did. */
  readonly often: boolean;
}

/** Of so many deployments, this one included, so many make it no chance. */
const LAST = 10;
const OFTEN = 3;

/**
 * Compares a success that has just ended with what is normal in its environment, from the read that its release made in
 * any case. What is normal is what was before the last ten, so that a slow week does not become its own measure.
 * Undefined where it is normal, or where too little is known to say.
 */
export function unusualOf(released: Pick<Released, 'seen' | 'heldSeconds'>): Unusual | undefined {
  const { seen, heldSeconds } = released;
  if (seen === undefined || heldSeconds === undefined) return undefined;
  const { own, snapshot } = seen;
  const before = successesBefore(own, snapshot.registrations);
  const normal =
    baselineOf(own.environment, before.slice(0, 1 - LAST)).duration ??
    baselineOf(own.environment, before).duration;
  if (normal === undefined || heldSeconds <= normal.p95) return undefined;
  const slow = before.slice(1 - LAST).filter((one) => (secondsOf(one) ?? 0) > normal.p95).length + 1;
  const often = slow >= OFTEN;
  const took = `It took ${formatDuration(heldSeconds)}; normal is ${formatDuration(normal.p50)}, and ${formatDuration(normal.p95)} at most in 19 of 20 (${normal.sample} before it)`;
  return { words: often ? `${took}. So did ${slow} of the last ${LAST}` : took, often };
}

/** The earlier successes of the same repository in the environment, oldest first. */
const successesBefore = (own: Registration, registrations: readonly Registration[]) =>
  registrations
    .filter((one) => one.payload.nonce !== own.payload.nonce && belongsTo(one, own.payload))
    .flatMap((one) => pastDeployment(one) ?? [])
    .filter(isDeployed)
    .sort((a, b) => a.endedAt - b.endedAt);
