import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { virtualClock } from '@signalbox/simulator/clock';
import { startOtlp } from '@signalbox/simulator/otlp/server';
import { otlpConfig, parseHeaders } from './config.ts';
import { exportAll, type Signals } from './export.ts';
import { signedHeaders } from './sign.ts';
import { troubleOfAnswer, troubleOfError } from './trouble.ts';

const urls = (inputs: { endpoint?: string; headers?: string }, env: Record<string, string> = {}) =>
  otlpConfig(inputs, env)?.destinations.map(({ url }) => url);

describe('where it goes', () => {
  test.each([
    [{}, {}, undefined],
    [
      { endpoint: 'https://o.example' },
      {},
      ['https://o.example/v1/traces', 'https://o.example/v1/metrics', 'https://o.example/v1/logs'],
    ],
    [
      { endpoint: 'https://o.example/otlp/' },
      { OTEL_LOGS_EXPORTER: 'none' },
      ['https://o.example/otlp/v1/traces', 'https://o.example/otlp/v1/metrics'],
    ],
    [
      {},
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' },
      [
        'http://localhost:4318/v1/traces',
        'http://localhost:4318/v1/metrics',
        'http://localhost:4318/v1/logs',
      ],
    ],
    [{}, { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'https://m.example/push' }, ['https://m.example/push']],
    [{ endpoint: 'https://o.example' }, { OTEL_SDK_DISABLED: 'true' }, undefined],
    [
      { endpoint: 'cloudwatch:eu-west-1' },
      {},
      [
        'https://xray.eu-west-1.amazonaws.com/v1/traces',
        'https://monitoring.eu-west-1.amazonaws.com/v1/metrics',
      ],
    ],
    [
      { endpoint: 'cloudwatch', headers: 'x-aws-log-group=/shop,x-aws-log-stream=s' },
      { AWS_REGION: 'cn-north-1' },
      [
        'https://xray.cn-north-1.amazonaws.com.cn/v1/traces',
        'https://monitoring.cn-north-1.amazonaws.com.cn/v1/metrics',
        'https://logs.cn-north-1.amazonaws.com.cn/v1/logs',
      ],
    ],
  ])('%j %j', (inputs, env, expected) =>
    expect(urls(inputs, env as Record<string, string>)).toEqual(expected),
  );

  test.each([
    [
      {},
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' },
      /^Variable OTEL_EXPORTER_OTLP_ENDPOINT: expected an https/,
    ],
    [{ endpoint: 'cloudwatch' }, {}, /without a region/],
    [
      { endpoint: 'https://o.example' },
      { OTEL_EXPORTER_OTLP_CERTIFICATE: '/no/such.pem' },
      /OTEL_EXPORTER_OTLP_CERTIFICATE: the file/,
    ],
  ])('refuses %j %j', (inputs, env, words) => expect(() => otlpConfig(inputs, env)).toThrow(words));

  test('headers of the input, and of the variables', () => {
    expect(parseHeaders('Authorization=Basic%20Zm9v%3D, x-scope = a b\nz=1%', 'x')).toEqual({
      authorization: 'Basic Zm9v=',
      'x-scope': 'a b',
      z: '1%',
    });
    expect(() => parseHeaders('a=1,geheim', 'Input "otlp-headers"')).toThrow(
      /header 2 is not name=value(?!.*geheim)/,
    );
    expect(() => parseHeaders('a=x%0d%0ahost:%20evil', 'x')).toThrow('header 1');
  });

  test('lowmemory is delta here; resource attributes and the service are taken over', () => {
    const config = otlpConfig(
      { endpoint: 'https://o.example' },
      {
        OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'LowMemory',
        OTEL_RESOURCE_ATTRIBUTES: 'team=a%20b,service.name=x',
        OTEL_SERVICE_NAME: 'shop',
      },
    );
    expect(config).toMatchObject({ temporality: 'delta', resource: { team: 'a b', 'service.name': 'shop' } });
  });
});

const destination = {
  signal: 'metrics',
  url: 'https://o.example/v1/metrics',
  headers: {},
  timeoutMs: 1,
  gzip: false,
} as const;

