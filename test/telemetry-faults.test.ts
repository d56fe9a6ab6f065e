// Whatever is wrong with the receiver: the job is green, and one warning says what and how to correct it.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addRepository, addToken } from '@signalbox/simulator/github/builders';
import { type GitHubSimulator, startGitHub } from '@signalbox/simulator/github/server';
import { type OtlpAnswer, type OtlpReceiver, startOtlp } from '@signalbox/simulator/otlp/server';
import { type Place, startRun } from './start-run.ts';

let github: GitHubSimulator;
let place: Place;
const receivers: OtlpReceiver[] = [];
beforeAll(async () => {
  github = await startGitHub();
  const repository = addRepository(github.state, 'octo/shop');
  place = { github, repository, token: addToken(github.state, [repository]) };
});
afterAll(async () => {
  await Promise.all(receivers.map((each) => each.close()));
  await github.close();
});

async function answering(answer: OtlpAnswer, scheme = 'http'): Promise<string> {
  const receiver = await startOtlp();
  receivers.push(receiver);
  receiver.answer = () => answer;
  return receiver.url.replace('http', scheme);
}

const SECRET = 'glc_Zm9vYmFyYmF6';

const FAULTS: readonly (readonly [string, () => Promise<string>, RegExp])[] = [
  [
    'DNS',
    async () => 'https://collector.invalid',
    /name of collector\.invalid is not known.*correct "otlp-endpoint"/,
  ],
  ['refused', async () => 'http://127.0.0.1:9', /nobody listens at 127\.0\.0\.1:9.*start the collector/],
  [
    'TLS',
    () => answering({ status: 200 }, 'https'),
    /TLS with 127\.0\.0\.1:\d+ failed.*OTEL_EXPORTER_OTLP_CERTIFICATE/,
  ],
  [
    '401',
    () => answering({ status: 401, body: `bad token ${SECRET}` }),
    /it answered 401 \(bad token \*\*\*\).*correct "otlp-headers"/,
  ],
  ['415', () => answering({ status: 415 }), /it answered 415.*takes OTLP over HTTP as protobuf/],
  [
    '429',
    () => answering({ status: 429, headers: { 'retry-after': '30' } }),
    /it answered 429, and asks to wait 30 s.*next ending sends the totals again/,
  ],
  [
    '500',
    () => answering({ status: 500, body: 'invalid temporality' }),
    /it answered 500 \(invalid temporality\).*look at its log/,
  ],
  ['hang', () => answering('hang'), /did not answer in time.*overloaded or a firewall/],
];

test('eight faults: green, one warning each, with its cure, and no secret', async () => {
  const job = startRun(place);
  for (const [name, endpoint] of FAULTS)
    await job.use(
      'coordinate',
      {
        ...{ environment: `e-${name}`, settle: '2s', 'otlp-endpoint': await endpoint() },
        'otlp-headers': `Authorization=Bearer%20${SECRET}`,
      },
      { name },
    );
  const { status, steps } = await job.finish();
  expect(status).toBe('success');
  for (const [name, , cure] of FAULTS) {
    const post = steps.find((step) => step.phase === 'post' && step.name.includes(name));
    const warnings = post?.annotations.map(({ level, title, message }) => [level, title, message]);
    expect({ name, warnings }).toEqual({
      name,
      warnings: [['warning', 'Telemetry', expect.stringMatching(cure)]],
    });
    expect(post?.stdout).not.toContain(SECRET);
  }
});

test('an address that would send headers in the clear is refused before anything is done', async () => {
  const job = startRun(place);
  const step = await job.use('coordinate', {
    environment: 'clear',
    'otlp-endpoint': 'http://collector:4318',
  });
  expect(step.conclusion).toBe('failure');
  expect(step.stdout).toContain('Input "otlp-endpoint": expected an https:// address');
  expect((await job.finish()).status).toBe('failure');
});

test('the same in a variable that the job has for others fails no deployment', async () => {
  const job = startRun(place, { env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' } });
  await job.use('coordinate', { environment: 'variable', settle: '2s' });
  const { status, annotations } = await job.finish();
  expect(status).toBe('success');
  expect(annotations.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /^Telemetry was not sent\. Variable OTEL_EXPORTER_OTLP_ENDPOINT: expected an https/,
    ),
  ]);
});

test.each([
  [{ OTEL_SDK_DISABLED: 'true' }, 0],
  [{ OTEL_TRACES_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' }, 1],
  [{ OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' }, 3],
])('OpenTelemetry’s own variables are followed: %j', async (env, requests) => {
  const receiver = await startOtlp();
  receivers.push(receiver);
  const job = startRun(place, { env: { ...env, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url } });
  await job.use('coordinate', { environment: `variables${requests}`, settle: '2s' });
  expect((await job.finish()).annotations).toEqual([]);
  expect(receiver.requests).toHaveLength(requests);
  if (requests === 3) expect(receiver.requests[0]?.headers['content-encoding']).toBe('gzip');
});
