import { bakeBaseline } from '@signalbox/readiness/bake-baseline';
import { errorLine } from '@signalbox/runner/errors';
import type { Step } from '@signalbox/runner/step';
import { alarmPorts } from '../check/alarms.ts';
import type { CoordinateInputs } from '../inputs.ts';
import type { Known } from './known.ts';

/** An alarm went into ALARM; milliseconds since the epoch. */
export interface WentOff {
  readonly name: string;
  readonly at: number;
}

/** CloudWatch keeps the history of an alarm for 30 days (docs: Using Amazon CloudWatch alarms). */
const KEPT_MS = 30 * 24 * 3_600_000;

/** When the alarms of input `bake-alarms` went off since then (milliseconds), oldest first. Never throws. */
export async function readAlarms(
  inputs: CoordinateInputs,
  since: number,
  step: Step,
): Promise<Known<readonly WentOff[]>> {
  const given = inputs['bake-alarms'];
  if (given.length === 0) return { unknown: 'input "bake-alarms" names none' };
  const from = Math.max(since, step.clock.now() - KEPT_MS);
  const asked = { ...inputs, bake: 1, 'bake-query': [] };
  try {
    const ports = alarmPorts(asked, step);
    const { alarms } = await bakeBaseline(asked, from, ports);
    const regions = [...new Set(alarms.map(({ region }) => region))];
    const reads = await Promise.all(
      regions.map(async (region) => {
        const reader = await ports.alarms(region);
        return reader.wentOff(
          alarms.filter((alarm) => alarm.region === region),
          { from, to: reader.now() },
        );
      }),
    );
    const value = reads.flatMap(({ transitions }) => transitions.map(({ name, at }) => ({ name, at })));
    const complete = from === since && reads.every((read) => read.complete);
    return {
      value: value.sort((a, b) => a.at - b.at),
      ...(complete
        ? {}
        : { gap: 'CloudWatch has more of their history than was read, or keeps it no longer' }),
    };
  } catch (error) {
    return { unknown: errorLine(error) };
  }
}
