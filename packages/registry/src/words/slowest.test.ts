import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatSlowest, parseSlowest, type SlowResource } from './slowest.ts';

const name = (most: number) =>
  fc
    .array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCXYZ0123456789'), {
      minLength: 1,
      maxLength: most,
    })
    .map((letters) => letters.join(''));
const type = fc.oneof(
  fc.tuple(name(30), name(40)).map(([service, kind]) => `AWS::${service}::${kind}`),
  name(60).map((kind) => `Custom::${kind}`),
  fc.tuple(name(9), name(9), name(9)).map((parts) => parts.join('::')),
  name(9).map((kind) => `Org::Svc::${kind}::MODULE`),
);
const resource = fc.record({ resource: name(80), type, seconds: fc.integer({ min: 0, max: 400_000 }) });

test('what fits into a status is read back, the slowest first, at most five', () => {
  fc.assert(
    fc.property(fc.array(resource, { maxLength: 12 }), (all) => {
      const words = formatSlowest(all);
      if (words === undefined) return expect(all.every(tooLong)).toBe(true);
      expect(words.length).toBeLessThanOrEqual(140);
      const read = parseSlowest(words) ?? [];
      expect(read.length).toBeGreaterThan(0);
      expect(read.length).toBeLessThanOrEqual(5);
      for (const one of read) expect(all).toContainEqual(one);
      const seconds = read.map((one) => one.seconds);
      expect(seconds).toEqual(seconds.toSorted((a, b) => b - a));
    }),
  );
});

const tooLong = ({ resource: id, type: kind, seconds }: SlowResource) =>
  `slowest: ${id} ${kind.replace(/^AWS::/, '')} ${seconds}s`.length > 140;

test('the words people see', () => {
  const database = { resource: 'Database', type: 'AWS::RDS::DBInstance', seconds: 412.4 };
  const site = { resource: 'Site', type: 'Custom::Site', seconds: 60 };
  expect(formatSlowest([site, database])).toBe(
    'slowest: Database RDS::DBInstance 412s, Site Custom::Site 60s',
  );
  expect(formatSlowest([])).toBeUndefined();
});

test('names that are none are not written', () => {
  const hostile = ['<b>', 'a, b', 'x\n::error::y', '', 'a'.repeat(300)];
  const named = hostile.map((resource) => ({ resource, type: 'AWS::SQS::Queue', seconds: 9 }));
  expect(formatSlowest(named)).toBeUndefined();
});

test.each([
  'slowest: 42% of change 0123abcd, 1 of 3 resources, about 2 min left (1 min to 3 min)',
  'slowest: failing, Db: no space 3s',
  'slowest: changed nothing',
  'slowest: A RDS::B 3s, <script>',
  'slowest: A RDS::B 99999999s',
  'deploying',
])('%s is none', (text) => expect(parseSlowest(text)).toBeUndefined());
