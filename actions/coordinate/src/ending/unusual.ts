import type { Outcome } from '@signalbox/registry/ending';
import { pastDeployment } from '@signalbox/registry/outcome';
import type { PastDeployment } from '@signalbox/registry/past';
import { belongsTo, type Registration } from '@signalbox/registry/registration';
import type { Released } from '@signalbox/registry/release';
import { baselineOf, normalFailures, normalWait } from '@signalbox/report/baseline';
import type { Quantiles } from '@signalbox/report/model';
import { isCounted, isDeployed, kindOf, secondsOf } from '@signalbox/report/outcome';
import { chanceOfAtLeast } from '@signalbox/report/statistics';
import { LEAST_SECONDS, waitSeconds } from '@signalbox/report/waits';
import { formatDuration } from '@signalbox/runner/duration';

/** One way in which an ending differs from what is normal there. */
interface Unusual {
  readonly title: string;
  /** For people, in our words alone. */
  readonly words: string;
  /** Three or more of the last ten did. */
  readonly often: boolean;
}

/** Of so many deployments, this one included, so many make it no chance. */
const LAST = 10;
const OFTEN = 3;
/** Failures are rare where so many of the last by chance would be rarer than this. */
const CHANCE = 0.05;
/** A rate of fewer deployments says nothing. */
const LEAST_COUNTED = 10;

/**
 * Compares an ending with what is normal in its environment: how long a success took, how long it had waited, and how often
 * deployments fail; from the read that its release made in any case. What is normal is what was before the last ten, so that
 * a bad week does not become its own measure. Empty where it is normal, or where too little is known to say.
 */
export function unusualOf(
  released: Pick<Released, 'seen' | 'heldSeconds'>,
  outcome: Outcome,
): readonly Unusual[] {
  const { seen, heldSeconds } = released;
  const ends = outcome === 'success' || outcome === 'failure';
  if (seen === undefined || heldSeconds === undefined || !ends) return [];
  const { own, snapshot } = seen;
  const before = pastBefore(own, snapshot.registrations);
  const slow = outcome === 'success' ? slowness(before, own.environment, heldSeconds) : undefined;
  const failing = outcome === 'failure' ? failures(before) : undefined;
  return [slow, waiting(before, own), failing].filter((one) => one !== undefined);
}

/** The earlier deployments of the same repository in the environment that had their turn, oldest first. */
const pastBefore = (own: Registration, registrations: readonly Registration[]): readonly PastDeployment[] =>
  registrations
    .filter((one) => one.payload.nonce !== own.payload.nonce && belongsTo(one, own.payload))
    .flatMap((one) => pastDeployment(one) ?? [])
    .filter(({ heldSince }) => heldSince !== undefined)
    .sort((a, b) => a.endedAt - b.endedAt);

function slowness(past: readonly PastDeployment[], environment: string, took: number): Unusual | undefined {
  const before = past.filter(isDeployed);
  const normal =
    baselineOf(environment, before.slice(0, 1 - LAST)).duration ?? baselineOf(environment, before).duration;
  return beyond(took, before.map(secondsOf), normal, {
    title: 'Slower than normal',
    did: `It took ${formatDuration(took)}`,
  });
}

function waiting(before: readonly PastDeployment[], own: Registration): Unusual | undefined {
  if (own.heldSince === undefined) return undefined;
  const waited = waitSeconds({ queuedAt: own.createdAt, heldSince: own.heldSince });
  if (waited < LEAST_SECONDS) return undefined;
  return beyond(
    waited,
    before.map(waitSeconds),
    normalWait(before.slice(0, 1 - LAST)) ?? normalWait(before),
    {
      title: 'Waited longer than normal',
      did: `It waited ${formatDuration(waited)} for its turn`,
    },
  );
}

/** A span above the 95th of a hundred, and how many of the last ones were. */
function beyond(
  seconds: number,
  before: readonly (number | undefined)[],
  normal: Quantiles | undefined,
  { title, did }: { readonly title: string; readonly did: string },
): Unusual | undefined {
  if (normal === undefined || seconds <= normal.p95) return undefined;
  const beyondToo = before.slice(1 - LAST).filter((one) => (one ?? 0) > normal.p95).length + 1;
  const often = beyondToo >= OFTEN;
  const words = `${did}; normal is ${formatDuration(normal.p50)}, and ${formatDuration(normal.p95)} at most in 19 of 20 (${normal.sample} before it)`;
  return { title, words: often ? `${words}. So did ${beyondToo} of the last ${LAST}` : words, often };
}

/** This failure with those of the last ten, where so many are no chance. */
function failures(past: readonly PastDeployment[]): Unusual | undefined {
  const before = past.filter(isCounted);
  const normal = normalFailures(before.slice(0, 1 - LAST));
  if (normal?.value === undefined || normal.sample < LEAST_COUNTED) return undefined;
  const failed = before.slice(1 - LAST).filter((one) => kindOf(one) === 'failed').length + 1;
  if (failed < OFTEN || chanceOfAtLeast(failed, LAST, normal.value) > CHANCE) return undefined;
  const words = `${failed} of the last ${LAST} failed, this one included; normal is ${Math.round(normal.value * 100)} % (${normal.sample} before them)`;
  return { title: 'Fails more often than normal', words, often: true };
}
