import { describe, expect, test } from '@jest/globals';
import { inputVariable, parseInputs } from '@signalbox/runner/inputs';
import { bakeInputs, checkBake, parseAlarm, parseQuery } from './inputs.ts';

const read = (given: Readonly<Record<string, string>>) =>
  parseInputs(
    bakeInputs,
    Object.fromEntries(Object.entries(given).map(([name, value]) => [inputVariable(name), value])),
  );

test('without any input nothing bakes', () =>
  expect(read({})).toEqual({
    ...{
      bake: 0,
      'bake-alarms': [],
      'bake-query': [],
      'bake-query-url': undefined,
      'bake-on-breach': 'fail',
    },
  }));

test.each([
  ['errors', { kind: 'name', name: 'errors' }],
  ['My alarm (prod): 5xx', { kind: 'name', name: 'My alarm (prod): 5xx' }],
  ['shop-*', { kind: 'prefix', prefix: 'shop-' }],
  [
    'arn:aws-cn:cloudwatch:cn-north-1:123456789012:alarm:a:b',
    {
      ...{ kind: 'name', name: 'a:b', region: 'cn-north-1' },
      arn: 'arn:aws-cn:cloudwatch:cn-north-1:123456789012:alarm:a:b',
    },
  ],
  ['*', undefined],
  ['a*b', undefined],
  ['a*b*', undefined],
  ['arn:aws:sns:eu-west-1:123456789012:topic', undefined],
  ['x'.repeat(256), undefined],
])('alarm %s', (text, pattern) => expect(parseAlarm(text)).toEqual(pattern));

test.each([
  ['errors: rate(e[5m]) > 0.01', { name: 'errors', promql: 'rate(e[5m])', operator: '>', threshold: 0.01 }],
  [
    'p95: q >= 1e3 [min: sum(increase(r[5m])) >= 20]',
    {
      ...{ name: 'p95', promql: 'q', operator: '>=', threshold: 1000 },
      min: { promql: 'sum(increase(r[5m]))', operator: '>=', threshold: 20 },
    },
  ],
  [
    'cart errors: a{path="x > 1"} / b < -.5',
    { name: 'cart errors', promql: 'a{path="x > 1"} / b', operator: '<', threshold: -0.5 },
  ],
  [
    'recorded: job:errors:rate5m != 0',
    { name: 'recorded', promql: 'job:errors:rate5m', operator: '!=', threshold: 0 },
  ],
  ['job:errors:rate5m > 1', undefined],
  ['errors: rate(e[5m])', undefined],
  ['errors: x > y', undefined],
  ['errors: x > 1 [min: y]', undefined],
  ['> 1', undefined],
])('query %s', (line, query) => expect(parseQuery(line)).toEqual(query));

test.each([
  ['cloudwatch', { kind: 'cloudwatch' }],
  ['cloudwatch:eu-central-1', { kind: 'cloudwatch', region: 'eu-central-1' }],
  ['http://prometheus:9090/', { kind: 'prometheus', url: 'http://prometheus:9090/' }],
  ['https://me:secret@metrics.example/p', { kind: 'prometheus', url: 'https://me:secret@metrics.example/p' }],
])('url %s', (given, target) => expect(read({ 'bake-query-url': given })['bake-query-url']).toEqual(target));

describe('what cannot be is refused, and named', () => {
  test.each([
    [{ bake: 'ten' }, 'Input "bake"'],
    [{ 'bake-alarms': 'ok, *' }, 'Input "bake-alarms": "*"'],
    [{ 'bake-query': 'errors: x' }, 'Input "bake-query": "errors: x"'],
    [{ 'bake-query': 'a: x > 1\na: y > 1' }, 'two queries named "a"'],
    [{ 'bake-query-url': 'cloudwatch:nowhere' }, 'Input "bake-query-url"'],
    [{ 'bake-query-url': 'ftp://x' }, 'Input "bake-query-url"'],
    [{ 'bake-query-url': 'http:///prometheus' }, 'Input "bake-query-url"'],
    [{ 'bake-query-url': 'https://$PROMETHEUS/' }, 'Input "bake-query-url"'],
    [{ 'bake-query-url': 'http://prometheus:25/' }, 'Input "bake-query-url"'],
    [{ 'bake-on-breach': 'ignore' }, 'Input "bake-on-breach"'],
  ])('%j', (given, words) => expect(() => read(given)).toThrow(words));

  test('a password for an address without encryption, and it is not shown', () => {
    const given = { 'bake-query-url': 'http://me:hunter22@metrics.example' };
    expect(() => read(given)).toThrow(/not shown/);
    expect(() => read(given)).not.toThrow(/hunter22/);
  });

  test.each([
    ['http://metrics.example', 'sesame-token', /over https only/],
    ['cloudwatch', 'sesame-token', /is for a Prometheus/],
    ['', 'sesame-token', /is for a Prometheus/],
    ['https://me:x@metrics.example', 'sesame-token', /two ways to sign in/],
    ['https://metrics.example', 'sesame token', /no header can carry/],
  ])('a token for %s', (url, token, words) => {
    const given = read({ 'bake-query-url': url, 'bake-query-token': token });
    expect(() => checkBake(given)).toThrow(words);
    expect(() => checkBake(given)).not.toThrow(token);
  });

  test('a token that can be sent is not', () => {
    const given = { 'bake-query-url': 'https://metrics.example', 'bake-query-token': 'sesame-token' };
    expect(() => checkBake(read(given))).not.toThrow();
  });

  test('queries without an address, and a bake longer than the watch', () => {
    expect(() => checkBake(read({ bake: '1m', 'bake-query': 'a: x > 1' }))).toThrow('needs "bake-query-url"');
    expect(() => checkBake({ ...read({ bake: '2h' }), timeout: 7200 })).toThrow('shorter than "timeout"');
  });
});
