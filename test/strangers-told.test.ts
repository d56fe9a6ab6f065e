// Attacks on what is told and on secrets: who stands in between sends us elsewhere, or repeats a secret in another form.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { fastTime } from '@signalbox/simulator/runner/fast-time';
import { startLonelyRun } from './start-run.ts';

/** Refusals that may pass are asked about again for a minute. */
const time = fastTime(20);

const TOKEN = `ghs_${'eyJhbGciOiJSUzI1NiJ9'.repeat(8)}.${'eyJpc3MiOiJnaXRodWI_-'.repeat(12)}.${'c2ln-_'.repeat(16)}`;
const SLACK_TOKEN = 'xoxb-2222-sentelsewherebysome';
const HOOK = 'services/T0000/B0000/secretofthehook99';
const PAGER_KEY = 'R0secretofthepager'.padEnd(32, '0');
const SESSION = `IQoJb3JpZ2luX2VjE/A+b/${'Zm9v/2Jh+cg'.repeat(6)}/==`;
const SECRETS = [TOKEN, SLACK_TOKEN, HOOK, PAGER_KEY, SESSION];

/** What arrived where nothing of ours has any business. */
let stolen: string[];
let elsewhere: Server;
let between: Server;
/** How what stands in between answers. */
let answer: (request: IncomingMessage, body: string) => { status: number; location?: string; body?: string };

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
function serve(take: (request: IncomingMessage, body: string) => ReturnType<typeof answer>): Promise<Server> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const { status, location, body: said = '{}' } = take(request, body);
      const headers = { 'content-type': 'application/json', ...(location && { location }) };
      response.writeHead(status, headers).end(said);
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

beforeAll(async () => {
  elsewhere = await serve((request, body) => {
    stolen.push(`${request.url} ${JSON.stringify(request.headers)} ${body}`);
    return { status: 200, body: '{"ok":true}' };
  });
  between = await serve((request, body) => answer(request, body));
});
afterAll(() => {
  elsewhere.close();
  between.close();
});
beforeEach(() => {
  stolen = [];
});

const WAYS: Readonly<Record<string, () => Record<string, string>>> = {
  Slack: () => ({
    ...{ 'slack-token': SLACK_TOKEN, 'slack-api-url': `${addressOf(between)}/api/` },
    'updates-channel': 'C0123456789',
  }),
  webhook: () => ({ 'slack-webhook-url': `${addressOf(between)}/${HOOK}` }),
  pager: () => ({ 'pager-url': `${addressOf(between)}/v2/enqueue`, 'pager-key': PAGER_KEY }),
};

async function printed(action: string, inputs: Record<string, string>): Promise<string> {
  const url = addressOf(between);
  const { use, finish } = startLonelyRun({
    context: { token: TOKEN, api_url: url, graphql_url: `${url}/graphql` },
    env: {
      ...time.variables(),
      ...{ AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMIsecretaccesskey' },
      ...{ AWS_SESSION_TOKEN: SESSION, AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: url, RUNNER_DEBUG: '1' },
    },
  });
  await use(action, { environment: 'production', ...inputs });
  const { steps } = await finish();
  const lines = steps.flatMap(({ raw }) => raw.split('\n')).filter((one) => !one.startsWith('::add-mask::'));
  const told = steps.map(({ summary, outputs, state }) => JSON.stringify({ summary, outputs, state }));
  return [...lines, ...told].join('\n');
}

const MONITOR = { 'stack-name': 'shop', timeout: '100s' };

describe.each([302, 307, 308])('sent elsewhere with %d', (status) => {
  beforeEach(() => {
    answer = ({ url = '/' }) => ({ status, location: `${addressOf(elsewhere)}${url}` });
  });

  test.each(Object.keys(WAYS))('by what should be %s, no secret arrives there', async (way) => {
    await printed('notify', { event: 'failed', 'delivery-budget': '40s', ...WAYS[way]?.() });
    // A webhook's address is the secret: the one who sends us elsewhere knows it, and no message follows it.
    if (way !== 'webhook')
      expect(stolen.filter((each) => SECRETS.some((one) => each.includes(one)))).toEqual([]);
    else expect(stolen).toEqual([]);
  });

  test.each([
    ['coordinate', { 'wait-timeout': '20s' }],
    ['monitor', MONITOR],
  ])('by what should be GitHub or AWS, no secret of %s arrives there', async (action, inputs) => {
    await printed(action, inputs);
    expect(stolen.filter((each) => SECRETS.some((one) => each.includes(one)))).toEqual([]);
  });
});

const hexOf = (mark: string) => mark.charCodeAt(0).toString(16);

/** How PHP, HTML pages and hand-made proxies write what they were sent. */
const FORMS: Readonly<Record<string, (secret: string) => string>> = {
  'percent-encoded': encodeURIComponent,
  'percent-encoded in small letters': (secret) =>
    encodeURIComponent(secret).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  'with escaped slashes': (secret) => secret.replaceAll('/', '\\/'),
  'as HTML': (secret) => secret.replace(/[^A-Za-z0-9]/g, (mark) => `&#x${mark.charCodeAt(0).toString(16)};`),
  // Mustache leaves the dot (https://github.com/janl/mustache.js: escapeHtml).
  'as mustache writes it': (secret) => secret.replace(/[/=`]/g, (mark) => `&#x${hexOf(mark).toUpperCase()};`),
  'in a mixture of forms': (secret) => {
    const ways = [(mark: string) => `%${hexOf(mark)}`, (mark: string) => `&#${mark.charCodeAt(0)};`];
    const others = [(mark: string) => `\\u00${hexOf(mark)}`, (mark: string) => `%25${hexOf(mark)}`, String];
    const all = [...ways, ...others];
    return secret.replace(/[^A-Za-z]/g, (mark, at: number) => all[at % all.length]?.(mark) ?? mark);
  },
  'in base64': (secret) => Buffer.from(`x-access-token:${secret}`).toString('base64'),
};

describe.each(Object.entries(FORMS))('repeated %s', (_, form) => {
  test.each<[string, readonly string[], () => Record<string, string>]>([
    ['coordinate', [TOKEN], () => ({ 'wait-timeout': '20s' })],
    ['monitor', [TOKEN, SESSION], () => MONITOR],
    [
      'notify',
      [TOKEN, SLACK_TOKEN],
      () => ({ event: 'failed', 'delivery-budget': '40s', 'fail-on-error': 'true', ...WAYS['Slack']?.() }),
    ],
  ])('no secret of %s is printed', async (action, sent, inputs) => {
    const repeated = sent.map(form);
    answer = () => {
      const message = `proxy refused: ${repeated.join(' ')}`;
      return { status: 403, body: JSON.stringify({ message, ok: false, error: message }) };
    };
    const text = await printed(action, inputs());
    for (const one of repeated) {
      const parts = Array.from({ length: Math.max(0, one.length - 24) }, (__, at) => one.slice(at, at + 24));
      // What the encoding adds to the words before is no secret.
      expect(parts.slice(16).filter((part) => text.includes(part))).toEqual([]);
    }
  });
});
