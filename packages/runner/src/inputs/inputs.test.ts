import { describe, expect, test } from '@jest/globals';
import { anyText } from '@signalbox/simulator/any-text';
import fc from 'fast-check';
import { UserError } from '../text/errors.ts';
import {
  boolean,
  duration,
  durationOrAuto,
  type Field,
  type Fields,
  fromRunner,
  inputVariable,
  integer,
  list,
  matching,
  moment,
  oneOf,
  parseInputs,
  required,
  secret,
  secretValues,
  text,
  url,
  withDefault,
} from './inputs.ts';

const read = (field: Field<unknown>, given?: string) =>
  parseInputs({ 'an-input': field }, given === undefined ? {} : { 'INPUT_AN-INPUT': given })['an-input'];

describe('what each field makes of its text', () => {
  test.each<[string, Field<unknown>, string | undefined, unknown]>([
    ['text is trimmed', text('words'), '  hello ', 'hello'],
    ['empty is absent', text('words'), '  ', undefined],
    ['a default fills in', withDefault(oneOf('wait', 'fail'), 'wait'), undefined, 'wait'],
    ['a default fills in for empty', withDefault(duration(), '60m'), '', 3600],
    ['an expression default is the runner’s to fill', fromRunner(text('a sha'), 'github.sha'), '', undefined],
    ['seconds', duration(), '90s', 90],
    ['minutes', duration(), '15m', 900],
    ['hours', duration(), '2h', 7200],
    ['bare number', duration(), '42', 42],
    ['auto', durationOrAuto(), 'auto', 'auto'],
    ['auto or a duration', durationOrAuto(), '3s', 3],
    ['whole number', integer(0), '7', 7],
    ['negative number', integer(-10), '-3', -3],
    ['true', boolean(), 'true', true],
    ['False', boolean(), 'False', false],
    ['list by lines and commas', list('names'), 'a, b\n\nc', ['a', 'b', 'c']],
    ['absent list', list('names'), undefined, []],
    ['moment', moment(), '2026-01-31T10:30:00+01:00', Date.UTC(2026, 0, 31, 9, 30)],
    ['url', url(), 'https://example.com/x', 'https://example.com/x'],
  ])('%s', (_, field, given, value) => expect(read(field, given)).toEqual(value));
});

describe('what is refused, in one line that names the input and what it accepts', () => {
  test.each<[string, Field<unknown>, string, RegExp]>([
    [
      'word for duration',
      duration(),
      'soon',
      /"an-input": expected a duration such as 90s, 15m or 2h, got "soon"/,
    ],
    ['negative duration', duration(), '-5s', /duration/],
    ['too short', duration(2), '1s', /at least 2s/],
    ['unknown choice', oneOf('wait', 'fail'), 'stop', /expected one of wait, fail, got "stop"/],
    ['choice in capitals', oneOf('wait', 'fail'), 'WAIT', /one of/],
    ['yes for boolean', boolean(), 'yes', /expected true or false/],
    ['fraction', integer(0), '1.5', /whole number of at least 0/],
    ['beyond bounds', integer(1, 5), '6', /from 1 to 5/],
    ['number beyond precision', integer(0), '9007199254740993', /whole number/],
    ['list item', list('sizes', /^\d+$/), '1,x', /separated by newlines or commas/],
    ['moment without a time zone', moment(), '2026-01-31T09:30:00', /ISO 8601/],
    ['other scheme', url(), 'javascript:alert(1)', /http/],
    ['pattern', matching(/^[a-z]+$/, 'small letters'), 'ABC', /small letters/],
    ['newline in the value', matching(/^[a-z]+$/, 'small letters'), 'x\n::error::y', /got "x ::error::y"/],
  ])('%s', (_, field, given, message) => {
    expect(() => read(field, given)).toThrow(UserError);
    expect(() => read(field, given)).toThrow(message);
  });

  test('a missing required input', () => {
    expect(() => read(required(text('a place')))).toThrow('Input "an-input" is required: a place.');
  });

  test('a secret is never quoted', () => {
    const field = secret(matching(/^xoxb-/, 'a bot token'));
    expect(() => read(field, 'hunter2')).toThrow(/^(?!.*hunter2).*expected a bot token/);
  });

  test('whatever the text, the message is one line', () => {
    fc.assert(
      fc.property(anyText(), (given) => {
        try {
          read(matching(/^only this$/, 'only this'), given);
        } catch (error) {
          expect((error as Error).message).not.toMatch(/[\p{Cc}\u2028]/u);
        }
      }),
    );
  });
});

test('the runner’s variable keeps hyphens and turns blanks into underscores', () => {
  expect(inputVariable('github-token')).toBe('INPUT_GITHUB-TOKEN');
  expect(inputVariable('my input')).toBe('INPUT_MY_INPUT');
});

test('secrets are listed for masking, trimmed as they are used', () => {
  const fields: Fields = { token: secret(text('a token')), name: text('a name') };
  expect(secretValues(fields, { INPUT_TOKEN: ' s3cr3t\n', INPUT_NAME: 'x' })).toEqual(['s3cr3t']);
});
