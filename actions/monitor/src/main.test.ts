import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Inspect } from '@signalbox/cloudformation/ports';
import { ReadError, type StackReader } from '@signalbox/cloudformation/reader';
import type { MonitorReport } from '@signalbox/cloudformation/report';
import { FAILING_SCENARIOS } from '@signalbox/cloudformation/test/failing-scenarios';
import { type Replayable, replayReader } from '@signalbox/cloudformation/test/replay-reader';
import { scenario } from '@signalbox/cloudformation/test/scenario';
import { inputVariable, parseInputs } from '@signalbox/runner/inputs';
import { virtualClock } from '@signalbox/simulator/clock';
import { recordedStep } from '@signalbox/simulator/step';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { inputs as fields } from './inputs.ts';
import { run } from './main.ts';
import type { Ports } from './ports.ts';
import type { Announcement } from './reporting/broadcaster.ts';

const HEALTHY = scenario(`
  0   *       UPDATE_IN_PROGRESS  User Initiated
  2   Api     UPDATE_IN_PROGRESS
  3   Api/*   UPDATE_IN_PROGRESS  User Initiated
  4   Api/Fn:AWS::Lambda::Function  UPDATE_IN_PROGRESS
  90  Api/Fn:AWS::Lambda::Function  UPDATE_COMPLETE
  91  Api/*   UPDATE_COMPLETE
  92  Api     UPDATE_COMPLETE
  95  *       UPDATE_COMPLETE
`);

interface Setup {
  readonly timelines?: readonly Replayable[];
  readonly given?: Readonly<Record<string, string>>;
  /** How long before the step the operations began. @default they begin with it */
  readonly secondsAgo?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly ports?: Partial<Ports>;
  readonly inspect?: Inspect;
  readonly deploymentMode?: string;
  /** A stack that may not be read. */
  readonly denied?: string;
}

async function running(setup: Setup) {
  const { timelines = [HEALTHY], secondsAgo = 0, given = {}, env = {}, ports = {} } = setup;
  const { inspect, deploymentMode, denied } = setup;
  const clock = virtualClock();
  const startAt = clock.now() - secondsAgo * 1000;
  const tempDir = mkdtempSync(join(tmpdir(), 'monitor-'));
  const readers = new Map(timelines.map((each) => [each.stack.name, replayReader(each, { clock, startAt })]));
  const byArn = new Map(timelines.map((each) => [each.stack.arn, readers.get(each.stack.name)]));
  const [first] = readers.values();
  const announced: Announcement[] = [];
  const all = { AWS_REGION: 'eu-west-1', RUNNER_TEMP: tempDir, ...env };
  const step = recordedStep({ clock, env: all });
  const variables = Object.entries({ 'stack-name': [...readers.keys()].join(','), ...given }).map(
    ([name, value]) => [inputVariable(name), value] as const,
  );
  const inputs = parseInputs(fields, Object.fromEntries(variables));
  const reader: StackReader = {
    ...(first ?? replayReader(HEALTHY, { clock })),
    describeStack: async (name) => {
      if (name === denied) throw new ReadError('denied', 'denied', undefined);
      const stack = await (byArn.get(name) ?? readers.get(name))?.describeStack(name);
      return stack && { ...stack, ...(deploymentMode && { deploymentMode }) };
    },
    events: async (id, next) => (byArn.get(id) ?? first ?? replayReader(HEALTHY, { clock })).events(id, next),
  };
  const failure = await run(inputs, step, {
    connect: async () => ({
      reader,
      readerOf: async () => reader,
      renew: async () => false,
      ...(inspect && { inspect }),
      calls: () => first?.calls() ?? 0,
      services: async () => {
        throw new Error('not asked for');
      },
      region: 'eu-west-1',
      cloudwatch: async () => {
        throw new Error('not asked for');
      },
    }),
    subscribers: async () => [{ notify: async (announcement) => void announced.push(announcement) }],
    runs: async () => [],
    fetch: async () => new Response(null, { status: 200 }),
    bundle: '/nowhere',
    ...ports,
  }).then(
    () => undefined,
    (error: Error) => error.message,
  );
  const path = step.outputs['report-path'];
  const report = path === undefined ? undefined : (JSON.parse(readFileSync(path, 'utf8')) as MonitorReport);
  return { step, failure, announced, report, summary: step.summaries.join('') };
}

