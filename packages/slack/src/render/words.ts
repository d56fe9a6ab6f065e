import { formatDuration } from '@signalbox/runner/duration';
import type { Finish } from '../message/event.ts';
import { type DeploymentState, elapsedSeconds, isOver, type State } from '../message/state.ts';

export const EMOJI: Readonly<Record<State | 'concurrent' | 'question', string>> = {
  queued: 'hourglass_flowing_sand',
  running: 'rocket',
  stalled: 'warning',
  complete: 'white_check_mark',
  failed: 'x',
  'rolled-back': 'rewind',
  cancelled: 'no_entry_sign',
  'timed-out': 'alarm_clock',
  skipped: 'fast_forward',
  concurrent: 'vertical_traffic_light',
  question: 'raising_hand',
};

/** What follows the environment's name: "production" + "is deploying". */
export function stateWords(deployment: DeploymentState): string {
  const time = formatDuration(elapsedSeconds(deployment));
  const position = deployment.facts.queuePosition;
  switch (deployment.state) {
    case 'queued':
      return position === undefined || position < 1
        ? 'is waiting for its turn'
        : `is waiting for its turn, ${position} ahead of it`;
    case 'running':
      return 'is deploying';
    case 'stalled':
      return 'looks stuck';
    case 'complete':
      return `was deployed in ${time}`;
    case 'failed':
      return `failed after ${time}`;
    case 'rolled-back':
      return `was rolled back after ${time}`;
    case 'cancelled':
      return `was cancelled after ${time}`;
    case 'timed-out':
      return `ran out of time after ${time}`;
    case 'skipped':
      return 'was skipped';
  }
}

const CELLS = 10;

/** Ten cells: full ones are done. Never full before the end, never empty after a beginning. */
export function bar(percent: number): string {
  const full = Math.min(CELLS, Math.max(0, Math.floor((percent / 100) * CELLS)));
  return '▓'.repeat(full) + '░'.repeat(CELLS - full);
}

/** Whole percent, 100 only when it is over. */
export function percent(deployment: DeploymentState): number | undefined {
  const { progress } = deployment.facts;
  if (progress === undefined || isOver(deployment)) return undefined;
  return Math.min(99, Math.max(0, Math.floor(progress)));
}

/** A finish worth showing: of something that is under way, and not yet missed. */
export function expected(
  deployment: DeploymentState,
): { readonly finish: Finish; readonly late: boolean } | undefined {
  const { finish } = deployment.facts;
  if (finish === undefined || isOver(deployment) || deployment.state === 'queued') return undefined;
  return { finish, late: (finish.latest ?? finish.expected) < deployment.asOf };
}

export const shortSha = (sha: string | undefined): string | undefined =>
  sha !== undefined && /^[0-9a-f]{7,64}$/i.test(sha) ? sha.slice(0, 7) : undefined;
