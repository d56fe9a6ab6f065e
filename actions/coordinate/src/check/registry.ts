import { type Inspection, inspect } from '@signalbox/registry/inspect';
import { whoLine } from '@signalbox/registry/position';
import { formatReason } from '@signalbox/registry/reason';
import { queuePhaseOf, type Registration } from '@signalbox/registry/registration';
import type { Context } from '../context.ts';
import { failed, noted, ok, type Row, warning } from './row.ts';

/** Whether the queue can be read, and whether what it says of itself agrees. */
export async function checkRegistry({ inputs, ports }: Context): Promise<readonly Row[]> {
  const { environment, 'max-hold': maxHoldSeconds } = inputs;
  const seen = await inspect({ environment, maxHoldSeconds, everyId: true }, ports);
  const words = `${environment} is ${formatReason(seen.reason)}`;
  // Somebody who deploys now is no fault, and somebody closed it on purpose.
  const state = seen.reason.code === 'frozen' ? noted('registry', words) : ok('registry', words);
  return [state, ...consistency(seen, maxHoldSeconds)];
}

/** Holds that should have ended, and more than one at a time. */
function consistency(
  { snapshot, liveness }: Pick<Inspection, 'snapshot' | 'liveness'>,
  maxHoldSeconds: number,
): readonly Row[] {
  const { registrations, now } = snapshot;
  const holders = registrations.filter(({ latest }) => queuePhaseOf(latest) === 'holding');
  const lives = ({ id }: Registration) => (liveness.get(id) ?? 'alive') === 'alive';
  const living = holders.filter(lives);
  const dead = holders.filter((one) => !lives(one));
  const expired = living.filter(({ heldSince = now }) => now - heldSince > maxHoldSeconds * 1000);
  const said = (all: readonly Registration[]) =>
    all.map((one) => `${one.id} of ${whoLine(one, now)}`).join(' and ');
  return [
    ...(living.length > 1
      ? [
          failed(
            'exclusion',
            `Registrations ${said(living)} hold at once: look at what both deploy, and set a longer "settle".`,
          ),
        ]
      : [ok('exclusion', living.length === 1 ? 'one holds' : 'nobody holds')]),
    ...(dead.length > 0
      ? [
          warning(
            'dead holders',
            `Registration ${said(dead)} holds, and its job is over: the next deployment ends it, or operation: cleanup.`,
          ),
        ]
      : []),
    ...(expired.length > 0
      ? [
          warning(
            'expired holds',
            `Registration ${said(expired)} holds for longer than max-hold: look at its run, or release it by its id.`,
          ),
        ]
      : []),
  ];
}
