import { describe, expect, test } from '@jest/globals';
import { nearNames } from '../watch/near.ts';
import { awsRegion, regionOf, roleArn, stackArn, stackName, stackNames } from './names.ts';

describe('allows all that AWS allows', () => {
  // docs.aws.amazon.com/general/latest/gr/cfn.html, docs.aws.eu (European Sovereign Cloud), and the SDK's partitions.
  test.each([
    ...['us-east-1', 'ap-southeast-7', 'il-central-1', 'mx-central-1', 'ca-west-1', 'me-central-1'],
    ...['us-gov-west-1', 'cn-northwest-1', 'us-iso-east-1', 'us-isob-east-1', 'eu-isoe-west-1'],
    ...['us-isof-south-1', 'eusc-de-east-1', 'ap-southeast-10'],
  ])('region %s', (region) => expect(awsRegion.parse(region)).toBe(region));

  test.each(['eu-west', 'EU-WEST-1', 'eu west 1', 'eu-west-1a', 'eu-west-1\n', 'aws'])(
    'not region %j',
    (region) => expect(awsRegion.parse(region)).toBeUndefined(),
  );

  test.each([
    ['aws', 'us-east-1'],
    ['aws-cn', 'cn-north-1'],
    ['aws-us-gov', 'us-gov-east-1'],
    ['aws-iso', 'us-iso-west-1'],
    ['aws-iso-b', 'us-isob-east-1'],
    ['aws-iso-e', 'eu-isoe-west-1'],
    ['aws-iso-f', 'us-isof-east-1'],
    ['aws-eusc', 'eusc-de-east-1'],
  ])('a stack of partition %s', (partition, region) => {
    const arn = `arn:${partition}:cloudformation:${region}:123456789012:stack/Shop-1/0a1b2c3d-0000-11ef-8000-0a1b2c3d4e5f`;
    expect(stackName.parse(arn)).toBe(arn);
    expect(stackArn(arn)).toEqual({ partition, region, name: 'Shop-1' });
    expect(regionOf(arn, { given: undefined, environment: 'eu-west-1' })).toBe(region);
  });

  test.each(['a', 'Shop', `s${'0'.repeat(127)}`, 'arn', 'arn-of-shop'])('a stack called %s', (name) => {
    expect(stackNames.parse(`${name}\nother`)).toEqual([name, 'other']);
    expect(stackArn(name)).toBeUndefined();
  });

  test.each([
    '1shop',
    'shop_1',
    `s${'0'.repeat(128)}`,
    'arn:aws:ecs:eu-west-1:123456789012:stack/a/b',
    '-',
    'shop/a',
  ])('no stack is called %s', (name) => expect(stackName.parse(name)).toBeUndefined());

  test.each([
    'arn:aws:iam::123456789012:role/deploy',
    'arn:aws-us-gov:iam::123456789012:role/teams/shop/deploy@eu',
    'arn:aws-eusc:iam::123456789012:role/a:b/c*d/deploy+=,.@-_',
  ])('role %s', (role) => expect(roleArn.parse(role)).toBe(role));

  test.each([
    'deploy',
    'arn:aws:iam::123456789012:user/deploy',
    'arn:aws:iam::12345:role/deploy',
    'arn:aws:iam::123456789012:role/',
    `arn:aws:iam::123456789012:role/${'r'.repeat(65)}`,
  ])('no role: %s', (role) => expect(roleArn.parse(role)).toBeUndefined());
});

describe('the region of a stack', () => {
  const ARN = 'arn:aws:cloudformation:us-east-1:123456789012:stack/shop/1';
  test.each([
    ['an ARN beside a job elsewhere', ARN, undefined, 'eu-west-1', 'us-east-1'],
    ['an ARN without a region', ARN, undefined, undefined, 'us-east-1'],
    ['an ARN and its own region', ARN, 'us-east-1', 'eu-west-1', 'us-east-1'],
    ['a name and the input', 'shop', 'us-east-1', 'eu-west-1', 'us-east-1'],
    ['a name and the environment', 'shop', undefined, 'eu-west-1', 'eu-west-1'],
  ])('%s', (_, stack, given, environment, region) =>
    expect(regionOf(stack, { given, environment })).toBe(region),
  );

  test('a contradiction is refused, and so is nothing at all', () => {
    expect(() => regionOf(ARN, { given: 'eu-west-1', environment: undefined })).toThrow(
      'Input "aws-region" is eu-west-1, but the stack',
    );
    expect(() => regionOf('shop', { given: undefined, environment: undefined })).toThrow(
      '"aws-region" is required',
    );
  });
});

test.each([
  ['shpo', ['shop', 'shop-api', 'billing'], ['shop']],
  ['shop', ['shop-production', 'shop-staging', 'orders'], ['shop-production', 'shop-staging']],
  ['Shop', ['shop'], ['shop']],
  [
    'orders-prod',
    ['orders-prd', 'oders-prod', 'users-prod', 'x'],
    ['oders-prod', 'orders-prd', 'users-prod'],
  ],
  ['shop', ['zebra', 'billing'], []],
  ['shop', [], []],
])('for %s of %j, perhaps %j', (name, names, near) => expect(nearNames(name, names)).toEqual(near));
