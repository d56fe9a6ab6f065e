import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECSClient } from '@aws-sdk/client-ecs';
import { afterEach, expect, test } from '@jest/globals';
import { systemClock } from '@signalbox/runner/clock';
import { logStreamOf, tailFetcher } from './logs.ts';

const TASK = 'arn:aws:ecs:eu-west-1:123456789012:task/shop/0a1b';
const ecs = new ECSClient({
  region: 'eu-west-1',
  credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example', sessionToken: 'session' },
});
const environment = { ...process.env };
afterEach(() => {
  process.env = { ...environment };
});

interface Asked {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The real SDK; what it would send is answered here. */
function logs(answer: object, statusCode = 200) {
  const asked: Asked[] = [];
  const handle = async (request: Asked) => {
    asked.push(request);
    const headers = { 'content-type': 'application/x-amz-json-1.1' };
    const body = Buffer.from(JSON.stringify(answer));
    return { response: { statusCode, headers, body } };
  };
  const prepare = ({ config }: CloudWatchLogsClient) =>
    Object.assign(config, { requestHandler: { handle, destroy: () => {} } });
  return { asked, tail: tailFetcher({ ecs, clock: systemClock, prepare }) };
}

const definition = (options: Record<string, string>, logDriver: 'awslogs' | 'splunk' = 'awslogs') => ({
  containerDefinitions: [{ name: 'web', logConfiguration: { logDriver, options } }],
});

test.each([
  [
    definition({ 'awslogs-group': '/shop', 'awslogs-stream-prefix': 'ecs' }),
    { group: '/shop', stream: 'ecs/web/0a1b' },
  ],
  [
    definition({ 'awslogs-group': 'g', 'awslogs-stream-prefix': 'p', 'awslogs-region': 'us-east-1' }),
    { group: 'g', stream: 'p/web/0a1b', region: 'us-east-1' },
  ],
  [definition({ 'awslogs-group': 'g' }), undefined],
  [definition({ 'awslogs-group': 'g', 'awslogs-stream-prefix': 'p' }, 'splunk'), undefined],
  [{}, undefined],
])('the stream of %j', (given, stream) => expect(logStreamOf(given, 'web', TASK)).toEqual(stream));

test('asks for the newest lines with one signed request', async () => {
  const { asked, tail } = logs({ events: [{ message: 'starting\n' }, { message: 'no DB_URL' }] });
  expect(await tail({ group: '/shop', stream: 'ecs/web/0a1b' })).toEqual(['starting', 'no DB_URL']);
  expect(asked).toHaveLength(1);
  expect(JSON.parse(new TextDecoder().decode(asked[0]?.body))).toEqual({
    ...{ logGroupName: '/shop', logStreamName: 'ecs/web/0a1b', limit: 10, startFromHead: false },
  });
  expect(asked[0]?.headers).toMatchObject({
    'x-amz-target': 'Logs_20140328.GetLogEvents',
    'x-amz-security-token': 'session',
    authorization: expect.stringMatching(
      /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/eu-west-1\/logs\/aws4_request, SignedHeaders=.*host/,
    ),
  });
});

test.each([
  ['eu-west-1', 'logs.eu-west-1.amazonaws.com'],
  ['cn-north-1', 'logs.cn-north-1.amazonaws.com.cn'],
  ['us-gov-west-1', 'logs.us-gov-west-1.amazonaws.com'],
  ['us-iso-east-1', 'logs.us-iso-east-1.c2s.ic.gov'],
  ['us-isob-east-1', 'logs.us-isob-east-1.sc2s.sgov.gov'],
  ['eusc-de-east-1', 'logs.eusc-de-east-1.amazonaws.eu'],
])('the partition of %s has its own address: %s', async (region, hostname) => {
  const { asked, tail } = logs({});
  expect(await tail({ group: 'g', stream: 's', region })).toEqual([]);
  expect(asked[0]).toMatchObject({ protocol: 'https:', hostname });
  expect(asked[0]?.headers['authorization']).toContain(`/${region}/logs/`);
});

test.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_CLOUDWATCH_LOGS'])('goes where %s says', async (name) => {
  process.env[name] = 'http://127.0.0.1:4566';
  const { asked, tail } = logs({});
  await tail({ group: 'g', stream: 's' });
  expect(asked[0]).toMatchObject({ protocol: 'http:', hostname: '127.0.0.1', port: 4566 });
});

test('names CloudWatch’s own error', async () => {
  const { tail } = logs({ __type: 'com.amazon#AccessDeniedException' }, 400);
  await expect(tail({ group: 'g', stream: 's' })).rejects.toMatchObject({ code: 'AccessDeniedException' });
});