describe('what went wrong, and the cure', () => {
  test.each([
    [{ status: 401 }, false, /"otlp-headers"/],
    [{ status: 403 }, false, /"otlp-headers"/],
    [{ status: 404 }, false, /"otlp-endpoint"/],
    [{ status: 415 }, false, /protobuf/],
    [{ status: 429, retryAfter: '2' }, true, /next ending/],
    [{ status: 503 }, true, /next ending/],
    [{ status: 500 }, false, /TEMPORALITY/],
    [{ status: 302 }, false, /redirects/],
  ])('%j', (answer, again, cure) => {
    const trouble = troubleOfAnswer({ body: new Uint8Array(), ...answer }, destination, 0);
    expect(trouble).toMatchObject({ retry: again, cure: expect.stringMatching(cure) });
  });
  test.each([
    ['ENOTFOUND', /name of o.example is not known/],
    ['ECONNREFUSED', /nobody listens/],
    ['SELF_SIGNED_CERT_IN_CHAIN', /TLS/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /TLS/],
    ['CERT_HAS_EXPIRED', /TLS/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /TLS/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', /TLS/],
    ['ECONNRESET', /could not be asked/],
  ])('%s', (code, what) => {
    expect(troubleOfError(Object.assign(new Error('x'), { code }), destination).what).toMatch(what);
  });
  test('at AWS a refusal names the permission', () => {
    const aws = { ...destination, aws: { service: 'monitoring', region: 'eu-west-1' } };
    expect(troubleOfAnswer({ status: 403, body: new Uint8Array() }, aws, 0).cure).toContain(
      'cloudwatch:PutMetricData',
    );
  });
  test('a date in Retry-After is a date', () => {
    const answer = { status: 429, retryAfter: 'Thu, 01 Jan 1970 00:00:09 GMT', body: new Uint8Array() };
    expect(troubleOfAnswer(answer, destination, 2000).afterMs).toBe(7000);
  });
});

test('a request to AWS is signed over its body, as Signature Version 4 says', async () => {
  const credentials = {
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI',
    sessionToken: 'session',
  };
  const now = Date.UTC(2026, 10, 28, 12, 0, 0);
  const url = 'https://monitoring.eu-west-1.amazonaws.com/v1/metrics';
  const aws = { service: 'monitoring', region: 'eu-west-1' };
  const headers = await signedHeaders({ ...destination, url, aws }, Buffer.from('body'), {
    credentials,
    now,
  });
  // By hand, from docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.
  const [, names = '', signature = ''] =
    /SignedHeaders=([^,]+), Signature=(\w+)/.exec(headers['authorization'] ?? '') ?? [];
  expect(names.split(';')).toEqual(
    expect.arrayContaining(['host', 'x-amz-content-sha256', 'x-amz-date', 'x-amz-security-token']),
  );
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const canonical = [
    'POST',
    '/v1/metrics',
    '',
    ...names.split(';').map((name) => `${name}:${headers[name]}`),
    '',
    names,
    hash('body'),
  ].join('\n');
  const scope = '20261128/eu-west-1/monitoring/aws4_request';
  const text = ['AWS4-HMAC-SHA256', '20261128T120000Z', scope, hash(canonical)].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>(
      (secret, part) => createHmac('sha256', secret).update(part).digest(),
      `AWS4${credentials.secretAccessKey}`,
    );
  expect(signature).toBe(createHmac('sha256', key).update(text).digest('hex'));
});

const signals: Signals = {
  metrics: () => [],
  traces: () => [
    {
      ...{ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), name: 'deploy qa', startedAt: 0, endedAt: 1 },
      ...{ attributes: {}, links: [] },
    },
  ],
};

test.each([
  ['a Retry-After that fits is waited for', { status: 429, headers: { 'retry-after': '1' } }, 3, 2000],
  ['one that does not is not', { status: 429, headers: { 'retry-after': '30' } }, 1, 0],
  ['three tries at most', { status: 503 }, 3, 1000],
  ['what will not pass is not tried again', { status: 401 }, 1, 0],
])('%s', async (_, answer, requests, sleptMs) => {
  const receiver = await startOtlp();
  receiver.answer = () => answer;
  const clock = virtualClock();
  const before = clock.now();
  const config = otlpConfig(
    { endpoint: receiver.url },
    { OTEL_LOGS_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' },
  );
  if (config === undefined) throw new Error('no configuration');
  const [exported] = await exportAll(signals, config, { clock, random: () => 1, env: {} });
  await receiver.close();
  expect(exported?.trouble?.what).toContain(`answered ${answer.status}`);
  expect(receiver.requests).toHaveLength(requests);
  expect(clock.now() - before).toBeLessThanOrEqual(Math.max(sleptMs, 0));
  expect(clock.now() - before).toBeLessThanOrEqual(5000);
});

test('what a server took in part is said', async () => {
  const receiver = await startOtlp();
  // ExportTraceServiceResponse: partial_success { rejected_spans: 2, error_message: "too old" }.
  receiver.answer = () => ({
    status: 200,
    body: Buffer.from([0x0a, 0x0b, 0x08, 0x02, 0x12, 0x07, ...Buffer.from('too old')]),
  });
  const config = otlpConfig(
    { endpoint: receiver.url },
    { OTEL_LOGS_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' },
  );
  if (config === undefined) throw new Error('no configuration');
  const [exported] = await exportAll(signals, config, { clock: virtualClock(), random: () => 1, env: {} });
  await receiver.close();
  expect(exported?.trouble?.what).toBe('it took a part only: 2 were not taken: too old');
});