describe('a deployment that goes well', () => {
  test('is shown in the log, outputs, summary and report', async () => {
    const { step, failure, report, summary } = await running({});
    expect(failure).toBeUndefined();
    expect(step.outputs).toMatchObject({
      status: 'succeeded',
      'stack-status': 'UPDATE_COMPLETE',
      'failed-resource': '',
      'root-cause': '',
      progress: '100',
      'duration-seconds': '95',
      'console-url': expect.stringMatching(
        /^https:\/\/eu-west-1\.console\.aws\.amazon\.com\/cloudformation\//,
      ),
    });
    expect(step.lines.join('\n')).toMatch(
      /^\[01:32\] +\d+% █+░* ✔ Api \(AWS::CloudFormation::Stack\) UPDATE_COMPLETE$/m,
    );
    expect(step.lines.join('\n')).toContain('Api/Fn (AWS::Lambda::Function)');
    expect(summary).toMatch(/^### ✅ \[shop\]\(https:.*\): succeeded after 1 min 35 s/);
    expect(summary).toContain('```mermaid\ngantt');
    expect(report).toMatchObject({ version: 1, status: 'succeeded', correlationId: '7001-shop' });
    expect(report?.stacks[0]?.events).toHaveLength(8);
  });

  test('notifies people of its progress at times, and its end once', async () => {
    const { announced } = await running({});
    expect(announced.filter(({ kind }) => kind === 'ended')).toHaveLength(1);
    const progress = announced.filter(({ kind }) => kind === 'progress');
    expect(progress.length).toBeGreaterThan(1);
    expect(progress.length).toBeLessThan(10);
  });

  test('must answer at its addresses, too', async () => {
    const given = { 'health-url': 'https://shop.example/health', 'health-timeout': '10s' };
    const ill = async () => new Response(null, { status: 503 });
    const { failure, step, summary } = await running({ given, ports: { fetch: ill } });
    expect(step.outputs).toMatchObject({
      status: 'failed',
      'failed-resource': 'https://shop.example/health',
    });
    expect(failure).toContain('not healthy: HTTP 503');
    expect(summary).toContain('health-url');
    expect((await running({ given })).step.outputs['status']).toBe('succeeded');
  });
});

describe('a deployment that fails', () => {
  const failing = FAILING_SCENARIOS.find(({ name }) => name === 'nested create') ?? HEALTHY;

  test('fails the step with its cause in one line', async () => {
    const { failure, step, summary, announced } = await running({ timelines: [failing] });
    expect(failure).toMatch(
      /^Stack shop rolled-back after 17 s: Rest: Resource handler returned message.* → /,
    );
    expect(step.outputs['failed-resource']).toBe('Rest');
    expect(JSON.parse(step.outputs['root-cause'] ?? '')).toMatchObject({ nested: true, kind: 'invalid' });
    expect(step.annotations).toMatchObject([{ level: 'warning', title: 'Rest failed' }]);
    expect(summary.split('\n')[0]).toContain('rolled-back');
    expect(summary).toContain('**Root cause:** Rest');
    expect(announced.map(({ kind }) => kind)).toContain('failing');
  });

  test('is only reported when fail-on says so', async () => {
    const { failure, step } = await running({ timelines: [failing], given: { 'fail-on': 'timed-out' } });
    expect(failure).toBeUndefined();
    expect(step.outputs['status']).toBe('rolled-back');
  });

  test('decides over others that go well', async () => {
    const other = {
      ...HEALTHY,
      stack: { ...HEALTHY.stack, name: 'other', arn: `${HEALTHY.stack.arn}-other` },
    };
    const moved = (id: string) => (id === HEALTHY.stack.arn ? other.stack.arn : id);
    const events = HEALTHY.events.map((event) => ({
      ...event,
      stackId: moved(event.stackId),
      physicalId: moved(event.physicalId),
    }));
    const { report, failure } = await running({ timelines: [{ ...other, events }, failing] });
    expect(report).toMatchObject({ status: 'rolled-back', stacks: [{ name: 'other' }, { name: 'shop' }] });
    expect(failure).toContain('Stack shop rolled-back');
  });

  test('is reported though another stack may not be read, and that one by the step', async () => {
    const { failure, report } = await running({
      timelines: [failing],
      given: { 'stack-name': 'shop,secret', 'fail-on': 'timed-out' },
      denied: 'secret',
    });
    expect(failure).toContain('Stack "secret" cannot be read');
    expect(report).toMatchObject({
      status: 'rolled-back',
      stacks: [{ name: 'shop' }, { name: 'secret', lostSight: expect.stringContaining('denied') }],
    });
  });

  test('hostile words act nowhere', async () => {
    const reason = '::set-output name=x::y|</details><img src=x onerror=alert(1)> @everyone `code`';
    const events = failing.events.map((event) =>
      event.logicalId === 'Rest' && event.reason ? { ...event, reason } : event,
    );
    const { summary } = await running({ timelines: [{ ...failing, events }] });
    expect(summary).not.toContain('<img');
    expect(summary).not.toContain('@everyone');
  });
});

test.each([
  { what: 'since the given moment counts', secondsBefore: 601, status: 'succeeded' },
  { what: 'before it does not', secondsBefore: 300, status: 'no-changes' },
])('an operation that is over and began $what', async ({ secondsBefore, status }) => {
  const startedAt = new Date(virtualClock().now() - secondsBefore * 1000).toISOString();
  const given = { 'started-at': startedAt, 'start-timeout': '10s' };
  const { step } = await running({ secondsAgo: 600, given });
  expect(step.outputs['status']).toBe(status);
});

test.each([
  [{ 'stack-name': '' }, 'Input "stack-name" is required'],
  [{ 'stack-name': 'no spaces allowed' }, 'Input "stack-name": expected'],
  [{ 'fail-on': 'succeeded' }, 'Input "fail-on": expected'],
  [{ 'health-status': '299-200' }, 'Input "health-status": expected'],
  [{ mode: 'sideways' }, 'Input "mode": expected'],
])('refuses %j', async (given, message) => {
  const refused = await running({ given }).then(
    ({ failure }) => failure,
    (error: Error) => error.message,
  );
  expect(refused).toContain(message);
});

describe('the report keeps to its schema', () => {
  const schema = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../docs/monitor-report.schema.json'), 'utf8'),
  );
  const ajv = new Ajv2020({ allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);

  test.each([{ name: 'well', ...HEALTHY }, ...FAILING_SCENARIOS])('$name', async ({ stack, events }) => {
    const { report } = await running({ timelines: [{ stack, events }] });
    validate(report);
    expect(validate.errors).toBeNull();
  });

  test('in express mode, with a stall by evidence and a check', async () => {
    const service = 'Web:AWS::ECS::Service';
    const { report } = await running({
      timelines: [
        scenario(`0 * UPDATE_IN_PROGRESS User Initiated
          1 ${service} UPDATE_IN_PROGRESS`),
      ],
      given: { 'fail-on': 'stalled' },
      ...{ deploymentMode: 'EXPRESS', inspect: async () => ({ words: '2 of 3', stalled: true }) },
    });
    expect(report?.stacks).toMatchObject([
      { deploymentMode: 'EXPRESS', stalled: ['Web'], status: 'stalled' },
    ]);
    validate(report);
    expect(validate.errors).toBeNull();
    const { report: checked } = await running({ given: { 'health-url': 'https://shop.example/' } });
    expect(checked?.checks).toHaveLength(1);
    validate(checked);
    expect(validate.errors).toBeNull();
  });
});

test('a region is needed before anything is asked', async () => {
  const { failure, step } = await running({ env: { AWS_REGION: '' } });
  expect(failure).toContain('Input "aws-region" is required');
  expect(step.outputs).toEqual({});
});
