// Every parser of text that strangers write, under hostile input: it answers, or refuses with one line that quotes no more
// than a line holds, and never throws anything else. The seed of a run stands in the name of each test.
import { describe, expect, test } from '@jest/globals';
import { readTemplate } from '@signalbox/cloudformation/template';
import { parsePrediction } from '@signalbox/estimate/calibration';
import { parseShape } from '@signalbox/estimate/shape';
import { failureLines } from '@signalbox/registry/log-tail';
import { parsePayload, unwrap } from '@signalbox/registry/payload';
import { lifeOf, type Status } from '@signalbox/registry/registration';
import { UserError } from '@signalbox/runner/errors';
import { type Fields, inputVariable, parseInputs } from '@signalbox/runner/inputs';
import { replay } from '@signalbox/runner/replay';
import { logLine, markdownText, mermaidText, oneLine, safeUrl } from '@signalbox/runner/untrusted';
import { anyText } from '@signalbox/simulator/any-text';
import { seal, unseal } from '@signalbox/slack/carry-over/seal';
import { parseSnapshots } from '@signalbox/slack/carry-over/snapshot';
import { connectionFault, retryAfterMs } from '@signalbox/slack/http';
import { fromSlackMetadata, parseState } from '@signalbox/slack/metadata';
import fc from 'fast-check';
import { inputs as coordinate } from '../actions/coordinate/src/inputs.ts';
import { inputs as estimate } from '../actions/estimate-time/src/inputs.ts';
import { inputs as guard } from '../actions/guard/src/inputs.ts';
import { inputs as monitor } from '../actions/monitor/src/inputs.ts';
import { inputs as notify } from '../actions/notify/src/inputs.ts';
import { inputs as report } from '../actions/report/src/inputs.ts';

/** CI plays 10,000 of each. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 300);
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);

/** Pieces that some destination, parser or terminal would take for its own. */
const PIECES = [
  ...[
    '::error::',
    '::add-mask::',
    '##[command]',
    '\u001b[31m',
    '\r\n',
    '\u2028',
    '\u0000',
    '\u202e',
    '\u200b',
  ],
  ...['<!channel>', '<@U0123456>', '|', '`', '](http://x)', '<script>', '&#58;', '$(id)', '${{ secrets.A }}'],
  ...[
    '__proto__',
    'constructor',
    '../',
    'arn:aws:iam::1:role/x',
    'https://user:pass@x',
    '1e400',
    '-0',
    'NaN',
  ],
  ...['{"signalbox":1', '"', '\\', '{}', '[]', 'null', '9007199254740993', '生产', '👩‍👩‍👧‍👦', '\ud800'],
];
const piece = fc.oneof(fc.constantFrom(...PIECES), anyText({ maxLength: 12 }));
const text = fc.oneof(
  { weight: 20, arbitrary: fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: piece.map((each) => each.repeat(2000)) },
);
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.constantFrom<unknown>(null, undefined, true, false, 0, -1, 1.5, 2 ** 53, Number.NaN, Infinity),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
})).value;

/** An object with the fields that a parser looks for, some of them of the wrong kind. */
const withFields = (...names: readonly string[]) =>
  fc.oneof(value, fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] }));

function holds<T>(arbitrary: fc.Arbitrary<T>, property: (given: T) => void): void {
  fc.assert(fc.property(arbitrary, property), { numRuns: RUNS, seed });
}

/** Runs it; a refusal has to be one line for people. */
function answers<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.message).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
    expect(error.message.length).toBeLessThan(1500);
    return undefined;
  }
}

const PAYLOAD = [
  ...[
    'signalbox',
    'nonce',
    'correlation_id',
    'repository',
    'repository_id',
    'run_id',
    'run_attempt',
    'check_run_id',
  ],
  ...['workflow', 'actor', 'priority', 'scope', 'stacks', 'sha'],
];

