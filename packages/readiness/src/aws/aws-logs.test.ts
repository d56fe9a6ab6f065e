import { ECSClient } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { tailReader } from './aws-logs.ts';
import { logStreamOf } from './container-logs.ts';

const TASK = 'arn:aws:ecs:eu-west-1:123456789012:task/shop/0a1b';
const client = new ECSClient({
  region: 'eu-west-1',
  credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example', sessionToken: 'session' },
});

function logs(answer: () => Response, env: NodeJS.ProcessEnv = {}) {
  const asked: { url: string; init: RequestInit }[] = [];
  const send = (async (url: URL, init: RequestInit) => {
    asked.push({ url: String(url), init });
    return answer();
  }) as typeof fetch;
  return { asked, tail: tailReader(client, env, send) };
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
  const { asked, tail } = logs(() =>
    Response.json({ events: [{ message: 'starting\n' }, { message: 'no DB_URL' }] }),
  );
  expect(await tail({ group: '/shop', stream: 'ecs/web/0a1b' })).toEqual(['starting', 'no DB_URL']);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.url).toBe('https://logs.eu-west-1.amazonaws.com/');
  expect(JSON.parse(String(asked[0]?.init.body))).toMatchObject({
    logStreamName: 'ecs/web/0a1b',
    startFromHead: false,
  });
  expect(asked[0]?.init.headers).toMatchObject({
    'x-amz-target': 'Logs_20140328.GetLogEvents',
    'x-amz-security-token': 'session',
    authorization: expect.stringMatching(
      /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/eu-west-1\/logs\/aws4_request, SignedHeaders=.*host/,
    ),
  });
});

test('goes where the SDKs would go', async () => {
  const { asked, tail } = logs(() => Response.json({}), { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' });
  expect(await tail({ group: 'g', stream: 's' })).toEqual([]);
  expect(asked[0]?.url).toBe('http://127.0.0.1:4566/');
});

test('names CloudWatch’s own error', async () => {
  const { tail } = logs(() => Response.json({ __type: 'com.amazon#AccessDeniedException' }, { status: 400 }));
  await expect(tail({ group: 'g', stream: 's' })).rejects.toMatchObject({ code: 'AccessDeniedException' });
});
