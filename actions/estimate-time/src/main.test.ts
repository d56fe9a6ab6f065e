import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ReadError, type StackReader } from '@signalbox/cloudformation/reader';
import { replayReader } from '@signalbox/cloudformation/test/replay-reader';
import { shapeOf } from '@signalbox/estimate/shape';
import type { Registry } from '@signalbox/registry/ports';
import type { Registration, State } from '@signalbox/registry/registration';
import { RegistryError } from '@signalbox/registry/snapshot';
import { UserError } from '@signalbox/runner/errors';
import { inputVariable, parseInputs } from '@signalbox/runner/inputs';
import { virtualClock } from '@signalbox/simulator/clock';
import { recordedStep } from '@signalbox/simulator/step';
import { inputs, outputs } from './inputs.ts';
import { run } from './main.ts';
import { setOutputs } from './outputs.ts';

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
    creator: 'github-actions[bot]',
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

async function estimateWith(
  given: Record<string, string>,
  read: Registry['past'] | Registration[],
  stacks: () => StackReader = () => {
    throw new Error('CloudFormation was asked');
  },
) {
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
    connectStacks: async () => stacks(),
  });
  const error = await outcome.then(
    (answer) => setOutputs(answer, step),
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
  expect(section).toContain('from 30 successful runs.');
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

  test('the stall threshold is the one given at the start, whatever time is gone', async () => {
    const threshold = async (given: Record<string, string>) =>
      (await estimateWith(given, steady)).step.outputs['stall-threshold-seconds'];
    const atStart = await threshold({});
    for (const elapsed of ['200', '340', '5000']) {
      expect(await threshold({ 'elapsed-seconds': elapsed })).toBe(atStart);
    }
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
  ['elapsed-seconds', String(START)],
  ['elapsed-seconds', String(Number.MAX_SAFE_INTEGER)],
  ['started-at', 'yesterday'],
  ['started-at', '2026-13-01T00:00:00Z'],
  ['started-at', '2026-01-01T00:00:00'],
  ['stack-name', 'a b'],
])('%s: %j is refused', async (name, value) => {
  await expect(estimateWith({ [name]: value }, [])).rejects.toThrow(new RegExp(`Input "${name}"`));
});

describe('what is planned', () => {
  const TEMPLATE = JSON.stringify({
    Resources: {
      Vpc: { Type: 'AWS::EC2::VPC' },
      Database: { Type: 'AWS::RDS::DBInstance', DependsOn: 'Vpc' },
      Service: { Type: 'AWS::ECS::Service', Properties: { Database: { Ref: 'Database' } } },
    },
  });
  const ARN = 'arn:aws:cloudformation:eu-central-1:111122223333:stack/shop/1';
  const event = (seconds: number, logicalId: string, type: string, status: string) => ({
    ...{
      id: `${logicalId} ${status} ${seconds}`,
      time: START + seconds * 1000,
      stackId: ARN,
      stackName: 'shop',
    },
    ...{ logicalId, type, status, physicalId: logicalId === 'shop' ? ARN : logicalId },
  });
  const STACK = 'AWS::CloudFormation::Stack';
  const operation = (from: number) => [
    event(from, 'shop', STACK, 'UPDATE_IN_PROGRESS'),
    event(from + 1, 'Database', 'AWS::RDS::DBInstance', 'UPDATE_IN_PROGRESS'),
    event(from + 401, 'Database', 'AWS::RDS::DBInstance', 'UPDATE_COMPLETE'),
    event(from + 402, 'Service', 'AWS::ECS::Service', 'UPDATE_IN_PROGRESS'),
    event(from + 602, 'Service', 'AWS::ECS::Service', 'UPDATE_COMPLETE'),
    event(from + 603, 'shop', STACK, 'UPDATE_COMPLETE'),
  ];
  const changeSet = { 'stack-name': 'shop', 'change-set': 'release-7' };

  /** The stack as it is `seconds` after its operation began. */
  const stackAt = (seconds: number, earlier: ReturnType<typeof operation> = []) =>
    replayReader(
      { stack: { name: 'shop', arn: ARN, region: 'eu-central-1' }, events: operation(0) },
      { clock: virtualClock(START + seconds * 1000), startAt: START, earlier, template: TEMPLATE },
    );

  test('a template alone gives a number of little confidence, by the longest chain', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-template-'));
    writeFileSync(join(folder, 'stack.json'), TEMPLATE);
    const { step } = await estimateWith({ template: join(folder, 'stack.json') }, []);
    // By the table: 14 s, then 339 s, then 180 s.
    expect(Number(step.outputs['estimated-seconds'])).toBe(533);
    expect(step.outputs).toMatchObject({ confidence: 'low', 'sample-size': '0' });
    expect(step.outputs['summary']).toMatch(/^about 9 min, usually \d+-\d+ \(planned, no run yet\)$/);
    expect(step.summaries.join('')).toContain('no run has succeeded yet');
  });

  test('a template that a transform adds to is estimated as at least so much', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signalbox-template-'));
    const summaryOf = async (more: object) => {
      writeFileSync(join(folder, 'stack.json'), JSON.stringify({ ...JSON.parse(TEMPLATE), ...more }));
      const { step } = await estimateWith({ template: join(folder, 'stack.json') }, []);
      return step.outputs['summary'];
    };
    expect(await summaryOf({ Transform: 'AWS::Serverless-2016-10-31' })).toMatch(/^at least: about 9 min/);
    expect(await summaryOf({ Transform: ['AWS::LanguageExtensions'] })).toMatch(/^about 9 min/);
  });

  // docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html: IncludeNestedStacks is false by default.
  test('a change set that does not tell what a nested stack changes is estimated as at least so much', async () => {
    const nested = { logicalId: 'Api', type: STACK, action: 'Modify', physicalId: 'arn:x' };
    const summaryOf = async (inside: readonly [] | undefined) => {
      const changes = async () => [{ ...nested, ...(inside && { nested: inside }) }];
      const { step } = await estimateWith(changeSet, [], () => ({ ...stackAt(0), changes }));
      return step.outputs['summary'];
    };
    expect(await summaryOf(undefined)).toMatch(/^at least: /);
    expect(await summaryOf([])).not.toMatch(/at least/);
  });

  test('a change set is estimated from the table, then from the stack’s own past', async () => {
    const fresh = await estimateWith(changeSet, [], () => stackAt(0));
    expect(Number(fresh.step.outputs['estimated-seconds'])).toBeGreaterThan(370);
    const known = await estimateWith(changeSet, [], () => stackAt(0, operation(-90_000)));
    expect(known.step.outputs).toMatchObject({ confidence: 'low', 'sample-size': '1' });
    expect(Number(known.step.outputs['estimated-seconds'])).toBeGreaterThan(570);
    expect(Number(known.step.outputs['estimated-seconds'])).toBeLessThan(640);
  });

  test('finished resources update the time left', async () => {
    const past = [-270_000, -180_000, -90_000].flatMap(operation);
    const left = async (seconds: number) => {
      const given = { ...changeSet, 'elapsed-seconds': String(seconds) };
      const { step } = await estimateWith(given, [], () => stackAt(seconds, past));
      return Number(step.outputs['remaining-seconds']);
    };
    expect(Math.abs((await left(395)) - 208)).toBeLessThan(60);
    expect(Math.abs((await left(405)) - 198)).toBeLessThan(60);
    expect(await left(590)).toBeLessThan(80);
  });

  test('the registry’s deployments count before the stack’s operations', async () => {
    const runs = steady.map(({ id }) => past(id, 60, { stacks: ['shop'] }));
    const { step } = await estimateWith(changeSet, runs, () => stackAt(0, operation(-90_000)));
    expect(Number(step.outputs['estimated-seconds'])).toBeLessThan(100);
    expect(step.outputs['sample-size']).toBe('30');
  });

  test('runs of the same shape count alone where there are three', async () => {
    const shape = shapeOf([
      { type: 'AWS::RDS::DBInstance', action: 'UPDATE' },
      { type: 'AWS::ECS::Service', action: 'UPDATE' },
    ]);
    const runs = steady.map(({ id }, i) => ({
      ...past(id, i < 3 ? 600 : 60, { stacks: ['shop'] }),
      ...(i < 3 && shape ? { shape } : {}),
    }));
    const { step } = await estimateWith(changeSet, runs, () => stackAt(0));
    expect(step.outputs['sample-size']).toBe('3');
    expect(Number(step.outputs['estimated-seconds'])).toBeGreaterThan(500);
  });

  test('a change set that cannot be read costs the plan, not the step', async () => {
    const { step, error } = await estimateWith(changeSet, [past(1, 300, { stacks: ['shop'] })], () => {
      throw new ReadError('denied', 'DescribeStacks: AccessDenied', undefined);
    });
    expect(error).toBeUndefined();
    expect(step.outputs['sample-size']).toBe('1');
    expect(step.annotations).toEqual([{ level: 'warning', line: expect.stringContaining('AccessDenied') }]);
  });

  test.each([
    ['a change set without its stack', { 'change-set': 'release-7' }, /change-set.*stack-name/],
    ['both', { ...changeSet, template: 'a.yml' }, /change-set.*template/],
    ['a file that is not there', { template: 'nowhere.yml' }, /Input "template".*nowhere\.yml/],
    ['a file that is no template', { template: 'package.json' }, /Input "template".*package\.json/],
  ])('%s is refused before any request', async (_, given, words) => {
    const { error, connected } = await estimateWith(given, steady);
    expect(String(error)).toMatch(words);
    expect(connected).toBe(0);
  });
});
