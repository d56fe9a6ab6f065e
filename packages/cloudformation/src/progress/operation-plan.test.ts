import { expect, test } from '@jest/globals';
import { planned } from '@signalbox/estimate/plan';
import { virtualClock } from '@signalbox/simulator/clock';
import { PLANS } from '@signalbox/simulator/cloudformation/plans';
import { synthesize } from '@signalbox/simulator/cloudformation/synthesize';
import { replayReader } from '../../test/replay-reader.ts';
import { operationPlan } from './operation-plan.ts';

const START = Date.UTC(2026, 0, 1);

/** The median expected of a plan's change set before it is executed, and what it takes. */
async function foreseen(name: string, options: { readonly ordered: boolean }) {
  const plan = PLANS.find((each) => each.name === name);
  if (plan === undefined) throw new Error(`there is no plan ${name}`);
  const resources = plan.resources.map(({ id, type, after = [] }) => [id, { Type: type, DependsOn: after }]);
  const template = JSON.stringify({ Resources: Object.fromEntries(resources) });
  const reader = replayReader(synthesize(plan), {
    ...{ clock: virtualClock(START), startAt: START },
    ...(options.ordered ? { template } : {}),
  });
  const outlook = await operationPlan(reader, { stack: 'shop', changeSet: 'release-7' });
  const expected = Math.round(planned(outlook?.tasks ?? [])?.quantile(0.5) ?? 0);
  return { expected, actual: Math.round((reader.endsAt - START) / 1000) };
}

test.each([
  ['create-ok', 180, 351, 323],
  ['update-ok', 180, 200, 222],
])(
  '%s: the order of the template brings the table closer to the truth',
  async (name, without, ordered, actual) => {
    expect(await foreseen(name, { ordered: false })).toEqual({ expected: without, actual });
    expect(await foreseen(name, { ordered: true })).toEqual({ expected: ordered, actual });
  },
);

test('of a stack that does not exist nothing is foreseen', async () => {
  const reader = replayReader(
    { stack: { name: 'shop', arn: 'arn:shop', region: 'eu-central-1' }, events: [] },
    { clock: virtualClock(START) },
  );
  expect(await operationPlan(reader, { stack: 'shop', changeSet: 'release-7' })).toBeUndefined();
});
