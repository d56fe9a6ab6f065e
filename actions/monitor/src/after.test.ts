import { expect, test } from '@jest/globals';
import { ReadError } from '@signalbox/cloudformation/reader';
import type { EcsReader } from '@signalbox/readiness/ports';
import { inputVariable, parseInputs } from '@signalbox/runner/inputs';
import { virtualClock } from '@signalbox/simulator/clock';
import { recordedStep } from '@signalbox/simulator/step';
import { afterStacks } from './after.ts';
import { inputs as fields } from './inputs.ts';

const EXPIRED = new ReadError('expired', 'the security token expired', undefined);

/** A service that is not there, or may not be seen any more, and an address that is sick. */
async function checks(service: 'missing' | 'expired', failOn: string) {
  const clock = virtualClock();
  const given = { 'ecs-service': 'shop/web', 'health-url': 'https://shop.example/', 'fail-on': failOn };
  const variables = Object.entries(given).map(([name, value]) => [inputVariable(name), value]);
  const reader: EcsReader = {
    now: () => clock.now(),
    fetchService: async () => {
      if (service === 'expired') throw EXPIRED;
      return { service: undefined, rollouts: [], now: clock.now() };
    },
    fetchStoppedTasks: async () => [],
  };
  const step = recordedStep({ clock, env: {} });
  const found = await afterStacks(parseInputs(fields, Object.fromEntries(variables)), step, {
    connection: { reader, services: async () => reader, renew: async () => false } as never,
    fetch: async () => new Response(null, { status: 503 }),
    ...{ since: clock.now(), deadline: clock.now() + 7200_000, trouble: () => {} },
  });
  const notices = step.annotations.filter(({ level }) => level === 'notice').map(({ line }) => line);
  return { found: found.map(({ subject, status }) => `${subject} ${status}`), notices };
}

test('an address after a service that fails the step is not looked at, and that is said', async () => {
  expect(await checks('missing', 'not-found')).toEqual({
    found: ['shop/web not-found'],
    notices: [expect.stringContaining('since shop/web is not-found: https://shop.example/')],
  });
});

test.each([
  ['expired', 'failed,timed-out', 'timed-out'],
  ['missing', 'failed', 'not-found'],
] as const)(
  'a service that is %s hides no address where it does not fail the step',
  async (service, failOn, status) => {
    expect(await checks(service, failOn)).toEqual({
      found: [`shop/web ${status}`, 'https://shop.example/ failed'],
      notices: [],
    });
  },
);

// The duration runs from the begin of the first to the end of the last, of stacks, services and addresses.
test.each([
  ['stacks', {}, 600_000],
  ['services', { 'ecs-service': 'shop/web' }, 900_000],
])('the times of an address are by AWS’s clock, as those of %s', async (_, watched, skew) => {
  const clock = virtualClock();
  const given = { 'health-url': 'https://shop.example/', ...watched };
  const variables = Object.entries(given).map(([name, value]) => [inputVariable(name), value]);
  const began = clock.now();
  const service: EcsReader = {
    now: () => clock.now() + 900_000,
    fetchService: () => Promise.reject(EXPIRED),
    fetchStoppedTasks: async () => [],
  };
  const connection = {
    ...{ reader: { now: () => clock.now() + 600_000 }, services: async () => service },
    renew: async () => false,
  };
  const inputs = parseInputs(fields, Object.fromEntries(variables));
  const reports = await afterStacks(inputs, recordedStep({ clock, env: {} }), {
    connection: connection as never,
    fetch: async () => new Response(null),
    ...{ since: began, deadline: began + 7200_000, trouble: () => {} },
  });
  expect(reports.at(-1)).toMatchObject({
    ...{ kind: 'health-url', status: 'succeeded', seconds: 4 },
    startedAt: new Date(began + skew).toISOString(),
    endedAt: new Date(began + skew + 4000).toISOString(),
  });
});
