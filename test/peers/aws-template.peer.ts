// examples/aws: the roles that GitHub Actions assumes, as cfn-lint reads the template and as moto makes it.
import { type ChildProcess, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { startMoto } from './moto.ts';

jest.setTimeout(120_000);

const TEMPLATE = join(import.meta.dirname, '../../examples/aws/signalbox.yml');

let moto: ChildProcess;
let endpoint: string;
let client: CloudFormationClient;
beforeAll(async () => {
  ({ moto, endpoint } = await startMoto());
  const credentials = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' };
  client = new CloudFormationClient({ endpoint, region: 'eu-west-1', credentials });
});
afterAll(() => {
  client.destroy();
  moto.kill();
});

test('cfn-lint finds nothing', () => {
  const { status, stdout } = spawnSync('cfn-lint', [TEMPLATE], { encoding: 'utf8' });
  expect({ status, stdout: stdout.trim() }).toEqual({ status: 0, stdout: '' });
});

/** The stack's outputs once it is made. */
async function make(
  name: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  await client.send(
    new CreateStackCommand({
      StackName: name,
      TemplateBody: readFileSync(TEMPLATE, 'utf8'),
      Capabilities: ['CAPABILITY_IAM'],
      Parameters: Object.entries(parameters).map(([key, value]) => ({
        ParameterKey: key,
        ParameterValue: value,
      })),
    }),
  );
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
  expect(stack?.StackStatus).toBe('CREATE_COMPLETE');
  return Object.fromEntries(
    (stack?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
}

/** The trust policy of a role, asked of IAM itself. */
async function trustOf(arn = '') {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: new URLSearchParams({
      Action: 'GetRole',
      Version: '2010-05-08',
      RoleName: arn.split('/').at(-1) ?? '',
    }),
  });
  const found =
    /<AssumeRolePolicyDocument>(.*)<\/AssumeRolePolicyDocument>/s.exec(await answer.text())?.[1] ?? '';
  return JSON.parse(decodeURIComponent(found)).Statement[0];
}

const GIVEN = { Repository: 'octo/shop', Environment: 'production', StackPrefix: 'shop' };

test.each([
  ['by-name', {}, 'repo:octo/shop:environment:production'],
  ['by-number', { OwnerId: '12', RepositoryId: '34' }, 'repo:octo@12/shop@34:environment:production'],
])('%s: one subject may assume the roles', async (name, numbers, subject) => {
  const outputs = await make(name, {
    ...GIVEN,
    ...numbers,
    // moto 5.2.5 knows no AWS::IAM::OIDCProvider.
    ProviderArn: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
    AllowCancelUpdate: name === 'by-name' ? 'false' : 'true',
  });
  for (const role of [outputs['DeployRole'], outputs['ReadOnlyRole']]) {
    const trust = await trustOf(role);
    expect(trust).toMatchObject({
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: {
        Federated: expect.stringMatching(/oidc-provider\/token\.actions\.githubusercontent\.com$/),
      },
    });
    expect(trust.Condition).toEqual({
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': subject,
      },
    });
  }
});
