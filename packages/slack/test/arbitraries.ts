import { anyAddress, anyText } from '@signalbox/simulator/any-text';
import fc from 'fast-check';
import { type DeploymentEvent, type Facts, KINDS } from '../src/message/event.ts';

const nasty = fc.constantFrom(
  ...[
    '<!channel>',
    '<!here>',
    '<!everyone>',
    '<@U0123456>',
    '<#C0123456>',
    '<!subteam^S0123456>',
    '|',
    '>',
    '<',
    '&',
  ],
  ...[
    '<https://evil.example|click>',
    'https://evil.example',
    '<mailto:a@b.c|x>',
    '`',
    '*',
    '_',
    '~',
    '\n',
    '\r\n',
  ],
  ...['\u202e', '\u0000', '😀', '@here', '<!date^0^{date}^https://evil.example|x>', '&lt;!channel&gt;'],
);

/** What a stranger might write into a commit title, a stack's reason or a branch name. */
export const hostile: fc.Arbitrary<string> = fc
  .array(fc.oneof(nasty, anyText({ maxLength: 20 })), { maxLength: 60 })
  .map((parts) => parts.join(''));

const time = fc.integer({ min: 0, max: 4_000_000_000_000 });

const facts: fc.Arbitrary<Facts> = fc.record(
  {
    environment: hostile,
    stack: hostile,
    repository: hostile,
    sha: fc.oneof(hostile, fc.constant('abc1234def')),
    ref: hostile,
    commitTitle: hostile,
    actor: hostile,
    runUrl: fc.oneof(hostile, anyAddress()),
    consoleUrl: fc.oneof(hostile, anyAddress()),
    environmentUrl: fc.oneof(hostile, anyAddress()),
    url: fc.oneof(hostile, anyAddress()),
    message: hostile,
    fields: fc.dictionary(hostile, hostile, { maxKeys: 12 }),
    progress: fc.double({ min: -5, max: 200, noNaN: true }),
    activity: hostile,
    elapsedSeconds: fc.integer({ min: 0, max: 1e6 }),
    finish: fc.record({ expected: time, earliest: time, latest: time }),
    reason: hostile,
    rootCause: fc.array(hostile, { maxLength: 12 }),
    queuePosition: fc.integer({ min: 0, max: 50 }),
    active: fc.record({ sha: hostile, actor: hostile, runUrl: hostile, since: time }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

export const events: fc.Arbitrary<readonly DeploymentEvent[]> = fc.array(
  fc.record({ kind: fc.constantFrom(...KINDS), facts }),
  { minLength: 1, maxLength: 4 },
);
