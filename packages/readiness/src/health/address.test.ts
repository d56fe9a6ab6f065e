import { describe, expect, test } from '@jest/globals';
import { anyAddress } from '@signalbox/simulator/any-text';
import fc from 'fast-check';
import { addressNames, isWithin, parseAddresses, parseStatuses, shownAddress } from './address.ts';

const parse = (text: string) => parseAddresses(text, 'health-url');

describe('addresses', () => {
  test.each([
    ['https://a.example/x\nhttps://b.example', ['https://a.example/x', 'https://b.example/']],
    [
      'https://a.example, https://b.example,\nhttp://c.example:8080/',
      ['https://a.example/', 'https://b.example/', 'http://c.example:8080/'],
    ],
    ['https://a.example/in,box?ids=1,2', ['https://a.example/in,box?ids=1,2']],
    ['https://a.example/two words', ['https://a.example/two%20words']],
    ['HTTPS://A.example/Case', ['https://a.example/Case']],
    ['http://[::1]:8080/x', ['http://[::1]:8080/x']],
    ['http://10.0.0.7/', ['http://10.0.0.7/']],
    ['https://a_b.example./', ['https://a_b.example./']],
    ['https://münchen.example/', ['https://xn--mnchen-3ya.example/']],
    [`https://${'a'.repeat(63)}.example/`, [`https://${'a'.repeat(63)}.example/`]],
    ['', []],
  ])('%j', (text, expected) => expect(parse(text)).toEqual(expected));

  test.each([
    ['credentials', 'https://mona:hunter2@shop.example/'],
    ['a user alone', 'https://hunter2@shop.example/'],
    ['credentials in the second', 'https://ok.example/\nhttps://mona:hunter2@shop.example/'],
    ['no scheme', 'shop.example/?key=hunter2'],
    ['another scheme', 'ftp://shop.example/hunter2'],
    ['no host', 'http://?hunter2'],
    ['no such port', 'http://shop.example:99999/hunter2'],
    ['a barred port', 'http://shop.example:25/hunter2'],
    ['port 0', 'http://shop.example:0/hunter2'],
    // What is left of http://$HOST/..., https://$ENV.example or https://$HOST/... where nothing was put in.
    ['a path in place of the host', 'http:///hunter2'],
    ['a host without its first part', 'https://.shop.example/hunter2'],
    ['a host without a part', 'https://a..example/hunter2'],
    ['a variable for a host', 'https://$HOST/hunter2'],
    ['a variable in braces', 'https://${HOST}.example/hunter2'],
    ['a placeholder', 'https://<host>/hunter2'],
    ['a wildcard', 'https://*.shop.example/hunter2'],
    ['another one after a semicolon', 'https://a.example;https://b.example/hunter2'],
    ['a label that is too long', `https://${'a'.repeat(64)}.example/hunter2`],
    ['a name that is too long', `https://${'abc.'.repeat(64)}example/hunter2`],
    ['two in one', 'https://a.example/hunter2 https://b.example'],
  ])('with %s are refused, and nothing of them is quoted', (_, text) => {
    expect(() => parse(text)).toThrow(/^Input "health-url": address \d /);
    expect(() => parse(text)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });

  test('are shown without query, and still distinct', () => {
    expect(shownAddress('https://a.example:8443/p/q?token=hunter2#x')).toBe('https://a.example:8443/p/q');
    expect(addressNames(['https://a/x?1', 'https://b/', 'https://a/x?2'])).toEqual([
      'https://a/x (address 1)',
      'https://b/',
      'https://a/x (address 3)',
    ]);
  });

  test('never hold credentials once accepted', () => {
    fc.assert(
      fc.property(anyAddress({ query: true }), fc.string(), (url, noise) => {
        for (const text of [url, `${url}${noise}`, url.replace('://', `://${noise}@`)]) {
          try {
            for (const each of parse(text))
              expect(new URL(each)).toMatchObject({ username: '', password: '' });
          } catch (error) {
            expect(String(error)).toContain('Input "health-url"');
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});

test.each([
  ['200', [200], [201, 302]],
  ['200-204,404', [200, 204, 404], [205, 403]],
  [' 302 ', [302], [200]],
  ['301 - 302, 500\n503', [301, 302, 500, 503], [303, 501]],
])('statuses %j', (text, inside, outside) => {
  const ranges = parseStatuses(text) ?? [];
  for (const status of inside) expect(isWithin(status, ranges)).toBe(true);
  for (const status of outside) expect(isWithin(status, ranges)).toBe(false);
});

test.each(['', ',', 'ok', '2xx', '200-', '299-200', '600', '100', '200;404', '200,,x'])(
  'no statuses: %j',
  (text) => expect(parseStatuses(text)).toBeUndefined(),
);
