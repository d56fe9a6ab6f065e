// What a registration may say of itself: each field at its limits, what is absent, and the stored form.
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fitsPayload, formatPayload, type Payload, parsePayload, unwrap } from './payload.ts';

const LEAST = { signalbox: 1, nonce: 'n', repository: 'octo/shop', run_id: 1, run_attempt: 1 };
const FULL = {
  ...{ ...LEAST, correlation_id: '7-production', repository_id: 3, check_run_id: 4, workflow: 'deploy' },
  ...{ actor: 'mona', priority: 5, scope: 'run', stacks: ['shop', 'shop-dns'], sha: 'a'.repeat(40) },
};
const READ: Payload = {
  ...{ nonce: 'n', correlationId: '7-production', repository: 'octo/shop', repositoryId: 3 },
  ...{ runId: 1, runAttempt: 1, checkRunId: 4, workflow: 'deploy', actor: 'mona', priority: 5 },
  ...{ scope: 'run', stacks: ['shop', 'shop-dns'], sha: 'a'.repeat(40) },
};

test('every field is read', () => expect(parsePayload(FULL)).toEqual(READ));

test('what is optional has a default, or stays absent', () => {
  const read = { nonce: 'n', repository: 'octo/shop', runId: 1, runAttempt: 1 };
  const defaults = { correlationId: '', workflow: '', actor: '', priority: 0, scope: 'job', stacks: [] };
  expect(parsePayload(LEAST)).toStrictEqual({ ...read, ...defaults });
  const absent = Object.keys(FULL).filter((name) => !(name in LEAST));
  const nulls = Object.fromEntries(absent.map((name) => [name, null]));
  expect(parsePayload({ ...LEAST, ...nulls })).toStrictEqual({ ...read, ...defaults });
});

test.each(Object.keys(LEAST))('without %s it is nobody’s', (name) => {
  expect(parsePayload({ ...LEAST, [name]: undefined })).toBeUndefined();
  expect(parsePayload({ ...LEAST, [name]: null })).toBeUndefined();
});

test.each([0, 2, '1', true, [1]])('version %p is not ours', (signalbox) =>
  expect(parsePayload({ ...FULL, signalbox })).toBeUndefined(),
);

const names = (count: number) => Array.from({ length: count }, (_, index) => `s${index}`);
const HEX = '0123456789abcdefABCDEF'.padEnd(40, '0');
const TEXT = 'Größe 配置 🚀 "%0A" <b> # @here';
const MOST = Number.MAX_SAFE_INTEGER;
/** Both what we could have written and what is just beyond. */
const FIELDS: Readonly<
  Record<string, { readonly valid: readonly unknown[]; readonly not: readonly unknown[] }>
> = {
  nonce: { valid: ['n', TEXT, 'n'.repeat(200)], not: ['', 'n'.repeat(201), 'a\tb', 'a\ud800', 7] },
  correlation_id: {
    valid: ['', 'c', '7-production_eu.west', 'c'.repeat(80)],
    not: ['c'.repeat(81), '-c', '.', 'a b', 'a/b', 'c\n', 0, ['c']],
  },
  repository: {
    valid: ['o/s', 'mona_acme/.github', `${'o'.repeat(100)}/${'s'.repeat(100)}`],
    not: [
      '',
      'o',
      'o/',
      '/s',
      'o/s/t',
      `${'o'.repeat(101)}/s`,
      `o/${'s'.repeat(101)}`,
      'o/s\n',
      'ö/s',
      1,
      ['o/s'],
    ],
  },
  ...Object.fromEntries(
    ['repository_id', 'run_id', 'run_attempt', 'check_run_id'].map((name) => [
      name,
      {
        valid: [1, MOST],
        not: [0, -1, 1.5, MOST + 1, Number.NaN, Number.POSITIVE_INFINITY, '1', [1], {}, true, ''],
      },
    ]),
  ),
  workflow: {
    valid: ['', TEXT, 'w'.repeat(1000)],
    not: ['w'.repeat(1001), 'a\nb', '\u0085', '\udc00', 1, ['w']],
  },
  actor: { valid: ['', TEXT, 'a'.repeat(100)], not: ['a'.repeat(101), '\u0000', 1, {}] },
  priority: { valid: [-1000, -0, 1000], not: [-1001, 1001, 0.5, Number.NaN, '1', [1], ''] },
  scope: { valid: ['job', 'run'], not: ['', 'JOB', 'run ', 0, ['job']] },
  stacks: {
    valid: [
      [],
      names(100),
      ['s'.repeat(400)],
      ['arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/0-a_b'],
    ],
    not: [
      names(101),
      ['s'.repeat(401)],
      [''],
      ['a b'],
      ['a', 'b\n'],
      ['a?b'],
      ['../a'],
      [1],
      's',
      { length: 0 },
    ],
  },
  sha: {
    valid: ['0'.repeat(40), HEX],
    not: ['', '0'.repeat(39), '0'.repeat(41), `${'0'.repeat(39)}g`, 1, [HEX]],
  },
};

