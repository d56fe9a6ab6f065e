import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readTimeline } from './cloudformation/timeline.ts';
import { parseSimulate, printed } from './simulate.ts';

describe('options', () => {
  test.each([['--help'], ['-h'], ['--speed', '5', '-h']])('%j %j %j asks for help', (...args) =>
    expect(parseSimulate(args)).toBeUndefined(),
  );

  test.each([
    [['--speed', '0'], '--speed is a number of at least 1, not "0"'],
    [['--speed', ''], '--speed is a number'],
    [['--seed', 'x'], '--seed is a number of at least 0, not "x"'],
    [['--github-port', '-1'], '--github-port'],
    [['--for', 'docker'], '--for is one of shell, action, act, not "docker"'],
    [['--repository', 'shop'], '--repository is owner/name, not "shop"'],
    [['--unknown'], '--unknown'],
  ])('%j is refused by its name', (args, message) => {
    // node:util writes "-1" off as an option of its own.
    expect(() => parseSimulate(args)).toThrow(message);
  });
});

describe('what is printed', () => {
  const simulated = {
    environment: { GITHUB_API_URL: 'http://127.0.0.1:1', AWS_REGION: 'eu-west-1' },
    ...{ token: 'ghs_1', slackToken: 'xoxb-1', slackChannel: 'C1', slackApiUrl: 'http://127.0.0.1:2/api/' },
    stackNames: 'shop,mail',
  };

  test.each(['shell', 'action', 'act'] as const)('for %s can be taken as arguments', (reader) => {
    const lines = printed(reader, simulated);
    expect(lines.join('\n')).toContain('GITHUB_API_URL=http://127.0.0.1:1');
    for (const line of lines) expect(line).toMatch(/^\S+=\S+$/);
  });

  test('an action reads inputs, act secrets and variables', () => {
    expect(printed('action', simulated)).toEqual(
      expect.arrayContaining(['INPUT_GITHUB-TOKEN=ghs_1', 'INPUT_STACK-NAME=shop,mail', 'GITHUB_RUN_ID=1']),
    );
    expect(printed('act', simulated)).toEqual(
      expect.arrayContaining([
        '--secret=GITHUB_TOKEN=ghs_1',
        '--secret=SLACK_BOT_TOKEN=xoxb-1',
        '--var=SLACK_CHANNEL=C1',
      ]),
    );
  });
});

describe('a timeline file', () => {
  const FIXTURES = join(import.meta.dirname, '../fixtures/timelines');
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'timeline-'));
    file = join(folder, 'mine.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const good = () => JSON.parse(readFileSync(join(FIXTURES, 'update-ok.json'), 'utf8'));
  const without = (change: (timeline: ReturnType<typeof good>) => void) => {
    const timeline = good();
    change(timeline);
    return JSON.stringify(timeline);
  };

  test.each(readdirSync(FIXTURES))('%s is one', (name) =>
    expect(readTimeline(join(FIXTURES, name)).events.length).toBeGreaterThan(0),
  );

  test.each<[string, () => string, string]>([
    ['no JSON', () => '{', 'it is no JSON'],
    ['null', () => 'null', 'it has no "name"'],
    ['a list', () => '[]', 'it has no "name"'],
    ['no stack', () => without((t) => delete t.stack), 'it has no "stack.name"'],
    ['no ARN', () => without((t) => delete t.stack.arn), 'it has no "stack.arn"'],
    [
      'an operation of its own',
      () => without((t) => (t.operation = 'DEPLOY')),
      'it has no "operation" that is',
    ],
    ['no events', () => without((t) => (t.events = [])), 'it has no "events"'],
    [
      'an event without status',
      () => without((t) => delete t.events[2].status),
      'it has no "events[2].status"',
    ],
    ['an event of null', () => without((t) => (t.events[1] = null)), 'it has no "events[1].id"'],
    ['no time', () => without((t) => (t.events[0].ts = 'noon')), 'it has no "events[0].ts" in the form'],
    ['no expectation', () => without((t) => delete t.expect), 'it has no "expect.status"'],
  ])('with %s is refused by its name and what it lacks', (_, text, message) => {
    writeFileSync(file, text());
    expect(() => readTimeline(file)).toThrow(`Timeline ${file}: ${message}`);
  });

  test('that is not there is refused, too', () =>
    expect(() => readTimeline(file)).toThrow(`Timeline ${file}: there is no such file.`));
});