describe(`with seed ${seed}`, () => {
  test('payloads: whatever is read is short and plain', () => {
    const stored = fc.oneof(
      value,
      withFields(...PAYLOAD).map((given) => ({ ...Object(given), signalbox: 1 })),
      withFields(...PAYLOAD).map((given) => JSON.stringify({ ...Object(given), signalbox: 1 })),
      withFields(...PAYLOAD).map((given) => JSON.stringify(JSON.stringify(given))),
    );
    holds(stored, (raw) => {
      unwrap(raw);
      const payload = parsePayload(raw);
      if (payload === undefined) return;
      expect(payload.repository).toMatch(/^[\w.-]{1,100}\/[\w.-]{1,100}$/);
      expect(payload.nonce.length).toBeGreaterThan(0);
      expect(Math.abs(payload.priority)).toBeLessThanOrEqual(1000);
      expect(JSON.stringify(payload).length).toBeLessThan(20_000);
    });
  });

  test('statuses: a life has an end only if its last word is one', () => {
    const state = fc.constantFrom<Status['state']>(
      ...(['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success'] as const),
    );
    const status = fc.record({ state, description: text, createdAt: fc.integer({ min: 0, max: 2 ** 42 }) });
    holds(fc.array(status, { maxLength: 8 }), (statuses) => {
      const life = lifeOf(statuses);
      if (life.ended !== undefined) expect(statuses).toContainEqual(life.ended);
      if (life.heldSince !== undefined)
        expect(statuses.map(({ createdAt }) => createdAt)).toContain(life.heldSince);
    });
    holds(text, (description) => {
      parsePrediction(description);
      parseShape(description);
    });
  });

  test.each<[string, Fields]>([
    ['coordinate', coordinate],
    ['monitor', monitor],
    ['notify', notify],
    ['estimate-time', estimate],
    ['guard', guard],
    ['report', report],
  ])('inputs of %s', (_, fields) => {
    const given = fc.record(
      Object.fromEntries(Object.keys(fields).map((name) => [inputVariable(name), text])),
      {
        requiredKeys: [],
      },
    );
    holds(given, (env) => void answers(() => parseInputs(fields, env)));
    // One bad input among good ones is read, too.
    const one = fc.tuple(fc.constantFrom(...Object.keys(fields)), text);
    const GOOD = {
      INPUT_ENVIRONMENT: 'production',
      'INPUT_GITHUB-TOKEN': 'ghs_x',
      INPUT_REPOSITORY: 'octo/shop',
    };
    const env = { ...GOOD, INPUT_REF: 'a'.repeat(40), INPUT_EVENT: 'start', 'INPUT_STACK-NAME': 'shop' };
    holds(
      one,
      ([name, raw]) => void answers(() => parseInputs(fields, { ...env, [inputVariable(name)]: raw })),
    );
  });

  test('Slack: metadata, stories, errors and pauses', () => {
    const metadata = withFields('event_type', 'event_payload').map((given) => ({
      ...Object(given),
      event_type: 'signalbox',
    }));
    holds(metadata, (given) => void fromSlackMetadata(given));
    holds(withFields('state', 'facts', 'episode', 'startedAt', 'asOf'), (given) => void parseState(given));
    holds(withFields('code', 'message', 'cause'), (given) => void connectionFault(given));
    holds(text, (header) => {
      const pause = retryAfterMs(header);
      if (pause !== undefined) expect(Number.isFinite(pause)).toBe(true);
    });
  });

  test('the cache: parcels and seals', () => {
    const entry = withFields('id', 'at', 'event');
    const line = withFields('name', 'entries', 'state').map((given) => ({
      ...Object(given),
      entries: [given],
    }));
    const snapshot = fc.record({
      version: fc.constant(1),
      boxes: fc.array(
        fc.record({
          correlationId: fc.oneof(text, fc.constant('a')),
          lines: fc.array(fc.oneof(line, entry)),
        }),
        { maxLength: 3 },
      ),
    });
    holds(fc.oneof(value, snapshot), (given) => {
      for (const { destinations } of parseSnapshots(given, 1e12))
        for (const { name } of destinations) expect(name).toMatch(/^[A-Za-z0-9-]{1,40}$/);
    });
    const sealed = seal({ secret: 'words' }, 'key', 'name');
    holds(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      expect(unseal(Buffer.from(bytes), 'key', 'name')).toBeUndefined();
      expect(
        unseal(Buffer.concat([sealed, bytes.length > 0 ? bytes : Buffer.of(0)]), 'key', 'name'),
      ).toBeUndefined();
    });
  });

  test('logs: of jobs, and of the background monitor', () => {
    holds(fc.array(text, { maxLength: 6 }), (lines) => {
      for (const line of failureLines(lines.join('\n'))) expect(line).not.toMatch(/\p{Cc}/u);
    });
    holds(text, (line) => {
      const told: string[] = [];
      const say = (said: string) => void told.push(said);
      const log = {
        info: say,
        notice: say,
        warning: say,
        error: say,
        folded: () => {},
        with: () => log,
      } as never;
      replay(line, log);
      expect(told.length).toBeLessThanOrEqual(1);
    });
  });

  test('every destination: no structure is left', () => {
    holds(text, (given) => {
      expect(oneLine(given)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_C}]/u);
      expect(Array.from(oneLine(given, 50)).length).toBeLessThanOrEqual(50);
      expect(logLine(given).trimStart().startsWith('::')).toBe(false);
      expect(logLine(given)).not.toContain('##[');
      expect(markdownText(given).replace(/&#\d+;/g, '')).not.toMatch(/[<>|`*_[\]@\\!#~\n"'&:]/);
      expect(mermaidText(given)).not.toMatch(/[:;#,%{}"'\n<>]/);
      expect(safeUrl(given) ?? 'https://').toMatch(/^https?:\/\//);
    });
  });

  test('templates', async () => {
    const resource = withFields('Type', 'DependsOn', 'Properties');
    const template = fc.record({ Resources: fc.dictionary(text, resource, { maxKeys: 4 }) });
    const body = fc.oneof(
      text,
      template.map((given) => JSON.stringify(given)),
      fc.jsonValue().map((given) => JSON.stringify(given)),
    );
    await fc.assert(
      fc.asyncProperty(body, async (given) => {
        await readTemplate(given);
      }),
      { numRuns: RUNS, seed },
    );
  });
});