/** With a name for a test: short, and in visible characters. */
const shown = (value: unknown) =>
  [
    inspect(value)
      .slice(0, 40)
      .replace(/[^ -~]/gu, '·'),
    value,
  ] as const;

describe.each(Object.keys(FULL).filter((name) => name !== 'signalbox'))('%s', (name) => {
  const { valid = [], not = [] } = FIELDS[name] ?? {};
  test.each(valid.map(shown))('may be %s', (_, value) => {
    const read = parsePayload({ ...FULL, [name]: value });
    expect(read).toBeDefined();
    const stored = formatPayload(read as Payload)[name];
    if (name === 'workflow') expect(String(value).startsWith(String(stored).replace('…', ''))).toBe(true);
    else expect(stored).toEqual(name === 'sha' ? String(value).toLowerCase() : value);
  });
  test.each(not.map(shown))('cannot be %s', (_, value) =>
    expect(parsePayload({ ...FULL, [name]: value })).toBeUndefined(),
  );
});

describe('the stored form', () => {
  const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
  const id = fc.integer({ min: 1, max: MOST });
  const payload: fc.Arbitrary<Payload> = fc
    .record({
      nonce: fc.stringMatching(/^[0-9a-z.]{1,40}$/),
      correlationId: fc.stringMatching(/^[A-Za-z0-9]{0,20}$/),
      repository: fc.stringMatching(/^[\w-]{1,39}\/[\w-][\w.-]{0,99}$/),
      repositoryId: optional(id),
      runId: id,
      runAttempt: id,
      checkRunId: optional(id),
      workflow: fc.stringMatching(/^[A-Za-z ]{0,200}$/),
      actor: fc.stringMatching(/^[\w-]{0,39}$/),
      priority: fc.integer({ min: -1000, max: 1000 }),
      scope: fc.constantFrom('job' as const, 'run' as const),
      stacks: fc.array(fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,127}$/)),
      sha: optional(fc.stringMatching(/^[0-9a-f]{40}$/)),
    })
    .map((given) => JSON.parse(JSON.stringify(given)) as Payload);

  test('comes back as it was, and holds nothing that is absent', () => {
    fc.assert(
      fc.property(payload, (given) => {
        const stored = formatPayload(given);
        expect(Object.values(stored)).not.toContain(undefined);
        expect(parsePayload(JSON.parse(JSON.stringify(stored)))).toStrictEqual(given);
      }),
    );
  });

  test('a workflow’s name is cut to 200 characters, on one line, and read back so', () => {
    const stored = (workflow: string) => formatPayload({ ...READ, workflow })['workflow'];
    expect(stored('w'.repeat(200))).toBe('w'.repeat(200));
    expect(stored('w'.repeat(201))).toBe(`${'w'.repeat(199)}…`);
    expect(stored('deploy\r\n\u0007shop \ud800')).toBe('deploy shop  ');
    for (const workflow of ['🚀'.repeat(5000), '\n'.repeat(5000)])
      expect(parsePayload(formatPayload({ ...READ, workflow }))?.workflow).toBe(stored(workflow));
  });
});

test.each([
  [true, []],
  [true, names(100)],
  [false, names(101)],
  [true, ['s'.repeat(400)]],
  [false, ['s'.repeat(401)]],
  [false, ['shop', 'a b']],
])('what users name as stacks is refused where it could not be read back: %p', (fits, stacks) => {
  expect(fitsPayload(stacks)).toBe(fits);
  expect(parsePayload({ ...FULL, stacks }) !== undefined).toBe(fits);
});

describe('the forms in which GitHub hands a payload back', () => {
  const layers = (count: number) => {
    let stored: unknown = FULL;
    for (let layer = 0; layer < count; layer++) stored = JSON.stringify(stored);
    return stored;
  };
  test.each([0, 1, 2])('in %d layers of JSON it is read', (count) => {
    expect(unwrap(layers(count))).toEqual(FULL);
    expect(parsePayload(layers(count))).toEqual(READ);
  });
  test('more layers nobody writes', () => expect(unwrap(layers(3))).toBeUndefined());
  test.each([undefined, null, '', '{', 'null', '[]', '"{"', '7', 7, true, [FULL], [[]]])(
    '%p is none',
    (stored) => {
      expect(unwrap(stored)).toBeUndefined();
      expect(parsePayload(stored)).toBeUndefined();
    },
  );
  test('an empty object is one', () => expect(unwrap('{}')).toEqual({}));
});
