import { compact } from '@signalbox/runner/values';
import type { DeploymentEvent, Facts, Kind } from './event.ts';

/** Where a deployment stands: what the head shows. */
export type State = 'queued' | 'running' | 'stalled' | Ending;
type Ending = 'complete' | 'failed' | 'rolled-back' | 'cancelled' | 'timed-out' | 'skipped';

/** What is known of one deployment after its events so far. Times are milliseconds since the epoch. */
export interface DeploymentState {
  readonly state: State;
  readonly facts: Facts;
  readonly startedAt: number;
  /** When the last event happened. */
  readonly asOf: number;
  /** Counts the deployments under one correlation id: a re-run begins the next. */
  readonly episode: number;
  /** The endings and stalls that were announced, so that none is announced twice. */
  readonly announced: readonly State[];
}

const ENDINGS: readonly State[] = ['complete', 'failed', 'rolled-back', 'cancelled', 'timed-out', 'skipped'];
export const STATES: readonly State[] = ['queued', 'running', 'stalled', ...ENDINGS];

export const isOver = ({ state }: Pick<DeploymentState, 'state'>): boolean => ENDINGS.includes(state);

/** Facts that only explain the present state, and are dropped when it changes. */
const PASSING = [
  'reason',
  'rootCause',
  'active',
  'queuePosition',
  'activity',
  'unusual',
  'happenedAt',
] as const;

const STATE_OF: Readonly<Record<Kind, State | undefined>> = {
  start: 'running',
  progress: 'running',
  queued: 'queued',
  stalled: 'stalled',
  concurrent: undefined,
  complete: 'complete',
  failed: 'failed',
  'rolled-back': 'rolled-back',
  cancelled: 'cancelled',
  'timed-out': 'timed-out',
  skipped: 'skipped',
};

/**
 * Whether the event is of a deployment that has gone on since. Somebody who found it reports it late: a re-run must
 * not become what its predecessor was.
 */
export const isPast = (
  deployment: DeploymentState | undefined,
  { facts }: DeploymentEvent,
  at: number,
): boolean => deployment !== undefined && facts?.happenedAt !== undefined && at < deployment.asOf;

/**
 * The state that a message about the event shows: the one after the event or, for a past event, one made of that event
 * alone. The latter has episode 0, since it is none of the deployment's.
 */
export function stateForEvent(
  deployment: DeploymentState | undefined,
  event: DeploymentEvent,
  at: number,
): DeploymentState {
  if (deployment === undefined || !isPast(deployment, event, at)) return applyEvent(deployment, event, at);
  const { environment } = deployment.facts;
  const facts = { ...compact({ environment }), ...event.facts };
  return { ...applyEvent(undefined, { ...event, facts }, at), episode: 0 };
}

/** The state after one more event, which happened at `at`. Past events change nothing. */
export function applyEvent(
  deployment: DeploymentState | undefined,
  event: DeploymentEvent,
  at: number,
): DeploymentState {
  if (deployment !== undefined && isPast(deployment, event, at)) return deployment;
  const facts = event.facts ?? {};
  // A start after an ending is a new deployment in the same thread: a re-run.
  const isRerun = deployment !== undefined && isOver(deployment) && event.kind === 'start';
  if (deployment === undefined || isRerun) {
    const state = STATE_OF[event.kind] ?? 'running';
    const episode = (deployment?.episode ?? 0) + 1;
    return { state, facts, startedAt: startOf(facts, at, at), asOf: at, episode, announced: [] };
  }
  const state = nextState(deployment, event.kind);
  if (state === undefined) {
    return { ...deployment, facts: merge(deployment.facts, onlyNew(facts, deployment.facts)) };
  }
  const kept = state === deployment.state ? deployment.facts : withoutPassing(deployment.facts);
  const leftTheQueue = deployment.state === 'queued' && state === 'running';
  return {
    ...deployment,
    state,
    facts: merge(kept, facts),
    startedAt: startOf(facts, at, leftTheQueue ? at : deployment.startedAt),
    asOf: Math.max(deployment.asOf, at),
    // It may get stuck again, which is to be announced again.
    announced:
      state === 'running' ? deployment.announced.filter((each) => each !== 'stalled') : deployment.announced,
  };
}

/** The state that `kind` leads to, or undefined when it changes nothing. */
function nextState(before: DeploymentState, kind: Kind): State | undefined {
  const state = STATE_OF[kind];
  if (state === undefined) return undefined;
  // The monitor's last poll may arrive after the ending.
  if (isOver(before) && !ENDINGS.includes(state)) return undefined;
  // A rollback, a time-out and a cancellation are how it failed: a plain failure adds nothing.
  if (state === 'failed' && ['rolled-back', 'timed-out', 'cancelled'].includes(before.state)) {
    return before.state;
  }
  return state;
}

/** The start by the event's own elapsed time, unless a known start is earlier: a stack's time is a part of the deployment's. */
const startOf = ({ elapsedSeconds }: Facts, at: number, known: number): number =>
  elapsedSeconds === undefined ? known : Math.min(known, at - Math.round(elapsedSeconds * 1000));

/** How far something else was says nothing of what is done now: an activity without a number has none. */
function merge({ progress, ...old }: Facts, more: Facts): Facts {
  const goesOn = progress !== undefined && more.activity === undefined;
  return { ...old, ...(goesOn ? { progress } : {}), ...compact(more) };
}

const onlyNew = (facts: Facts, known: Facts): Facts =>
  Object.fromEntries(
    Object.entries(facts).filter(([key]) => !(key in known) && !PASSING.some((passing) => passing === key)),
  );

function withoutPassing(facts: Facts): Facts {
  const kept = { ...facts };
  for (const key of PASSING) delete kept[key];
  return kept;
}

export const elapsedSeconds = ({ startedAt, asOf }: DeploymentState): number =>
  Math.max(0, (asOf - startedAt) / 1000);
