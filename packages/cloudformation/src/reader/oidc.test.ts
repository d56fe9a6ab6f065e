// Credentials by the job's OIDC token, against servers that play GitHub and AWS.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { virtualClock } from '@signalbox/simulator/clock';
import { type Service, startService } from '@signalbox/simulator/http';
import { regionOfRole, renewableCredentials } from './oidc.ts';

const STS = 'AWS_ENDPOINT_URL_STS';
const credentials =
  '<AccessKeyId>ASIATEST</AccessKeyId><SecretAccessKey>new</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>';
let identity: Service;
/** What GitHub answers before it gives a token. */
let troubles: number[];
/** What the provider in IAM lists. */
let audiences: readonly string[];
beforeEach(async () => {
  [troubles, audiences] = [[], ['sts.amazonaws.com']];
  const none = () => ({ status: 500, headers: {}, body: '' });
  identity = await startService({
    faultAnswers: { error: none, rateLimit: none },
    handler: ({ method, query, body }) => {
      const token = query.get('audience');
      if (method === 'GET')
        return { status: troubles.shift() ?? 200, headers: {}, body: JSON.stringify({ value: token }) };
      const asked = new URLSearchParams(body).get('WebIdentityToken') ?? '';
      if (!audiences.includes(asked)) {
        const error = '<Code>InvalidIdentityToken</Code><Message>Incorrect token audience</Message>';
        return { status: 400, headers: {}, body: `<ErrorResponse><Error>${error}</Error></ErrorResponse>` };
      }
      const result = `<AssumeRoleWithWebIdentityResult><Credentials>${credentials}</Credentials></AssumeRoleWithWebIdentityResult>`;
      const answer = `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${result}</AssumeRoleWithWebIdentityResponse>`;
      return { status: 200, headers: { 'content-type': 'text/xml' }, body: answer };
    },
  });
  process.env[STS] = identity.url;
});
afterEach(async () => {
  delete process.env[STS];
  await identity.close();
});

const open = (partition = 'aws', region?: string) =>
  renewableCredentials({
    roleArn: `arn:${partition}:iam::123456789012:role/deploy`,
    ...{ region, fetch: globalThis.fetch, clock: virtualClock(), random: () => 0.5 },
    env: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${identity.url}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runner',
    },
  });

test.each([
  ['aws', ['sts.amazonaws.com'], true],
  ['aws-cn', ['sts.amazonaws.com.cn'], true],
  ['aws-cn', ['sts.amazonaws.com'], true],
  ['aws-us-gov', ['sts.amazonaws.com'], true],
  ['aws', ['sts.amazonaws.com.cn'], false],
])('a role of %s with a provider for %j', async (partition, listed, given) => {
  audiences = listed;
  expect(await open(partition, 'eu-west-1').renew()).toBe(given);
});

test('an outage of STS while the first audience is tried is no refusal of it', async () => {
  // As often as the SDK itself tries.
  identity.faults.add({ match: /^POST/, times: 3, fault: { kind: 'status', status: 503 } });
  expect(await open('aws-cn').renew()).toBe(true);
});

test.each([
  ['aws', undefined],
  ['aws-cn', 'cn-northwest-1'],
  ['aws-us-gov', 'us-gov-west-1'],
  ['aws-iso-b', 'us-isob-east-1'],
  ['aws-eusc', 'eusc-de-east-1'],
])('a role of %s is asked for in its own partition where nothing says a region', (partition, region) =>
  expect(regionOfRole(`arn:${partition}:iam::123456789012:role/deploy`)).toBe(region),
);

test.each([
  ['an outage that passes', [503, 502, 429], true],
  ['an outage that stays', Array.from({ length: 20 }, () => 503), false],
  ['a refusal', [403], false],
])('%s of GitHub’s tokens', async (_, answers, given) => {
  troubles = [...answers];
  expect(await open('aws', 'eu-west-1').renew()).toBe(given);
});

test('where the job may not ask for a token there is none', async () => {
  const { renew } = renewableCredentials({
    ...{ roleArn: 'arn:aws:iam::123456789012:role/deploy', region: undefined, env: {} },
    ...{ fetch: globalThis.fetch, clock: virtualClock(), random: () => 0.5 },
  });
  expect(await renew()).toBe(false);
  expect(identity.log).toHaveLength(0);
});
