// Others repeat our secrets: GitHub or a proxy in an answer, a library in an error. Nothing of that gets out.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fastTime } from '@signalbox/simulator/runner/fast-time';
import { startLonelyRun } from './start-run.ts';

/** Refusals that may pass are asked about again for a minute. */
const time = fastTime(20);

/** As GitHub's tokens become: a signed claim of some 520 characters (github.blog/changelog, 2026). */
const TOKEN = `ghs_${'eyJhbGciOiJSUzI1NiJ9'.repeat(8)}.${'eyJpc3MiOiJnaXRodWI_-'.repeat(12)}.${'c2ln-_'.repeat(16)}`;
const SLACK_TOKEN = 'xoxb-2222-repeatedbysomeproxy';

let server: Server;
let url: string;
/** Answers whatever it is asked with all that it was told. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const said = `${JSON.stringify(request.headers)} ${Buffer.from(String(request.headers.authorization)).toString('base64')}`;
    const json = JSON.stringify({ message: `proxy: not allowed: ${said}`, ok: false, error: said });
    response.writeHead(request.url?.includes('html') ? 502 : 403, { 'content-type': 'application/json' });
    response.end(json);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const SECRETS = [TOKEN, SLACK_TOKEN, 'wJalrXUtnFEMIsecretaccesskey'];

/** What a part of a secret would show, too: no run of 16 characters of it. */
const partsOf = (secret: string) =>
  Array.from({ length: secret.length - 16 }, (_, at) => secret.slice(at, at + 16));

async function printed(action: string, inputs: Record<string, string>, token = TOKEN): Promise<string> {
  const { use, finish } = startLonelyRun({
    context: { token, api_url: url, graphql_url: `${url}/graphql` },
    env: {
      ...time.variables(),
      ...{ AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMIsecretaccesskey' },
      ...{ AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: url, RUNNER_DEBUG: '1' },
    },
  });
  await use(action, { environment: 'production', ...inputs });
  const { steps } = await finish();
  const lines = steps
    .flatMap(({ raw }) => raw.split('\n'))
    .filter((line) => !line.startsWith('::add-mask::'));
  return [
    ...lines,
    ...steps.map(({ summary, outputs, state }) => JSON.stringify({ summary, outputs, state })),
  ].join('\n');
}

const slack = () => ({
  'slack-token': SLACK_TOKEN,
  'slack-api-url': `${url}/api/`,
  'updates-channel': 'C0123456789',
});

test.each<[string, string, () => Record<string, string>]>([
  ['coordinate', 'acquire', () => ({ 'wait-timeout': '20s' })],
  ['coordinate', 'status', () => ({ operation: 'status' })],
  ['coordinate', 'cleanup', () => ({ operation: 'cleanup' })],
  ['estimate-time', 'history', () => ({})],
  ['monitor', 'a stack', () => ({ 'stack-name': 'shop', timeout: '100s' })],
  [
    'notify',
    'Slack',
    () => ({ event: 'failed', ...slack(), 'delivery-budget': '40s', 'fail-on-error': 'true' }),
  ],
  [
    'guard',
    'all',
    () => ({ 'stack-name': 'shop', 'aws-region': 'eu-west-1', ...slack(), 'wait-timeout': '20s' }),
  ],
])('%s, %s: an answer that repeats them', async (action, _, inputs) => {
  const text = await printed(action, inputs());
  expect(text).not.toBe('');
  for (const secret of SECRETS) expect(partsOf(secret).filter((part) => text.includes(part))).toEqual([]);
  for (const shift of [0, 1, 2]) {
    const encoded = Buffer.from(`${'x'.repeat(shift)}${TOKEN}`)
      .toString('base64')
      .slice(8, 60);
    expect(text).not.toContain(encoded);
  }
});

test.each([`${TOKEN}\u0001x`, `ghs_firstlineoftoken\n${TOKEN}`, `${TOKEN}\u2028`])(
  'a token that no header can hold is not quoted',
  async (token) => {
    const text = await printed('coordinate', { 'wait-timeout': '20s' }, token);
    expect(partsOf(TOKEN).filter((part) => text.includes(part))).toEqual([]);
    expect(text).not.toContain('ghs_firstlineoftoken');
  },
);

test.each<[string, Record<string, string>]>([
  ['slack-api-url', { 'slack-api-url': 'http://slack.example/api/' }],
  ['slack-webhook-url', { 'slack-webhook-url': 'http://hooks.example/services/T0/B0/secretofthehook' }],
  ['pager-url', { 'pager-url': 'https://user:hunter22@events.example/v2/enqueue' }],
  ['environment-url', { 'environment-url': 'https://user:hunter22@shop.example' }],
])('%s in the clear, or with a password, is refused and not quoted', async (name, given) => {
  const text = await printed('notify', { event: 'start', ...slack(), ...given });
  expect(text).toContain(`Input "${name}"`);
  expect(text).not.toMatch(/hunter22|secretofthehook/);
});
