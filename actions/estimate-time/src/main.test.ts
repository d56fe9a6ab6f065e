import { describe, expect, test } from '@jest/globals';
import { type Registry, RegistryError } from '@signalbox/registry/port';
import type { Registration, State } from '@signalbox/registry/registration';
import { UserError } from '@signalbox/runner/errors';
import { inputVariable, parseInputs } from '@signalbox/runner/inputs';
import { virtualClock } from '@signalbox/simulator/clock';
import { recordedStep } from '@signalbox/simulator/step';
import { inputs, outputs } from './inputs.ts';
import { run } from './main.ts';

const START = Date.UTC(2026, 0, 10, 12);

/** A registration that held for `seconds` and then ended. */
function past(
  id: number,
  seconds: number,
  overrides: { state?: State; stacks?: string[] } = {},
): Registration {
  const heldSince = START - (1000 - id) * 3_600_000;
  const ended = {
    state: overrides.state ?? 'success',
    description: '',
    createdAt: heldSince + seconds * 1000,
  };
  return {
    id,
    environment: 'production',
    sha: 'a'.repeat(40),
    createdAt: heldSince,
    heldSince,
    latest: ended,
    ended,
    payload: {
      nonce: `n${id}`,
      correlationId: '',
      repository: 'octo/shop',
      runId: id,
      runAttempt: 1,
      workflow: 'deploy',
      actor: 'mona',
      priority: 0,
      scope: 'job',
      stacks: overrides.stacks ?? [],
    },
  };
}

const steady = Array.from({ length: 30 }, (_, i) => past(900 - i, 300 + ((i * 37) % 60)));

async function estimateWith(given: Record<string, string>, read: Registry['past'] | Registration[]) {
  const step = recordedStep({ clock: virtualClock(START) });
  const env = Object.entries({
    environment: 'production',
    'github-token': 't',
    repository: 'octo/shop',
    ...given,
  });
  const parsed = parseInputs(
    inputs,
    Object.fromEntries(env.map(([name, value]) => [inputVariable(name), value])),
  );
  let connected = 0;
  const registry = {
    past: typeof read === 'function' ? read : async () => read,
    foreignPast: async () => Array.from({ length: 8 }, (_, i) => past(100 - i, 90)),
  };
  const outcome = run(parsed, step, {
    connect: async () => {
      connected++;
      return { registry };
    },
  });
  const error = await outcome.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { step, error, connected };
}

test('no history, no number', async () => {
  const { step, error } = await estimateWith({}, [past(1, 60, { state: 'failure' })]);
  expect(error).toBeUndefined();
  const { confidence, summary, 'sample-size': size, ...numbers } = step.outputs;
  expect([confidence, size]).toEqual(['none', '0']);
  expect(summary).toContain('no estimate');
  expect(new Set(Object.values(numbers))).toEqual(new Set(['']));
});

test('every output is set, in order and whole seconds', async () => {
  const { step } = await estimateWith({}, steady);
  expect(Object.keys(step.outputs).sort()).toEqual([...outputs].sort());
  const [p50, p80, p95] = ['', '-p80', '-p95'].map((level) =>
    Number(step.outputs[`estimated-seconds${level}`]),
  );
  expect(p50).toBeGreaterThanOrEqual(300);
  expect(p80).toBeGreaterThanOrEqual(p50 ?? 0);
  expect(p95).toBeGreaterThanOrEqual(p80 ?? 0);
  expect(Number(step.outputs['remaining-seconds'])).toBe(p50);
  expect(Date.parse(step.outputs['eta'] ?? '')).toBe(START + (p50 ?? 0) * 1000);
  expect(step.outputs['confidence']).toBe('high');
  expect(step.outputs['summary']).toMatch(
    /^about \d+ min, usually \d+-\d+ \(30 runs\)$|^about \d+ min \(30 runs\)$/,
  );
  expect(step.lines.join('\n')).toContain(step.outputs['summary']);
  const section = step.summaries.join('\n');
  expect(section).toContain('production');
  expect(section).toContain('xychart-beta');
  expect(section).toContain('from 30 successful runs; 0 failed');
});

describe('of a deployment under way', () => {
  test.each([
    ['elapsed-seconds', '200'],
    ['started-at', new Date(START - 200_000).toISOString()],
  ])('%s gives the time left', async (name, value) => {
    const { step } = await estimateWith({ [name]: value }, steady);
    const left = Number(step.outputs['remaining-seconds']);
    expect(left).toBeGreaterThan(90);
    expect(left).toBeLessThan(170);
    expect(Number(step.outputs['estimated-seconds'])).toBe(left + 200);
    expect(step.outputs['summary']).toContain('left');
  });

  test('an overdue one has time left all the same', async () => {
    const { step } = await estimateWith({ 'elapsed-seconds': '5000' }, steady);
    expect(Number(step.outputs['remaining-seconds'])).toBeGreaterThan(0);
  });

  test('a start in the future counts as now', async () => {
    const { step } = await estimateWith({ 'started-at': new Date(START + 60_000).toISOString() }, steady);
    expect(Number(step.outputs['remaining-seconds'])).toBeGreaterThanOrEqual(300);
  });
});

test('a stack is estimated from its own deployments', async () => {
  const mixed = [...steady, ...steady.map(({ id }) => past(id - 100, 60, { stacks: ['web'] }))];
  const { step } = await estimateWith({ 'stack-name': 'web' }, mixed);
  expect(Number(step.outputs['estimated-seconds'])).toBeLessThan(70);
  expect(step.outputs['sample-size']).toBe('30');
});

describe('deployments by others', () => {
  test('count on request, so that the first day has an estimate', async () => {
    const { step } = await estimateWith({ 'foreign-history': 'true' }, []);
    expect(step.outputs['sample-size']).toBe('8');
  });

  test.each([
    ['unless asked for', {}, []],
    ['when there is enough of our own', { 'foreign-history': 'true' }, steady],
    ['for a stack, which they do not name', { 'foreign-history': 'true', 'stack-name': 'web' }, []],
  ])('do not count %s', async (_, given, own) => {
    const { step } = await estimateWith(given, own);
    expect(step.outputs['sample-size']).toBe(String(own.length));
  });
});

test('an outage costs the estimate, not the step', async () => {
  const { step, error } = await estimateWith({}, async () => {
    throw new RegistryError('GitHub answered 502');
  });
  expect(error).toBeUndefined();
  expect(step.outputs['confidence']).toBe('none');
  expect(step.annotations).toEqual([
    { level: 'warning', line: expect.stringContaining('GitHub answered 502') },
  ]);
});

test('a missing permission fails it', async () => {
  const denied = new UserError('Input "github-token": needs deployments: read.');
  const { error } = await estimateWith({}, () => Promise.reject(denied));
  expect(error).toBe(denied);
});

test('both ways to say the elapsed time are refused before any request', async () => {
  const both = { 'elapsed-seconds': '5', 'started-at': '2026-01-10T11:00:00Z' };
  const { error, connected } = await estimateWith(both, steady);
  expect(String(error)).toMatch(/started-at.*elapsed-seconds/);
  expect(connected).toBe(0);
});

test.each([
  ['history-limit', '0'],
  ['history-limit', 'many'],
  ['elapsed-seconds', '-1'],
  ['started-at', 'yesterday'],
  ['started-at', '2026-13-01T00:00:00Z'],
  ['started-at', '2026-01-01T00:00:00'],
  ['stack-name', 'a b'],
])('%s: %j is refused', async (name, value) => {
  await expect(estimateWith({ [name]: value }, [])).rejects.toThrow(new RegExp(`Input "${name}"`));
});
