import { forecastOf } from '../../model/history.ts';
import {
  positionKey,
  positionLine,
  positionNotice,
  type QueuePosition,
  queuePosition,
  reasonOf,
} from '../../model/position.ts';
import { formatReason, type Obstacle, type Reason } from '../../model/reason.ts';
import type { RegistryPorts } from '../../ports.ts';
import type { Observed } from './watch.ts';

/** Says in the log what is waited for, each time that it changes. */
export function announcer(environment: string, { log }: Pick<RegistryPorts, 'log'>) {
  let last = '';
  const say = (key: string, line: string) => {
    if (key !== last) log.info(`Waiting for ${environment}: ${line}.`);
    last = key;
  };
  return {
    obstacle: ({ reason }: Obstacle) => say(formatReason(reason), formatReason(reason)),
    position: (seen: Observed) => {
      const position = positionIn(seen);
      const frozen = frozenLine(seen, position);
      say(frozen ?? positionKey(position), frozen ?? positionLine(position, seen.snapshot.now));
    },
  };
}

/** For GitHub's deployments page, which shows it long afterwards: in words that do not age. */
export function waitingNotice(seen: Observed): string {
  const position = positionIn(seen);
  return `waiting: ${frozenLine(seen, position) ?? positionNotice(position, seen.snapshot.now)}`;
}

export const positionIn = ({ snapshot, view, ending }: Observed): QueuePosition =>
  queuePosition(snapshot, view.others, view.me, forecastOf(snapshot), ending);

/** Why it is not the turn of registration `id`. */
export const busyReason = (seen: Observed, id: number): Reason =>
  unseenReason(seen, id) ?? reasonOf(seen, positionIn(seen));

const frozenLine = (seen: Observed, position: QueuePosition): string | undefined =>
  seen.snapshot.freezes.length > 0 ? `frozen ${reasonOf(seen, position).details}` : undefined;

/** Nobody is in front, but a read that does not show our own registration proves nothing. */
function unseenReason({ decision, snapshot }: Observed, id: number): Reason | undefined {
  const unseen = 'because' in decision && decision.because === 'unseen';
  if (!unseen || snapshot.freezes.length > 0) return undefined;
  return { code: 'registry-unavailable', details: `GitHub does not show registration ${id}` };
}
