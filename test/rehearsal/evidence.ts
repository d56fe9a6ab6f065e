import { isOwn } from '@signalbox/simulator/cloudformation/timeline';
import type { Channel } from '@signalbox/simulator/slack/channel';
import type { Deployment, Finished } from './deployment.ts';
import type { Operated } from './operator.ts';
import type { Ending } from './options.ts';
import { ending, phase, type Registered } from './queue-view.ts';
import type { World } from './world.ts';

/** Something that must hold after a rehearsal, found out from what the simulators recorded. */
export interface Claim {
  readonly text: string;
  readonly holds: boolean;
  /** What was found. */
  readonly found: string;
}

/** All that was recorded. */
export interface Evidence {
  readonly world: World;
  readonly ending: Ending;
  readonly first: { readonly deployment: Deployment; readonly finished: Finished };
  readonly second: { readonly deployment: Deployment; readonly finished: Finished };
  readonly channel: Channel;
  /** The same as it was last seen with a deployment's progress; absent when none was told. */
  readonly underWay: Channel | undefined;
  readonly operated: Operated;
}

const UPDATABLE = /^((CREATE|UPDATE|UPDATE_ROLLBACK|IMPORT|IMPORT_ROLLBACK)_COMPLETE|DELETE_COMPLETE)$/;

/** Whether the stack that the first operation leaves can be deployed to. */
export function deployable({ operations }: World): boolean {
  const { events, stack } = operations.first;
  const last = events.findLast((event) => isOwn(event) && event.stackId === stack.arn);
  return UPDATABLE.test(last?.status ?? '');
}

/** Milliseconds of the moments that matter in the life of a registration. */
export function life({ statuses }: Registered) {
  const hold = statuses.find((status) => phase(status) === 'holds');
  return { hold, end: ending({ statuses }) };
}
