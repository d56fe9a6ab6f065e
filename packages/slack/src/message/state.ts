import type { DeploymentEvent, Facts, Kind } from './event.ts';

/** Where a deployment stands: what the head shows. */
export type State = 'queued' | 'running' | 'stalled' | Ending;
type Ending = 'complete' | 'failed' | 'rolled-back' | 'cancelled' | 'timed-out' | 'skipped';

/** All that was told of one deployment, in the order it was told. Times are milliseconds since the epoch. */
export interface Story {
  readonly state: State;
  readonly facts: Facts;
  readonly startedAt: number;
  /** When the last event happened: what the head is true as of. */
  readonly asOf: number;
  /** Counts the deployments told under one correlation id: re-runs. */
  readonly episode: number;
  /** The endings and stalls that were announced, so that none is announced twice. */
  readonly announced: readonly State[];
}

const ENDINGS: readonly State[] = ['complete', 'failed', 'rolled-back', 'cancelled', 'timed-out', 'skipped'];
export const STATES: readonly State[] = ['queued', 'running', 'stalled', ...ENDINGS];

export const isOver = ({ state }: Pick<Story, 'state'>): boolean => ENDINGS.includes(state);

/** What only explains the present state, and is forgotten with it. */
const PASSING = ['reason', 'rootCause', 'active', 'queuePosition', 'activity', 'happenedAt'] as const;

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

/** Told late, by whoever found it, of a deployment that has gone on since: a re-run does not become what its predecessor was. */
export const isPast = (story: Story | undefined, { facts }: DeploymentEvent, at: number): boolean =>
  story !== undefined && facts?.happenedAt !== undefined && at < story.asOf;

/** What an event is told with: the story including it or, of a past one, that event alone, which is no episode of the story. */
export function toldWith(story: Story | undefined, event: DeploymentEvent, at: number): Story {
  if (story === undefined || !isPast(story, event, at)) return tell(story, event, at);
  const { environment } = story.facts;
  const facts = { ...(environment === undefined ? {} : { environment }), ...event.facts };
  return { ...tell(undefined, { ...event, facts }, at), episode: 0 };
}

/** The story after one more event, which happened at `at`. */
export function tell(story: Story | undefined, event: DeploymentEvent, at: number): Story {
  if (story !== undefined && isPast(story, event, at)) return story;
  const facts = event.facts ?? {};
  // A start after an ending is a new deployment in the same thread: a re-run.
  const before = story !== undefined && isOver(story) && event.kind === 'start' ? undefined : story;
  if (before === undefined) {
    const state = STATE_OF[event.kind] ?? 'running';
    const episode = (story?.episode ?? 0) + 1;
    return { state, facts, startedAt: began(facts, at, at), asOf: at, episode, announced: [] };
  }
  const state = nextState(before, event.kind);
  if (state === undefined) return { ...before, facts: merge(before.facts, unsaid(facts, before.facts)) };
  const kept = state === before.state ? before.facts : without(before.facts);
  const wentOn = before.state === 'queued' && state === 'running';
  return {
    ...before,
    state,
    facts: merge(kept, facts),
    startedAt: began(facts, at, wentOn ? at : before.startedAt),
    asOf: Math.max(before.asOf, at),
    // It may get stuck again, which is news again.
    announced: state === 'running' ? before.announced.filter((each) => each !== 'stalled') : before.announced,
  };
}

/** The state that `kind` leads to, or undefined when it changes nothing. */
function nextState(before: Story, kind: Kind): State | undefined {
  const state = STATE_OF[kind];
  if (state === undefined) return undefined;
  // The monitor's last look may arrive after the ending.
  if (isOver(before) && !ENDINGS.includes(state)) return undefined;
  // A rollback, a time-out and a cancellation are how it failed: the plainer word adds nothing.
  if (state === 'failed' && ['rolled-back', 'timed-out', 'cancelled'].includes(before.state))
    return before.state;
  return state;
}

/** It began no later than what is told of it says: a stack's own time is a part of the deployment's. */
const began = ({ elapsedSeconds }: Facts, at: number, otherwise: number): number =>
  elapsedSeconds === undefined ? otherwise : Math.min(otherwise, at - Math.round(elapsedSeconds * 1000));

const merge = (old: Facts, more: Facts): Facts => ({
  ...old,
  ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)),
});

const unsaid = (facts: Facts, said: Facts): Facts =>
  Object.fromEntries(
    Object.entries(facts).filter(([key]) => !(key in said) && !PASSING.some((passing) => passing === key)),
  );

function without(facts: Facts): Facts {
  const kept = { ...facts };
  for (const key of PASSING) delete kept[key];
  return kept;
}

export const elapsedSeconds = ({ startedAt, asOf }: Story): number => Math.max(0, (asOf - startedAt) / 1000);
